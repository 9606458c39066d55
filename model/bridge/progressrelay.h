#pragma once

#include "core/progress.h"

#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <utility>

namespace deltascope::bridge {

/// Passes a worker's progress on, at most twenty times a second, and its job's stop token back.
class ProgressRelay final : public Progress {
public:
    using Send = std::function<void(double, const QString &)>;
    ProgressRelay(std::stop_token token, Send send)
        : m_token(std::move(token))
        , m_send(std::move(send))
    {
    }

    void report(double fraction, std::string_view what) override
    {
        const auto now = std::chrono::steady_clock::now();
        if (m_sent && now - *m_sent < std::chrono::milliseconds(50))
            return;
        m_sent = now;
        m_send(fraction, QString::fromUtf8(what.data(), qsizetype(what.size())));
    }
    bool cancelled() const override { return m_token.stop_requested(); }

private:
    std::stop_token m_token;
    Send m_send;
    std::optional<std::chrono::steady_clock::time_point> m_sent;
};

} // namespace deltascope::bridge

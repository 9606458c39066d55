#pragma once

#include "core/part.h"
#include "core/progress.h"

#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <utility>

namespace deltascope::bridge {

/// Passes a worker's progress on, at most twenty times a second, all parts of its answer, and its job's stop token
/// back.
class ProgressRelay final : public Progress {
public:
    struct Sinks {
        std::function<void(double, const QString &)> report;
        TakePart part; ///< empty: nobody wants parts
    };
    ProgressRelay(std::stop_token token, Sinks sinks)
        : m_token(std::move(token))
        , m_sinks(std::move(sinks))
    {
    }

    void report(double fraction, std::string_view what) override
    {
        const auto now = std::chrono::steady_clock::now();
        if (m_sent && now - *m_sent < std::chrono::milliseconds(50))
            return;
        m_sent = now;
        m_sinks.report(fraction, QString::fromUtf8(what.data(), qsizetype(what.size())));
    }
    bool cancelled() const override { return m_token.stop_requested(); }
    const TakePart &parts() const { return m_sinks.part; }

private:
    std::stop_token m_token;
    Sinks m_sinks;
    std::optional<std::chrono::steady_clock::time_point> m_sent;
};

} // namespace deltascope::bridge

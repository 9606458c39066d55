#pragma once

#include "engine/served/served.h"
#include "files/jsonat.h"
#include "http/application.h"
#include "http/client.h"

#include <functional>
#include <optional>
#include <string>

namespace deltascope::served {

using Json = nlohmann::ordered_json;
using files::JsonAt;

/// What a server said to one question.
struct Answer {
    int status = 0;
    std::string server; ///< the header of that name
    std::string text;
    std::optional<Json> json; ///< none where the text is none
    std::string place; ///< server and path, for messages
    double seconds = 0;

    /// Throws Failure if it is no JSON.
    JsonAt at() const;
};

/// Questions to one server. The key goes to its host alone, since no redirect is followed. Every member throws Failure,
/// and Cancelled.
class Link {
public:
    explicit Link(ServerAccess access);

    const std::string &name() const { return m_access.address.name; }
    const Patience &patience() const { return m_access.patience; }
    BatchGate &gate() { return *m_access.gate; }

    /// Any answer with a status; fails where none comes whole.
    Answer get(const std::string &path, const Progress &progress);
    Answer post(const std::string &path, const Json &body, std::chrono::milliseconds patience,
                const Progress &progress);
    /// The same for an answer that comes in events: `heard` gets the JSON of each, and what it throws ends the
    /// question. An answer that is none of these comes whole. Throws what an event says went wrong.
    Answer postHearing(const std::string &path, const Json &body, std::chrono::milliseconds patience,
                       const std::function<void(const JsonAt &event)> &heard, const Progress &progress);
    /// Throws what the server said if it refused.
    void expectGood(const Answer &answer) const;

private:
    static http::Request postOf(const Json &body, std::chrono::milliseconds patience);
    Answer ask(http::Request request, const std::string &path, const Progress &progress);
    std::string placeOf(const std::string &path) const;

    ServerAccess m_access;
    http::ApplicationForNow m_application;
    http::Client m_client;
};

} // namespace deltascope::served

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <utility>

namespace deltascope::test {

/// An exchange with a real server.
struct Recording {
    QByteArray name; ///< "012-models-three"
    QByteArray verb, path, body; ///< asked
    int status = 0;
    QByteArray reason, answer;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QList<QByteArray> chunks; ///< in place of `answer`

    /// All bytes that went over the wire.
    QByteArray bytes() const;
};

/// What a completion asks for.
struct Meaning {
    QByteArray prompt; ///< a text, or ids
    std::map<QByteArray, double> adapters; ///< those that act, with their scale; of vLLM its model
    long maxTokens = 0;
    bool streams = false;
    bool operator==(const Meaning &) const = default;
};

/// A completion that was recorded whole, in the form in which others were recorded as streams: an event for each token.
/// Where its pieces of text were not told, it is cut evenly.
Recording asStream(const Recording &whole);

class Recordings {
public:
    Recordings(const QString &folder, const QString &engine);

    const Recording *named(const QByteArray &name) const;
    const Recording *exact(const QByteArray &verb, const QByteArray &path, const QByteArray &body) const;
    /// Of a greedy completion, that with the most log-probabilities; null if none means the same.
    const Recording *meaning(const QByteArray &path, const Meaning &meaning) const;
    /// None for what is no greedy completion.
    std::optional<Meaning> meaningOf(const QByteArray &path, const QByteArray &body) const;
    const QByteArray &base() const { return m_base; }

private:
    void learn(const nlohmann::json &tokenizeAsked, const nlohmann::json &said);
    QByteArray promptOf(const nlohmann::json &prompt) const;

    QList<Recording> m_all;
    std::map<QByteArray, QByteArray> m_ids; ///< of texts that were tokenized, special tokens included
    QByteArray m_base;
};

} // namespace deltascope::test

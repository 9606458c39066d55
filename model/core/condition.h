#pragma once

#include <optional>
#include <string>

namespace deltascope {

/// Which texts a rule takes: those in a language, those that begin so, those that an expression is found in, or all.
struct Condition {
    enum class Kind { Language, Prefix, Regex, Otherwise } kind = Kind::Otherwise;
    std::string pattern; ///< a language ("fr"), a beginning, an expression; nothing for Otherwise

    /// Whether it says what it takes; one that does not takes nothing.
    bool isWhole() const { return kind == Kind::Otherwise || !pattern.empty(); }
    bool operator==(const Condition &) const = default;
};

const char *wordOf(Condition::Kind kind);
/// The kind of that word: language, prefix, regex or otherwise.
std::optional<Condition::Kind> conditionNamed(const std::string &word);
/// "language fr", "otherwise".
std::string inWords(const Condition &condition);

} // namespace deltascope

#pragma once

#include "core/condition.h"
#include "core/run.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace deltascope::tree {
class Pattern;
}

namespace deltascope::session {

/// What rules judge of an input: its text, or what the user said last in its conversation.
std::string textOf(const Input &input);

/// The condition with its language as a code, where it names one that texts are told to be in; else as it is.
Condition readable(Condition when);

/// A condition that is asked of many texts. Not of two threads at once.
class Matcher {
public:
    explicit Matcher(Condition when);
    ~Matcher();

    enum class Problem { None, NoPattern, NoExpression, NoLanguage, TooSlow };
    /// Why it takes nothing, whatever the text.
    Problem problem() const { return m_problem; }
    /// What was expected in place of a pattern that is none, in words; empty without NoExpression and NoLanguage.
    std::string expected() const;
    /// `language` is that of the text. An expression that takes too long once takes nothing from then on.
    bool holds(const std::string &text, const std::string &language) const;

private:
    Condition m_when;
    std::unique_ptr<const tree::Pattern> m_expression;
    mutable Problem m_problem = Problem::None;
};

/// A delta of a rule's configuration, by name: a rule outlives deltas and says which one it misses.
struct RulePart {
    std::string delta;
    std::optional<double> strength = {}; ///< nothing: switches and strengths are the rack's
    bool operator==(const RulePart &) const = default;
};

/// Which configuration texts of a kind get. `key` names it for as long as it exists.
struct Rule {
    int key = 0;
    Condition when;
    std::vector<RulePart> deltas; ///< none: the backbone
    std::shared_ptr<const Matcher> matcher = {}; ///< made by perform()

    bool operator==(const Rule &other) const
    {
        return key == other.key && when == other.when && deltas == other.deltas;
    }
};

/// The place of the first rule that takes a text; -1: none does.
int placeOf(const std::vector<Rule> &rules, const std::string &text, const std::string &language);

/// What is done while a session has no rules, as rules without keys: a text goes to the first of the deltas of these
/// names that is named after its language.
std::vector<Rule> usualRules(const std::vector<std::string> &deltas);

} // namespace deltascope::session

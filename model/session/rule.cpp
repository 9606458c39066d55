#include "session/rule.h"

#include "core/outcome.h"
#include "files/conversation.h"
#include "session/language.h"
#include "tree/addressing.h"

#include <algorithm>

namespace deltascope::session {

using Kind = Condition::Kind;

namespace {

bool contains(const std::vector<std::string_view> &all, std::string_view one)
{
    return std::find(all.begin(), all.end(), one) != all.end();
}

} // namespace

std::string textOf(const Input &input)
{
    if (!input.messages)
        return input.text.value_or("");
    try {
        const std::vector<files::Turn> turns = files::turnsOf(*input.messages);
        const auto last = std::find_if(turns.rbegin(), turns.rend(),
                                       [](const files::Turn &turn) { return turn.role == "user" && turn.isText; });
        return last == turns.rend() ? "" : last->content;
    } catch (const Failure &) {
        return *input.messages; // no conversation: whoever runs it says so
    }
}

Condition readable(Condition when)
{
    if (when.kind == Kind::Language)
        when.pattern = languageCodeOf(when.pattern).value_or(when.pattern);
    return when;
}

Matcher::Matcher(Condition when)
    : m_when(std::move(when))
{
    if (!m_when.isWhole())
        m_problem = Problem::NoPattern;
    else if (m_when.kind == Kind::Regex)
        try {
            m_expression = std::make_unique<const tree::Pattern>(m_when.pattern);
        } catch (const Failure &) {
            m_problem = Problem::NoExpression;
        }
    else if (m_when.kind == Kind::Language && !contains(languageCodes(), m_when.pattern))
        m_problem = Problem::NoLanguage;
}

Matcher::~Matcher() = default;

std::string Matcher::expected() const
{
    if (m_problem == Problem::NoExpression)
        return "a regular expression";
    if (m_problem != Problem::NoLanguage)
        return {};
    std::string codes;
    for (const std::string_view code : languageCodes())
        codes += (codes.empty() ? "" : ", ") + std::string(code);
    return "a language that texts are told to be in (" + codes + ", or its English name)";
}

bool Matcher::holds(const std::string &text, const std::string &language) const
{
    if (m_problem != Problem::None)
        return false;
    switch (m_when.kind) {
    case Kind::Language: return m_when.pattern == language;
    case Kind::Prefix: return text.starts_with(m_when.pattern);
    case Kind::Otherwise: return true;
    case Kind::Regex: break;
    }
    try {
        return m_expression->search(text).begin != std::string_view::npos;
    } catch (const Failure &) {
        m_problem = Problem::TooSlow;
        return false;
    }
}

int placeOf(const std::vector<Rule> &rules, const std::string &text, const std::string &language)
{
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule &rule) {
        return rule.matcher && rule.matcher->holds(text, language);
    });
    return found == rules.end() ? -1 : int(found - rules.begin());
}

std::vector<Rule> usualRules(const std::vector<std::string> &deltas)
{
    std::vector<Rule> rules;
    const auto isTaken = [&rules](std::string_view language) {
        return std::any_of(rules.begin(), rules.end(), [&](const Rule &rule) { return rule.when.pattern == language; });
    };
    for (const std::string &delta : deltas)
        for (const std::string_view language : languageCodes())
            if (namesLanguage(delta, language) && !isTaken(language))
                rules.push_back({0, {Kind::Language, std::string(language)}, {RulePart{delta}}});
    return rules;
}

} // namespace deltascope::session

#pragma once

#include "chat/parserbase.h"

namespace deltascope::chat {

/// Reads expressions, each rule of Jinja's grammar a function, loosest binding first.
class ExpressionParser : public ParserBase {
protected:
    using ParserBase::ParserBase;

    enum class Conditionals { Taken, Left }; ///< Left: `if` belongs to the tag around
    /// Several expressions with commas between are a tuple. `endName` ends one too ("recursive").
    ExpressionPtr tuple(Conditionals conditionals = Conditionals::Taken, std::string_view endName = {});
    ExpressionPtr expression(Conditionals conditionals = Conditionals::Taken);
    Target target(std::string_view endName = {});
    /// Filters behind | (and at once, if `name` is the next token), around `subject`, which may be null.
    ExpressionPtr filters(ExpressionPtr subject);
    ExpressionPtr filter(ExpressionPtr subject);
    ExpressionPtr postfix(ExpressionPtr node);

    std::vector<MacroSyntax *> m_macros; ///< that are being read, outermost first
    /// A filter or test that does not exist is an error, except under a condition, where it is one only once reached.
    void expectKnown(bool known, const char *what, const std::string &name);
    int m_conditional = 0; ///< conditions around, up to the next body with a scope of its own
    std::vector<SyntaxError> m_unknown; ///< that no condition has excused yet

private:
    ExpressionPtr disjunction();
    ExpressionPtr conjunction();
    ExpressionPtr negation();
    ExpressionPtr comparison();
    std::optional<Comparison> comparisonSign();
    ExpressionPtr sum();
    ExpressionPtr concat();
    ExpressionPtr product();
    ExpressionPtr power();
    enum class Filters { Taken, Left };
    ExpressionPtr unary(Filters filters = Filters::Taken);
    ExpressionPtr primary();
    ExpressionPtr name();
    ExpressionPtr parenthesis();
    ExpressionPtr list();
    ExpressionPtr dict();
    ExpressionPtr subscript(ExpressionPtr node);
    ExpressionPtr subscribed(ExpressionPtr subject);
    ExpressionPtr call(ExpressionPtr node);
    ArgumentsSyntax arguments(Node &parent);
    ExpressionPtr test(ExpressionPtr node);
    ExpressionPtr behindFilters(ExpressionPtr node);
    ExpressionPtr arithmetic(Binary operation, ExpressionPtr left, ExpressionPtr right);
    ExpressionPtr constant(Value value) const;
    bool endsTuple(std::string_view endName) const;
    Target targetPart();
};

} // namespace deltascope::chat

#include "chat/expressionparser.h"

namespace deltascope::chat {

using Kind = Token::Kind;

bool ExpressionParser::endsTuple(std::string_view endName) const
{
    const Token &token = now();
    return token.kind == Kind::VariableEnd || token.kind == Kind::BlockEnd || token.is(")")
           || (!endName.empty() && token.isName(endName));
}

ExpressionPtr ExpressionParser::tuple(Conditionals conditionals, std::string_view endName)
{
    auto node = make<ListSyntax>();
    node->kind = Sequence::Kind::Tuple;
    bool hasComma = false;
    for (;;) {
        if (!node->items.empty()) {
            if (!skip(","))
                break;
            hasComma = true;
        }
        if (endsTuple(endName))
            break;
        node->items.push_back(under(*node, expression(conditionals)));
    }
    if (hasComma)
        return node;
    if (node->items.empty())
        fail("expected an expression, found " + describe(now()));
    return std::move(node->items.front());
}

ExpressionPtr ExpressionParser::expression(Conditionals conditionals)
{
    const Nesting nesting(*this);
    const std::size_t unknown = m_unknown.size();
    ExpressionPtr node = disjunction();
    while (conditionals == Conditionals::Taken && now().isName("if")) {
        auto choice = make<Conditional>();
        take();
        m_unknown.resize(unknown, SyntaxError(0, {}));
        choice->then = under(*choice, std::move(node));
        ++m_conditional;
        choice->condition = under(*choice, disjunction());
        if (skipName("else"))
            choice->otherwise = under(*choice, expression());
        --m_conditional;
        node = std::move(choice);
    }
    return node;
}

ExpressionPtr ExpressionParser::disjunction()
{
    ExpressionPtr left = conjunction();
    while (now().isName("or")) {
        auto node = make<Logic>();
        take();
        node->isAnd = false;
        node->left = under(*node, std::move(left));
        node->right = under(*node, conjunction());
        left = std::move(node);
    }
    return left;
}

ExpressionPtr ExpressionParser::conjunction()
{
    ExpressionPtr left = negation();
    while (now().isName("and")) {
        auto node = make<Logic>();
        take();
        node->left = under(*node, std::move(left));
        node->right = under(*node, negation());
        left = std::move(node);
    }
    return left;
}

ExpressionPtr ExpressionParser::negation()
{
    if (!now().isName("not"))
        return comparison();
    const Nesting nesting(*this);
    auto node = make<Not>();
    take();
    node->operand = under(*node, negation());
    return node;
}

std::optional<Comparison> ExpressionParser::comparisonSign()
{
    static constexpr std::pair<std::string_view, Comparison> signs[] = {
        {"==", Comparison::Equal},     {"!=", Comparison::Unequal}, {"<", Comparison::Less},
        {"<=", Comparison::LessEqual}, {">", Comparison::Greater},  {">=", Comparison::GreaterEqual},
    };
    for (const auto &[sign, comparison] : signs)
        if (skip(sign))
            return comparison;
    if (skipName("in"))
        return Comparison::In;
    if (now().isName("not") && after().isName("in")) {
        take();
        take();
        return Comparison::NotIn;
    }
    return std::nullopt;
}

ExpressionPtr ExpressionParser::comparison()
{
    ExpressionPtr first = sum();
    auto node = make<Compare>();
    while (const auto sign = comparisonSign())
        node->rest.emplace_back(*sign, under(*node, sum()));
    if (node->rest.empty())
        return first;
    node->first = under(*node, std::move(first));
    return node;
}

ExpressionPtr ExpressionParser::arithmetic(Binary operation, ExpressionPtr left, ExpressionPtr right)
{
    auto node = make<Arithmetic>();
    node->operation = operation;
    node->left = under(*node, std::move(left));
    node->right = under(*node, std::move(right));
    return node;
}

ExpressionPtr ExpressionParser::sum()
{
    ExpressionPtr left = concat();
    for (;;) {
        if (skip("+"))
            left = arithmetic(Binary::Add, std::move(left), concat());
        else if (skip("-"))
            left = arithmetic(Binary::Subtract, std::move(left), concat());
        else
            return left;
    }
}

ExpressionPtr ExpressionParser::concat()
{
    ExpressionPtr first = product();
    if (!now().is("~"))
        return first;
    auto node = make<Concat>();
    node->parts.push_back(under(*node, std::move(first)));
    while (skip("~"))
        node->parts.push_back(under(*node, product()));
    return node;
}

ExpressionPtr ExpressionParser::product()
{
    ExpressionPtr left = power();
    for (;;) {
        if (skip("*"))
            left = arithmetic(Binary::Multiply, std::move(left), power());
        else if (skip("/"))
            left = arithmetic(Binary::Divide, std::move(left), power());
        else if (skip("//"))
            left = arithmetic(Binary::FloorDivide, std::move(left), power());
        else if (skip("%"))
            left = arithmetic(Binary::Modulo, std::move(left), power());
        else
            return left;
    }
}

/// Binds to the left, and looser than a sign: -2 ** 2 is 4.
ExpressionPtr ExpressionParser::power()
{
    ExpressionPtr left = unary();
    while (skip("**"))
        left = arithmetic(Binary::Power, std::move(left), unary());
    return left;
}

ExpressionPtr ExpressionParser::unary(Filters filters)
{
    const Nesting nesting(*this);
    ExpressionPtr node;
    if (now().is("-") || now().is("+")) {
        auto sign = make<Negation>();
        sign->negates = take().text == "-";
        sign->operand = under(*sign, unary(Filters::Left));
        node = std::move(sign);
    } else {
        node = primary();
    }
    node = postfix(std::move(node));
    return filters == Filters::Taken ? behindFilters(std::move(node)) : std::move(node);
}

ExpressionPtr ExpressionParser::postfix(ExpressionPtr node)
{
    for (;;) {
        if (now().is(".") || now().is("["))
            node = subscript(std::move(node));
        else if (now().is("("))
            node = call(std::move(node));
        else
            return node;
    }
}

ExpressionPtr ExpressionParser::behindFilters(ExpressionPtr node)
{
    for (;;) {
        if (now().is("|"))
            node = filters(std::move(node));
        else if (now().isName("is"))
            node = test(std::move(node));
        else if (now().is("("))
            node = call(std::move(node));
        else
            return node;
    }
}

} // namespace deltascope::chat

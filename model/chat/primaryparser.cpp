#include "chat/expressionparser.h"

namespace deltascope::chat {

using Kind = Token::Kind;

ExpressionPtr ExpressionParser::constant(Value value) const
{
    auto node = make<Constant>();
    node->constant = std::move(value);
    return node;
}

ExpressionPtr ExpressionParser::primary()
{
    switch (now().kind) {
    case Kind::Name: return name();
    case Kind::Text: {
        std::string text = take().text;
        while (now().kind == Kind::Text)
            text += take().text;
        return constant(std::move(text));
    }
    case Kind::Integer: return constant(take().integer);
    case Kind::Float: return constant(take().number);
    default: break;
    }
    if (now().is("("))
        return parenthesis();
    if (now().is("["))
        return list();
    if (now().is("{"))
        return dict();
    fail("unexpected " + describe(now()));
}

ExpressionPtr ExpressionParser::name()
{
    const std::string name = now().text;
    auto node = make<Name>();
    take();
    if (name == "true" || name == "True" || name == "false" || name == "False")
        return constant(name == "true" || name == "True");
    if (name == "none" || name == "None")
        return constant(None());
    for (MacroSyntax *macro : m_macros) {
        macro->usesCaller = macro->usesCaller || name == "caller";
        macro->usesNamed = macro->usesNamed || name == "kwargs";
        macro->usesPositional = macro->usesPositional || name == "varargs";
    }
    node->name = name;
    return node;
}

ExpressionPtr ExpressionParser::parenthesis()
{
    take();
    ExpressionPtr node;
    if (now().is(")")) {
        auto empty = make<ListSyntax>();
        empty->kind = Sequence::Kind::Tuple;
        node = std::move(empty);
    } else {
        node = tuple();
    }
    expect(")");
    return node;
}

ExpressionPtr ExpressionParser::list()
{
    auto node = make<ListSyntax>();
    take();
    while (!skip("]")) {
        if (!node->items.empty()) {
            expect(",");
            if (skip("]"))
                break;
        }
        node->items.push_back(under(*node, expression()));
    }
    return node;
}

ExpressionPtr ExpressionParser::dict()
{
    auto node = make<DictSyntax>();
    take();
    while (!skip("}")) {
        if (!node->items.empty()) {
            expect(",");
            if (skip("}"))
                break;
        }
        ExpressionPtr key = under(*node, expression());
        expect(":");
        node->items.emplace_back(std::move(key), under(*node, expression()));
    }
    return node;
}

} // namespace deltascope::chat

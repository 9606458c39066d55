#include "chat/expressionparser.h"

#include "chat/filters.h"
#include "chat/tests.h"

namespace deltascope::chat {

using Kind = Token::Kind;

ExpressionPtr ExpressionParser::subscript(ExpressionPtr node)
{
    if (skip(".")) {
        if (now().kind == Kind::Name) {
            auto attribute = make<Attribute>();
            attribute->subject = under(*attribute, std::move(node));
            attribute->name = take().text;
            return attribute;
        }
        if (now().kind != Kind::Integer)
            fail("expected a name or a number behind the dot, found " + describe(now()));
        auto item = make<Item>();
        item->subject = under(*item, std::move(node));
        item->index = under(*item, constant(take().integer));
        return item;
    }
    take();
    ExpressionPtr item = subscribed(std::move(node));
    expect("]");
    return item;
}

/// What stands between [ and ]: an index, several as a tuple, or a slice.
ExpressionPtr ExpressionParser::subscribed(ExpressionPtr subject)
{
    const auto endsPart = [this] { return now().is("]") || now().is(",") || now().is(":"); };
    ExpressionPtr from;
    if (now().is("]")) { // nothing at all is an empty tuple
        auto none = make<ListSyntax>();
        none->kind = Sequence::Kind::Tuple;
        from = std::move(none);
    } else if (!now().is(":")) {
        from = expression();
    }
    if (now().is(":")) {
        auto slice = make<Slice>();
        slice->subject = under(*slice, std::move(subject));
        slice->from = under(*slice, std::move(from));
        take();
        if (!endsPart())
            slice->to = under(*slice, expression());
        if (skip(":") && !endsPart())
            slice->step = under(*slice, expression());
        return slice;
    }
    auto item = make<Item>();
    item->subject = under(*item, std::move(subject));
    if (now().is(",")) {
        auto several = make<ListSyntax>();
        several->kind = Sequence::Kind::Tuple;
        several->items.push_back(under(*several, std::move(from)));
        while (skip(","))
            several->items.push_back(under(*several, expression()));
        from = std::move(several);
    }
    item->index = under(*item, std::move(from));
    return item;
}

ExpressionPtr ExpressionParser::call(ExpressionPtr node)
{
    auto call = make<Call>();
    call->subject = under(*call, std::move(node));
    call->arguments = arguments(*call);
    return call;
}

ArgumentsSyntax ExpressionParser::arguments(Node &parent)
{
    ArgumentsSyntax list;
    const auto expectOrder = [this](bool ordered) {
        if (!ordered)
            fail("the arguments of a call stand in an order that is not allowed");
    };
    expect("(");
    for (bool first = true; !skip(")"); first = false) {
        if (!first) {
            expect(",");
            if (skip(")"))
                break;
        }
        if (skip("*")) {
            expectOrder(!list.morePositional && !list.moreNamed);
            list.morePositional = under(parent, expression());
        } else if (skip("**")) {
            expectOrder(!list.moreNamed);
            list.moreNamed = under(parent, expression());
        } else if (now().kind == Kind::Name && after().is("=")) {
            expectOrder(!list.moreNamed);
            std::string name = take().text;
            take();
            list.named.emplace_back(std::move(name), under(parent, expression()));
        } else {
            expectOrder(list.named.empty() && !list.morePositional && !list.moreNamed);
            list.positional.push_back(under(parent, expression()));
        }
    }
    return list;
}

void ExpressionParser::expectKnown(bool known, const char *what, const std::string &name)
{
    if (!known && m_conditional == 0)
        m_unknown.emplace_back(now().line, unknownName(what, name));
}

ExpressionPtr ExpressionParser::filters(ExpressionPtr subject)
{
    while (skip("|"))
        subject = filter(std::move(subject));
    return subject;
}

ExpressionPtr ExpressionParser::filter(ExpressionPtr subject)
{
    auto node = make<FilterSyntax>();
    node->subject = under(*node, std::move(subject));
    node->name = expectName("the name of a filter");
    while (skip("."))
        node->name += "." + expectName("the name of a filter");
    expectKnown(findFilter(node->name), "filter", node->name);
    if (now().is("("))
        node->arguments = arguments(*node);
    return node;
}

ExpressionPtr ExpressionParser::test(ExpressionPtr node)
{
    auto test = make<TestSyntax>();
    take();
    const bool negated = skipName("not");
    test->subject = under(*test, std::move(node));
    test->name = expectName("the name of a test");
    while (skip("."))
        test->name += "." + expectName("the name of a test");
    expectKnown(findTest(test->name), "test", test->name);
    const Token &next = now();
    const bool isWord = next.isName("else") || next.isName("or") || next.isName("and");
    if (next.is("(")) {
        test->arguments = arguments(*test);
    } else if (((next.kind == Kind::Name && !isWord) || next.kind == Kind::Text || next.kind == Kind::Integer
                || next.kind == Kind::Float || next.is("[") || next.is("{"))) {
        if (next.isName("is"))
            fail("tests with \"is\" cannot be chained");
        test->arguments.positional.push_back(under(*test, postfix(primary())));
    }
    if (!negated)
        return test;
    auto inverted = make<Not>();
    inverted->operand = under(*inverted, std::move(test));
    return inverted;
}

Target ExpressionParser::targetPart()
{
    if (skip("(")) {
        const Nesting nesting(*this);
        Target inner = target();
        expect(")");
        return inner;
    }
    Target part;
    part.name = expectName("a name to assign to");
    if (part.name == "true" || part.name == "false" || part.name == "none" || part.name == "True"
        || part.name == "False" || part.name == "None")
        fail("nothing can be assigned to " + part.name);
    if (skip("."))
        part.attribute = expectName("an attribute of a namespace");
    return part;
}

Target ExpressionParser::target(std::string_view endName)
{
    Target whole;
    for (;;) {
        if (!whole.parts.empty()) {
            if (!skip(","))
                break;
            whole.isTuple = true;
        }
        if (endsTuple(endName) || now().is("="))
            break;
        whole.parts.push_back(targetPart());
    }
    if (whole.isTuple)
        return whole;
    if (whole.parts.empty())
        fail("expected a name to assign to, found " + describe(now()));
    return std::move(whole.parts.front());
}

} // namespace deltascope::chat

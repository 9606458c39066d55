#include "chat/parser.h"

#include "chat/statementparser.h"

#include <algorithm>

namespace deltascope::chat {

using Kind = Token::Kind;

TemplateSyntax StatementParser::run()
{
    Body whole = body({});
    if (!m_unknown.empty())
        throw SyntaxError(m_unknown.front());
    return {std::move(whole), std::move(m_blocks)};
}

Body StatementParser::body(const Names &ends)
{
    const Nesting nesting(*this);
    Body statements;
    for (;;) {
        if (now().kind == Kind::End) {
            if (!ends.empty())
                fail("the template ends where {% " + std::string(ends.back()) + " %} is expected");
            return statements;
        }
        if (now().kind == Kind::Data) {
            auto data = make<Data>();
            data->text = take().text;
            statements.push_back(std::move(data));
        } else if (now().kind == Kind::VariableBegin) {
            take();
            auto print = make<Print>();
            print->expressions.push_back(under(*print, tuple()));
            expect(Kind::VariableEnd, "'}}'");
            statements.push_back(std::move(print));
        } else {
            take();
            if (std::any_of(ends.begin(), ends.end(), [&](auto name) { return now().isName(name); }))
                return statements;
            statements.push_back(statement(ends));
            expect(Kind::BlockEnd, "the end of the tag");
        }
    }
}

Body StatementParser::inner(const Names &ends)
{
    skip(":");
    expect(Kind::BlockEnd, "the end of the tag");
    return body(ends);
}

Body StatementParser::innerUntil(std::string_view end)
{
    Body statements = inner({end});
    take();
    return statements;
}

StatementPtr StatementParser::statement(const Names &ends)
{
    const std::string tag = now().text;
    using Read = StatementPtr (StatementParser::*)();
    static const std::pair<std::string_view, Read> known[] = {
        {"if", &StatementParser::branch},         {"for", &StatementParser::loop},
        {"set", &StatementParser::assignment},    {"macro", &StatementParser::macro},
        {"call", &StatementParser::callBlock},    {"filter", &StatementParser::filterBlock},
        {"with", &StatementParser::with},         {"print", &StatementParser::print},
        {"break", &StatementParser::jump},        {"continue", &StatementParser::jump},
        {"generation", &StatementParser::scoped}, {"autoescape", &StatementParser::autoEscape},
        {"block", &StatementParser::block},       {"include", &StatementParser::other},
        {"import", &StatementParser::other},      {"from", &StatementParser::other},
        {"extends", &StatementParser::other},
    };
    if (now().kind != Kind::Name)
        fail("expected the name of a tag, found " + describe(now()));
    for (const auto &[name, read] : known)
        if (tag == name)
            return (this->*read)();
    fail("unknown tag " + tag + (ends.empty() ? "" : ", where {% " + std::string(ends.back()) + " %} is expected"));
}

StatementPtr StatementParser::branch()
{
    auto node = make<If>();
    ++m_conditional;
    for (bool more = true; more;) {
        take();
        ExpressionPtr condition = under(*node, tuple(Conditionals::Left));
        node->branches.emplace_back(std::move(condition), inner({"elif", "else", "endif"}));
        more = now().isName("elif");
    }
    if (take().text == "else")
        node->otherwise = innerUntil("endif");
    --m_conditional;
    return node;
}

StatementPtr StatementParser::loop()
{
    auto node = make<For>();
    take();
    node->target = target("in");
    if (!skipName("in"))
        fail("expected 'in', found " + describe(now()));
    node->items = under(*node, tuple(Conditionals::Left, "recursive"));
    const int outer = m_loops;
    const Apart apart(*this, outer + 1);
    if (skipName("if"))
        node->condition = under(*node, expression());
    node->isRecursive = skipName("recursive");
    node->body = inner({"else", "endfor"});
    m_loops = outer;
    if (take().text == "else")
        node->otherwise = innerUntil("endfor");
    return node;
}

StatementPtr StatementParser::assignment()
{
    take();
    const int line = now().line;
    Target names = target();
    if (skip("=")) {
        auto node = make<Set>();
        node->line = line;
        node->target = std::move(names);
        node->expression = under(*node, tuple());
        return node;
    }
    auto node = make<SetBlock>();
    node->target = std::move(names);
    if (now().is("|"))
        node->filter = under(*node, filters(nullptr));
    const Apart apart(*this);
    node->body = innerUntil("endset");
    return node;
}

StatementPtr StatementParser::print()
{
    auto node = make<Print>();
    take();
    while (now().kind != Kind::BlockEnd) {
        if (!node->expressions.empty())
            expect(",");
        node->expressions.push_back(under(*node, expression()));
    }
    return node;
}

StatementPtr StatementParser::jump()
{
    if (m_loops == 0)
        fail("{% " + now().text + " %} stands outside of a loop");
    auto node = make<Jump>();
    node->flow = take().text == "break" ? Flow::Break : Flow::Continue;
    return node;
}

TemplateSyntax parse(std::string_view source) { return StatementParser(source).run(); }

} // namespace deltascope::chat

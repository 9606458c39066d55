#include "chat/parser.h"

#include "chat/expressionparser.h"

#include <set>

namespace deltascope::chat {

namespace {

using Kind = Token::Kind;
using Names = std::vector<std::string_view>;

class Parser : public ExpressionParser {
public:
    explicit Parser(std::string_view source)
        : ExpressionParser(tokens(source))
    {
    }

    Body run()
    {
        Body whole = body({});
        if (!m_unknown.empty())
            throw m_unknown.front();
        return whole;
    }

private:
    /// Statements up to a tag of one of these names, which is left to be read; without names: up to the end.
    Body body(const Names &ends)
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

    /// The statements of a tag from its end on.
    Body inner(const Names &ends)
    {
        skip(":");
        expect(Kind::BlockEnd, "the end of the tag");
        return body(ends);
    }
    Body innerUntil(std::string_view end)
    {
        Body statements = inner({end});
        take();
        return statements;
    }

    StatementPtr statement(const Names &ends)
    {
        const std::string tag = now().text;
        using Read = StatementPtr (Parser::*)();
        static const std::pair<std::string_view, Read> known[] = {
            {"if", &Parser::branch},     {"for", &Parser::loop},          {"set", &Parser::assignment},
            {"macro", &Parser::macro},   {"call", &Parser::callBlock},    {"filter", &Parser::filterBlock},
            {"with", &Parser::with},     {"print", &Parser::print},       {"break", &Parser::jump},
            {"continue", &Parser::jump}, {"generation", &Parser::scoped}, {"autoescape", &Parser::autoEscape},
            {"block", &Parser::block},   {"include", &Parser::other},     {"import", &Parser::other},
            {"from", &Parser::other},    {"extends", &Parser::other},
        };
        if (now().kind != Kind::Name)
            fail("expected the name of a tag, found " + describe(now()));
        for (const auto &[name, read] : known)
            if (tag == name)
                return (this->*read)();
        fail("unknown tag " + tag + (ends.empty() ? "" : ", where {% " + std::string(ends.back()) + " %} is expected"));
    }

    StatementPtr branch()
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

    StatementPtr loop()
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

    StatementPtr assignment()
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

    void signature(MacroSyntax &macro, Node &parent)
    {
        expect("(");
        while (!skip(")")) {
            if (!macro.parameters.empty())
                expect(",");
            macro.parameters.push_back(expectName("the name of a parameter"));
            if (skip("="))
                macro.defaults.push_back(under(parent, expression()));
            else if (!macro.defaults.empty())
                fail("a parameter without a default follows one that has a default");
        }
    }

    StatementPtr macro()
    {
        auto node = make<MacroStatement>();
        take();
        node->macro.name = expectName("the name of a macro");
        m_macros.push_back(&node->macro);
        signature(node->macro, *node);
        const Apart apart(*this);
        node->macro.body = innerUntil("endmacro");
        m_macros.pop_back();
        return node;
    }

    StatementPtr callBlock()
    {
        auto node = make<CallBlock>();
        take();
        node->caller.name = "caller";
        m_macros.push_back(&node->caller);
        if (now().is("("))
            signature(node->caller, *node);
        m_macros.pop_back();
        ExpressionPtr called = expression();
        node->call.reset(dynamic_cast<Call *>(called.get()));
        if (!node->call)
            fail("expected a call behind {% call");
        (void)called.release();
        m_macros.push_back(&node->caller);
        const Apart apart(*this);
        node->caller.body = innerUntil("endcall");
        m_macros.pop_back();
        return node;
    }

    StatementPtr filterBlock()
    {
        auto node = make<FilterBlock>();
        take();
        node->filter = under(*node, filters(filter(nullptr)));
        const Apart apart(*this);
        node->body = innerUntil("endfilter");
        return node;
    }

    StatementPtr with()
    {
        auto node = make<With>();
        take();
        while (now().kind != Kind::BlockEnd) {
            if (!node->values.empty())
                expect(",");
            Target name = target();
            expect("=");
            node->values.emplace_back(std::move(name), under(*node, expression()));
        }
        const Apart apart(*this, m_loops);
        node->body = innerUntil("endwith");
        return node;
    }

    StatementPtr print()
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

    StatementPtr jump()
    {
        if (m_loops == 0)
            fail("{% " + now().text + " %} stands outside of a loop");
        auto node = make<Jump>();
        node->flow = take().text == "break" ? Flow::Break : Flow::Continue;
        return node;
    }

    StatementPtr scoped()
    {
        auto node = make<Scoped>();
        take();
        const Apart apart(*this);
        node->body = innerUntil("endgeneration");
        return node;
    }

    StatementPtr block()
    {
        auto node = make<Scoped>();
        take();
        const std::string name = expectName("the name of a block");
        if (!m_blocks.insert(name).second)
            fail("block " + name + " is defined twice");
        node->sees = skipName("scoped") ? Scoped::Sees::Everything : Scoped::Sees::Globals;
        skipName("required");
        const Apart apart(*this);
        node->body = innerUntil("endblock");
        skipName(name);
        return node;
    }

    StatementPtr autoEscape()
    {
        auto node = make<AutoEscape>();
        take();
        node->on = under(*node, expression());
        node->body = innerUntil("endautoescape");
        return node;
    }

    /// Tags that ask for another template: there is none.
    StatementPtr other()
    {
        auto node = make<Refusal>();
        node->sentence = "{% " + take().text + " %} asks for another template, and a chat template has none";
        while (now().kind != Kind::BlockEnd && now().kind != Kind::End)
            take();
        return node;
    }

    /// Inside a body with a scope of its own, apart from the loops and conditions around it.
    class Apart {
    public:
        explicit Apart(Parser &parser, int loops = 0)
            : m_parser(parser)
            , m_loops(std::exchange(parser.m_loops, loops))
            , m_conditional(std::exchange(parser.m_conditional, 0))
        {
        }
        ~Apart()
        {
            m_parser.m_loops = m_loops;
            m_parser.m_conditional = m_conditional;
        }

    private:
        Parser &m_parser;
        const int m_loops, m_conditional;
    };

    int m_loops = 0; ///< around, that a {% break %} here can leave
    std::set<std::string> m_blocks;
};

} // namespace

Body parse(std::string_view source) { return Parser(source).run(); }

} // namespace deltascope::chat

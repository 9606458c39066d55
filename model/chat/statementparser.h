#pragma once

#include "chat/expressionparser.h"

#include <map>

namespace deltascope::chat {

/// Reads a whole template: text, {{ expressions }} and {% tags %}.
class StatementParser : public ExpressionParser {
public:
    explicit StatementParser(std::string_view source)
        : ExpressionParser(tokens(source))
    {
    }

    TemplateSyntax run();

private:
    using Names = std::vector<std::string_view>;

    /// Statements up to a tag of one of these names, which is left to be read; without names: up to the end.
    Body body(const Names &ends);
    /// The statements of a tag from its end on.
    Body inner(const Names &ends);
    Body innerUntil(std::string_view end);
    StatementPtr statement(const Names &ends);
    StatementPtr branch();
    StatementPtr loop();
    StatementPtr assignment();
    void signature(MacroSyntax &macro, Node &parent);
    StatementPtr macro();
    StatementPtr callBlock();
    StatementPtr filterBlock();
    StatementPtr with();
    StatementPtr print();
    StatementPtr jump();
    StatementPtr scoped();
    StatementPtr block();
    StatementPtr autoEscape();
    /// Tags that ask for another template: there is none.
    StatementPtr other();

    /// Inside a body with a scope of its own, apart from the loops and conditions around it.
    class Apart {
    public:
        explicit Apart(StatementParser &parser, int loops = 0)
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
        StatementParser &m_parser;
        const int m_loops, m_conditional;
    };

    int m_loops = 0; ///< around, that a {% break %} here can leave
    std::map<std::string, const Scoped *, std::less<>> m_blocks;
};

} // namespace deltascope::chat

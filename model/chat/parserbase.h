#pragma once

#include "chat/lexer.h"
#include "chat/syntax.h"

#include <algorithm>
#include <initializer_list>

namespace deltascope::chat {

/// The tokens, read one after the other, and what every part of the parser asks of them.
class ParserBase {
protected:
    explicit ParserBase(std::vector<Token> tokens)
        : m_tokens(std::move(tokens))
    {
    }

    const Token &now() const { return m_tokens[m_at]; }
    const Token &after() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    Token take()
    {
        Token token = now();
        m_at = std::min(m_at + 1, m_tokens.size() - 1);
        return token;
    }
    bool skip(std::string_view sign)
    {
        const bool is = now().is(sign);
        if (is)
            take();
        return is;
    }
    bool skipName(std::string_view name)
    {
        const bool is = now().isName(name);
        if (is)
            take();
        return is;
    }
    void expect(std::string_view sign)
    {
        if (!skip(sign))
            fail("expected '" + std::string(sign) + "', found " + describe(now()));
    }
    void expect(Token::Kind kind, const char *what)
    {
        if (now().kind != kind)
            fail(std::string("expected ") + what + ", found " + describe(now()));
        take();
    }
    std::string expectName(const char *what)
    {
        if (now().kind != Token::Kind::Name)
            fail(std::string("expected ") + what + ", found " + describe(now()));
        return take().text;
    }
    [[noreturn]] void fail(const std::string &what) const { throw SyntaxError(now().line, what); }

    static std::string describe(const Token &token)
    {
        switch (token.kind) {
        case Token::Kind::End: return "the end of the template";
        case Token::Kind::BlockEnd: return "the end of the tag";
        case Token::Kind::VariableEnd: return "'}}'";
        case Token::Kind::Integer: return token.integer.text();
        case Token::Kind::Float: return shortest(token.number);
        case Token::Kind::Text: return quoted(token.text);
        default: return "'" + token.text + "'";
        }
    }

    template<class T>
    std::unique_ptr<T> make() const
    {
        auto node = std::make_unique<T>();
        node->line = now().line;
        return node;
    }

    /// Takes a child into a node that is to be no deeper than the stack bears.
    template<class T>
    std::unique_ptr<T> under(Node &parent, std::unique_ptr<T> child) const
    {
        constexpr int deepest = 300;
        if (child)
            parent.depth = std::max(parent.depth, child->depth + 1);
        if (parent.depth > deepest)
            fail("an expression nests more than " + std::to_string(deepest) + " deep");
        return child;
    }

    /// Counts how deep the parser itself is inside brackets and blocks.
    class Nesting {
    public:
        explicit Nesting(ParserBase &parser)
            : m_parser(parser)
        {
            constexpr int deepest = 80;
            if (++m_parser.m_nesting > deepest)
                m_parser.fail("brackets or blocks nest more than " + std::to_string(deepest) + " deep");
        }
        ~Nesting() { --m_parser.m_nesting; }

    private:
        ParserBase &m_parser;
    };

private:
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    int m_nesting = 0;
};

} // namespace deltascope::chat

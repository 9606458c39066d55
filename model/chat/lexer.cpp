#include "chat/lexer.h"

#include "chat/literals.h"
#include "chat/unicode.h"

#include "core/utf8.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

using Kind = Token::Kind;

/// \r\n and \r are \n; one newline at the end is no part of the template.
std::string normalized(std::string_view source)
{
    std::string text = withPlainLineEnds(source);
    if (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

class Lexer {
public:
    explicit Lexer(std::string_view source)
        : m_source(normalized(source))
    {
    }

    std::vector<Token> run()
    {
        while (m_at < m_source.size())
            root();
        add(Kind::End);
        return std::move(m_tokens);
    }

private:
    bool sees(std::string_view text, std::size_t at) const { return m_source.compare(at, text.size(), text) == 0; }

    void add(Kind kind, std::string text = {})
    {
        m_tokens.emplace_back();
        m_tokens.back().kind = kind;
        m_tokens.back().line = m_line;
        m_tokens.back().text = std::move(text);
    }

    /// Takes what lies before `end`, and counts its lines.
    void goTo(std::size_t end)
    {
        m_line += static_cast<int>(std::count(m_source.begin() + m_at, m_source.begin() + end, '\n'));
        if (end > m_at)
            m_startsLine = m_source[end - 1] == '\n';
        m_at = end;
    }

    std::size_t behindSpace(std::size_t at) const
    {
        while (at < m_source.size() && unicode::isSpace(utf8::decode(m_source, at).codePoint))
            at += unicode::lengthAt(m_source, at);
        return at;
    }

    /// Text up to the next tag, less the blanks that the tag's sign or lstrip_blocks take away.
    void root()
    {
        std::size_t tag = m_at;
        while ((tag = m_source.find('{', tag)) != m_source.npos && !sees("{{", tag) && !sees("{%", tag)
               && !sees("{#", tag))
            ++tag;
        if (tag == m_source.npos) {
            add(Kind::Data, m_source.substr(m_at));
            goTo(m_source.size());
            return;
        }
        const char kind = m_source[tag + 1];
        const char sign = tag + 2 < m_source.size() ? m_source[tag + 2] : ' ';
        addData(m_source.substr(m_at, tag - m_at), sign, kind != '{');
        goTo(tag);
        const std::size_t inside = tag + (sign == '-' || sign == '+' ? 3 : 2);
        if (kind == '#')
            comment(inside);
        else if (const std::size_t body = kind == '%' ? behindRaw(inside) : 0)
            raw(body);
        else
            code(inside, kind == '%');
    }

    void addData(std::string_view text, char sign, bool isBlock)
    {
        if (sign == '-') {
            text = unicode::strip(text, unicode::Ends::Right);
        } else if (sign != '+' && isBlock) {
            const std::size_t newline = text.rfind('\n');
            const std::size_t start = newline == text.npos ? 0 : newline + 1;
            if ((start > 0 || m_startsLine) && unicode::strip(text.substr(start)).empty())
                text = text.substr(0, start);
        }
        if (!text.empty())
            add(Kind::Data, std::string(text));
    }

    /// Behind the end of a block or comment at `at` (its sign there included); 0 if there is none.
    std::size_t behindEnd(std::size_t at, std::string_view mark) const
    {
        if (sees(mark, at))
            return at + 2 + (sees("\n", at + 2) ? 1 : 0);
        if (at + 1 > m_source.size() || !sees(mark, at + 1))
            return 0;
        return m_source[at] == '-' ? behindSpace(at + 3) : m_source[at] == '+' ? at + 3 : 0;
    }

    void comment(std::size_t inside)
    {
        for (std::size_t at = inside; (at = m_source.find('#', at)) != m_source.npos; ++at) {
            if (!sees("#}", at))
                continue;
            const bool hasSign = at > inside && (m_source[at - 1] == '-' || m_source[at - 1] == '+');
            goTo(behindEnd(hasSign ? at - 1 : at, "#}"));
            return;
        }
        throw SyntaxError{m_line, "a comment {# has no end #}"};
    }

    /// Where a raw block's text begins, if `{% raw %}` stands here; else 0.
    std::size_t behindRaw(std::size_t inside) const
    {
        const std::size_t word = behindSpace(inside);
        if (!sees("raw", word))
            return 0;
        const std::size_t end = behindSpace(word + 3);
        return sees("-%}", end) ? behindSpace(end + 3) : sees("%}", end) ? end + 2 : 0;
    }

    void raw(std::size_t body)
    {
        goTo(body);
        for (std::size_t tag = body; (tag = m_source.find("{%", tag)) != m_source.npos; ++tag) {
            const char sign = tag + 2 < m_source.size() ? m_source[tag + 2] : ' ';
            const std::size_t word = behindSpace(tag + (sign == '-' || sign == '+' ? 3 : 2));
            const std::size_t end = sees("endraw", word) ? behindEnd(behindSpace(word + 6), "%}") : 0;
            if (end == 0)
                continue;
            addData(m_source.substr(body, tag - body), sign, true);
            goTo(end);
            return;
        }
        throw SyntaxError{m_line, "{% raw %} has no {% endraw %}"};
    }

    void code(std::size_t inside, bool isBlock)
    {
        add(isBlock ? Kind::BlockBegin : Kind::VariableBegin);
        goTo(inside);
        std::string open; // brackets still to be closed, by their ends
        for (;;) {
            goTo(behindSpace(m_at));
            if (m_at == m_source.size())
                return;
            if (open.empty()) {
                const std::size_t end = isBlock ? behindEnd(m_at, "%}") : behindVariable();
                if (end > 0) {
                    add(isBlock ? Kind::BlockEnd : Kind::VariableEnd);
                    goTo(end);
                    return;
                }
            }
            token(open);
        }
    }

    std::size_t behindVariable() const
    {
        return sees("-}}", m_at) ? behindSpace(m_at + 3) : sees("}}", m_at) ? m_at + 2 : 0;
    }

    void token(std::string &open)
    {
        const char first = m_source[m_at];
        const bool afterDot = m_at > 0 && m_source[m_at - 1] == '.';
        if (first >= '0' && first <= '9') {
            number(afterDot);
        } else if (first == '\'' || first == '"') {
            text(first);
        } else if (unicode::isWord(utf8::decode(m_source, m_at).codePoint)) {
            name();
        } else {
            sign(open);
        }
    }

    void number(bool afterDot)
    {
        const NumberLiteral literal = readNumber(std::string_view(m_source).substr(m_at), afterDot);
        if (!literal.problem.empty())
            throw SyntaxError{m_line, literal.problem};
        add(literal.isFloat ? Kind::Float : Kind::Integer);
        m_tokens.back().integer = literal.integer;
        m_tokens.back().number = literal.number;
        goTo(m_at + literal.length);
    }

    void name()
    {
        std::size_t end = m_at;
        while (end < m_source.size() && unicode::isWord(utf8::decode(m_source, end).codePoint))
            end += unicode::lengthAt(m_source, end);
        add(Kind::Name, m_source.substr(m_at, end - m_at));
        if (!unicode::isIdentifier(m_tokens.back().text))
            throw SyntaxError{m_line, "a name holds a character that no name can hold: " + m_tokens.back().text};
        goTo(end);
    }

    void text(char quote)
    {
        std::size_t end = m_at + 1;
        while (end < m_source.size() && m_source[end] != quote)
            end += m_source[end] == '\\' ? 2 : 1;
        if (end >= m_source.size())
            throw SyntaxError{m_line, std::string("a text has no closing ") + quote};
        std::string problem;
        add(Kind::Text, unescaped(std::string_view(m_source).substr(m_at + 1, end - m_at - 1), problem));
        if (!problem.empty())
            throw SyntaxError{m_line, problem};
        goTo(end + 1);
    }

    void sign(std::string &open)
    {
        static constexpr std::string_view doubles[] = {"//", "**", "==", "!=", ">=", "<="};
        static constexpr std::string_view singles = "+-/*%~[](){}><=.:|,;";
        for (const std::string_view two : doubles)
            if (sees(two, m_at)) {
                add(Kind::Operator, std::string(two));
                goTo(m_at + 2);
                return;
            }
        const char one = m_source[m_at];
        if (singles.find(one) == singles.npos)
            throw SyntaxError(m_line, "unexpected character "
                                          + quoted(m_source.substr(m_at, unicode::lengthAt(m_source, m_at))));
        if (one == '(' || one == '[' || one == '{')
            open += one == '(' ? ')' : one == '[' ? ']' : '}';
        if (one == ')' || one == ']' || one == '}') {
            if (open.empty() || open.back() != one)
                throw SyntaxError(m_line, std::string("unexpected ") + one
                                              + (open.empty() ? "" : std::string(", expected ") + open.back()));
            open.pop_back();
        }
        add(Kind::Operator, std::string(1, one));
        goTo(m_at + 1);
    }

    const std::string m_source;
    std::size_t m_at = 0;
    int m_line = 1;
    bool m_startsLine = true; ///< only a line's end stands before here
    std::vector<Token> m_tokens;
};

} // namespace

std::vector<Token> tokens(std::string_view source) { return Lexer(source).run(); }

} // namespace deltascope::chat

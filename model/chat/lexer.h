#pragma once

#include "chat/value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deltascope::chat {

struct Token {
    enum class Kind {
        Data,
        VariableBegin,
        VariableEnd,
        BlockBegin,
        BlockEnd,
        Name,
        Text,
        Integer,
        Float,
        Operator,
        End
    };
    Kind kind = Kind::End;
    int line = 1;
    std::string text; ///< of data, names, texts (unescaped) and operators
    BigInt integer;
    double number = 0;

    bool is(std::string_view sign) const { return kind == Kind::Operator && text == sign; }
    bool isName(std::string_view name) const { return kind == Kind::Name && text == name; }
};

/// A text that is no template, with the line where that shows.
struct SyntaxError : TemplateError {
    SyntaxError(int line, const std::string &what)
        : TemplateError(what)
        , line(line)
    {
    }
    int line;
};

/// A template as tokens, by Jinja's rules with trim_blocks and lstrip_blocks: comments are gone, raw blocks are data,
/// one newline at the end of the template is dropped. Throws SyntaxError.
std::vector<Token> tokens(std::string_view source);

} // namespace deltascope::chat

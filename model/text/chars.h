#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deltascope::text {

/// A character of a text on its way through a pipeline, and which code points [begin, end) of the original it came
/// from.
struct Char {
    char32_t c;
    std::int32_t begin, end;
};
using Chars = std::vector<Char>;

/// Code points with their own positions; bytes that are not UTF-8 become U+FFFD.
Chars charsOf(std::string_view utf8);
void append(std::string &utf8, char32_t c);
std::string toUtf8(const Chars &chars);
/// Every `from` by `to`, from left to right; what is put in is not looked at again. An empty `from` stands nowhere.
std::string replaced(std::string text, std::string_view from, std::string_view to);

/// Unicode's White_Space property, as Rust's char::is_whitespace and the \s of tokenizers' patterns.
bool isSpace(char32_t c);
bool isLetter(char32_t c); ///< general category L
bool isNumber(char32_t c); ///< general category N
bool isPunctuation(char32_t c); ///< ASCII punctuation and general category P, as BERT takes it

} // namespace deltascope::text

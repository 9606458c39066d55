#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Texts as Python sees them: by code points, with its notions of blanks, letters and cases. All texts are UTF-8.
namespace deltascope::chat::unicode {

/// Bytes of the character that begins at `at`.
std::size_t lengthAt(std::string_view text, std::size_t at);
std::size_t count(std::string_view text); ///< code points
std::u32string decode(std::string_view text);
std::string encode(std::u32string_view points);
void append(std::string &text, char32_t point); ///< a surrogate becomes U+FFFD

bool isAscii(std::string_view text);
bool isSpace(char32_t point); ///< str.isspace
bool isLineEnd(char32_t point); ///< str.splitlines
bool isPrintable(char32_t point);
bool isWord(char32_t point); ///< \w of a regular expression
bool isLower(char32_t point);
bool isUpper(char32_t point);
bool isTitle(char32_t point);
bool isCased(char32_t point);
bool isAlpha(char32_t point);
bool isDecimal(char32_t point);
bool isDigit(char32_t point);
bool isNumeric(char32_t point);
bool isIdentifier(std::string_view text);

std::string upper(std::string_view text);
std::string lower(std::string_view text);
std::string title(std::string_view text); ///< str.title
std::string capitalize(std::string_view text);
std::string swapCase(std::string_view text);
std::string caseFold(std::string_view text);

/// Where `wanted` begins, looking from byte `at` on, or npos; in time that grows with both texts' lengths, not their
/// product.
std::size_t find(std::string_view text, std::string_view wanted, std::size_t at = 0);
std::size_t findLast(std::string_view text, std::string_view wanted);

/// Blanks of both ends away, or of one.
enum class Ends { Both, Left, Right };
std::string_view strip(std::string_view text, Ends ends = Ends::Both);
/// The same with a set of characters.
std::string strip(std::string_view text, std::string_view characters, Ends ends);

} // namespace deltascope::chat::unicode

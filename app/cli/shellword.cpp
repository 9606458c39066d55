#include "app/cli/shellword.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace deltascope::app {

std::string shellWord(const std::string &word)
{
    const bool isPlain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
        return std::isalnum(c) || std::string_view("-_./=+:,*@%").find(static_cast<char>(c)) != std::string_view::npos;
    });
    if (isPlain)
        return word;
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? "'\\''" : std::string(1, c);
    return text + "'";
}

} // namespace deltascope::app

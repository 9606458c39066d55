#include "core/outcome.h"
#include "core/utf8.h"

#include <doctest/doctest.h>

using namespace deltascope;

TEST_CASE("utf8: overlong forms, surrogates and cut sequences are not UTF-8")
{
    CHECK(utf8::valid("plain, 中文, é, \U0001F600"));
    for (const char *bad : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xB8", "\x80"})
        CHECK_FALSE(utf8::valid(bad));
}

TEST_CASE("utf8: an error's sentence is one readable line of bounded length")
{
    const Error error{"a\nb", std::string(5000, 'x') + "\x01\xFF", "", ""};
    const std::string text = error.sentence();
    CHECK(text.size() < 1000);
    CHECK(text.find('\n') == std::string::npos);
    CHECK(utf8::valid(text));
}

#include "core/outcome.h"
#include "files/conversation.h"

#include <doctest/doctest.h>

using namespace deltascope;
using namespace deltascope::files;

TEST_CASE("a turn that is changed keeps its other keys in their order")
{
    const std::string messages = R"([{"name":"Ada","content":"hi","role":"user","z":1,"a":[2]}])";
    CHECK(withContent(messages, 0, "ho") == R"([{"name":"Ada","content":"ho","role":"user","z":1,"a":[2]}])");
    CHECK(withRole(messages, 0, "system") == R"([{"name":"Ada","content":"hi","role":"system","z":1,"a":[2]}])");
}

TEST_CASE("turns are added and taken out")
{
    const std::string one = messagesOf({{"user", "Who?"}});
    CHECK(one == R"([{"role":"user","content":"Who?"}])");
    const std::string two = withTurn(one, 0, {"system", "Be brief."});
    CHECK(two == R"([{"role":"system","content":"Be brief."},{"role":"user","content":"Who?"}])");
    const std::string three = withTurn(two, 9, {"assistant", "\"I\"\n"});
    REQUIRE(turnsOf(three).size() == 3);
    CHECK(turnsOf(three)[2].content == "\"I\"\n");
    CHECK(withoutTurn(withoutTurn(three, 2), 0) == one);
    CHECK(withoutTurn(one, 0) == one); // a conversation has a turn
    CHECK(transcriptOf(two) == "system: Be brief.\nuser: Who?");
}

TEST_CASE("a turn may have words of its own for every column")
{
    const std::string asked = messagesOf({{"user", "Who?"}});
    const std::string both = withAnswers(asked, {{3, "me"}, {12, "you"}});
    CHECK(differsByColumn(both));
    CHECK_FALSE(differsByColumn(asked));
    CHECK(turnsOf(both)[1].isByColumn);
    CHECK(turnsOf(both)[1].content == "me");
    CHECK(asKnownTo(both, 12) == R"([{"role":"user","content":"Who?"},{"role":"assistant","content":"you"}])");
    CHECK(asKnownTo(both, 1) == R"([{"role":"user","content":"Who?"},{"role":"assistant","content":"me"}])");
    CHECK_FALSE(differsByColumn(withContent(both, 1, "they"))); // what is written counts for all
    const std::string moved = withColumns(both, [](int key) { return key == 12 ? std::optional(4) : std::nullopt; });
    CHECK(asKnownTo(moved, 4) == asKnownTo(both, 12));
    CHECK(asKnownTo(moved, 12) == asKnownTo(both, 1)); // words of a column that is gone go with it
    CHECK(withColumns(asked, [](int) { return std::nullopt; }) == asked);
}

TEST_CASE("content that is no text is shown and is not text")
{
    const auto turns = turnsOf(R"([{"role":"user","content":[{"type":"text","text":"x"}]},{"role":"tool"}])");
    REQUIRE(turns.size() == 2);
    CHECK_FALSE(turns[0].isText);
    CHECK(turns[0].content == R"([{"type":"text","text":"x"}])");
    CHECK_FALSE(turns[1].isText);
}

TEST_CASE("a conversation waits while its last turn says nothing")
{
    CHECK(waitsForWords(messagesOf({{"user", "a"}, {"assistant", "b"}, {"user", ""}})));
    CHECK_FALSE(waitsForWords(messagesOf({{"user", ""}, {"assistant", "b"}})));
    CHECK_FALSE(waitsForWords(messagesOf({{"user", R"("content":""}])"}}))); // said, not meant
}

TEST_CASE("what is no conversation is refused in one sentence")
{
    for (const char *text : {"", "{}", "[]", "[1]", R"([{"content":"x"}])", R"([{"role":1}])"})
        CHECK_THROWS_AS(turnsOf(text), Failure);
    CHECK_THROWS_AS(withContent(messagesOf({{"user", ""}}), 1, "x"), Failure);
}

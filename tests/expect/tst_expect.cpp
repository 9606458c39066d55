// What an answer has to be, and how a report of what broke is written.
#include "core/outcome.h"
#include "expect/holds.h"
#include "expect/junit.h"

#include <doctest/doctest.h>

using namespace deltascope;
using namespace deltascope::expect;

namespace {

const std::vector<std::string> labels{"games", "music", "1"};

Output classified(const char *label, std::vector<float> probabilities)
{
    Output output;
    output.label = label;
    output.probabilities = std::move(probabilities);
    return output;
}

Output generated(const char *text)
{
    Output output;
    output.text = text;
    return output;
}

std::string told(const Expectation &expectation, Task task, const Output &output)
{
    return broken(expectation, {task, output, labels}).value_or("");
}

} // namespace

TEST_CASE("labels by name and index, and how probable they are at least")
{
    const Output games = classified("games", {0.75F, 0.2F, 0.05F});
    CHECK(told({.label = "games"}, Task::Classify, games).empty());
    CHECK(told({.label = "0"}, Task::Classify, games).empty());
    CHECK(told({.label = "music"}, Task::Classify, games) == "expected label music, found \"games\" (0.75)");
    CHECK(told({.label = "1"}, Task::Classify, games) == "expected label 1, found \"games\" (0.75)"); // a name first
    CHECK(told({.label = "art"}, Task::Classify, games) == "expected label art, found a head that has no such label");
    CHECK(told({.label = "games", .probability = 0.75}, Task::Classify, games).empty());
    CHECK(told({.label = "games", .probability = 0.8}, Task::Classify, games)
          == "expected a probability of \"games\" of at least 0.8, found 0.75");
    CHECK(told({.probability = 0.8}, Task::Classify, games)
          == "expected a probability of \"games\" of at least 0.8, found 0.75");
    CHECK(told({.text = " games\n", .regex = "^g.*s$"}, Task::Classify, games).empty());
}

TEST_CASE("texts whole and by regular expressions")
{
    const Output text = generated(" It grinds corn.\n");
    CHECK(told({.text = "It grinds corn."}, Task::Generate, text).empty());
    CHECK(told({.text = "It grinds"}, Task::Generate, text) == "expected \"It grinds\", found \"It grinds corn.\"");
    CHECK(told({.regex = "corn|rye"}, Task::Generate, text).empty());
    CHECK(told({.regex = "^corn"}, Task::Generate, text) == "expected a match of ^corn, found \"It grinds corn.\"");
    CHECK_THROWS_AS(told({.regex = "("}, Task::Generate, text), Failure);
    CHECK(told({.label = "games"}, Task::Generate, text)
          == "expected label games, found a head that has no such label");
    CHECK(told({.probability = 0.1}, Task::Generate, text).find("found a task that gives none") != std::string::npos);
    CHECK_THROWS_AS(told({.text = "x"}, Task::Embed, text), Failure);
}

TEST_CASE("spans, masks and tokens answer too")
{
    Output span;
    span.answerText = "the mill";
    span.answerScore = 0.5;
    CHECK(told({.text = "the mill", .probability = 0.5}, Task::Answer, span).empty());
    Output mask;
    mask.masks.push_back({3, {{7, " corn", 0.9F}, {8, "rye", 0.1F}}});
    CHECK(told({.text = "corn", .probability = 0.85}, Task::FillMask, mask).empty());
    Output tokens;
    tokens.labels = {"O", "B-PER"};
    CHECK(told({.text = "O B-PER"}, Task::Tokens, tokens).empty());
}

TEST_CASE("JUnit's report counts, and escapes whatever an input holds")
{
    const std::string xml = junit("s.deltascope", {{"en", "a <b> & \"c\"\n\x01\xFF", "label games", {}, true},
                                                   {"zh", "two", "text \"x\"", "expected 'x', found <y>", true},
                                                   {"en", "three", "label music", "too long", false}});
    CHECK(xml
          == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="s.deltascope" tests="3" failures="1" errors="1">
  <testsuite name="en" tests="2" failures="0" errors="1">
    <testcase classname="en" name="a &lt;b&gt; &amp; &quot;c&quot;&#10;)"
             "\xEF\xBF\xBD\xEF\xBF\xBD"
             R"(: label games"/>
    <testcase classname="en" name="three: label music">
      <error message="too long"/>
    </testcase>
  </testsuite>
  <testsuite name="zh" tests="1" failures="1" errors="0">
    <testcase classname="zh" name="two: text &quot;x&quot;">
      <failure message="expected 'x', found &lt;y&gt;"/>
    </testcase>
  </testsuite>
</testsuites>
)");
}

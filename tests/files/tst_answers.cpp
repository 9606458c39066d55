// Answers and inputs in a line for people, and as JSON.
#include "files/answers.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace deltascope;
using namespace deltascope::files;

TEST_CASE("an input is known by what a person reads")
{
    Input input;
    input.ids = {{3, 5}};
    Output output;
    output.ids = {3, 5};
    CHECK(inputTitle(input, output) == "ids 3 5");
    input.messages = R"([{"role":"system","content":"Be brief."},{"role":"user","content":"Where\nis it?"}])";
    CHECK(inputTitle(input, output) == "user: Where\\nis it?");
    input.messages = R"([{"role":"system","content":"Be brief."}])";
    CHECK(inputTitle(input, output) == "system: Be brief.");
    input.text = "plain";
    CHECK(inputTitle(input, output) == "plain");
}

TEST_CASE("where there is nothing to predict, or nothing is a number, words say so")
{
    Output output;
    CHECK(answerText(Task::FillMask, output) == "no mask token in the input");
    output.probabilities = {std::nanf(""), std::nanf("")};
    for (const Task task :
         {Task::Classify, Task::Tokens, Task::Answer, Task::FillMask, Task::Generate, Task::Embed, Task::Logits})
        CHECK(answerText(task, output) == "not a number");
    ColumnResult column;
    column.outputs = {output};
    const auto classified = columnJson(column, Task::Classify)["outputs"][0];
    CHECK(classified["label"].is_null());
    CHECK(columnJson(column, Task::Answer)["outputs"][0]["answer"]["text"].is_null());
    column.outputs[0].labels = {"O", ""};
    const auto tokens = columnJson(column, Task::Tokens)["outputs"][0]["labels"];
    CHECK(tokens[0] == "O");
    CHECK(tokens[1].is_null());
}

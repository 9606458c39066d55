#include "files/inputlines.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace deltascope;
using namespace deltascope::files;

namespace {

InputLines json(const std::string &text) { return inputLinesFrom("in.jsonl", text, LineFormat::Json); }

/// What reading says; empty if it succeeds.
std::string refusal(const std::string &text, LineFormat format = LineFormat::Json)
{
    try {
        inputLinesFrom("in", text, format);
    } catch (const Failure &failure) {
        return failure.what();
    }
    return {};
}

} // namespace

TEST_CASE("a line holds every key of the contract")
{
    const InputLines lines = json(
        R"({"text": "a", "text_pair": "b", "attention_mask": [1], "token_type_ids": [0], "label": "good", "target": "t", "decoder_labels": [1, 2]})"
        "\n\n"
        R"({"ids": [0, 8, 2], "decoder_ids": [2], "labels": [1, "B", null, -100]})");
    REQUIRE(lines.lines.size() == 2);
    const DataLine &second = lines.lines[1];
    CHECK(second.input.ids == std::vector<std::int64_t>{0, 8, 2});
    CHECK(second.input.decoderIds == std::vector<std::int64_t>{2});
    CHECK(second.labels == std::vector<Label>{std::int64_t(1), std::string("B"), Label(), std::int64_t(-100)});
    CHECK(second.input.origin == "in.jsonl, line 3");
    CHECK(lines.ignored.empty());
}

TEST_CASE("pixels are kept with their shape")
{
    const InputLines lines = json(R"({"pixels": [[[1, 2, 3], [4, 5, 6]]]})");
    CHECK(lines.lines[0].input.pixelShape == Shape{1, 2, 3});
    CHECK(lines.lines[0].input.pixels == std::vector<float>{1, 2, 3, 4, 5, 6});
    CHECK(refusal(R"({"pixels": [[[1, 2], [3]]]})").find("in, line 1: pixels: expected numbers as [channels]") == 0);
}

TEST_CASE("pictures are named by paths that are relative to the file")
{
    const auto images = [](const std::string &name, const std::string &text, LineFormat format) {
        std::vector<std::string> paths;
        for (const DataLine &line : inputLinesFrom(name, text, format).lines)
            paths.push_back(line.input.image.value_or(""));
        return paths;
    };
    const std::string lines = R"({"image": "a/cat.png"})"
                              "\n"
                              R"({"image": "/b/dog.png"})";
    CHECK(images("set/in.jsonl", lines, LineFormat::Json) == std::vector<std::string>{"set/a/cat.png", "/b/dog.png"});
    CHECK(images("-", lines, LineFormat::Json) == std::vector<std::string>{"a/cat.png", "/b/dog.png"});
    CHECK(images("/set/in.csv", "image,label\n7.png,3\n", LineFormat::Comma) == std::vector<std::string>{"/set/7.png"});
    CHECK(refusal(R"({"image": "a.png", "text": "a"})")
          == "in, line 1: image: expected no text, ids or pixels beside it, found both");
}

TEST_CASE("a conversation stays as it is written")
{
    const InputLines lines = json(R"({"messages": [{"role": "user", "name": "z", "content": "hi", "b": {"a": 1}}]})");
    CHECK(lines.lines[0].input.messages == R"([{"role":"user","name":"z","content":"hi","b":{"a":1}}])");
    CHECK(refusal(R"({"messages": []})") == "in, line 1: messages: expected a list of messages, found an empty one");
    CHECK(refusal(R"({"messages": [3]})") == "in, line 1: messages: expected objects with role and content, found 3");
    CHECK(refusal(R"({"messages": [{"role": 1}]})") == "in, line 1: messages: expected a text as role, found 1");
    CHECK(refusal(R"({"messages": [{"role": "user"}], "text": "a"})")
          == "in, line 1: messages: expected no text beside them, found both");
}

TEST_CASE("what is wrong is named with file, line and key")
{
    CHECK(refusal(R"({"ids": [0, "x"]})") == "in, line 1: ids: expected whole numbers, found \"x\"");
    CHECK(refusal(R"({"ids": [0, 1.5]})") == "in, line 1: ids: expected whole numbers, found 1.5");
    CHECK(refusal("{\"text\": \"a\"}\n{\"text\": 3}") == "in, line 2: text: expected a text, found number");
    CHECK(refusal("[1]") == "in, line 1: expected a JSON object, found array");
    CHECK(refusal("{") == "in, line 1: expected a JSON object, found something that is no JSON");
    CHECK(refusal(R"({"text_pair": "a"})") == "in, line 1: text_pair: expected a text beside it, found none");
    CHECK(refusal(R"({"note": "a"})")
          == "in, line 1: expected text, messages, ids, an image or pixels, found none of them");
    CHECK(refusal("\xFF") == "in, line 1: expected UTF-8, found bytes that are not");
    CHECK(refusal("\n \n") == "in: expected at least one line with an input, found none");
    CHECK(refusal(R"({"text": "a", "label": [1]})")
          == "in, line 1: label: expected an index, a number or a name, found [1]");
}

TEST_CASE("keys that mean nothing are named once")
{
    const InputLines lines = json("{\"text\": \"a\", \"note\": 1}\n{\"text\": \"b\", \"note\": 2, \"id\": 3}");
    CHECK(ignoredNote("in.jsonl", lines) == "in.jsonl: keys that mean nothing here were ignored: note, id");
    CHECK(ignoredNote("in.jsonl", json(R"({"text": "a"})")).empty());
}

TEST_CASE("ten thousand lines are ten thousand inputs")
{
    std::string text;
    for (int i = 0; i < 10'000; ++i)
        text += "{\"text\": \"line\"}\n";
    CHECK(json(text).lines.size() == 10'000);
}

TEST_CASE("a text file holds a text a line")
{
    const InputLines lines = inputLinesFrom("in.txt", "\xEF\xBB\xBF one \r\n\r\n{\"text\": 1}\n", LineFormat::Text);
    REQUIRE(lines.lines.size() == 2);
    CHECK(lines.lines[0].input.text == " one ");
    CHECK(lines.lines[1].input.text == "{\"text\": 1}");
}

TEST_CASE("a table's header names the keys")
{
    const InputLines lines = inputLinesFrom(
        "in.csv", "text,label,ids,note\n\"a, \"\"b\"\"\nc\",1,,x\r\n12,good,\"0, 8 2\",\n", LineFormat::Comma);
    REQUIRE(lines.lines.size() == 2);
    CHECK(lines.lines[0].input.text == "a, \"b\"\nc");
    CHECK(lines.lines[0].label == Label(std::int64_t(1)));
    CHECK(!lines.lines[0].input.ids);
    CHECK(lines.lines[1].input.text == "12");
    CHECK(lines.lines[1].label == Label(std::string("good")));
    CHECK(lines.lines[1].input.ids == std::vector<std::int64_t>{0, 8, 2});
    CHECK(lines.lines[1].input.origin == "in.csv, line 4");
    CHECK(lines.ignored == std::vector<std::string>{"note"});
    CHECK(refusal("a,b\n1,2\n", LineFormat::Comma)
          == "in, line 1: expected a header with text, ids or messages among its names, found a, b");
    CHECK(refusal("text,label\n1\n", LineFormat::Comma)
          == "in, line 2: label: expected 2 cells as in the header (text, label), found 1");
    CHECK(refusal("text,label\na, b,1\n", LineFormat::Comma)
          == "in, line 2: expected 2 cells as in the header (text, label), found 3; a text with commas in it stands in "
             "quotes");
    CHECK(refusal("text,label\n\"a \"b\" c\",1\n", LineFormat::Comma)
          == "in, line 2: expected the end of the cell behind the quote that closes it, found b\" c\",1 (a quote "
             "inside a cell is doubled)");
    CHECK(refusal("text;label\na;1\n", LineFormat::Comma)
          == "in, line 1: expected commas between the names of the header, found semicolons: text;label");
    CHECK(refusal("text,label\na,1\n", LineFormat::Tab)
          == "in, line 1: expected tabs between the names of the header, found commas: text,label");
    CHECK(refusal("text,text\na,1\n", LineFormat::Comma)
          == "in, line 1: text: expected each name once in the header, found it twice");
    CHECK(refusal("text,ids\na,1 x\n", LineFormat::Comma)
          == "in, line 2: ids: expected whole numbers with commas or blanks between, found 1 x");
    CHECK(refusal("text,label\n", LineFormat::Comma) == "in: expected at least one line below the header, found none");
    CHECK(refusal("", LineFormat::Comma) == "in: expected at least one line with an input, found none");
    CHECK(refusal(std::string("\xFF\xFEt\0", 4), LineFormat::Comma)
          == "in: expected UTF-8, found UTF-16; save it as UTF-8");
    CHECK(refusal("text\n\"open\n", LineFormat::Comma)
          == "in, line 2: expected a quote that ends the cell, found the end of the file");
}

TEST_CASE("the name's ending tells how a file is read")
{
    CHECK(lineFormatOf("a.TXT") == LineFormat::Text);
    CHECK(lineFormatOf("a.csv") == LineFormat::Comma);
    CHECK(lineFormatOf("a.tsv") == LineFormat::Tab);
    CHECK(lineFormatOf("a.jsonl") == LineFormat::Json);
    CHECK(lineFormatOf("txt") == LineFormat::Json);
}

TEST_CASE("files that cannot be read are named")
{
    const auto said = [](const std::string &path) -> std::string {
        try {
            readInputLines(path);
        } catch (const Failure &failure) {
            return failure.what();
        }
        return {};
    };
    CHECK(said("/nowhere/in.jsonl") == "/nowhere/in.jsonl: expected a file of inputs, found none that can be read");
    CHECK(said("/tmp") == "/tmp: expected a file of inputs, found a folder");
}

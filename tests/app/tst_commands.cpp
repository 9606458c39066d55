// The command line on the toy engine.
#include "app/cli/commands.h"
#include "support/toyengine.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

using namespace deltascope;
using namespace deltascope::test;

namespace {

struct Said {
    int status = 0;
    std::string out, err;
    nlohmann::json json() const { return nlohmann::json::parse(out); }
};

/// What the program answers to a command line.
Said say(std::vector<const char *> words)
{
    words.insert(words.begin(), "deltascope");
    std::ostringstream out, err;
    std::streambuf *const before[] = {std::cout.rdbuf(out.rdbuf()), std::cerr.rdbuf(err.rdbuf())};
    const app::Parsed parsed = app::parseOptions(int(words.size()), words.data());
    Said said{parsed.status, {}, {}};
    if (parsed.options)
        said.status = app::runCommand(*parsed.options, [] { return std::unique_ptr<Engine>(new ToyEngine); });
    std::cout.rdbuf(before[0]);
    std::cerr.rdbuf(before[1]);
    said.out = out.str();
    said.err = err.str();
    return said;
}

/// A file in the temporary folder for as long as it is wanted.
struct TextFile {
    TextFile(const char *name, const std::string &text)
        : path((std::filesystem::temp_directory_path() / name).string())
    {
        std::ofstream(path, std::ios::binary) << text;
    }
    ~TextFile() { std::filesystem::remove(path); }
    TextFile(const TextFile &) = delete;
    TextFile &operator=(const TextFile &) = delete;
    const std::string path;
};

} // namespace

TEST_CASE("blame: the fewest sites, and against another column")
{
    const char *const en = "en=lora:modified_modules=fc1", *const zh = "zh=lora:modified_modules=fc2";
    bool isChanged = false;
    for (int i = 0; i < 30; ++i) {
        const std::string text = "text " + std::to_string(i);
        const Said said = say({"blame", "toy", "--new", en, "--new", zh, "--column", "en+zh", "--against", "zh",
                               "--text", text.c_str(), "--json"});
        REQUIRE_MESSAGE(said.status == 0, said.err);
        const auto output = said.json()["outputs"][0];
        CHECK(output["complete"] == true);
        CHECK((output["answer"] == output["against"]) == output["sites"].empty());
        for (const std::string site : output["sites"])
            CHECK(site.ends_with("fc1"));
        isChanged |= !output["sites"].empty();
    }
    CHECK(isChanged);
    CHECK(say({"blame", "toy", "--new", en, "--text", "one"}).err.find("expected one --column, found 0")
          != std::string::npos);
    CHECK(say({"blame", "toy", "--new", en, "--column", "en", "--against", "fr", "--text", "one"})
              .err.find("--against fr")
          != std::string::npos);
}

TEST_CASE("what is written is never the file that is read")
{
    const auto folder = std::filesystem::temp_directory_path() / "deltascope_commands";
    std::filesystem::create_directories(folder);
    const std::string data = (folder / "data.csv").string(), lines = "text,label\none,games\n";
    std::ofstream(data) << lines;
    const Said said = say({"evaluate", "toy", "--data", data.c_str(), "--predictions", data.c_str()});
    CHECK(said.status == 1);
    CHECK(said.err.find("found the one that is read") != std::string::npos);
    std::ostringstream now;
    now << std::ifstream(data).rdbuf();
    CHECK(now.str() == lines);
    std::filesystem::remove_all(folder);
}

TEST_CASE("evaluate: a line that fails is counted and named, the others are answered; NaN is said in words")
{
    const TextFile data("deltascope_commands.csv",
                        "text,label\na game,0\nfar too long,1\nno number,1\na tool,nonsense\n");
    const Said said = say({"evaluate", "toy", "--data", data.path.c_str(), "--json"});
    CHECK(said.status == 1);
    CHECK(said.err.find("2 of 4 lines failed: " + data.path + ", line 3: ") != std::string::npos);
    CHECK(said.err.find("line 5: label") != std::string::npos);
    const auto column = said.json()["columns"][0];
    CHECK(column["count"] == 2);
    CHECK(column["not_a_number"] == 1);
    CHECK(said.json()["failures"][0]["line"] == 3);
    const Said words = say({"evaluate", "toy", "--data", data.path.c_str()});
    CHECK(words.out.find("2 lines, 1 of them left out: not a number") != std::string::npos);
    const TextFile none("deltascope_commands2.csv", "text,label\nno number,1\n");
    const Said nothing = say({"evaluate", "toy", "--data", none.path.c_str(), "--json"});
    CHECK(nothing.status == 0);
    CHECK(nothing.json()["columns"][0]["accuracy"].is_null());
    CHECK(nothing.json()["columns"][0]["macro_f1"].is_null());
    const TextFile bad("deltascope_commands3.csv", "text,label\ntoo long,1\ntoo long too,1\n");
    const Said all = say({"evaluate", "toy", "--data", bad.path.c_str(), "--json"});
    CHECK(all.status == 1);
    CHECK(all.out.empty());
    CHECK(all.err.find(bad.path + ", line 2: expected at most") != std::string::npos);
}

TEST_CASE("run: what is not a number is said so and has no label")
{
    const Said said = say({"run", "toy", "--text", "no number", "--text", "a game"});
    CHECK(said.status == 0);
    CHECK(said.out.find("not a number") != std::string::npos);
    const auto outputs = say({"run", "toy", "--text", "no number", "--json"}).json()["columns"][0]["outputs"];
    CHECK(outputs[0]["label"].is_null());
    CHECK(outputs[0]["probabilities"][0].is_null());
}

TEST_CASE("score: what is not a number, and what counts nothing, is said in words")
{
    const Said said = say({"score", "toy", "--text", "no number here", "--text", "one", "--text", "two words"});
    REQUIRE_MESSAGE(said.status == 0, said.err);
    CHECK(said.out.find("  not a number\n") != std::string::npos);
    CHECK(said.out.find("  nothing to score: none of its tokens counts\n") != std::string::npos);
    CHECK(said.out.find("nan") == std::string::npos);
    const auto output = say({"score", "toy", "--text", "no number", "--json"}).json()["columns"][0]["outputs"][0];
    CHECK(output["sum"].is_null());
    CHECK(output["perplexity"].is_null());
}

TEST_CASE("log: the ending of a file says its format")
{
    const auto path = std::filesystem::temp_directory_path() / "deltascope_commands.json";
    CHECK(say({"log", "toy", "-o", path.c_str()}).status == 0);
    std::ifstream file(path);
    CHECK(nlohmann::json::parse(file)["architecture"] == "BartForSequenceClassification");
    CHECK(say({"log", "toy", "--format", "text", "-o", path.c_str()}).status == 0); // what is said wins
    std::ifstream again(path);
    std::string line;
    std::getline(again, line);
    CHECK(line == "root");
    std::filesystem::remove(path);
}

TEST_CASE("log: a picture is written without a word from Qt")
{
    ::unsetenv("XDG_RUNTIME_DIR");
    const TextFile picture("deltascope_commands.png", ""), said("deltascope_commands.err", "");
    const int before = ::dup(STDERR_FILENO), file = ::open(said.path.c_str(), O_WRONLY | O_TRUNC);
    ::dup2(file, STDERR_FILENO);
    CHECK(say({"log", "toy", "-o", picture.path.c_str()}).status == 0);
    ::dup2(before, STDERR_FILENO);
    ::close(before);
    ::close(file);
    CHECK(std::filesystem::file_size(picture.path) > 1000);
    CHECK(std::filesystem::file_size(said.path) == 0);
}

TEST_CASE("merge: without a delta there is nothing to merge")
{
    const Said said = say({"merge", "toy", "-o", "never"});
    CHECK(said.status == 2);
    CHECK(said.err.find("expected a delta") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists("never"));
}

TEST_CASE("columns: names of deltas may hold + and *; what can be read in two ways is refused")
{
    const char *const a = "a=lora:modified_modules=fc1", *const b = "b=lora:modified_modules=fc2",
                      *const both = "a+b=lora:modified_modules=fc1", *const star = "a*2=lora:modified_modules=fc1",
                      *const base = "base=lora:modified_modules=fc1";
    const auto attached = [](const Said &said) {
        std::vector<std::string> names;
        const nlohmann::json answer = said.json();
        for (const auto &delta : answer["columns"][0]["attached"])
            names.push_back(delta["name"]);
        return names;
    };
    using Names = std::vector<std::string>;
    const auto run = [](std::vector<const char *> deltas, const char *column) {
        std::vector<const char *> words{"run", "toy", "--text", "x", "--json", "--column", column};
        for (const char *delta : deltas)
            words.insert(words.end(), {"--new", delta});
        return say(words);
    };
    CHECK(attached(run({a, b}, "a+b*0.5")) == Names{"a", "b"});
    CHECK(attached(run({b, both}, "a+b")) == Names{"a+b"});
    CHECK(attached(run({b, both}, "a+b*0.5+b")) == Names{"b", "a+b"});
    CHECK(attached(run({star}, "a*2*0.5")) == Names{"a*2"});
    const Said two = run({a, b, both}, "a+b");
    CHECK(two.status != 0);
    CHECK(two.err.find("the deltas a and b or the delta a+b; give a delta another name") != std::string::npos);
    CHECK(run({a, star}, "a*2").status != 0);
    const Said backbone = run({base}, "base");
    CHECK(backbone.status != 0);
    CHECK(backbone.err.find("the backbone or the delta base") != std::string::npos);
    CHECK(attached(run({base}, "base*0.5")) == Names{"base"});
    CHECK(run({a}, "base+a").status != 0);
}

TEST_CASE("words that nobody expects are named in their order")
{
    const Said said = say({"check", "one", "--session", "x.json"});
    CHECK(said.status == 2);
    CHECK(said.err.find("expected no further words, found --session x.json") != std::string::npos);
}

TEST_CASE("run: a conversation is headed by what the user says first")
{
    const Said said = say({"run", "toy-chat", "--chat", "--system", "Be brief.", "--text", "Where is it?"});
    REQUIRE_MESSAGE(said.status == 0, said.err);
    CHECK(said.out.find("user: Where is it?\n") == 0);
}

TEST_CASE("blame: answers are words that a shell reads back")
{
    const Said said = say({"blame", "toy", "--new", "en=lora:modified_modules=fc1", "--column", "en", "--text", "one"});
    REQUIRE_MESSAGE(said.status == 0, said.err);
    for (const char *label : {"games", "pictures", "internet", "science", "programming"})
        CHECK(said.out.find("'" + std::string(label) + "'") == std::string::npos);
    const bool isMusic = said.out.find("music & video") != std::string::npos;
    CHECK((!isMusic || said.out.find("'music & video'") != std::string::npos));
}

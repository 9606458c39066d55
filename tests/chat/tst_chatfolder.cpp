// Which of a model folder's templates is taken, and what it is given.
#include "chat/folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace deltascope;
namespace fs = std::filesystem;

namespace {

class Folder {
public:
    Folder()
        : m_path(fs::temp_directory_path() / ("deltascope-chat-" + std::to_string(::getpid())))
    {
        fs::remove_all(m_path);
        fs::create_directories(m_path / "additional_chat_templates");
    }
    ~Folder() { fs::remove_all(m_path); }

    void write(const std::string &name, const std::string &text) const { std::ofstream(m_path / name) << text; }
    std::string render(const ChatSettings &settings = {},
                       const std::string &messages = R"([{"role": "user", "content": "Hi"}])") const
    {
        try {
            return chat::ChatFolder(m_path.string()).render(messages, settings, "line 7");
        } catch (const Failure &failure) {
            return failure.what();
        }
    }

private:
    const fs::path m_path;
};

bool has(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("chat_template.jinja wins over tokenizer_config.json, and its folder holds more by name")
{
    const Folder folder;
    CHECK(has(folder.render(), "found none"));
    folder.write("tokenizer_config.json", R"({"chat_template": "config {{ messages[0].content }}"})");
    CHECK(folder.render() == "config Hi");
    folder.write("additional_chat_templates/rag.jinja", "rag");
    CHECK(has(folder.render(), "rag"));
    CHECK(folder.render({"rag", {}}) == "rag");
    folder.write("chat_template.jinja", "file\n");
    CHECK(folder.render() == "file");
    CHECK(has(folder.render({"other", {}}), "other"));
}

TEST_CASE("of a list the default is taken, or what is named")
{
    const Folder folder;
    folder.write("tokenizer_config.json",
                 R"({"chat_template": [{"name": "a", "template": "A"}, {"name": "b", "template": "B"}]})");
    CHECK(has(folder.render(), "a, b"));
    CHECK(folder.render({"b", {}}) == "B");
    folder.write("tokenizer_config.json", R"({"chat_template": [{"name": "default", "template": "D"}]})");
    CHECK(folder.render() == "D");
    folder.write("tokenizer_config.json", R"({"chat_template": 3})");
    CHECK(has(folder.render(), "chat_template"));
}

TEST_CASE("special tokens, the open turn and what --template-arg adds")
{
    const Folder folder;
    folder.write("chat_template.jinja",
                 "{{ bos_token }}|{{ eos_token }}|{{ add_generation_prompt }}|{{ tools is none }}|{{ x }}");
    folder.write("tokenizer_config.json",
                 R"({"tokenizer_class": "GPT2TokenizerFast", "bos_token": {"content": "<s>"}})");
    CHECK(folder.render() == "<s>|<|endoftext|>|True|True|");
    CHECK(folder.render({}, R"([{"role": "assistant", "content": ""}])") == "<s>|<|endoftext|>|False|True|");
    CHECK(folder.render({"", {{"x", "[1, 2.5]"}, {"bos_token", "\"B\""}}}) == "B|<|endoftext|>|True|True|[1, 2.5]");
    folder.write("special_tokens_map.json", R"({"eos_token": "</s>"})");
    CHECK(folder.render() == "<s>|</s>|True|True|");
    folder.write("tokenizer_config.json",
                 R"({"tokenizer_class": "GPT2TokenizerFast", "eos_token": null, "added_tokens_decoder": {}})");
    CHECK(folder.render() == "<|endoftext|>||True|True|");
}

TEST_CASE("a template's failure names the conversation and the template's line")
{
    const Folder folder;
    folder.write("chat_template.jinja", "\n{{ raise_exception('no system, please') }}");
    CHECK(folder.render() == "line 7: chat template, line 2: no system, please");
}

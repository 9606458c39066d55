// What generation_config.json asks for. Expected ids: transformers 4.57.6, generate(ids, num_beams=1, do_sample=False,
// max_new_tokens=12) of BartForConditionalGeneration in float32 with these keys in its generation_config.json.
#include "engine/engine.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace deltascope;
namespace fs = std::filesystem;

namespace {

using Ids = std::vector<std::int64_t>;

const fs::path original = TEST_DATA "/oracles/backbones1/backbones/bart-gen";

/// A copy of the model with further keys in its generation_config.json.
class Copy {
public:
    explicit Copy(const std::string &keys)
        : m_folder(fs::temp_directory_path() / ("deltascope-generation-" + std::to_string(::getpid())))
    {
        fs::remove_all(m_folder);
        fs::copy(original, m_folder);
        nlohmann::json config = nlohmann::json::parse(std::ifstream(original / "generation_config.json"));
        config.update(nlohmann::json::parse(keys));
        std::ofstream(m_folder / "generation_config.json") << config;
    }
    ~Copy() { fs::remove_all(m_folder); }

    Outcome<NetworkInfo> open(Engine &engine) const
    {
        OpenRequest request;
        request.model = m_folder.string();
        NoProgress progress;
        return engine.open(request, progress);
    }

private:
    fs::path m_folder;
};

Ids generate(const std::string &keys)
{
    const Copy copy(keys);
    const auto engine = makeEngine();
    REQUIRE(copy.open(*engine).ok());
    RunRequest request;
    request.inputs.emplace_back().ids = Ids{0, 17, 23, 9, 41, 2};
    request.columns = {{"base", {}}};
    request.generation.maxNewTokens = 12;
    NoProgress progress;
    const auto result = engine->run(request, progress);
    REQUIRE_MESSAGE(result.ok(), result.error().sentence());
    return result.value().columns[0].outputs[0].newIds;
}

} // namespace

TEST_CASE("rules of generation act as transformers' logits processors do")
{
    const std::pair<const char *, Ids> cases[] = {
        {R"({})", {2}},
        {R"({"no_repeat_ngram_size": 2, "repetition_penalty": 1.5})", {16, 68, 29, 10, 16, 16, 2}},
        {R"({"no_repeat_ngram_size": 1, "min_length": 9})", {16, 68, 29, 10, 71, 64, 50, 4, 62, 15, 34, 26}},
        {R"({"encoder_no_repeat_ngram_size": 2, "min_new_tokens": 5, "repetition_penalty": 1.3})",
         {16, 68, 29, 16, 16, 16, 16, 16, 16, 16, 16, 16}},
        {R"({"encoder_repetition_penalty": 4.0, "no_repeat_ngram_size": 3, "min_length": 6})", {16, 16, 16, 29, 16, 2}},
        {R"({"suppress_tokens": [2, 16, 68]})", {29, 29, 29, 29, 29, 29, 29, 29, 29, 29, 29, 29}},
        {R"({"begin_suppress_tokens": [2, 16], "forced_bos_token_id": 0, "repetition_penalty": 1.2})",
         {0, 68, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16}},
        {R"({"bad_words_ids": [[16], [68, 29], [2]], "min_length": 4, "no_repeat_ngram_size": 2})", {68, 68, 71, 2}},
        {R"({"sequence_bias": [[[30], 9.0], [[30, 30], -9.0], [[2], -4.0]]})",
         {30, 16, 30, 16, 30, 16, 30, 16, 30, 16, 30, 16}},
        {R"({"exponential_decay_length_penalty": [3, 2.0], "suppress_tokens": [16], "min_length": 3})", {68, 29, 2}},
    };
    for (const auto &[keys, expected] : cases) {
        CAPTURE(keys);
        CHECK(generate(keys) == expected);
    }
}

TEST_CASE("rules that are none are refused by name")
{
    const std::pair<const char *, const char *> cases[] = {
        {R"({"repetition_penalty": 0})", "repetition_penalty: expected a positive number"},
        {R"({"no_repeat_ngram_size": -1})", "no_repeat_ngram_size: expected a whole number that is not negative"},
        {R"({"bad_words_ids": [7]})", "bad_words_ids: expected lists of ids"},
        {R"({"suppress_tokens": "all"})", "suppress_tokens: expected a whole number or a list of them"},
        {R"({"exponential_decay_length_penalty": [1]})",
         "exponential_decay_length_penalty: expected a start and a factor"},
    };
    for (const auto &[keys, sentence] : cases) {
        const Copy copy(keys);
        const auto engine = makeEngine();
        const auto opened = copy.open(*engine);
        REQUIRE(!opened.ok());
        CHECK_MESSAGE(opened.error().sentence().find(sentence) != std::string::npos, opened.error().sentence());
    }
}

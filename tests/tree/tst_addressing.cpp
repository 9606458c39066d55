#include "core/outcome.h"
#include "tree/addressing.h"

#include <doctest/doctest.h>

using namespace deltascope;
using tree::NamedModule;

namespace {

std::vector<NamedModule> layers(int count)
{
    std::vector<NamedModule> modules{{"", "BertForSequenceClassification"},
                                     {"bert", "BertModel"},
                                     {"bert.encoder", "BertEncoder"},
                                     {"bert.encoder.layer", "ModuleList"}};
    for (int i = 0; i < count; ++i) {
        const std::string layer = "bert.encoder.layer." + std::to_string(i);
        for (const char *inside : {"", ".attention", ".attention.self", ".attention.self.query",
                                   ".attention.output.dense", ".intermediate", ".output", ".output.dense"})
            modules.push_back({layer + inside, "Linear"});
    }
    return modules;
}

std::size_t hits(const std::vector<NamedModule> &modules, const std::string &pattern)
{
    try {
        return tree::match(modules, {pattern}).size();
    } catch (const Failure &) {
        return 0;
    }
}

} // namespace

TEST_CASE("addressing: a suffix begins behind a dot")
{
    const auto modules = layers(12);
    CHECK(hits(modules, "output.dense") == 24);
    CHECK(hits(modules, "put.dense") == 0);
    CHECK(hits(modules, "1.output.dense") == 1);
    CHECK(hits(modules, "") == 0);
}

TEST_CASE("addressing: only the leftmost match of a regular expression counts")
{
    const auto modules = layers(12);
    CHECK(hits(modules, "[r][0-5]\\.attention") == 6);
    CHECK(hits(modules, "[r](\\d)+\\.output.dense") == 12);
    CHECK(hits(modules, "[r]uery") == 0);
    CHECK_THROWS_AS(tree::match(modules, {"[r]("}), Failure);
}

TEST_CASE("addressing: common names, with a second, virtual one where a table has it")
{
    const auto modules = layers(12);
    CHECK(hits(modules, "attn@") == 12);
    CHECK(hits(modules, "ff@") == 24);
    CHECK(hits(modules, "0.attn@.q@") == 1);
    const std::vector<NamedModule> opt{{"", "OPTForCausalLM"},
                                       {"model", "OPTModel"},
                                       {"model.decoder", "OPTDecoder"},
                                       {"model.decoder.layers", "ModuleList"},
                                       {"model.decoder.layers.0", "OPTDecoderLayer"},
                                       {"model.decoder.layers.0.fc1", "Linear"},
                                       {"model.decoder.layers.0.fc2", "Linear"}};
    CHECK(hits(opt, "ff@") == 2);
    CHECK(hits(opt, "ff@.w2@") == 1);
}

TEST_CASE("addressing: nothing found names the nearest")
{
    try {
        tree::match(layers(2), {"quary"});
        FAIL("expected a Failure");
    } catch (const Failure &failure) {
        CHECK(std::string(failure.what()).find("query") != std::string::npos);
    }
}

TEST_CASE("addressing: a pattern that would take for ever ends")
{
    CHECK_NOTHROW(hits({{"", ""}, {std::string(60, 'a') + "!", ""}}, "[r](a+)+$"));
}

TEST_CASE("addressing: the nearest names hold the pattern, or are common names, and are never numbers alone")
{
    const auto sentence = [](const std::string &pattern) {
        try {
            tree::match(layers(3), {pattern});
        } catch (const Failure &failure) {
            return std::string(failure.what());
        }
        return std::string();
    };
    CHECK(sentence("attn").find("nearest: attn@") != std::string::npos);
    CHECK(sentence("ff.w2").find("ff@.w2@") != std::string::npos);
    CHECK(sentence("attentio").find("nearest: attention") != std::string::npos);
    CHECK(sentence("x").find("nearest: 0") == std::string::npos);
}

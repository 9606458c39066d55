#include "core/attachment.h"
#include "tree/logtext.h"
#include "tree/names.h"

#include <doctest/doctest.h>

using namespace deltascope;

namespace {

NetworkInfo network()
{
    NetworkInfo info;
    info.architecture = "Toy";
    const auto add = [&](const std::string &name, const std::string &type, int parent, std::vector<ParamInfo> params) {
        info.modules.push_back({name, type, parent, 0, -1, std::move(params)});
        return static_cast<int>(info.modules.size()) - 1;
    };
    const int root = add("", "Toy", -1, {}), layers = add("layers", "ModuleList", root, {});
    for (int i = 0; i < 3; ++i) {
        const std::string path = "layers." + std::to_string(i);
        const int layer = add(path, "Layer", layers, {});
        add(path + ".fc1", "Linear", layer,
            {{"weight", {2, 3}, DType::F32, 4 * i}, {"bias", {2}, DType::F32, 4 * i + 1}});
        add(path + ".fc2", "Linear", layer, {{"weight", {3, 2}, DType::F32, 4 * i + 2}});
    }
    info.parameterCount = 3 * (6 + 2 + 6);
    return info;
}

DeltaInfo loraAt(std::vector<int> modules)
{
    DeltaInfo delta;
    delta.id = 1;
    delta.name = "en";
    for (const int module : modules)
        delta.taps.push_back({module, {{"lora", "LowRankLinear", {{"lora_A", {1, 2}}, {"lora_B", {3, 1}}}}}, {}, ""});
    delta.parameterCount = static_cast<std::int64_t>(modules.size()) * 5;
    return delta;
}

} // namespace

TEST_CASE("fold: equal layers are one row")
{
    CHECK(tree::logText(network(), {}, {}, {})
          == "root\n"
             "└── layers (ModuleList)\n"
             "    └── 0-2(Layer)\n"
             "        ├── fc1 (Linear) weight:[2, 3] bias:[2]\n"
             "        └── fc2 (Linear) weight:[3, 2]\n"
             "Trainable Ratio: 0/42=0.000000%\nDelta Parameter Ratio: 0/42=0.000000%\nStatic Memory 0.00 GB, Max "
             "Memory 0.00 GB\n");
}

TEST_CASE("fold: never over a difference in deltas")
{
    const Mix mix{{{1, true, 1, {}}}};
    CHECK(tree::logText(network(), {loraAt({7})}, mix, {})
          == "root\n"
             "└── layers (ModuleList)\n"
             "    ├── 0-0,2-2(Layer)\n"
             "    │   ├── fc1 (Linear) weight:[2, 3] bias:[2]\n"
             "    │   └── fc2 (Linear) weight:[3, 2]\n"
             "    └── 1 (Layer)\n"
             "        ├── fc1 (Linear) weight:[2, 3] bias:[2]\n"
             "        └── fc2 (Linear) weight:[3, 2]\n"
             "            └── lora (LowRankLinear) lora_A:[1, 2] lora_B:[3, 1]\n"
             "Trainable Ratio: 5/47=10.638298%\nDelta Parameter Ratio: 5/47=10.638298%\nStatic Memory 0.00 GB, Max "
             "Memory 0.00 GB\n");
}

TEST_CASE("fold: a detached delta stays in the tree and says so")
{
    const Mix mix{{{1, false, 1, {}}}};
    const std::string text = tree::logText(network(), {loraAt({4, 7, 10})}, mix, {});
    CHECK(text.find("<en detached>") != std::string::npos);
    CHECK(text.find("Delta Parameter Ratio: 0/57") != std::string::npos);
}

TEST_CASE("fold: where a delta is attached at some of its sites, each row says its own, and only those count")
{
    Mix mix{{{1, true, 1, {{7, {false, std::nullopt}}}}}};
    CHECK(attachmentOf(mix.deltas[0], loraAt({4, 7, 10})) == Attachment::Partly);
    const std::string folded = tree::logText(network(), {loraAt({4, 7, 10})}, mix, {});
    CHECK(folded.find("<en half attached>") != std::string::npos);
    CHECK(folded.find("Trainable Ratio: 10/57") != std::string::npos);
    CHECK(folded.find("Delta Parameter Ratio: 10/57") != std::string::npos);
    const std::string shown = tree::logText(network(), {loraAt({4, 7, 10})}, mix, {tree::Repeats::Shown});
    CHECK(shown.find("<en>") < shown.find("<en detached>"));
    CHECK(shown.find("<en half attached>") == std::string::npos);
    mix = {{{1, false, 1, {{10, {true, std::nullopt}}}}}};
    CHECK(tree::logText(network(), {loraAt({4, 7, 10})}, mix, {}).find("Trainable Ratio: 5/57") != std::string::npos);
    CHECK(attachmentOf({1, true, 1, {{4, {false, {}}}}}, loraAt({4})) == Attachment::Nowhere);
}

TEST_CASE("fold: equal parts of a delta are one row, of which each is named")
{
    DeltaInfo delta;
    delta.id = 1;
    delta.name = "en";
    delta.taps.push_back({4,
                          {{"adapter", "Adapter", {}},
                           {"adapter.down", "Linear", {{"weight", {1, 2}}}},
                           {"adapter.up", "Linear", {{"weight", {1, 2}}}}},
                          {"bias"},
                          ""});
    const Mix mix{{{1, true, 1, {}}}};
    const std::string text = tree::logText(network(), {delta}, mix, {});
    CHECK(text.find("└── adapter (Adapter)\n") != std::string::npos);
    CHECK(text.find("└── down,up(Linear) weight:[1, 2]\n") != std::string::npos);
    const std::string whole = tree::logText(network(), {delta}, mix, {tree::Repeats::Shown});
    CHECK(whole.find("├── down (Linear) weight:[1, 2]\n") != std::string::npos);
}

TEST_CASE("fold: numbers become ranges, names a list")
{
    CHECK(tree::joinedNames({"0", "1", "3", "10"}) == "0-1,3-3,10-10");
    CHECK(tree::joinedNames({"self_attn", "encoder_attn"}) == "self_attn,encoder_attn");
}

// --head on every family: each head that the registry promises opens on a checkpoint that has another, and runs.
#include "engine/engine.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace deltascope;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> backbones()
{
    std::vector<std::string> folders;
    for (const char *area : {"backbones1", "backbones2"})
        for (const fs::directory_entry &entry :
             fs::directory_iterator(fs::path(TEST_DATA "/oracles") / area / "backbones"))
            if (const std::string name = entry.path().filename(); name.find("broken") == std::string::npos)
                folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

Outcome<NetworkInfo> open(Engine &engine, const std::string &folder, std::optional<HeadChoice> head)
{
    OpenRequest request;
    request.model = folder;
    request.head = head;
    request.weights = Weights::Required;
    NoProgress progress;
    return engine.open(request, progress);
}

} // namespace

TEST_CASE("every head that a family has opens and runs on any checkpoint of it")
{
    const auto engine = makeEngine();
    std::set<std::string> seen;
    for (const std::string &folder : backbones()) {
        CAPTURE(folder);
        OpenRequest tree;
        tree.model = folder;
        NoProgress progress;
        const auto plain = engine->open(tree, progress);
        if (!plain || plain.value().heads.empty() || !seen.insert(plain.value().family).second)
            continue;
        for (const HeadKind head : plain.value().heads) {
            CAPTURE(std::string(wordOf(head)));
            constexpr int labels = 7; // that no checkpoint has
            const auto opened = open(*engine, folder, HeadChoice{head, hasLabels(head) ? labels : 0});
            REQUIRE_MESSAGE(opened.ok(), opened.error().sentence());
            CHECK(opened.value().head == head);
            CHECK(opened.value().runnable);
            if (hasLabels(head)) {
                CHECK(opened.value().labels.size() == labels);
                CHECK(!opened.value().fresh.empty());
                CHECK(!opened.value().notes.empty());
            }
            if (head == HeadKind::ImageClassification || opened.value().family == "vit")
                continue;
            RunRequest request;
            request.inputs.emplace_back().ids
                = std::vector<std::int64_t>{5, 6, 7, 2, 1}; // with the ends of BART and T5
            request.columns = {{"base", {}}};
            request.task = head == HeadKind::None ? Task::Embed : Task::Logits;
            const auto result = engine->run(request, progress);
            REQUIRE_MESSAGE(result.ok(), result.error().sentence());
            if (head == HeadKind::SequenceClassification)
                CHECK(result.value().columns[0].outputs[0].logits.values.size() == labels);
        }
    }
    CHECK(seen.size() >= 15);
}

TEST_CASE("a head that a family lacks is refused with those it has")
{
    const auto engine = makeEngine();
    const auto opened
        = open(*engine, TEST_DATA "/oracles/backbones2/backbones/gpt2-lm", HeadChoice{HeadKind::MaskedLm, 0});
    REQUIRE(!opened.ok());
    CHECK(opened.error().sentence().find(
              "expected a head that gpt2 has (none, sequence-classification, token-classification, "
              "question-answering, causal-lm), found masked-lm")
          != std::string::npos);
}

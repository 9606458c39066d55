#include "core/deltaname.h"
#include "core/modelname.h"
#include "core/runfolder.h"

#include <doctest/doctest.h>

#include <filesystem>

#include <unistd.h>

using namespace deltascope;
namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

/// A Trainer's output folder, gone at the end.
struct Run {
    explicit Run(std::initializer_list<const char *> folders)
        : root(fs::temp_directory_path() / ("deltascope-run-" + std::to_string(::getpid())))
    {
        for (const char *folder : folders)
            fs::create_directories(root / folder);
    }
    ~Run() { fs::remove_all(root); }
    fs::path root;
};

} // namespace

TEST_CASE("names: a folder names its delta, a run's checkpoint is named after its run and step")
{
    CHECK(nameFromPath("/d/en") == "en");
    CHECK(nameFromPath("/d/en/") == "en");
    CHECK(nameFromPath("/runs/pkg-r8/checkpoint-200") == "pkg-r8/200");
    CHECK(nameFromPath("/d/en/adapter_model.safetensors") == "en");
    CHECK(nameFromPath("/d/checkpoint-last") == "checkpoint-last");
}

TEST_CASE("names: equal folder names are told apart by what holds them, else by a number")
{
    CHECK(namesFromPaths({"/a/lora", "/b/lora", "/c/ia3"}) == Names{"a/lora", "b/lora", "ia3"});
    CHECK(namesFromPaths({"/a/lora", "/a/lora"}) == Names{"a/lora", "a/lora-2"});
    CHECK(namesFromPaths({"/r/one/checkpoint-5", "/r/two/checkpoint-5"}) == Names{"one/5", "two/5"});
    CHECK(namesFromPaths({"/x/one/checkpoint-5", "/y/one/checkpoint-5"}) == Names{"x/one/5", "y/one/5"});
}

TEST_CASE("runs: checkpoints are ordered by their steps, other folders are none")
{
    const Run run({"checkpoint-1000", "checkpoint-200", "checkpoint-best", "logs"});
    std::vector<long long> steps;
    for (const std::string &folder : checkpointsIn(run.root.string()))
        steps.push_back(*stepOf(folder));
    CHECK(steps == std::vector<long long>{200, 1000});
    CHECK(checkpointsIn((run.root / "nowhere").string()).empty());
    CHECK(!stepOf("checkpoint-2x"));
}

TEST_CASE("names: a model is told by the last part of its name, where that says anything")
{
    const std::string commit(40, 'a');
    for (const std::string name : {"Llama-2-7b", "meta-llama/Llama-2-7B", "/models/llama-2-7b/", "org/Llama-2-7b@v1",
                                   "C:\\models\\Llama-2-7b", "./llama-2-7b//"})
        CHECK(tellingName(name) == "llama-2-7b");
    CHECK(tellingName("/cache/models--org--Llama-2-7b/snapshots/" + commit) == "llama-2-7b");
    CHECK(tellingName("/cache/models--org--Llama-2-7b") == "llama-2-7b");
    for (const std::string name :
         {"", "/", ".", "..", "runs/checkpoint-200", "out/checkpoint-", "model", "/x/Model/", "7"})
        CHECK(tellingName(name).empty());
    CHECK(tellingName("/x/" + commit).empty());
}

// Which models are on this machine: in a hub's cache and in folders.
#include "io/files.h"
#include "io/modelwalk.h"

using namespace deltascope;
using namespace deltascope::io;
using deltascope::test::TempFolder;

namespace {

const char *const bart = R"({"architectures": ["BartModel"], "model_type": "bart"})";

std::vector<LocalModel> walked(const std::string &cache, const std::vector<std::string> &folders = {})
{
    std::vector<LocalModel> all;
    for (ModelWalk walk(cache, folders); !walk.isDone();)
        for (LocalModel &model : walk.next())
            all.push_back(std::move(model));
    return all;
}

/// The environment's cache is that folder while this is there.
struct Cache {
    explicit Cache(const std::string &folder) { ::setenv("HF_HUB_CACHE", folder.c_str(), 1); }
    ~Cache() { ::unsetenv("HF_HUB_CACHE"); }
};

} // namespace

TEST_CASE("a cached model is named by its hub id, sized by its weights and classed by its configuration")
{
    const TempFolder folder;
    const Cache cache(folder.path());
    folder.write("models--org--tiny/refs/main", "abc");
    folder.write("models--org--tiny/snapshots/abc/config.json", bart);
    folder.write("models--org--tiny/snapshots/abc/model.safetensors", std::string(100, 'x'));
    folder.write("models--org--tiny/snapshots/abc/pytorch_model.bin", std::string(900, 'x'));
    folder.write("models--plain/refs/main", "def");
    folder.write("models--plain/snapshots/def/config.json", R"({"model_type": "t5"})");
    folder.write("models--plain/snapshots/def/model.safetensors.index.json",
                 R"({"weight_map": {"a": "one.safetensors", "b": "two.safetensors", "c": "two.safetensors"}})");
    folder.write("models--plain/snapshots/def/one.safetensors", std::string(10, 'x'));
    folder.write("models--plain/snapshots/def/two.safetensors", std::string(20, 'x'));
    const auto found = walked(folder.path());
    REQUIRE(found.size() == 2);
    CHECK(found[0].name == "org/tiny");
    CHECK(found[0].architecture == "BartModel");
    CHECK(found[0].bytes == 100);
    CHECK(found[0].folder == folder / "models--org--tiny/snapshots/abc");
    CHECK(found[1].name == "plain");
    CHECK(found[1].architecture == "t5");
    CHECK(found[1].bytes == 30);
}

TEST_CASE("what is not whole, a delta or not readable is passed over")
{
    const TempFolder folder;
    const Cache cache(folder.path());
    const auto write = [&folder](const std::string &name, const std::string &config) {
        folder.write("models--" + name + "/refs/main", "abc");
        folder.write("models--" + name + "/snapshots/abc/config.json", config);
    };
    write("begun", bart);
    write("shards", bart);
    folder.write("models--shards/snapshots/abc/model.safetensors.index.json",
                 R"({"weight_map": {"a": "one.safetensors"}})");
    for (const char *name : {"delta", "peft", "list", "torn"}) {
        write(name, std::string(name) == "delta"  ? R"({"delta_type": "lora"})"
                    : std::string(name) == "list" ? "[1]"
                    : std::string(name) == "torn" ? "{"
                                                  : bart);
        folder.write(std::string("models--") + name + "/snapshots/abc/pytorch_model.bin", "x");
    }
    folder.write("models--peft/snapshots/abc/adapter_config.json", "{}");
    folder.write("datasets--x/refs/main", "abc");
    std::filesystem::create_directories(folder / "models--empty");
    CHECK(walked(folder.path()).empty());
    CHECK(walked(folder / "nowhere", {folder / "nowhere else"}).empty());
}

TEST_CASE("folders are looked into some levels deep, models are not")
{
    const TempFolder folder;
    const auto write = [&folder](const std::string &name) {
        folder.write(name + "/config.json", bart);
        folder.write(name + "/model.safetensors", "1234");
    };
    write("a");
    write("a/inside"); // part of a
    write("b/c/d");
    write("b/c/d2/e"); // too deep
    write(".hidden");
    const auto found = walked(folder / "no cache", {folder.path()});
    REQUIRE(found.size() == 2);
    CHECK(found[0].name == folder / "a");
    CHECK(found[1].name == folder / "b/c/d");
    CHECK(walked(folder / "no cache", {folder / "a"}).size() == 1);
}

TEST_CASE("a repository without a main revision is opened by its folder")
{
    const TempFolder folder;
    const Cache cache(folder.path());
    folder.write("models--org--pinned/snapshots/abc/config.json", bart);
    folder.write("models--org--pinned/snapshots/abc/model.safetensors", "1");
    const auto found = walked(folder.path());
    REQUIRE(found.size() == 1);
    CHECK(found[0].name == folder / "models--org--pinned");
    CHECK(walked(folder / "elsewhere", {folder.path()}).size() == 1);
}

// A folder full of deltas, whole and broken ones, and what the shelf says of each.
#include "engine/engine.h"
#include "io/files.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <thread>

using namespace deltascope;
using test::TempFolder;
namespace fs = std::filesystem;

namespace {

const std::string demo = TEST_DATA "/../../resources/demo";

using Shelf = std::map<std::string, ShelfEntry>;

Shelf scan(const std::string &folder, const std::string &model = {})
{
    const auto engine = makeEngine();
    NoProgress progress;
    OpenRequest request;
    request.model = model;
    if (!model.empty())
        REQUIRE(engine->open(request, progress));
    const auto walk = engine->shelves()->walk(folder);
    REQUIRE(walk.ok());
    Shelf found;
    for (;;) {
        const auto batch = walk.value()->next(progress);
        REQUIRE(batch);
        for (const ShelfEntry &entry : batch.value().entries)
            CHECK(found.emplace(entry.name, entry).second);
        if (batch.value().isLast)
            return found;
    }
}

std::string peftConfiguration(const std::string &kind = "LORA")
{
    return R"({"peft_type": ")" + kind
           + R"(", "r": 2, "lora_alpha": 4, "target_modules": ["fc2"], "base_model_name_or_path": "some/bart"})";
}

/// A LoRA of one module of the demo, whose fc2 has that many inputs.
std::string lora(int inputs, char fill = 1)
{
    const std::string module = "base_model.model.model.encoder.layers.0.fc2.";
    const std::size_t a = std::size_t(inputs) * 2 * 4, b = 128 * 2 * 4;
    return test::safetensorsFile(R"({")" + module + R"(lora_A.weight": {"dtype": "F32", "shape": [2, )"
                                     + std::to_string(inputs) + R"(], "data_offsets": [0, )" + std::to_string(a)
                                     + R"(]}, ")" + module
                                     + R"(lora_B.weight": {"dtype": "F32", "shape": [128, 2], "data_offsets": [)"
                                     + std::to_string(a) + ", " + std::to_string(a + b) + "]}}",
                                 std::string(a + b, fill));
}

} // namespace

TEST_CASE("the demo's deltas are listed with what they are and that they fit")
{
    const Shelf shelf = scan(demo, demo + "/model");
    REQUIRE(shelf.size() == 5);
    for (const auto &[name, entry] : shelf) {
        CHECK_MESSAGE(entry.fit == ShelfEntry::Fit::Fits, entry.says);
        CHECK(entry.library == "opendelta");
        CHECK(entry.bytes == entry.parameters * 4);
        CHECK(!entry.sites.empty());
    }
    CHECK(shelf.at("deltas/en").kind == "lora");
    CHECK(shelf.at("deltas/en").says.empty());
    CHECK(!shelf.at("deltas/en").targets.empty());
    for (const auto &[name, entry] : scan(demo))
        CHECK(entry.fit == ShelfEntry::Fit::Unknown);
}

TEST_CASE("a broken folder is listed with one sentence and stops nothing")
{
    const TempFolder shelf;
    shelf.write("a-torn/adapter_config.json", peftConfiguration());
    shelf.write("a-torn/adapter_model.safetensors", lora(512).substr(0, 700));
    shelf.write("b-no-weights/adapter_config.json", peftConfiguration());
    shelf.write("c-no-json/adapter_config.json", "{\"peft_type\": ");
    shelf.write("d-unknown/adapter_config.json", peftConfiguration("NEWEST"));
    shelf.write("e-no-config/adapter_model.safetensors", lora(512));
    shelf.write("f-empty/adapter_config.json", peftConfiguration());
    shelf.write("f-empty/adapter_model.bin", "");
    shelf.write("g-torn-config/config.json", "{");
    shelf.write("g-torn-config/pytorch_model.bin", "");
    shelf.write("not-ours/config.json", "{ // of an editor");
    shelf.write("model/config.json", R"({"model_type": "bart"})");
    fs::copy(demo + "/deltas/en", shelf / "z-last", fs::copy_options::recursive);
    const Shelf found = scan(shelf.path(), demo + "/model");
    CHECK(found.size() == 8);
    for (const auto &[name, entry] : found) {
        CAPTURE(name);
        CHECK(entry.fit == (name == "z-last" ? ShelfEntry::Fit::Fits : ShelfEntry::Fit::Broken));
        CHECK(entry.says.empty() == (name == "z-last"));
        CHECK(entry.says.find('\n') == std::string::npos);
        CHECK(entry.says.find(shelf.path()) == std::string::npos);
    }
    CHECK(found.at("a-torn").code == "truncated");
    CHECK(found.at("a-torn").kind == "LORA");
    CHECK(found.at("a-torn").backbone == "some/bart");
    CHECK(found.at("d-unknown").says.find("NEWEST") != std::string::npos);
}

TEST_CASE("a delta of another backbone says what it misses")
{
    const TempFolder shelf;
    shelf.write("wide/adapter_config.json", peftConfiguration());
    shelf.write("wide/adapter_model.safetensors", lora(99));
    const Shelf found = scan(shelf.path(), demo + "/model");
    CHECK(found.at("wide").fit == ShelfEntry::Fit::Differs);
    CHECK(found.at("wide").code == "shape-mismatch");
    CHECK(found.at("wide").says.find("[2, 99]") != std::string::npos);
}

TEST_CASE("a delta that fits a model which its configuration does not name is warned of")
{
    const TempFolder shelf, models;
    const std::string model = models / "Small-Bart";
    fs::create_directory_symlink(demo + "/model", model);
    const auto add = [&](const std::string &name, const std::string &base) {
        std::string configuration = peftConfiguration();
        configuration.replace(configuration.find("some/bart"), 9, base);
        shelf.write(name + "/adapter_config.json", configuration);
        shelf.write(name + "/adapter_model.safetensors", lora(512, static_cast<char>(name.front())));
    };
    add("a-other", "facebook/bart-large");
    add("b-hub", "org/small-bart@main");
    add("c-local", "/home/me/SMALL-BART/");
    add("d-nameless", "./runs/checkpoint-200");
    add("e-linked", demo + "/model");
    const Shelf found = scan(shelf.path(), model);
    for (const char *same : {"b-hub", "c-local", "d-nameless", "e-linked"}) {
        CAPTURE(same);
        CHECK(found.at(same).fit == ShelfEntry::Fit::Fits);
        CHECK(found.at(same).code.empty());
    }
    CHECK(found.at("a-other").fit == ShelfEntry::Fit::Fits);
    CHECK(found.at("a-other").code == "other-backbone");
    CHECK(found.at("a-other").says.find("facebook/bart-large") != std::string::npos);
    CHECK(scan(shelf.path(), demo + "/model").at("a-other").code.empty()); // "model" is no name

    const auto engine = makeEngine();
    NoProgress progress;
    OpenRequest request;
    request.model = model;
    REQUIRE(engine->open(request, progress));
    const auto report = engine->check(shelf / "a-other");
    REQUIRE(report);
    CHECK(report.value().fits);
    REQUIRE_FALSE(report.value().problems.empty());
    CHECK(report.value().problems.front().code == "other-backbone");
    CHECK(report.value().problems.front().severity == Problem::Severity::Warning);
    const auto added = engine->add({"a", shelf / "a-other", {}, {}, {}}, progress);
    REQUIRE(added);
    REQUIRE_FALSE(added.value().problems.empty());
    CHECK(added.value().problems.front().code == "other-backbone");
}

TEST_CASE("equal content is told, whatever the folder's name and the backbone it says; other numbers are not equal")
{
    const TempFolder shelf;
    const auto add = [&](const std::string &name, const std::string &configuration, char fill) {
        shelf.write(name + "/adapter_config.json", configuration);
        shelf.write(name + "/adapter_model.safetensors", lora(512, fill));
    };
    std::string elsewhere = peftConfiguration(), stronger = peftConfiguration();
    elsewhere.replace(elsewhere.find("some/bart"), 9, "other/one");
    stronger.replace(stronger.find("\"lora_alpha\": 4"), 15, "\"lora_alpha\": 8");
    add("a", peftConfiguration(), 1);
    add("b", peftConfiguration(), 2);
    add("c/copy", elsewhere, 1);
    add("d", stronger, 1);
    add("e", peftConfiguration(), 2);
    const Shelf found = scan(shelf.path());
    CHECK(found.at("a").sameAs.empty());
    CHECK(found.at("b").sameAs.empty());
    CHECK(found.at("c/copy").sameAs == shelf / "a");
    CHECK(found.at("d").sameAs.empty());
    CHECK(found.at("e").sameAs == shelf / "b");
}

TEST_CASE("links are followed once, circles end, and a lone delta folder is a shelf of one")
{
    const TempFolder shelf;
    fs::create_directories(shelf / "sub");
    fs::create_directory_symlink(shelf.path(), shelf / "sub/up");
    fs::create_directory_symlink(demo + "/deltas/en", shelf / "en");
    fs::create_directory_symlink(demo + "/deltas/en", shelf / "en2");
    CHECK(scan(shelf.path()).size() == 1);
    CHECK(scan(demo + "/deltas/en/").at("en").kind == "lora");
}

TEST_CASE("a shelf that is not there and a cancelled walk end in an error")
{
    const auto engine = makeEngine();
    CHECK(engine->shelves()->walk("/no/such/shelf").error().what.find("no such folder") != std::string::npos);
    struct Stopped final : Progress {
        void report(double, std::string_view) override { }
        bool cancelled() const override { return true; }
    } stopped;
    const auto walk = engine->shelves()->walk(demo);
    CHECK(walk.value()->next(stopped).error().code == "cancelled");
}

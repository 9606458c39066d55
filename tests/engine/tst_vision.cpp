// A vision model answers to a picture's file as transformers does (tests/data/image/classify.py).
#include "core/pictures.h"
#include "engine/engine.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

using namespace deltascope;
namespace fs = std::filesystem;

namespace {

const std::string vit = TEST_DATA "/oracles/backbones2/backbones/vit-cls";
int reads = 0;

/// The made-up picture of tests/data/image/recipe.py, whatever the file.
Outcome<image::Picture> madeUp(const std::string &path)
{
    ++reads;
    if (path.find("broken") != std::string::npos)
        return Error{path, "could not be read as a picture", {}, {}};
    image::Picture picture{{23, 17}, {}};
    for (int y = 0; y < 17; ++y)
        for (int x = 0; x < 23; ++x)
            for (int c = 0; c < image::channels; ++c)
                picture.rgb.push_back(std::uint8_t((x * 37 + y * 59 + c * 101 + x * y * 7) % 256));
    return picture;
}

/// A folder that goes with the test.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("deltascope-pictures-" + std::to_string(std::rand()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    std::string file(const char *name, const char *text = "") const
    {
        std::ofstream(path / name) << text;
        return path / name;
    }
};

std::unique_ptr<Engine> opened(const std::string &model)
{
    auto engine = makeHubEngine({}, madeUp);
    OpenRequest request;
    request.model = model;
    NoProgress progress;
    const auto network = engine->open(request, progress);
    REQUIRE(network.ok());
    return engine;
}

Outcome<RunResult> run(Engine &engine, const std::string &picture)
{
    RunRequest request;
    request.inputs.emplace_back().image = picture;
    request.columns.push_back({"base", {}});
    NoProgress progress;
    return engine.run(request, progress);
}

std::string sentence(const Outcome<RunResult> &result)
{
    if (!result.ok())
        return result.error().sentence();
    return result.value().failures.empty() ? std::string() : result.value().failures.front().error.sentence();
}

void expectLogits(const Outcome<RunResult> &result, const std::vector<float> &expected)
{
    REQUIRE(result.ok());
    const std::vector<float> &logits = result.value().columns[0].outputs[0].logits.values;
    REQUIRE(logits.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        CHECK(std::abs(logits[i] - expected[i]) < 2e-5F);
}

} // namespace

TEST_CASE("without a configuration pictures are prepared as ViT's are, at the model's size")
{
    const Folder folder;
    const auto engine = opened(vit);
    CHECK(takesPictures(*engine->network()));
    const auto result = run(*engine, folder.file("a.png"));
    expectLogits(result, {2.3160040F, -0.3684885F, -1.2741119F, 0.8745748F, -0.4545199F});
    CHECK(result.value().columns[0].outputs[0].label == "cat");
}

TEST_CASE("preprocessor_config.json says how pictures are prepared")
{
    const Folder folder;
    for (const char *name : {"config.json", "model.safetensors"})
        fs::copy_file(fs::path(vit) / name, folder.path / name);
    (void)folder.file("preprocessor_config.json",
                      R"({"size": {"height": 12, "width": 12}, "resample": 3, "image_mean": [0.485, 0.456, 0.406]})");
    expectLogits(run(*opened(folder.path), folder.file("a.png")),
                 {3.0666740F, 0.4441478F, -1.3966694F, 1.2749305F, 0.4594917F});
}

TEST_CASE("a picture is read once for as long as its file stays the same")
{
    const Folder folder;
    const auto engine = opened(vit);
    const std::string file = folder.file("a.png");
    reads = 0;
    (void)run(*engine, file);
    (void)run(*engine, file);
    CHECK(reads == 1);
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(5));
    (void)run(*engine, file);
    CHECK(reads == 2);
}

TEST_CASE("what cannot be a picture is named")
{
    const Folder folder;
    const auto engine = opened(vit);
    CHECK(sentence(run(*engine, "/nowhere.png"))
          == "input 1: image: expected a picture's file, found none at /nowhere.png");
    const std::string broken = folder.file("broken.png");
    CHECK(sentence(run(*engine, broken)) == "input 1: image: " + broken + ": could not be read as a picture");
    const auto text = opened(TEST_DATA "/oracles/adapterhub/backbones/bert");
    CHECK(sentence(run(*text, broken))
          == "input 1: image: expected text or ids, since this is no vision model, found a picture");
}

TEST_CASE("a text is no picture")
{
    RunRequest request;
    request.inputs.emplace_back().text = "a cat";
    request.columns.push_back({"base", {}});
    NoProgress progress;
    CHECK(sentence(opened(vit)->run(request, progress))
          == "input 1: expected an image or pixels, since this is a vision model, found none of them");
}

TEST_CASE("a preparation that is not known is named when a picture comes, not when the model is opened")
{
    const Folder folder;
    for (const char *name : {"config.json", "model.safetensors"})
        fs::copy_file(fs::path(vit) / name, folder.path / name);
    const std::string config
        = folder.file("preprocessor_config.json", R"({"image_processor_type": "CLIPImageProcessor"})");
    const std::string said = sentence(run(*opened(folder.path), folder.file("a.png")));
    CHECK(said.find(config) != std::string::npos);
    CHECK(said.find("found CLIPImageProcessor") != std::string::npos);
}

#include "core/outcome.h"
#include "image/prepare.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace deltascope;
using namespace deltascope::image;

namespace {

/// The made-up picture of tests/data/image/recipe.py.
Picture picture(const nlohmann::json &size)
{
    Picture made{{size[0], size[1]}, {}};
    for (int y = 0; y < made.size.height; ++y)
        for (int x = 0; x < made.size.width; ++x)
            for (int c = 0; c < channels; ++c)
                made.rgb.push_back(std::uint8_t((x * 37 + y * 59 + c * 101 + x * y * 7) % 256));
    return made;
}

nlohmann::json expected()
{
    std::ifstream file(TEST_DATA "/image/expected.json");
    return nlohmann::json::parse(file);
}

std::string failureOf(const char *config)
{
    try {
        (void)recipeFrom("preprocessor_config.json", config);
    } catch (const Failure &failure) {
        return failure.what();
    }
    return {};
}

} // namespace

TEST_CASE("pictures are resized as Pillow does, to the last bit")
{
    const nlohmann::json cases = expected()["resized"];
    REQUIRE(cases.size() == 15);
    for (const auto &each : cases) {
        CAPTURE(each["to"].dump());
        CAPTURE(each["resample"].dump());
        const Picture made = resized(picture(each["from"]), {each["to"][0], each["to"][1]}, Resample(each["resample"]));
        CHECK(made.size == Size{each["to"][0], each["to"][1]});
        CHECK(made.rgb == each["rgb"].get<std::vector<std::uint8_t>>());
    }
}

TEST_CASE("pictures become the pixels of transformers' image processors")
{
    const nlohmann::json cases = expected()["prepared"];
    REQUIRE(cases.size() == 6);
    for (const auto &each : cases) {
        CAPTURE(each["config"].dump());
        const Pixels made = prepared(picture(each["from"]), recipeFrom("config", each["config"].dump()));
        CHECK(made.shape == each["shape"].get<Shape>());
        const auto values = each["values"].get<std::vector<float>>();
        REQUIRE(made.values.size() == values.size());
        float worst = 0;
        for (std::size_t i = 0; i < values.size(); ++i)
            worst = std::max(worst, std::abs(values[i] - made.values[i]) / std::max(1.0F, std::abs(values[i])));
        CHECK(worst < 1e-6F);
    }
}

TEST_CASE("an empty configuration is ViT's own; an older one says a size by one number")
{
    CHECK(recipeFrom("config", "{}") == vitRecipe({224, 224}));
    CHECK(recipeFrom("config", R"({"feature_extractor_type": "ViTFeatureExtractor", "size": 96})")
          == vitRecipe({96, 96}));
    CHECK(recipeFrom("config", R"({"image_processor_type": "ViTImageProcessorFast", "image_mean": null})")
          == vitRecipe({224, 224}));
    const Recipe deit = recipeFrom("config", R"({"feature_extractor_type": "DeiTFeatureExtractor"})");
    CHECK(deit.resize->size == Size{256, 256});
    CHECK(deit.resize->resample == Resample::Bicubic);
    CHECK(deit.crop == Size{224, 224});
}

TEST_CASE("the shorter side can be given, the other follows")
{
    const Recipe recipe = recipeFrom("config", R"({"size": {"shortest_edge": 8}})");
    CHECK(prepared(picture({23, 17}), recipe).shape == Shape{3, 8, 10});
    CHECK(prepared(picture({17, 23}), recipe).shape == Shape{3, 10, 8});
    const Recipe large = recipeFrom("config", R"({"size": {"shortest_edge": 9000}})");
    CHECK_THROWS_WITH(prepared(picture({2, 1}), large), "picture: expected sides of at most 16384 once its shorter one "
                                                        "is 9000, found 18000");
}

TEST_CASE("what a configuration says wrongly is named by its key")
{
    CHECK(failureOf("[]") == "preprocessor_config.json: expected a JSON object, found something else");
    CHECK(
        failureOf(R"({"size": {"width": 3}})")
        == R"(preprocessor_config.json: size: expected a number, height and width, or shortest_edge, found {"width":3})");
    CHECK(failureOf(R"({"size": 0})")
          == "preprocessor_config.json: size: expected whole numbers from 1 to 16384, found 0");
    CHECK(failureOf(R"({"resample": 9})")
          == "preprocessor_config.json: resample: expected a filter's number from 0 to 5, found 9");
    CHECK(failureOf(R"({"image_std": [1, 0, 1]})")
          == "preprocessor_config.json: image_std: expected numbers other than 0, found 0");
    CHECK(failureOf(R"({"image_mean": [1, 2]})")
          == "preprocessor_config.json: image_mean: expected three numbers, found [1,2]");
    CHECK(failureOf(R"({"image_processor_type": "CLIPImageProcessor"})")
          == "preprocessor_config.json: image_processor_type: expected ViTImageProcessor or DeiTImageProcessor, found "
             "CLIPImageProcessor; give its result as pixels instead");
}

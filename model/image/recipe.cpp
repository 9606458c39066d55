#include "image/recipe.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace deltascope::image {

namespace {

using Json = nlohmann::json;

constexpr int largestSide = 16384;

std::string shown(const Json &value)
{
    return utf8::readable(value.dump(-1, ' ', false, Json::error_handler_t::replace), 60);
}

/// The object's keys, read with the name of the file in every message.
class Reader {
public:
    Reader(const std::string &where, const Json &object)
        : m_where(where)
        , m_object(object)
    {
    }

    bool flag(const char *key, bool otherwise) const
    {
        const Json *value = find(key);
        if (value && !value->is_boolean())
            refuse(key, "true or false", *value);
        return value ? value->get<bool>() : otherwise;
    }
    double number(const char *key, double otherwise) const
    {
        const Json *value = find(key);
        if (value && !value->is_number())
            refuse(key, "a number", *value);
        return value ? value->get<double>() : otherwise;
    }
    /// One number for all channels, or one for each.
    std::array<float, channels> threeNumbers(const char *key, std::array<float, channels> otherwise) const
    {
        const Json *value = find(key);
        if (!value)
            return otherwise;
        if (value->is_number())
            otherwise.fill(value->get<float>());
        else if (value->is_array() && value->size() == channels
                 && std::all_of(value->begin(), value->end(), [](const Json &item) { return item.is_number(); }))
            std::copy(value->begin(), value->end(), otherwise.begin());
        else
            refuse(key, "three numbers", *value);
        return otherwise;
    }
    Resample resample(Resample otherwise) const
    {
        const Json *value = find("resample");
        if (!value)
            return otherwise;
        if (!value->is_number_integer() || value->get<int>() < 0 || value->get<int>() > int(Resample::Hamming))
            refuse("resample", "a filter's number from 0 to 5", *value);
        return Resample(value->get<int>());
    }
    /// A square's side, [height, width], {"height", "width"} or {"shortest_edge"}.
    Recipe::Resize size(const char *key, int otherwise) const
    {
        const Json *value = find(key);
        if (!value)
            return {{otherwise, otherwise}, {}, {}};
        if (value->is_number())
            return {{side(key, *value), side(key, *value)}, {}, {}};
        if (value->is_array() && value->size() == 2)
            return {{side(key, (*value)[1]), side(key, (*value)[0])}, {}, {}};
        if (value->is_object() && value->contains("height") && value->contains("width"))
            return {{side(key, (*value)["width"]), side(key, (*value)["height"])}, {}, {}};
        if (value->is_object() && value->size() == 1 && value->contains("shortest_edge"))
            return {{}, side(key, (*value)["shortest_edge"]), {}};
        refuse(key, "a number, height and width, or shortest_edge", *value);
    }
    std::string text(const char *key) const
    {
        const Json *value = find(key);
        return value && value->is_string() ? value->get<std::string>() : std::string();
    }
    [[noreturn]] void refuse(const char *key, const std::string &expected, const Json &found) const
    {
        throw Failure(m_where, std::string(key) + ": expected " + expected + ", found " + shown(found));
    }

private:
    const Json *find(const char *key) const
    {
        const auto found = m_object.find(key);
        return found == m_object.end() || found->is_null() ? nullptr : &*found;
    }
    int side(const char *key, const Json &value) const
    {
        if (!value.is_number_integer() || value.get<std::int64_t>() < 1 || value.get<std::int64_t>() > largestSide)
            refuse(key, "whole numbers from 1 to " + std::to_string(largestSide), value);
        return value.get<int>();
    }

    const std::string &m_where;
    const Json &m_object;
};

/// ViT: to 224 x 224. DeiT: to 256 x 256, bicubic, of which the middle 224 x 224 stay.
bool isDeit(const Reader &reader, const std::string &where)
{
    std::string type = reader.text("image_processor_type");
    if (type.empty())
        type = reader.text("feature_extractor_type");
    if (type.ends_with("Fast"))
        type.resize(type.size() - 4);
    if (type.empty() || type == "ViTImageProcessor" || type == "ViTFeatureExtractor")
        return false;
    if (type == "DeiTImageProcessor" || type == "DeiTFeatureExtractor")
        return true;
    throw Failure(where, "image_processor_type: expected ViTImageProcessor or DeiTImageProcessor, found "
                             + utf8::readable(type, 60) + "; give its result as pixels instead");
}

} // namespace

Recipe vitRecipe(Size size)
{
    return {Recipe::Resize{size, {}, Resample::Bilinear}, {}, 1.0 / 255, Recipe::Normalize{}};
}

Recipe recipeFrom(const std::string &where, std::string_view text)
{
    const Json object = Json::parse(text, nullptr, false);
    if (!object.is_object())
        throw Failure(where, "expected a JSON object, found something else");
    const Reader reader(where, object);
    const bool isDeitKind = isDeit(reader, where);
    Recipe recipe;
    if (reader.flag("do_resize", true)) {
        recipe.resize = reader.size("size", isDeitKind ? 256 : 224);
        recipe.resize->resample = reader.resample(isDeitKind ? Resample::Bicubic : Resample::Bilinear);
    }
    if (isDeitKind && reader.flag("do_center_crop", true)) {
        const Recipe::Resize crop = reader.size("crop_size", 224);
        if (crop.shortestEdge)
            throw Failure(where, "crop_size: expected height and width, found shortest_edge");
        recipe.crop = crop.size;
    }
    if (reader.flag("do_rescale", true))
        recipe.rescale = reader.number("rescale_factor", 1.0 / 255);
    if (reader.flag("do_normalize", true)) {
        const Recipe::Normalize usual;
        recipe.normalize
            = {reader.threeNumbers("image_mean", usual.mean), reader.threeNumbers("image_std", usual.deviation)};
        if (std::count(recipe.normalize->deviation.begin(), recipe.normalize->deviation.end(), 0.0F) > 0)
            throw Failure(where, "image_std: expected numbers other than 0, found 0");
    }
    return recipe;
}

} // namespace deltascope::image

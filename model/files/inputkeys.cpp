#include "files/inputkeys.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <algorithm>
#include <map>

namespace deltascope::files {

namespace {

using Json = nlohmann::ordered_json;

/// A value as a message shows it.
std::string shown(const Json &value)
{
    return utf8::readable(value.dump(-1, ' ', false, Json::error_handler_t::replace), 60);
}

bool isWhole(const Json &value)
{
    return value.is_number_integer()
           && !(value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX));
}

std::vector<std::int64_t> numbers(const std::string &where, const std::string &key, const Json &value)
{
    if (!value.is_array())
        throw Failure(where, key + ": expected a list of whole numbers, found " + value.type_name());
    std::vector<std::int64_t> list;
    for (const Json &item : value) {
        if (!isWhole(item))
            throw Failure(where, key + ": expected whole numbers, found " + shown(item));
        list.push_back(item);
    }
    return list;
}

std::string text(const std::string &where, const std::string &key, const Json &value)
{
    if (!value.is_string())
        throw Failure(where, key + ": expected a text, found " + value.type_name());
    return value;
}

Label label(const std::string &where, const std::string &key, const Json &value)
{
    if (isWhole(value))
        return value.get<std::int64_t>();
    if (value.is_number())
        return value.get<double>();
    if (value.is_string())
        return value.get<std::string>();
    throw Failure(where, key + ": expected an index, a number or a name, found " + shown(value));
}

std::vector<Label> labels(const std::string &where, const std::string &key, const Json &value)
{
    if (!value.is_array())
        throw Failure(where, key + ": expected a list with a label for each token, found " + value.type_name());
    std::vector<Label> list;
    for (const Json &item : value)
        list.push_back(item.is_null() ? Label() : label(where, key, item));
    return list;
}

/// A conversation stays as it is written: its messages' other keys are the template's to read.
std::string messages(const std::string &where, const Json &value)
{
    if (!value.is_array() || value.empty())
        throw Failure(where, "messages: expected a list of messages, found "
                                 + (value.is_array() ? std::string("an empty one") : shown(value)));
    for (const Json &message : value) {
        if (!message.is_object())
            throw Failure(where, "messages: expected objects with role and content, found " + shown(message));
        const auto role = message.find("role");
        if (role == message.end() || !role->is_string())
            throw Failure(where, "messages: expected a text as role, found "
                                     + (role == message.end() ? std::string("none") : shown(*role)));
    }
    return value.dump();
}

/// [C][H][W] as one row-major list; every row must be as long as the first.
void setPixels(const std::string &where, const Json &value, Input &input)
{
    const auto expect = [&where](bool isRight) {
        if (!isRight)
            throw Failure(where, "pixels: expected numbers as [channels][height][width], all rows equally long, found "
                                 "something else");
    };
    const auto isList = [](const Json &list) { return list.is_array() && !list.empty(); };
    expect(isList(value) && isList(value[0]) && isList(value[0][0]));
    const std::size_t height = value[0].size(), width = value[0][0].size();
    input.pixelShape = {std::int64_t(value.size()), std::int64_t(height), std::int64_t(width)};
    input.pixels.clear();
    input.pixels.reserve(value.size() * height * width);
    for (const Json &channel : value) {
        expect(channel.is_array() && channel.size() == height);
        for (const Json &row : channel) {
            expect(row.is_array() && row.size() == width);
            for (const Json &number : row) {
                expect(number.is_number());
                input.pixels.push_back(number);
            }
        }
    }
}

Json pixelsToJson(const Input &input)
{
    Json channels = Json::array();
    auto next = input.pixels.begin();
    for (std::int64_t channel = 0; channel < input.pixelShape.at(0); ++channel) {
        Json rows = Json::array();
        for (std::int64_t row = 0; row < input.pixelShape.at(1); ++row, next += input.pixelShape.at(2))
            rows.push_back(std::vector<float>(next, next + input.pixelShape.at(2)));
        channels.push_back(std::move(rows));
    }
    return channels;
}

using Setter = void (*)(DataLine &, const std::string &where, const std::string &key, const Json &value);

const std::map<std::string, Setter> &setters()
{
    static const std::map<std::string, Setter> all = {
        {"text", [](auto &line, auto &where, auto &key, auto &v) { line.input.text = text(where, key, v); }},
        {"text_pair", [](auto &line, auto &where, auto &key, auto &v) { line.input.textPair = text(where, key, v); }},
        {"messages", [](auto &line, auto &where, auto &, auto &v) { line.input.messages = messages(where, v); }},
        {"ids", [](auto &line, auto &where, auto &key, auto &v) { line.input.ids = numbers(where, key, v); }},
        {"attention_mask",
         [](auto &line, auto &where, auto &key, auto &v) { line.input.attentionMask = numbers(where, key, v); }},
        {"token_type_ids",
         [](auto &line, auto &where, auto &key, auto &v) { line.input.tokenTypeIds = numbers(where, key, v); }},
        {"decoder_ids",
         [](auto &line, auto &where, auto &key, auto &v) { line.input.decoderIds = numbers(where, key, v); }},
        {"image", [](auto &line, auto &where, auto &key, auto &v) { line.input.image = text(where, key, v); }},
        {"pixels", [](auto &line, auto &where, auto &, auto &v) { setPixels(where, v, line.input); }},
        {"label", [](auto &line, auto &where, auto &key, auto &v) { line.label = label(where, key, v); }},
        {"labels", [](auto &line, auto &where, auto &key, auto &v) { line.labels = labels(where, key, v); }},
        {"target", [](auto &line, auto &where, auto &key, auto &v) { line.target = text(where, key, v); }},
        {"decoder_labels",
         [](auto &line, auto &where, auto &key, auto &v) { line.decoderLabels = numbers(where, key, v); }},
    };
    return all;
}

} // namespace

bool setKey(DataLine &line, const std::string &where, const std::string &key, const Json &value)
{
    const auto setter = setters().find(key);
    if (setter == setters().end())
        return false;
    setter->second(line, where, key, value);
    return true;
}

void expectWhole(const DataLine &line, const std::string &where)
{
    const Input &input = line.input;
    if (!input.text && !input.messages && !input.ids && !input.image && input.pixelShape.empty() && !input.textPair)
        throw Failure(where, "expected text, messages, ids, an image or pixels, found none of them");
    if (input.textPair && !input.text)
        throw Failure(where, "text_pair: expected a text beside it, found none");
    if (input.messages && input.text)
        throw Failure(where, "messages: expected no text beside them, found both");
    if (input.image && (input.text || input.messages || input.ids || !input.pixelShape.empty()))
        throw Failure(where, "image: expected no text, ids or pixels beside it, found both");
}

Json toJson(const Input &input)
{
    Json object = Json::object();
    const auto set = [&object](const char *key, const auto &value) {
        if (value)
            object[key] = *value;
    };
    set("text", input.text);
    set("text_pair", input.textPair);
    if (input.messages)
        object["messages"] = Json::parse(*input.messages);
    set("ids", input.ids);
    set("image", input.image);
    set("attention_mask", input.attentionMask);
    set("token_type_ids", input.tokenTypeIds);
    set("decoder_ids", input.decoderIds);
    if (input.pixelShape.size() == 3)
        object["pixels"] = pixelsToJson(input);
    return object;
}

} // namespace deltascope::files

#include "app/inputs.h"

#include "core/utf8.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace deltascope::app {

namespace {

using nlohmann::json;

std::vector<std::int64_t> ids(const std::string &where, const std::string &key, const json &value)
{
    std::vector<std::int64_t> list;
    if (!value.is_array())
        throw Failure(where, key + ": expected a list of whole numbers, found " + value.type_name());
    for (const json &item : value) {
        if (!item.is_number_integer() || (item.is_number_unsigned() && item > static_cast<std::uint64_t>(INT64_MAX)))
            throw Failure(where, key + ": expected whole numbers, found "
                                     + utf8::readable(item.dump(-1, ' ', false, json::error_handler_t::replace), 60));
        list.push_back(item);
    }
    return list;
}

std::string text(const std::string &where, const std::string &key, const json &value)
{
    if (!value.is_string())
        throw Failure(where, key + ": expected a text, found " + value.type_name());
    return value;
}

/// [C][H][W] as one row-major list; every row must be as long as the first.
void pixels(const std::string &where, const json &value, Input &input)
{
    const auto refuse = [&] {
        throw Failure(
            where,
            "pixels: expected numbers as [channels][height][width], all rows equally long, found something else");
    };
    if (!value.is_array() || value.empty() || !value[0].is_array() || value[0].empty() || !value[0][0].is_array()
        || value[0][0].empty())
        refuse();
    const std::size_t channels = value.size(), height = value[0].size(), width = value[0][0].size();
    input.pixelShape
        = {static_cast<std::int64_t>(channels), static_cast<std::int64_t>(height), static_cast<std::int64_t>(width)};
    for (const json &channel : value) {
        if (!channel.is_array() || channel.size() != height)
            refuse();
        for (const json &row : channel) {
            if (!row.is_array() || row.size() != width)
                refuse();
            for (const json &number : row) {
                if (!number.is_number())
                    refuse();
                input.pixels.push_back(number);
            }
        }
    }
}

Input parse(const std::string &where, const std::string &line)
{
    constexpr int deepest = 8;
    if (!utf8::valid(line))
        throw Failure(where, "expected UTF-8, found bytes that are not");
    json object;
    try {
        object = json::parse(line, [&](int depth, json::parse_event_t, json &) {
            if (depth > deepest)
                throw Failure(where, "expected at most 8 nested levels, found more");
            return true;
        });
    } catch (const json::exception &) {
        throw Failure(where, "expected a JSON object, found something that is no JSON");
    }
    if (!object.is_object())
        throw Failure(where, std::string("expected a JSON object, found ") + object.type_name());
    Input input;
    input.origin = where;
    for (const auto &[key, value] : object.items()) {
        if (key == "text")
            input.text = text(where, key, value);
        else if (key == "text_pair")
            input.textPair = text(where, key, value);
        else if (key == "ids")
            input.ids = ids(where, key, value);
        else if (key == "attention_mask")
            input.attentionMask = ids(where, key, value);
        else if (key == "token_type_ids")
            input.tokenTypeIds = ids(where, key, value);
        else if (key == "decoder_ids")
            input.decoderIds = ids(where, key, value);
        else if (key == "pixels")
            pixels(where, value, input);
    }
    if (input.textPair && !input.text)
        throw Failure(where, "text_pair: expected a text beside it, found none");
    return input;
}

} // namespace

std::vector<Input> readInputs(const std::string &path)
{
    std::ifstream file;
    if (path != "-") {
        if (std::filesystem::is_directory(path))
            throw Failure(path, "expected a file with one JSON object a line, found a folder");
        file.open(path, std::ios::binary);
        if (!file)
            throw Failure(path, "expected a file with one JSON object a line, found none that can be read");
    }
    std::istream &stream = path == "-" ? std::cin : file;
    const std::string name = path == "-" ? "standard input" : path;
    std::vector<Input> inputs;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (number == 1 && line.compare(0, 3, "\xEF\xBB\xBF") == 0)
            line.erase(0, 3);
        if (line.find_first_not_of(" \t\r") != std::string::npos)
            inputs.push_back(parse(name + ", line " + std::to_string(number), line));
    }
    if (inputs.empty())
        throw Failure(name, "expected at least one line with an input, found none");
    return inputs;
}

} // namespace deltascope::app

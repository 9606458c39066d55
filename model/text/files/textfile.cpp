#include "text/files/textfile.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <fstream>
#include <sstream>

namespace deltascope::text {

namespace fs = std::filesystem;
using nlohmann::json;

std::string readBytes(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file)
        throw Failure(path.string(), "cannot be read");
    std::string bytes = content.str();
    if (bytes.starts_with("version https://git-lfs"))
        throw Failure(path.string(),
                      "expected a tokenizer's file, found a Git LFS pointer: the real file was not fetched "
                      "(git lfs pull)");
    return bytes;
}

std::string readText(const fs::path &path)
{
    std::string content = readBytes(path);
    if (!utf8::valid(content))
        throw Failure(path.string(), "expected UTF-8, found bytes that are not");
    return content;
}

json readJsonText(const fs::path &path)
{
    constexpr int deepest = 100;
    const std::string text = readText(path);
    try {
        return json::parse(text, [&](int depth, json::parse_event_t, json &) {
            if (depth > deepest)
                throw Failure(path.string(), "expected at most 100 nested levels, found more");
            return true;
        });
    } catch (const json::exception &) {
        throw Failure(path.string(), "expected a JSON text, found something else");
    }
}

json readJsonObject(const fs::path &path)
{
    json object = readJsonText(path);
    if (!object.is_object())
        throw Failure(path.string(), "expected an object, found something else");
    return object;
}

} // namespace deltascope::text

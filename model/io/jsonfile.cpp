#include "io/jsonfile.h"

#include "core/outcome.h"
#include "core/utf8.h"
#include "io/bytesource.h"

namespace deltascope::io {

namespace {

template<class Json>
Json parse(std::string_view text, const std::string &where)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    constexpr int deepest = 200;
    if (text.substr(0, mark.size()) == mark)
        text.remove_prefix(mark.size());
    if (text.empty())
        throw Failure(where, "expected a JSON text, found nothing");
    if (text.starts_with("version https://git-lfs"))
        throw Failure(where,
                      "expected a JSON text, found a Git LFS pointer: the real file was not fetched (git lfs pull)");
    if (!utf8::valid(text))
        throw Failure(where, "expected UTF-8, found bytes that are not");
    const auto limit = [&](int depth, typename Json::parse_event_t, Json &) {
        if (depth > deepest)
            throw Failure(where, "expected at most 200 nested levels, found more");
        return true;
    };
    try {
        return Json::parse(text, limit);
    } catch (const nlohmann::json::parse_error &error) {
        throw Failure(where, "expected a JSON text, found an error at byte " + std::to_string(error.byte));
    } catch (const nlohmann::json::out_of_range &) {
        throw Failure(where, "expected a JSON text, found a number that is too large");
    }
}

std::shared_ptr<const MappedFile> open(const std::string &path)
{
    constexpr std::uint64_t most = 512ull << 20;
    auto file = MappedFile::open(path);
    if (file->size() > most)
        throw Failure(path,
                      "expected a JSON text of at most 512 MiB, found " + std::to_string(file->size()) + " bytes");
    return file;
}

} // namespace

nlohmann::json readJson(const std::string &path) { return parse<nlohmann::json>(open(path)->text(), path); }

nlohmann::ordered_json readOrderedJson(const std::string &path)
{
    return parse<nlohmann::ordered_json>(open(path)->text(), path);
}

nlohmann::json parseJson(std::string_view text, const std::string &where) { return parse<nlohmann::json>(text, where); }

} // namespace deltascope::io

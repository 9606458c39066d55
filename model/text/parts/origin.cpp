#include "text/parts/parts.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <array>

namespace deltascope::text {

void Origin::refuse(const std::string &key, const std::string &expected, const nlohmann::json &found) const
{
    throw Failure(file, key + ": expected " + expected + ", found "
                            + utf8::readable(found.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), 80));
}

const nlohmann::json &Origin::member(const nlohmann::json &object, const char *key) const
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || found == object.end())
        throw Failure(file, std::string(key) + ": expected, found no such key");
    return *found;
}

std::string Origin::text(const nlohmann::json &object, const char *key) const
{
    const nlohmann::json &value = member(object, key);
    if (!value.is_string())
        refuse(key, "a text", value);
    return value;
}

bool Origin::flag(const nlohmann::json &object, const char *key, bool otherwise) const
{
    const auto found = object.find(key);
    if (found == object.end() || found->is_null())
        return otherwise;
    if (!found->is_boolean())
        refuse(key, "true or false", *found);
    return *found;
}

namespace {

/// Bytes that print stand for themselves; the others take the code points from 256 on, in order (GPT-2's encoder.py).
const std::array<char32_t, 256> &byteTable()
{
    static const std::array<char32_t, 256> table = [] {
        std::array<char32_t, 256> made{};
        char32_t next = 256;
        for (int byte = 0; byte < 256; ++byte) {
            const bool prints = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || (byte >= 0xAE);
            made[byte] = prints ? static_cast<char32_t>(byte) : next++;
        }
        return made;
    }();
    return table;
}

} // namespace

char32_t byteToChar(unsigned char byte) { return byteTable()[byte]; }

int charToByte(char32_t c)
{
    static const std::array<int, 512> back = [] {
        std::array<int, 512> made;
        made.fill(-1);
        for (int byte = 0; byte < 256; ++byte)
            made[byteTable()[byte]] = byte;
        return made;
    }();
    return c < back.size() ? back[c] : -1;
}

} // namespace deltascope::text

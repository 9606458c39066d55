#include "engine/served/refusal.h"

#include "core/utf8.h"

namespace deltascope::served {

namespace {

constexpr std::size_t longestReason = 400;

std::string useful(const std::string &message)
{
    constexpr std::string_view before = "Worker failed with error '", behind = "', please check";
    const std::size_t from = message.find(before);
    if (from == std::string::npos)
        return message;
    const std::size_t begin = from + before.size(), end = message.find(behind, begin);
    return message.substr(begin, end == std::string::npos ? std::string::npos : end - begin);
}

const Json *member(const Json *object, const char *key)
{
    if (!object || !object->is_object())
        return nullptr;
    const auto found = object->find(key);
    return found == object->end() ? nullptr : &*found;
}

} // namespace

std::string reasonOf(const Answer &answer)
{
    const Json *whole = answer.json ? &*answer.json : nullptr;
    const Json *error = member(whole, "error");
    for (const Json *text : {member(error, "message"), error, member(whole, "detail"), member(whole, "message")})
        if (text && text->is_string())
            return utf8::readable(useful(text->get<std::string>()), longestReason);
    return utf8::readable(answer.text, longestReason);
}

Error refusalOf(const Answer &answer, const std::string &server)
{
    const std::string reason = reasonOf(answer), status = std::to_string(answer.status);
    if (answer.status == 401 || answer.status == 403)
        return {server, "expected a key that the server takes, found " + status + " (" + reason + ")",
                "set DELTASCOPE_SERVER_KEY", "no-key"};
    if (answer.status == 503)
        return {server, "is not ready: " + reason, {}, "not-ready"};
    return {answer.place, "refused (" + status + "): " + (reason.empty() ? "without a word" : reason), {}, "refused"};
}

} // namespace deltascope::served

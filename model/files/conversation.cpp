#include "files/conversation.h"

#include "core/outcome.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace deltascope::files {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char *byColumnKey = "answers"; ///< of a message: column's title to words

Json listOf(const std::string &messages)
{
    Json list = Json::parse(messages, nullptr, false);
    const auto isMessage = [](const Json &message) {
        return message.is_object() && message.contains("role") && message["role"].is_string();
    };
    if (!list.is_array() || list.empty() || !std::all_of(list.begin(), list.end(), isMessage))
        throw Failure("messages", "expected a list of messages, each with a role, found something else");
    return list;
}

std::string textOf(const Json &list) { return list.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json &messageAt(Json &list, std::size_t place)
{
    if (place >= list.size())
        throw Failure("messages", "expected a message " + std::to_string(place + 1) + ", found "
                                      + std::to_string(list.size()) + " messages");
    return list[place];
}

Json messageOf(const Turn &turn) { return {{"role", turn.role}, {"content", turn.content}}; }

} // namespace

std::vector<Turn> turnsOf(const std::string &messages)
{
    std::vector<Turn> turns;
    for (const Json &message : listOf(messages)) {
        const auto content = message.find("content");
        const bool isText = content != message.end() && content->is_string();
        turns.push_back({message["role"],
                         isText                     ? content->get<std::string>()
                         : content == message.end() ? ""
                                                    : textOf(*content),
                         isText, message.contains(byColumnKey)});
    }
    return turns;
}

std::string messagesOf(const std::vector<Turn> &turns)
{
    Json list = Json::array();
    for (const Turn &turn : turns)
        list.push_back(messageOf(turn));
    return textOf(list);
}

std::string withRole(const std::string &messages, std::size_t place, const std::string &role)
{
    Json list = listOf(messages);
    messageAt(list, place)["role"] = role;
    return textOf(list);
}

std::string withContent(const std::string &messages, std::size_t place, const std::string &content)
{
    Json list = listOf(messages);
    messageAt(list, place)["content"] = content;
    list[place].erase(byColumnKey);
    return textOf(list);
}

std::string withTurn(const std::string &messages, std::size_t place, const Turn &turn)
{
    Json list = listOf(messages);
    list.insert(list.begin() + std::ptrdiff_t(std::min(place, list.size())), messageOf(turn));
    return textOf(list);
}

std::string withoutTurn(const std::string &messages, std::size_t place)
{
    Json list = listOf(messages);
    messageAt(list, place);
    if (list.size() > 1)
        list.erase(place);
    return textOf(list);
}

std::string withAnswers(const std::string &messages, const std::vector<std::pair<int, std::string>> &answersByColumn)
{
    Json list = listOf(messages), message = messageOf({"assistant", answersByColumn.at(0).second});
    for (const auto &[column, answer] : answersByColumn)
        message[byColumnKey][std::to_string(column)] = answer;
    list.push_back(std::move(message));
    return textOf(list);
}

bool differsByColumn(const std::string &messages)
{
    return messages.find(std::string("\"") + byColumnKey + "\":{") != std::string::npos;
}

std::string asKnownTo(const std::string &messages, int columnKey)
{
    Json list = listOf(messages);
    const std::string column = std::to_string(columnKey);
    for (Json &message : list) {
        const auto own = message.find(byColumnKey);
        if (own == message.end())
            continue;
        if (own->is_object() && own->contains(column))
            message["content"] = Json((*own)[column]);
        message.erase(byColumnKey);
    }
    return textOf(list);
}

std::string withColumns(const std::string &messages, const std::function<std::optional<int>(int)> &renamed)
{
    if (!differsByColumn(messages))
        return messages;
    Json list = listOf(messages);
    for (Json &message : list) {
        const auto own = message.find(byColumnKey);
        if (own == message.end() || !own->is_object())
            continue;
        Json kept = Json::object();
        for (const auto &[column, words] : own->items()) {
            int number = 0;
            const auto [end, error] = std::from_chars(column.data(), column.data() + column.size(), number);
            const bool isNumber = error == std::errc() && end == column.data() + column.size();
            if (const auto now = isNumber ? renamed(number) : std::nullopt)
                kept[std::to_string(*now)] = words;
        }
        if (kept.empty())
            message.erase(byColumnKey);
        else
            *own = std::move(kept);
    }
    return textOf(list);
}

bool waitsForWords(const std::string &messages) { return messages.ends_with(R"("content":""}])"); }

std::string transcriptOf(const std::string &messages)
{
    std::string text;
    for (const Turn &turn : turnsOf(messages))
        text += (text.empty() ? "" : "\n") + turn.role + ": " + turn.content;
    return text;
}

} // namespace deltascope::files

#include "chat/attributes.h"
#include "chat/evaluation.h"
#include "chat/filters.h"
#include "chat/iterating.h"

namespace deltascope::chat {

namespace {

std::vector<Value> itemsOrNone(Evaluation &evaluation, const Value &subject)
{
    if (!isTrue(subject)) // so None is an empty list here
        return {};
    return itemsOf(evaluation, subject);
}

std::string nameOf(const Value &value, const char *what)
{
    if (!value.text())
        throw TemplateError("expected the name of a " + std::string(what) + ", found " + repr(value));
    return *value.text();
}

std::vector<Value> mapAttribute(Evaluation &evaluation, const std::vector<Value> &items, const Arguments &arguments)
{
    for (const auto &[name, value] : arguments.named)
        if (name != "attribute" && name != "default")
            throw TemplateError("Unexpected keyword argument " + quoted(name));
    const Value *otherwise = arguments.find("default");
    const AttributeGetter get(*arguments.find("attribute"), otherwise ? *otherwise : Value());
    std::vector<Value> result;
    for (const Value &item : items)
        result.push_back(get(evaluation, item));
    return result;
}

/// The arguments behind the first `count`.
Arguments behind(const Arguments &arguments, std::size_t count)
{
    Arguments rest = arguments;
    rest.positional.erase(rest.positional.begin(), rest.positional.begin() + static_cast<std::ptrdiff_t>(count));
    return rest;
}

std::vector<Value> mapped(Evaluation &evaluation, const Value &subject, const Arguments &arguments)
{
    const std::vector<Value> items = itemsOrNone(evaluation, subject);
    if (arguments.positional.empty() && arguments.find("attribute"))
        return mapAttribute(evaluation, items, arguments);
    if (arguments.positional.empty() && !items.empty())
        throw TemplateError("map requires a filter argument");
    std::vector<Value> result;
    for (const Value &item : items)
        result.push_back(evaluation.filter(nameOf(arguments.positional[0], "filter"), item, behind(arguments, 1)));
    return result;
}

Value map(Evaluation &evaluation, const Value &subject, const Arguments &arguments)
{
    return lazily(evaluation, [&evaluation, subject, arguments] { return mapped(evaluation, subject, arguments); });
}

enum class Of { Item, Attribute };
template<Of of, bool wanted>
std::vector<Value> chosen(Evaluation &evaluation, const Value &subject, const Arguments &arguments)
{
    constexpr std::size_t offset = of == Of::Attribute ? 1 : 0;
    const std::vector<Value> items = itemsOrNone(evaluation, subject);
    if (items.empty())
        return {};
    if (arguments.positional.size() < offset)
        throw TemplateError("Missing parameter for attribute name");
    const AttributeGetter get(of == Of::Attribute ? arguments.positional[0] : Value());
    const bool hasTest = arguments.positional.size() > offset;
    const std::string name = hasTest ? nameOf(arguments.positional[offset], "test") : "";
    const Arguments rest = hasTest ? behind(arguments, offset + 1) : Arguments();
    std::vector<Value> result;
    for (const Value &item : items) {
        const Value own = get(evaluation, item);
        if ((hasTest ? evaluation.test(name, own, rest) : isTrue(own)) == wanted)
            result.push_back(item);
    }
    return result;
}

template<Of of, bool wanted>
Value choose(Evaluation &evaluation, const Value &subject, const Arguments &arguments)
{
    return lazily(evaluation,
                  [&evaluation, subject, arguments] { return chosen<of, wanted>(evaluation, subject, arguments); });
}

} // namespace

CallableList choosingFilters()
{
    return {{"map", {{}, nullptr, map}},
            {"select", {{}, nullptr, choose<Of::Item, true>}},
            {"reject", {{}, nullptr, choose<Of::Item, false>}},
            {"selectattr", {{}, nullptr, choose<Of::Attribute, true>}},
            {"rejectattr", {{}, nullptr, choose<Of::Attribute, false>}}};
}

} // namespace deltascope::chat

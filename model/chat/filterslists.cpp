#include "chat/access.h"
#include "chat/arithmetic.h"
#include "chat/attributes.h"
#include "chat/evaluation.h"
#include "chat/filters.h"
#include "chat/iterating.h"
#include "chat/objects.h"

#include <algorithm>
#include <random>

namespace deltascope::chat {

namespace {

Value iterator(std::vector<Value> items, const char *name)
{
    return Value(Value::ObjectPtr(std::make_shared<Iterator>(std::move(items), name)));
}

Value lengthOf(Evaluation &, const Value &subject, const Given &)
{
    const auto count = length(subject);
    if (!count)
        throw TemplateError("object of type '" + typeName(subject) + "' has no len()");
    return *count;
}

Value list(Evaluation &evaluation, const Value &subject, const Given &)
{
    return Value::list(itemsOf(evaluation, subject));
}

Value first(Evaluation &evaluation, const Value &subject, const Given &)
{
    const Value none = Value::missing("No first item, sequence was empty.");
    if (auto *once = subject.object() ? dynamic_cast<Iterator *>(subject.object()) : nullptr)
        return once->next().value_or(none);
    const std::vector<Value> items = itemsOf(evaluation, subject);
    return items.empty() ? none : items.front();
}

void expectReversible(const Value &subject)
{
    if (subject.object() && dynamic_cast<Iterator *>(subject.object()))
        throw TemplateError("'" + typeName(subject) + "' object is not reversible");
}

Value last(Evaluation &evaluation, const Value &subject, const Given &)
{
    expectReversible(subject);
    const std::vector<Value> items = itemsOf(evaluation, subject);
    return items.empty() ? Value::missing("No last item, sequence was empty.") : items.back();
}

Value random(Evaluation &evaluation, const Value &subject, const Given &)
{
    const std::vector<Value> items = itemsOf(evaluation, subject);
    return items.empty() ? Value::missing("No random item, sequence was empty.")
                         : items[std::random_device()() % items.size()];
}

Value reverse(Evaluation &evaluation, const Value &subject, const Given &)
{
    std::vector<Value> items = itemsOf(evaluation, subject);
    std::reverse(items.begin(), items.end());
    if (subject.text()) {
        std::string text;
        for (const Value &item : items)
            text += *item.text();
        return subject.isSafe() ? Value::safe(std::move(text)) : Value(std::move(text));
    }
    if (subject.object() && dynamic_cast<Iterator *>(subject.object()))
        return Value::list(std::move(items));
    return iterator(std::move(items), subject.list() ? "list_reverseiterator" : "reversed");
}

Value join(Evaluation &evaluation, const Value &subject, const Given &given)
{
    std::vector<Value> items = itemsOf(evaluation, subject);
    if (given.hasValue(1)) {
        const AttributeGetter get(given[1]);
        for (Value &item : items)
            item = get(evaluation, item);
    }
    const Value separator = given.value(0, "");
    const bool escapes
        = evaluation.escapes && (separator.isSafe() || std::any_of(items.begin(), items.end(), [](const Value &item) {
                                     return item.isSafe();
                                 }));
    const std::string between = escapes ? escaped(separator) : str(separator);
    Writing text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        text += i == 0 ? "" : between;
        text += escapes ? escaped(items[i]) : str(items[i]);
    }
    return escapes ? Value::safe(text.take()) : Value(text.take());
}

std::vector<Value> sliced(Evaluation &evaluation, const Value &subject, std::int64_t count, const Value &fill)
{
    const std::vector<Value> items = itemsOf(evaluation, subject);
    if (count == 0)
        throw TemplateError("integer division or modulo by zero");
    Meter::expectRoom(static_cast<std::size_t>(std::max<std::int64_t>(0, count)), sizeof(Value));
    const auto size = static_cast<std::int64_t>(items.size());
    std::vector<Value> result;
    std::int64_t start = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        Meter::step();
        const std::int64_t end = start + size / count + (i < size % count ? 1 : 0);
        std::vector<Value> part(items.begin() + start, items.begin() + end);
        if (!fill.isNone() && i >= size % count)
            part.push_back(fill);
        result.push_back(Value::list(std::move(part)));
        start = end;
    }
    return result;
}

Value slices(Evaluation &evaluation, const Value &subject, const Given &given)
{
    return lazily(evaluation, [&evaluation, subject, count = given[0], fill = given.value(1, None())] {
        return sliced(evaluation, subject, integerOf(count), fill);
    });
}

std::vector<Value> batched(Evaluation &evaluation, const Value &subject, const Value &size, const Value &fill)
{
    const std::int64_t count = size.number() ? static_cast<std::int64_t>(*size.number()) : -1;
    std::vector<Value> result, part;
    for (const Value &item : itemsOf(evaluation, subject)) {
        if (static_cast<std::int64_t>(part.size()) == count)
            result.push_back(Value::list(std::exchange(part, {})));
        Meter::step();
        part.push_back(item);
    }
    if (part.empty())
        return result;
    if (!fill.isNone() && count > static_cast<std::int64_t>(part.size())) {
        Meter::expectRoom(static_cast<std::size_t>(count), sizeof(Value));
        part.resize(static_cast<std::size_t>(count), fill);
    }
    result.push_back(Value::list(std::move(part)));
    return result;
}

Value batches(Evaluation &evaluation, const Value &subject, const Given &given)
{
    return lazily(evaluation, [&evaluation, subject, count = given[0], fill = given.value(1, None())] {
        return batched(evaluation, subject, count, fill);
    });
}

Value pairs(Evaluation &evaluation, const Value &subject, const Given &)
{
    return lazily(evaluation, [subject] {
        if (!subject.dict() && !subject.isMissing())
            throw TemplateError("Can only get item pairs from a mapping.");
        std::vector<Value> items;
        if (const Dict *dict = subject.dict())
            for (const auto &[key, value] : dict->items())
                items.push_back(Value::tuple({key, value}));
        return items;
    });
}

Value attribute(Evaluation &evaluation, const Value &subject, const Given &given)
{
    const std::string name = given.text(0);
    // What is only an element of a dictionary is no attribute.
    if (const Dict *dict = subject.dict(); dict && dict->named(name) && !builtinAttribute(subject, name))
        return Value::missing("'" + kindName(subject) + "' has no attribute '" + name + "'");
    return evaluation.attribute(subject, name);
}

Value orDefault(Evaluation &, const Value &subject, const Given &given)
{
    const bool isAbsent = subject.isMissing() || (given.flag(1) && !isTrue(subject));
    return isAbsent ? given.value(0, "") : subject;
}

} // namespace

CallableList listFilters()
{
    return {{"length", {{}, lengthOf}},
            {"count", {{}, lengthOf}},
            {"list", {{}, list}},
            {"first", {{}, first}},
            {"last", {{}, last}},
            {"random", {{}, random}},
            {"reverse", {{}, reverse}},
            {"join", {{"d", "attribute"}, join}},
            {"slice", {{"slices", "fill_with"}, slices}},
            {"batch", {{"linecount", "fill_with"}, batches}},
            {"items", {{}, pairs}},
            {"attr", {{"name"}, attribute}},
            {"default", {{"default_value", "boolean"}, orDefault}},
            {"d", {{"default_value", "boolean"}, orDefault}}};
}

} // namespace deltascope::chat

#include "chat/access.h"
#include "chat/arithmetic.h"
#include "chat/attributes.h"
#include "chat/evaluation.h"
#include "chat/filters.h"
#include "chat/objects.h"

#include <algorithm>
#include <random>

namespace deltascope::chat {

namespace {

std::vector<Value> itemsOf(Evaluation &evaluation, const Value &subject)
{
    std::vector<Value> items = iterate(subject);
    evaluation.step(static_cast<std::int64_t>(items.size()));
    evaluation.spend(items.size() * sizeof(Value));
    return items;
}

Value iterator(std::vector<Value> items, const char *name)
{
    return Value(Value::ObjectPtr(std::make_shared<Iterator>(std::move(items), name)));
}

Value lazily(Evaluation &evaluation, std::function<std::vector<Value>()> make)
{
    return Value(Value::ObjectPtr(evaluation.make<Iterator>(std::move(make))));
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
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        text += i == 0 ? "" : escapes ? escaped(separator) : str(separator);
        text += escapes ? escaped(items[i]) : str(items[i]);
        evaluation.spend(text.size() / 16);
    }
    evaluation.spend(text.size());
    return escapes ? Value::safe(std::move(text)) : Value(std::move(text));
}

/// A stable sort by key; equal ones keep their order also when reversed, as Python's sorted() does.
void sortBy(std::vector<Value> &items, const std::vector<Value> &keys, bool isReversed)
{
    std::vector<std::size_t> order(items.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return isReversed ? less(keys[b], keys[a]) : less(keys[a], keys[b]);
    });
    std::vector<Value> sorted;
    for (const std::size_t i : order)
        sorted.push_back(std::move(items[i]));
    items = std::move(sorted);
}

/// An order that never throws in the middle of a sort: every pair is of kinds that compare.
std::vector<Value> checkedKeys(std::vector<Value> keys)
{
    for (std::size_t i = 1; i < keys.size(); ++i)
        (void)less(keys[i], keys[i - 1]);
    return keys;
}

Value sort(Evaluation &evaluation, const Value &subject, const Given &given)
{
    std::vector<Value> items = itemsOf(evaluation, subject);
    const std::vector<AttributeGetter> getters = AttributeGetter::several(given.value(2, None()));
    const bool isSensitive = given.flag(1);
    std::vector<Value> keys;
    for (const Value &item : items) {
        std::vector<Value> parts;
        for (const AttributeGetter &get : getters)
            parts.push_back(isSensitive ? get(evaluation, item) : withoutCase(get(evaluation, item)));
        keys.push_back(Value::list(std::move(parts)));
    }
    sortBy(items, checkedKeys(std::move(keys)), given.flag(0));
    return Value::list(std::move(items));
}

Value dictSort(Evaluation &, const Value &subject, const Given &given)
{
    const std::string by = given.text(1, "key");
    if (by != "key" && by != "value")
        throw TemplateError("You can only sort by either \"key\" or \"value\"");
    if (!subject.dict())
        throw TemplateError(subject.isMissing() ? subject.missingSentence()
                                                : "dictsort expects a dictionary, not " + typeName(subject));
    std::vector<Value> items, keys;
    for (const auto &[key, value] : subject.dict()->items()) {
        items.push_back(Value::tuple({key, value}));
        const Value &chosen = by == "key" ? key : value;
        keys.push_back(given.flag(0) ? chosen : withoutCase(chosen));
    }
    sortBy(items, checkedKeys(std::move(keys)), given.flag(2));
    return Value::list(std::move(items));
}

Value unique(Evaluation &evaluation, const Value &subject, const Given &given)
{
    return lazily(evaluation,
                  [&evaluation, subject, get = AttributeGetter(given.value(1, None())), isSensitive = given.flag(0)] {
                      Dict seen;
                      std::vector<Value> result;
                      for (const Value &item : itemsOf(evaluation, subject)) {
                          const Value own = get(evaluation, item);
                          const Value key = isSensitive ? own : withoutCase(own);
                          if (seen.find(key))
                              continue;
                          seen.set(key, None());
                          result.push_back(item);
                      }
                      return result;
                  });
}

enum class Extreme { Least, Most };
template<Extreme extreme>
Value extremeOf(Evaluation &evaluation, const Value &subject, const Given &given)
{
    const AttributeGetter get(given.value(1, None()));
    const std::vector<Value> items = itemsOf(evaluation, subject);
    if (items.empty())
        return Value::missing("No aggregated item, sequence was empty.");
    const auto key = [&](const Value &item) {
        const Value own = get(evaluation, item);
        return given.flag(0) ? own : withoutCase(own);
    };
    std::size_t best = 0;
    Value bestKey = key(items[0]);
    for (std::size_t i = 1; i < items.size(); ++i) {
        Value own = key(items[i]);
        if (extreme == Extreme::Least ? less(own, bestKey) : less(bestKey, own, ">")) {
            best = i;
            bestKey = std::move(own);
        }
    }
    return items[best];
}

Value groupBy(Evaluation &evaluation, const Value &subject, const Given &given)
{
    const AttributeGetter get(given[0], given.value(1, None()));
    std::vector<Value> items = itemsOf(evaluation, subject), keys;
    const auto key = [&](const Value &item) {
        const Value own = get(evaluation, item);
        return given.flag(2) ? own : withoutCase(own);
    };
    for (const Value &item : items)
        keys.push_back(key(item));
    sortBy(items, checkedKeys(std::move(keys)), false);
    std::vector<Value> groups;
    for (std::size_t start = 0; start < items.size();) {
        std::size_t end = start + 1;
        while (end < items.size() && equal(key(items[start]), key(items[end])))
            ++end;
        groups.push_back(
            Value::sequence(Sequence::Kind::Group, {get(evaluation, items[start]),
                                                    Value::list({items.begin() + static_cast<std::ptrdiff_t>(start),
                                                                 items.begin() + static_cast<std::ptrdiff_t>(end)})}));
        start = end;
    }
    return Value::list(std::move(groups));
}

std::vector<Value> sliced(Evaluation &evaluation, const Value &subject, std::int64_t count, const Value &fill)
{
    const std::vector<Value> items = itemsOf(evaluation, subject);
    if (count == 0)
        throw TemplateError("integer division or modulo by zero");
    evaluation.step(std::max<std::int64_t>(0, count));
    const auto size = static_cast<std::int64_t>(items.size());
    std::vector<Value> result;
    std::int64_t start = 0;
    for (std::int64_t i = 0; i < count; ++i) {
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
        part.push_back(item);
    }
    if (part.empty())
        return result;
    if (!fill.isNone() && count > static_cast<std::int64_t>(part.size())) {
        evaluation.step(count);
        evaluation.spend(static_cast<std::size_t>(count) * sizeof(Value));
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
            {"sort", {{"reverse", "case_sensitive", "attribute"}, sort}},
            {"dictsort", {{"case_sensitive", "by", "reverse"}, dictSort}},
            {"unique", {{"case_sensitive", "attribute"}, unique}},
            {"min", {{"case_sensitive", "attribute"}, extremeOf<Extreme::Least>}},
            {"max", {{"case_sensitive", "attribute"}, extremeOf<Extreme::Most>}},
            {"groupby", {{"attribute", "default", "case_sensitive"}, groupBy}},
            {"slice", {{"slices", "fill_with"}, slices}},
            {"batch", {{"linecount", "fill_with"}, batches}},
            {"items", {{}, pairs}},
            {"attr", {{"name"}, attribute}},
            {"default", {{"default_value", "boolean"}, orDefault}},
            {"d", {{"default_value", "boolean"}, orDefault}}};
}

} // namespace deltascope::chat

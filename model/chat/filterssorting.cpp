#include "chat/arithmetic.h"
#include "chat/attributes.h"
#include "chat/evaluation.h"
#include "chat/filters.h"
#include "chat/iterating.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

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

} // namespace

CallableList sortingFilters()
{
    return {{"sort", {{"reverse", "case_sensitive", "attribute"}, sort}},
            {"dictsort", {{"case_sensitive", "by", "reverse"}, dictSort}},
            {"unique", {{"case_sensitive", "attribute"}, unique}},
            {"min", {{"case_sensitive", "attribute"}, extremeOf<Extreme::Least>}},
            {"max", {{"case_sensitive", "attribute"}, extremeOf<Extreme::Most>}},
            {"groupby", {{"attribute", "default", "case_sensitive"}, groupBy}}};
}

} // namespace deltascope::chat

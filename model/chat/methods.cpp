#include "chat/methods.h"

#include "chat/objects.h"

#include <cmath>

namespace deltascope::chat {

namespace {

Value count(Evaluation &, const Value &subject, const Given &given)
{
    std::int64_t found = 0;
    for (const Value &item : subject.sequence()->items)
        found += equal(item, given[0]);
    return found;
}

Value index(Evaluation &, const Value &subject, const Given &given)
{
    const auto &items = subject.sequence()->items;
    const auto size = static_cast<std::int64_t>(items.size());
    const auto place = [&](std::int64_t at) { return std::max<std::int64_t>(0, at < 0 ? at + size : at); };
    const std::int64_t end = std::min(size, place(given.integer(2, size)));
    for (std::int64_t i = place(given.integer(1, 0)); i < end; ++i)
        if (equal(items[static_cast<std::size_t>(i)], given[0]))
            return i;
    throw TemplateError(repr(given[0]) + " is not in " + typeName(subject));
}

Value itself(Evaluation &, const Value &subject, const Given &) { return subject; }

Value get(Evaluation &, const Value &subject, const Given &given)
{
    const Value *found = subject.dict()->find(given[0]);
    return found ? *found : given.value(1, None());
}

template<DictView::Part part>
Value view(Evaluation &, const Value &subject, const Given &)
{
    return Value(Value::ObjectPtr(std::make_shared<DictView>(subject.dictPtr(), part)));
}

Value isWhole(Evaluation &, const Value &subject, const Given &)
{
    return subject.isWhole()
           || (std::isfinite(*subject.number()) && std::floor(*subject.number()) == *subject.number());
}

Value bitLength(Evaluation &, const Value &subject, const Given &)
{
    if (!subject.isWhole())
        throw TemplateError("'float' object has no attribute 'bit_length'");
    return static_cast<std::int64_t>(subject.whole().bits());
}

} // namespace

const MethodList &textMethods()
{
    static const MethodList methods = [] {
        MethodList all = searchMethods();
        all.merge(splitMethods());
        all.merge(caseMethods());
        all.merge(shapeMethods());
        return all;
    }();
    return methods;
}

const MethodList &numberMethods()
{
    static const MethodList methods
        = {{"is_integer", {{}, isWhole}}, {"bit_length", {{}, bitLength}}, {"conjugate", {{}, itself}}};
    return methods;
}

const MethodList &sequenceMethods()
{
    static const MethodList methods
        = {{"count", {{"value"}, count}}, {"index", {{"value", "start", "stop"}, index}}, {"copy", {{}, itself}}};
    return methods;
}

const MethodList &dictMethods()
{
    static const MethodList methods = {{"get", {{"key", "default"}, get}},
                                       {"keys", {{}, view<DictView::Part::Keys>}},
                                       {"values", {{}, view<DictView::Part::Values>}},
                                       {"items", {{}, view<DictView::Part::Items>}},
                                       {"copy", {{}, itself}}};
    return methods;
}

} // namespace deltascope::chat

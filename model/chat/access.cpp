#include "chat/access.h"

#include "chat/methods.h"
#include "chat/objects.h"
#include "chat/unicode.h"

#include <algorithm>
#include <cmath>

namespace deltascope::chat {

namespace {

Value bound(const char *name, const Callable &callable, const Value &subject)
{
    return Value(Value::ObjectPtr(std::make_shared<Function>(name, callable, subject)));
}

std::optional<Value> methodOf(const MethodList &methods, const Value &subject, std::string_view name)
{
    const auto found = methods.find(name);
    return found == methods.end() ? std::nullopt : std::optional(bound(found->first.data(), found->second, subject));
}

std::optional<Value> numberAttribute(const Value &subject, std::string_view name)
{
    if (name == "real")
        return subject.isWhole() ? Value(subject.whole()) : subject;
    if (name == "imag")
        return subject.isWhole() ? Value(0) : Value(0.0);
    if (name == "numerator" && subject.isWhole())
        return Value(subject.whole());
    if (name == "denominator" && subject.isWhole())
        return Value(1);
    return methodOf(numberMethods(), subject, name);
}

/// Refuses what Python has and this does not: it is not undefined.
void expectKnown(const Value &subject, std::string_view name)
{
    static constexpr std::string_view texts[] = {"encode", "maketrans", "translate"};
    static constexpr std::string_view wholes[] = {"as_integer_ratio", "bit_count", "from_bytes", "to_bytes"};
    static constexpr std::string_view floats[] = {"as_integer_ratio", "fromhex", "hex"};
    const auto has
        = [&](const auto &names) { return std::find(std::begin(names), std::end(names), name) != std::end(names); };
    if (subject.text() ? has(texts) : subject.isWhole() ? has(wholes) : subject.floating() ? has(floats) : false)
        throw TemplateError("a template cannot use " + typeName(subject) + "." + std::string(name) + " here");
}

/// The place that an index names, counted from the end if negative.
std::optional<std::size_t> placeOf(std::int64_t index, std::int64_t size)
{
    if (index < 0)
        index += size;
    return index >= 0 && index < size ? std::optional(static_cast<std::size_t>(index)) : std::nullopt;
}

std::string character(const std::string &text, std::size_t place)
{
    Meter::copy(text.size());
    if (unicode::isAscii(text))
        return text.substr(place, 1);
    Meter::read(text.size());
    std::size_t at = 0;
    for (; place > 0; --place)
        at += unicode::lengthAt(text, at);
    return text.substr(at, unicode::lengthAt(text, at));
}

/// Bounds of a slice as Python's slice.indices() gives them.
struct Bounds {
    std::int64_t from, to, step;

    Bounds(const Value &first, const Value &last, const Value &stride, std::int64_t size)
        : step(stride.isNone() ? 1 : number(stride))
    {
        if (step == 0)
            throw TemplateError("slice step cannot be zero");
        const std::int64_t low = step > 0 ? 0 : -1, high = step > 0 ? size : size - 1;
        const auto place = [&](const Value &value, std::int64_t otherwise) {
            if (value.isNone())
                return otherwise;
            const std::int64_t index = number(value);
            return std::clamp(index < 0 ? index + size : index, low, high);
        };
        from = place(first, step > 0 ? low : high);
        to = place(last, step > 0 ? high : low);
    }

    template<class Take>
    void each(Take take) const
    {
        if (step > 0)
            for (std::int64_t i = from; i < to; i += std::min(step, to - i))
                take(static_cast<std::size_t>(i));
        else
            for (std::int64_t i = from; i > to; i -= std::min(-step, i - to))
                take(static_cast<std::size_t>(i));
    }

private:
    static std::int64_t number(const Value &value)
    {
        constexpr std::int64_t far = std::int64_t(1) << 40;
        if (!value.isWhole())
            throw TemplateError("slice indices must be integers or None or have an __index__ method");
        return std::clamp(value.integer().value_or(value.whole().isNegative() ? -far : far), -far, far);
    }
};

} // namespace

std::optional<Value> builtinAttribute(const Value &subject, std::string_view name)
{
    expectKnown(subject, name);
    if (subject.text())
        return methodOf(textMethods(), subject, name);
    if (subject.number())
        return numberAttribute(subject, name);
    if (const Sequence *sequence = subject.sequence()) {
        if (sequence->kind == Sequence::Kind::Group && (name == "grouper" || name == "list"))
            return sequence->items[name == "list"];
        if (name == "copy" && !subject.list())
            return std::nullopt;
        return methodOf(sequenceMethods(), subject, name);
    }
    return subject.dict() ? methodOf(dictMethods(), subject, name) : std::nullopt;
}

bool isUnsafe(const Value &subject, std::string_view name)
{
    static constexpr std::string_view lists[]
        = {"append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove"};
    static constexpr std::string_view dicts[] = {"clear", "pop", "popitem", "setdefault", "update"};
    // Every Python object has these; another name with underscores is simply not there.
    static constexpr std::string_view hidden[] = {
        "__class__",  "__init__",      "__dir__",    "__doc__",          "__eq__",           "__ne__",      "__str__",
        "__repr__",   "__hash__",      "__format__", "__getattribute__", "__setattr__",      "__delattr__", "__new__",
        "__reduce__", "__reduce_ex__", "__sizeof__", "__subclasshook__", "__init_subclass__"};
    const auto has
        = [&](const auto &names) { return std::find(std::begin(names), std::end(names), name) != std::end(names); };
    if (subject.list() && has(lists))
        return true;
    return (subject.dict() && has(dicts)) || has(hidden);
}

std::optional<Value> builtinItem(const Value &subject, const Value &index)
{
    if (const Dict *dict = subject.dict()) {
        if (index.list() || index.dict())
            return std::nullopt;
        const Value *found = dict->find(index);
        return found ? std::optional(*found) : std::nullopt;
    }
    const auto size = length(subject);
    if (!index.integer() || !size || (subject.object() && !subject.object()->at(0)))
        return std::nullopt;
    const auto place = placeOf(*index.integer(), *size);
    if (!place)
        return std::nullopt;
    if (subject.text())
        return Value(character(*subject.text(), *place));
    return subject.sequence() ? subject.sequence()->items[*place]
                              : subject.object()->at(static_cast<std::int64_t>(*place));
}

Value slice(const Value &subject, const Value &from, const Value &to, const Value &step)
{
    if (const std::string *text = subject.text()) {
        Meter::read(text->size());
        const std::u32string points = unicode::decode(*text);
        std::u32string part;
        Bounds(from, to, step, static_cast<std::int64_t>(points.size())).each([&](std::size_t i) {
            part += points[i];
        });
        return subject.isSafe() ? Value::safe(unicode::encode(part)) : Value(unicode::encode(part));
    }
    if (const Sequence *sequence = subject.sequence()) {
        std::vector<Value> items;
        Bounds(from, to, step, static_cast<std::int64_t>(sequence->items.size())).each([&](std::size_t i) {
            items.push_back(sequence->items[i]);
        });
        return Value::sequence(subject.list() ? Sequence::Kind::List : Sequence::Kind::Tuple, std::move(items));
    }
    if (const auto *range = subject.object() ? dynamic_cast<const Range *>(subject.object()) : nullptr) {
        const Bounds bounds(from, to, step, *range->size());
        return range->part(bounds.from, bounds.to, bounds.step);
    }
    throw TemplateError("'" + typeName(subject) + "' object is not subscriptable");
}

std::string kindName(const Value &value)
{
    if (value.isNone())
        return "None";
    return typeName(value) + " object";
}

} // namespace deltascope::chat

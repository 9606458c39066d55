#include "chat/value.h"

#include "chat/unicode.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace deltascope::chat {

std::string typeName(const Value &value)
{
    if (value.isMissing())
        return "Undefined";
    if (value.isNone())
        return "NoneType";
    if (value.boolean())
        return "bool";
    if (value.floating())
        return "float";
    if (value.isWhole())
        return "int";
    if (value.text())
        return value.isSafe() ? "Markup" : "str";
    if (const Sequence *sequence = value.sequence())
        return sequence->kind == Sequence::Kind::List ? "list" : "tuple";
    return value.dict() ? "dict" : value.object()->typeName();
}

bool isTrue(const Value &value)
{
    if (const auto number = value.number())
        return *number != 0;
    if (value.isMissing() || value.isNone())
        return false;
    const auto size = value.text() ? static_cast<std::int64_t>(value.text()->size()) : length(value);
    return !size || *size != 0;
}

namespace {

/// Of two numbers, exactly: 2**53 + 1 is more than 2.0**53.
std::partial_ordering compared(const Value &left, const Value &right)
{
    const auto wholeAnd = [](const Value &whole, double number) -> std::partial_ordering {
        if (!std::isfinite(number))
            return 0.0 <=> number;
        if (whole.integer() && std::abs(number) < 0x1p53 && std::abs(*whole.number()) < 0x1p53)
            return *whole.number() <=> number;
        const auto order = whole.whole() <=> BigInt::truncated(number);
        return std::is_eq(order) ? 0.0 <=> number - std::trunc(number) : order;
    };
    if (left.floating() && right.floating())
        return *left.floating() <=> *right.floating();
    if (right.floating())
        return wholeAnd(left, *right.floating());
    if (left.floating()) {
        const std::partial_ordering turned = wholeAnd(right, *left.floating());
        return std::is_lt(turned)   ? std::partial_ordering::greater
               : std::is_gt(turned) ? std::partial_ordering::less
                                    : turned;
    }
    return left.whole() <=> right.whole();
}

/// Inside of a container, the same list or dictionary is not looked into.
bool isOrEquals(const Value &left, const Value &right)
{
    const bool isSame
        = (left.sequence() && left.sequence() == right.sequence()) || (left.dict() && left.dict() == right.dict());
    return isSame || equal(left, right);
}

} // namespace

bool equal(const Value &left, const Value &right)
{
    Meter::step();
    if (left.integer() && right.integer())
        return *left.integer() == *right.integer();
    if (left.number() || right.number())
        return left.number() && right.number() && std::is_eq(compared(left, right));
    if (left.text() || right.text()) {
        Meter::copy(left.text() && right.text() ? left.text()->size() : 0);
        return left.text() && right.text() && *left.text() == *right.text();
    }
    if (left.isNone() || right.isNone())
        return left.isNone() && right.isNone();
    if (left.isMissing() || right.isMissing())
        return left.isMissing() && right.isMissing();
    if (const Sequence *a = left.sequence()) {
        const Sequence *b = right.sequence();
        return b && (left.list() != nullptr) == (right.list() != nullptr)
               && std::equal(a->items.begin(), a->items.end(), b->items.begin(), b->items.end(), isOrEquals);
    }
    if (const Dict *a = left.dict()) {
        const Dict *b = right.dict();
        if (!b || a->size() != b->size())
            return false;
        return std::all_of(a->items().begin(), a->items().end(), [&](const auto &item) {
            const Value *other = b->find(item.first);
            return other && isOrEquals(item.second, *other);
        });
    }
    return right.object() && left.object()->equals(*right.object());
}

bool less(const Value &left, const Value &right, const char *sign)
{
    Meter::step();
    for (const Value *side : {&left, &right})
        if (side->isMissing())
            throw TemplateError(side->missingSentence());
    if (left.integer() && right.integer())
        return *left.integer() < *right.integer();
    if (left.number() && right.number())
        return std::is_lt(compared(left, right));
    if (left.text() && right.text()) { // UTF-8 sorts as its code points do
        Meter::copy(std::min(left.text()->size(), right.text()->size()));
        return *left.text() < *right.text();
    }
    const Sequence *a = left.sequence(), *b = right.sequence();
    if (a && b && (left.list() != nullptr) == (right.list() != nullptr)) {
        for (std::size_t i = 0; i < a->items.size() && i < b->items.size(); ++i)
            if (!isOrEquals(a->items[i], b->items[i]))
                return less(a->items[i], b->items[i], sign);
        return a->items.size() < b->items.size();
    }
    throw TemplateError("'" + std::string(sign) + "' not supported between instances of '" + typeName(left) + "' and '"
                        + typeName(right) + "'");
}

std::size_t hash(const Value &value)
{
    Meter::step();
    if (const auto number = value.number()) { // equal ones alike, whole or not
        const bool isWhole = value.integer() || (std::floor(*number) == *number && std::abs(*number) < 9e18);
        return isWhole ? std::hash<std::int64_t>()(value.integer().value_or(static_cast<std::int64_t>(*number)))
                       : std::hash<double>()(*number);
    }
    if (value.text()) {
        Meter::copy(value.text()->size());
        return std::hash<std::string>()(*value.text());
    }
    if (value.isNone() || value.isMissing())
        return value.isNone() ? 1 : 2;
    if (value.sequence() && !value.list()) {
        std::size_t code = 3;
        for (const Value &item : value.sequence()->items)
            code = code * 1000003 + hash(item);
        return code;
    }
    if (value.object())
        return std::hash<const void *>()(value.object());
    throw TemplateError("unhashable type: '" + typeName(value) + "'");
}

std::vector<Value> iterate(const Value &value)
{
    Meter::step();
    if (value.isMissing())
        return {};
    if (const Sequence *sequence = value.sequence()) {
        Meter::step(sequence->items.size());
        return sequence->items;
    }
    std::vector<Value> items;
    if (const Dict *dict = value.dict()) {
        Meter::step(dict->size());
        for (const auto &item : dict->items())
            items.push_back(item.first);
        return items;
    }
    if (const std::string *text = value.text()) {
        for (std::size_t at = 0; at < text->size();) {
            Meter::step();
            Meter::expectRoom(items.size(), sizeof(Value));
            const std::size_t bytes = unicode::lengthAt(*text, at);
            items.emplace_back(text->substr(at, bytes));
            at += bytes;
        }
        return items;
    }
    if (value.object())
        if (auto found = value.object()->iterate()) {
            Meter::step(found->size());
            return std::move(*found);
        }
    throw TemplateError("'" + typeName(value) + "' object is not iterable");
}

std::optional<std::int64_t> length(const Value &value)
{
    if (value.isMissing())
        return 0;
    if (value.text()) {
        Meter::copy(value.text()->size());
        return static_cast<std::int64_t>(unicode::count(*value.text()));
    }
    if (value.sequence())
        return static_cast<std::int64_t>(value.sequence()->items.size());
    if (value.dict())
        return static_cast<std::int64_t>(value.dict()->size());
    return value.object() ? value.object()->size() : std::nullopt;
}

bool contains(const Value &container, const Value &item)
{
    if (const std::string *text = container.text()) {
        if (!item.text())
            throw TemplateError("'in <string>' requires string as left operand, not " + typeName(item));
        Meter::copy(text->size() + item.text()->size());
        return unicode::find(*text, *item.text()) != text->npos;
    }
    if (const Dict *dict = container.dict())
        return dict->find(item) != nullptr;
    if (!container.isMissing() && !container.sequence() && !container.object())
        throw TemplateError("argument of type '" + typeName(container) + "' is not iterable");
    const auto isItem = [&](const Value &own) { return isOrEquals(own, item); };
    if (const Sequence *sequence = container.sequence())
        return std::any_of(sequence->items.begin(), sequence->items.end(), isItem);
    const std::vector<Value> items = iterate(container);
    return std::any_of(items.begin(), items.end(), isItem);
}

} // namespace deltascope::chat

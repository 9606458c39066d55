#include "chat/tests.h"

#include "chat/arithmetic.h"
#include "chat/evaluation.h"
#include "chat/filters.h"
#include "chat/objects.h"
#include "chat/unicode.h"

#include <algorithm>
#include <map>

namespace deltascope::chat {

namespace {

using Test = Callable::Fixed;

template<bool (*holds)(const Value &)>
Value plain(Evaluation &, const Value &subject, const Given &)
{
    return holds(subject);
}

bool isDefined(const Value &value) { return !value.isMissing(); }
bool isUndefined(const Value &value) { return value.isMissing(); }
bool isNone(const Value &value) { return value.isNone(); }
bool isBoolean(const Value &value) { return value.boolean() != nullptr; }
bool isFalse(const Value &value) { return value.boolean() && !*value.boolean(); }
bool isTrueItself(const Value &value) { return value.boolean() && *value.boolean(); }
bool isInteger(const Value &value) { return value.isWhole() && !value.boolean(); }
bool isFloat(const Value &value) { return value.floating() != nullptr; }
bool isNumber(const Value &value) { return value.number().has_value(); }
bool isText(const Value &value) { return value.text() != nullptr; }
bool isMapping(const Value &value) { return value.dict() != nullptr; }
bool isEscaped(const Value &value) { return value.isSafe(); }
bool isCallable(const Value &value) { return value.isMissing() || (value.object() && value.object()->isCallable()); }

bool isSequence(const Value &value)
{
    const bool isRange = value.object() && dynamic_cast<const Range *>(value.object());
    return value.text() || value.sequence() || value.dict() || isRange || value.isMissing();
}

bool isIterable(const Value &value)
{
    if (!value.object())
        return isSequence(value);
    const Object *object = value.object();
    return dynamic_cast<const Range *>(object) || dynamic_cast<const Iterator *>(object)
           || dynamic_cast<const DictView *>(object) || dynamic_cast<const Loop *>(object);
}

template<bool (*isWanted)(char32_t), bool (*isOther)(char32_t)>
bool hasCase(const Value &value)
{
    const std::u32string points = unicode::decode(str(value));
    return std::any_of(points.begin(), points.end(), isWanted)
           && std::none_of(points.begin(), points.end(),
                           [](char32_t point) { return isOther(point) || unicode::isTitle(point); });
}

Value rest(const Value &subject, const Value &divisor)
{
    for (const Value *side : {&subject, &divisor})
        if (side->isMissing())
            throw TemplateError(side->missingSentence());
    return arithmetic(Binary::Modulo, subject, divisor);
}

template<int wanted>
Value leaves(Evaluation &, const Value &subject, const Given &)
{
    return equal(rest(subject, 2), wanted);
}

Value divisible(Evaluation &, const Value &subject, const Given &given) { return equal(rest(subject, given[0]), 0); }

template<Comparison comparison>
Value compares(Evaluation &, const Value &subject, const Given &given)
{
    const Value &other = given[0];
    switch (comparison) {
    case Comparison::Equal: return equal(subject, other);
    case Comparison::Unequal: return !equal(subject, other);
    case Comparison::Less: return less(subject, other, "<");
    case Comparison::LessEqual: return less(subject, other, "<=") || equal(subject, other);
    case Comparison::Greater: return less(other, subject, ">");
    case Comparison::GreaterEqual: return less(other, subject, ">=") || equal(subject, other);
    case Comparison::In: return contains(other, subject);
    case Comparison::NotIn: return !contains(other, subject);
    }
    return false;
}

Value isSame(Evaluation &, const Value &subject, const Given &given) { return subject.isSame(given[0]); }
Value isFilter(Evaluation &, const Value &subject, const Given &)
{
    return subject.text() && findFilter(*subject.text());
}
Value isTest(Evaluation &, const Value &subject, const Given &) { return subject.text() && findTest(*subject.text()); }

std::map<std::string_view, Callable> allTests()
{
    const std::vector<std::string_view> none, other = {"other"};
    std::map<std::string_view, Callable> all;
    const std::pair<std::string_view, Test> simple[] = {
        {"defined", plain<isDefined>},
        {"undefined", plain<isUndefined>},
        {"none", plain<isNone>},
        {"boolean", plain<isBoolean>},
        {"false", plain<isFalse>},
        {"true", plain<isTrueItself>},
        {"integer", plain<isInteger>},
        {"float", plain<isFloat>},
        {"number", plain<isNumber>},
        {"string", plain<isText>},
        {"mapping", plain<isMapping>},
        {"escaped", plain<isEscaped>},
        {"callable", plain<isCallable>},
        {"sequence", plain<isSequence>},
        {"iterable", plain<isIterable>},
        {"odd", leaves<1>},
        {"even", leaves<0>},
        {"filter", isFilter},
        {"test", isTest},
        {"lower", plain<hasCase<unicode::isLower, unicode::isUpper>>},
        {"upper", plain<hasCase<unicode::isUpper, unicode::isLower>>},
    };
    for (const auto &[name, test] : simple)
        all[name] = {none, test};
    const std::pair<Test, std::vector<std::string_view>> comparisons[] = {
        {compares<Comparison::Equal>, {"==", "eq", "equalto"}},
        {compares<Comparison::Unequal>, {"!=", "ne"}},
        {compares<Comparison::Less>, {"<", "lt", "lessthan"}},
        {compares<Comparison::LessEqual>, {"<=", "le"}},
        {compares<Comparison::Greater>, {">", "gt", "greaterthan"}},
        {compares<Comparison::GreaterEqual>, {">=", "ge"}},
        {compares<Comparison::In>, {"in"}},
        {isSame, {"sameas"}},
        {divisible, {"divisibleby"}},
    };
    for (const auto &[test, names] : comparisons)
        for (const std::string_view name : names)
            all[name] = {other, test};
    return all;
}

} // namespace

const Callable *findTest(std::string_view name)
{
    static const std::map<std::string_view, Callable> tests = allTests();
    const auto found = tests.find(name);
    return found == tests.end() ? nullptr : &found->second;
}

} // namespace deltascope::chat

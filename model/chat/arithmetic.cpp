#include "chat/arithmetic.h"

#include "chat/evaluation.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace deltascope::chat {

namespace {

constexpr const char *signs[] = {"+", "-", "*", "/", "//", "%", "** or pow()"};

[[noreturn]] void refuse(Binary operation, const Value &left, const Value &right)
{
    throw TemplateError("unsupported operand type(s) for " + std::string(signs[static_cast<int>(operation)]) + ": '"
                        + typeName(left) + "' and '" + typeName(right) + "'");
}

[[noreturn]] void refuseLarge() { throw TemplateError("a whole number grows beyond 64 bits"); }

std::int64_t sum(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    if (__builtin_add_overflow(a, b, &result))
        refuseLarge();
    return result;
}

std::int64_t difference(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    if (__builtin_sub_overflow(a, b, &result))
        refuseLarge();
    return result;
}

std::int64_t product(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    if (__builtin_mul_overflow(a, b, &result))
        refuseLarge();
    return result;
}

void expectNotZero(bool isZero, const char *sentence)
{
    if (isZero)
        throw TemplateError(sentence);
}

/// Python's remainder: it has the divisor's sign.
std::int64_t modulo(std::int64_t a, std::int64_t b)
{
    const std::int64_t rest = b == -1 ? 0 : a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

double modulo(double a, double b)
{
    const double rest = std::fmod(a, b);
    if (rest == 0)
        return std::copysign(0.0, b);
    return (rest < 0) != (b < 0) ? rest + b : rest;
}

double floorDivided(double a, double b)
{
    const double quotient = (a - modulo(a, b)) / b;
    const double floor = std::floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : quotient == 0 ? std::copysign(0.0, a / b) : floor;
}

Value power(std::int64_t base, std::int64_t exponent)
{
    if (exponent < 0) {
        expectNotZero(base == 0, "0.0 cannot be raised to a negative power");
        return std::pow(static_cast<double>(base), static_cast<double>(exponent));
    }
    if (base == 0 || base == 1 || base == -1)
        return exponent == 0 ? std::int64_t(1) : base < 0 && exponent % 2 == 0 ? std::int64_t(1) : base;
    std::int64_t result = 1;
    for (; exponent > 0; --exponent) // leaves 64 bits after at most 63 rounds
        result = product(result, base);
    return result;
}

Value whole(Binary operation, std::int64_t a, std::int64_t b)
{
    switch (operation) {
    case Binary::Add: return sum(a, b);
    case Binary::Subtract: return difference(a, b);
    case Binary::Multiply: return product(a, b);
    case Binary::Divide:
        expectNotZero(b == 0, "division by zero");
        return static_cast<double>(a) / static_cast<double>(b);
    case Binary::FloorDivide:
        expectNotZero(b == 0, "integer division or modulo by zero");
        return b == -1 ? difference(0, a) : a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
    case Binary::Modulo: expectNotZero(b == 0, "integer modulo by zero"); return modulo(a, b);
    case Binary::Power: return power(a, b);
    }
    return {};
}

Value floating(Binary operation, double a, double b)
{
    switch (operation) {
    case Binary::Add: return a + b;
    case Binary::Subtract: return a - b;
    case Binary::Multiply: return a * b;
    case Binary::Divide: expectNotZero(b == 0, "float division by zero"); return a / b;
    case Binary::FloorDivide: expectNotZero(b == 0, "float floor division by zero"); return floorDivided(a, b);
    case Binary::Modulo: expectNotZero(b == 0, "float modulo"); return modulo(a, b);
    case Binary::Power:
        expectNotZero(a == 0 && b < 0, "0.0 cannot be raised to a negative power");
        if (a < 0 && std::floor(b) != b)
            throw TemplateError("a negative number has no real power that is not whole");
        if (const double result = std::pow(a, b); !std::isinf(result) || std::isinf(a) || std::isinf(b))
            return result;
        throw TemplateError("(34, 'Numerical result out of range')");
    }
    return {};
}

Value repeated(Evaluation &evaluation, const Value &value, std::int64_t times)
{
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, times));
    const std::size_t each = value.text() ? value.text()->size() : value.sequence()->items.size() * sizeof(Value);
    if (each > 0 && count > (std::size_t(1) << 40) / each)
        evaluation.spend(std::size_t(1) << 40);
    evaluation.spend(each * count);
    if (const std::string *text = value.text()) {
        std::string result;
        result.reserve(text->size() * count);
        for (std::size_t i = 0; i < count && !text->empty(); ++i)
            result += *text;
        return value.isSafe() ? Value::safe(std::move(result)) : Value(std::move(result));
    }
    const Sequence &sequence = *value.sequence();
    std::vector<Value> items;
    for (std::size_t i = 0; i < count && !sequence.items.empty(); ++i)
        items.insert(items.end(), sequence.items.begin(), sequence.items.end());
    return Value::sequence(value.list() ? Sequence::Kind::List : Sequence::Kind::Tuple, std::move(items));
}

std::optional<Value> joined(Evaluation &evaluation, const Value &left, const Value &right)
{
    if (left.text() && right.text()) {
        evaluation.spend(left.text()->size() + right.text()->size());
        if (left.isSafe() || right.isSafe())
            return Value::safe(escaped(left) + escaped(right));
        return Value(*left.text() + *right.text());
    }
    const Sequence *a = left.sequence(), *b = right.sequence();
    if (!a || !b || (left.list() != nullptr) != (right.list() != nullptr))
        return std::nullopt;
    evaluation.spend((a->items.size() + b->items.size()) * sizeof(Value));
    std::vector<Value> items = a->items;
    items.insert(items.end(), b->items.begin(), b->items.end());
    return Value::sequence(left.list() ? Sequence::Kind::List : Sequence::Kind::Tuple, std::move(items));
}

} // namespace

Value arithmetic(Evaluation &evaluation, Binary operation, const Value &left, const Value &right)
{
    if (left.integer() && right.integer())
        return whole(operation, *left.integer(), *right.integer());
    if (left.number() && right.number())
        return floating(operation, *left.number(), *right.number());
    if (operation == Binary::Add) {
        if (auto sum = joined(evaluation, left, right))
            return *sum;
        if (left.text() || left.sequence())
            throw TemplateError("can only concatenate " + typeName(left) + " (not \"" + typeName(right) + "\") to "
                                + typeName(left));
    }
    if (operation == Binary::Multiply) {
        if ((left.text() || left.sequence()) && right.integer())
            return repeated(evaluation, left, *right.integer());
        if ((right.text() || right.sequence()) && left.integer())
            return repeated(evaluation, right, *left.integer());
    }
    if (operation == Binary::Modulo && left.text()) {
        std::string text = percentFormat(*left.text(), right);
        evaluation.spend(text.size());
        return text;
    }
    refuse(operation, left, right);
}

Value negative(const Value &value)
{
    return value.floating() ? Value(-*value.floating()) : Value(difference(0, *value.integer()));
}

Value rounded(const Value &value, std::int64_t digits)
{
    const bool isWhole = value.integer().has_value();
    if (isWhole && digits >= 0)
        return *value.integer();
    const double number = *value.number();
    if (!std::isfinite(number) || digits > 300)
        return number;
    if (digits < -18)
        return isWhole ? Value(std::int64_t(0)) : Value(std::copysign(0.0, number));
    double result = 0;
    if (digits >= 0) { // printing rounds the exact value to even
        char buffer[700];
        std::snprintf(buffer, sizeof buffer, "%.*f", static_cast<int>(digits), number);
        result = std::strtod(buffer, nullptr);
    } else {
        const double unit = std::pow(10.0, static_cast<double>(-digits));
        result = std::nearbyint(number / unit) * unit;
    }
    return isWhole ? Value(truncated(result)) : Value(result);
}

std::int64_t truncated(double number)
{
    if (std::isnan(number))
        throw TemplateError("cannot convert float NaN to integer");
    if (std::isinf(number))
        throw TemplateError("cannot convert float infinity to integer");
    if (std::abs(number) >= 9.2e18)
        refuseLarge();
    return static_cast<std::int64_t>(number);
}

} // namespace deltascope::chat

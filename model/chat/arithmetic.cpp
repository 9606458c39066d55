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

void expectNotZero(bool isZero, const char *sentence)
{
    if (isZero)
        throw TemplateError(sentence);
}

/// Python's remainder: it has the divisor's sign.
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

/// A float of a whole number that is used with one.
double floatOf(const Value &value)
{
    if (std::isinf(*value.number()) && !value.floating())
        throw TemplateError("int too large to convert to float");
    return *value.number();
}

/// On 64 bits; nothing where they do not hold the result or the general way is no slower.
std::optional<Value> small(Binary operation, std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    const bool isExact = std::abs(static_cast<double>(a)) < 0x1p53 && std::abs(static_cast<double>(b)) < 0x1p53;
    switch (operation) {
    case Binary::Add: return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional<Value>(result);
    case Binary::Subtract: return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional<Value>(result);
    case Binary::Multiply: return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional<Value>(result);
    case Binary::Divide:
        return isExact ? std::optional<Value>(static_cast<double>(a) / static_cast<double>(b)) : std::nullopt;
    case Binary::FloorDivide:
        return b == -1 ? std::nullopt : std::optional<Value>(a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0));
    case Binary::Modulo:
        result = b == -1 ? 0 : a % b;
        return result != 0 && (result < 0) != (b < 0) ? result + b : result;
    case Binary::Power: return std::nullopt;
    }
    return std::nullopt;
}

Value power(const Value &base, const Value &exponent)
{
    const BigInt size = exponent.whole();
    if (size.isNegative()) {
        expectNotZero(!isTrue(base), "0.0 cannot be raised to a negative power");
        return std::pow(floatOf(base), floatOf(exponent));
    }
    const bool repeats = base.whole().bits() <= 1; // powers of 0 and 1
    const std::int64_t most = std::int64_t(1) << 40;
    return base.whole().power(
        static_cast<std::uint64_t>(size.small().value_or(repeats ? (size.divided(2).second == 0 ? 2 : 1) : most)));
}

Value whole(Binary operation, const Value &left, const Value &right)
{
    if (operation == Binary::Power)
        return power(left, right);
    const bool divides = operation != Binary::Add && operation != Binary::Subtract && operation != Binary::Multiply;
    expectNotZero(divides && !isTrue(right), operation == Binary::Divide        ? "division by zero"
                                             : operation == Binary::FloorDivide ? "integer division or modulo by zero"
                                                                                : "integer modulo by zero");
    if (left.integer() && right.integer())
        if (const auto result = small(operation, *left.integer(), *right.integer()))
            return *result;
    const BigInt a = left.whole(), b = right.whole();
    switch (operation) {
    case Binary::Add: return a + b;
    case Binary::Subtract: return a - b;
    case Binary::Multiply: return a * b;
    case Binary::Divide: return a.quotient(b);
    case Binary::FloorDivide: return a.divided(b).first;
    case Binary::Modulo: return a.divided(b).second;
    case Binary::Power: break;
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

Value repeated(const Value &value, const Value &times)
{
    if (times.big())
        throw TemplateError("cannot fit 'int' into an index-sized integer");
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, *times.integer()));
    if (const std::string *text = value.text()) {
        Writing result;
        result.repeat(count, *text);
        return value.isSafe() ? Value::safe(result.take()) : Value(result.take());
    }
    const Sequence &sequence = *value.sequence();
    Meter::expectRoom(count, sequence.items.size() * sizeof(Value));
    std::vector<Value> items;
    for (std::size_t i = 0; i < count && !sequence.items.empty(); ++i)
        items.insert(items.end(), sequence.items.begin(), sequence.items.end());
    return Value::sequence(value.list() ? Sequence::Kind::List : Sequence::Kind::Tuple, std::move(items));
}

std::optional<Value> joined(const Value &left, const Value &right)
{
    if (left.text() && right.text()) {
        if (left.isSafe() || right.isSafe())
            return Value::safe(escaped(left) + escaped(right));
        return Value(*left.text() + *right.text());
    }
    const Sequence *a = left.sequence(), *b = right.sequence();
    if (!a || !b || (left.list() != nullptr) != (right.list() != nullptr))
        return std::nullopt;
    std::vector<Value> items = a->items;
    items.insert(items.end(), b->items.begin(), b->items.end());
    return Value::sequence(left.list() ? Sequence::Kind::List : Sequence::Kind::Tuple, std::move(items));
}

/// Half to even, to a multiple of ten, hundred, ...
Value roundedWhole(const BigInt &value, std::int64_t digits)
{
    if (digits < -4300)
        return 0;
    const BigInt unit = BigInt(10).power(static_cast<std::uint64_t>(-digits));
    const auto [quotient, rest] = value.divided(unit);
    const auto half = rest + rest <=> unit;
    const bool isOdd = quotient.divided(2).second != 0;
    const bool goesUp = std::is_gt(half) || (std::is_eq(half) && isOdd);
    return (goesUp ? quotient + 1 : quotient) * unit;
}

} // namespace

Value arithmetic(Binary operation, const Value &left, const Value &right)
{
    if (left.isWhole() && right.isWhole())
        return whole(operation, left, right);
    if (left.number() && right.number())
        return floating(operation, floatOf(left), floatOf(right));
    if (operation == Binary::Add) {
        if (auto sum = joined(left, right))
            return *sum;
        if (left.text() || left.sequence())
            throw TemplateError("can only concatenate " + typeName(left) + " (not \"" + typeName(right) + "\") to "
                                + typeName(left));
    }
    if (operation == Binary::Multiply) {
        if ((left.text() || left.sequence()) && right.isWhole())
            return repeated(left, right);
        if ((right.text() || right.sequence()) && left.isWhole())
            return repeated(right, left);
    }
    if (operation == Binary::Modulo && left.text())
        return percentFormat(*left.text(), right);
    refuse(operation, left, right);
}

Value negative(const Value &value) { return value.floating() ? Value(-*value.floating()) : Value(-value.whole()); }

Value rounded(const Value &value, std::int64_t digits)
{
    if (value.isWhole())
        return digits >= 0 ? Value(value.whole()) : roundedWhole(value.whole(), digits);
    const double number = *value.floating();
    if (!std::isfinite(number) || digits > 300)
        return number;
    if (digits < -400)
        return std::copysign(0.0, number);
    if (digits >= 0) { // printing rounds the exact value to even
        char buffer[700];
        std::snprintf(buffer, sizeof buffer, "%.*f", static_cast<int>(digits), number);
        return std::strtod(buffer, nullptr);
    }
    const double unit = std::pow(10.0, static_cast<double>(-digits));
    return std::isinf(unit) ? std::copysign(0.0, number) : std::nearbyint(number / unit) * unit;
}

Value truncated(double number)
{
    if (std::isnan(number))
        throw TemplateError("cannot convert float NaN to integer");
    if (std::isinf(number))
        throw TemplateError("cannot convert float infinity to integer");
    return BigInt::truncated(number);
}

} // namespace deltascope::chat

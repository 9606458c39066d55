#include "chat/bigint.h"

#include "chat/meter.h"
#include "chat/value.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace deltascope::chat {

namespace {

constexpr std::size_t mostDigits = 4300, mostBits = 14'400; // a little more: what is printed is counted in digits
using Limbs = std::vector<std::uint32_t>;

[[noreturn]] void refuseLarge() { throw TemplateError("a whole number grows beyond 4300 digits"); }

void trim(Limbs &limbs)
{
    while (!limbs.empty() && limbs.back() == 0)
        limbs.pop_back();
}

std::strong_ordering compared(const Limbs &a, const Limbs &b)
{
    if (a.size() != b.size())
        return a.size() <=> b.size();
    return std::lexicographical_compare_three_way(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

Limbs sum(const Limbs &a, const Limbs &b)
{
    Limbs result;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < std::max(a.size(), b.size()) || carry > 0; ++i) {
        carry += (i < a.size() ? a[i] : 0ull) + (i < b.size() ? b[i] : 0ull);
        result.push_back(static_cast<std::uint32_t>(carry));
        carry >>= 32;
    }
    return result;
}

/// The larger less the smaller.
Limbs difference(const Limbs &large, const Limbs &small)
{
    Limbs result;
    std::int64_t borrow = 0;
    for (std::size_t i = 0; i < large.size(); ++i) {
        const std::int64_t limb = std::int64_t(large[i]) - (i < small.size() ? small[i] : 0) + borrow;
        result.push_back(static_cast<std::uint32_t>(limb));
        borrow = limb < 0 ? -1 : 0;
    }
    trim(result);
    return result;
}

/// limbs * factor + addend, in place.
void scale(Limbs &limbs, std::uint32_t factor, std::uint32_t addend)
{
    std::uint64_t carry = addend;
    for (std::uint32_t &limb : limbs) {
        carry += std::uint64_t(limb) * factor;
        limb = static_cast<std::uint32_t>(carry);
        carry >>= 32;
    }
    if (carry > 0)
        limbs.push_back(static_cast<std::uint32_t>(carry));
}

/// Divides in place; the remainder.
std::uint32_t divide(Limbs &limbs, std::uint32_t divisor)
{
    std::uint64_t rest = 0;
    for (std::size_t i = limbs.size(); i-- > 0;) {
        rest = rest << 32 | limbs[i];
        limbs[i] = static_cast<std::uint32_t>(rest / divisor);
        rest %= divisor;
    }
    trim(limbs);
    return static_cast<std::uint32_t>(rest);
}

} // namespace

BigInt::BigInt(std::int64_t value)
    : m_isNegative(value < 0)
{
    const auto size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    if (size > 0) // a zero takes no memory
        m_limbs = {static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(size >> 32)};
    trim(m_limbs);
}

BigInt::BigInt(Limbs limbs, bool isNegative)
    : m_limbs(std::move(limbs))
{
    trim(m_limbs);
    m_isNegative = isNegative && !m_limbs.empty();
    if (bits() > mostBits)
        refuseLarge();
}

BigInt BigInt::truncated(double number)
{
    int exponent = 0;
    const double fraction = std::frexp(std::trunc(number), &exponent); // 53 bits behind the point
    if (exponent <= 62)
        return static_cast<std::int64_t>(number);
    return BigInt(static_cast<std::int64_t>(std::ldexp(fraction, 53))).shifted(static_cast<std::size_t>(exponent - 53));
}

std::optional<BigInt> BigInt::parse(std::string_view digits, unsigned base)
{
    if (digits.size() > mostDigits)
        return std::nullopt;
    Meter::step(digits.size() * digits.size() / 1024);
    Limbs limbs;
    for (const char byte : digits)
        scale(limbs, base, static_cast<std::uint32_t>(byte <= '9' ? byte - '0' : (byte | 0x20) - 'a' + 10));
    return BigInt(std::move(limbs), false);
}

std::optional<std::int64_t> BigInt::small() const
{
    if (m_limbs.size() > 2)
        return std::nullopt;
    const std::uint64_t low = m_limbs.empty() ? 0 : m_limbs[0], high = m_limbs.size() < 2 ? 0 : m_limbs[1];
    const std::uint64_t size = high << 32 | low, most = static_cast<std::uint64_t>(INT64_MAX) + m_isNegative;
    if (size > most)
        return std::nullopt;
    return static_cast<std::int64_t>(m_isNegative ? 0 - size : size);
}

double BigInt::number() const
{
    const std::size_t length = bits();
    const std::size_t drop = length > 64 ? length - 64 : 0;
    std::uint64_t top = 0;
    for (std::size_t i = m_limbs.size(); i-- > drop / 32;) { // the highest 64 bits
        const std::uint64_t limb = m_limbs[i];
        const auto shift = static_cast<std::int64_t>(i * 32) - static_cast<std::int64_t>(drop);
        top |= shift < 0 ? limb >> -shift : limb << shift;
    }
    bool hasRest = false;
    for (std::size_t bit = 0; bit < drop && !hasRest; ++bit)
        hasRest = m_limbs[bit / 32] >> (bit % 32) & 1;
    const double size = std::ldexp(static_cast<double>(top | (hasRest ? 1 : 0)), static_cast<int>(drop));
    return m_isNegative ? -size : size;
}

std::size_t BigInt::bits() const
{
    return m_limbs.empty() ? 0 : m_limbs.size() * 32 - static_cast<std::size_t>(std::countl_zero(m_limbs.back()));
}

std::string BigInt::digits(unsigned base) const
{
    Meter::step(m_limbs.size() * m_limbs.size() / 8);
    std::uint32_t chunk = base, count = 1; // as many digits at a time as a limb holds
    for (; chunk <= UINT32_MAX / base; ++count)
        chunk *= base;
    Limbs rest = m_limbs;
    std::string reversed;
    while (!rest.empty()) {
        std::uint32_t part = divide(rest, chunk);
        for (std::uint32_t i = 0; i < count && (part > 0 || !rest.empty()); ++i, part /= base)
            reversed += "0123456789abcdefghijklmnopqrstuvwxyz"[part % base];
    }
    if (base == 10 && reversed.size() > mostDigits)
        refuseLarge();
    return reversed.empty() ? "0" : std::string(reversed.rbegin(), reversed.rend());
}

BigInt BigInt::operator-() const { return {m_limbs, !m_isNegative}; }

BigInt BigInt::operator+(const BigInt &other) const
{
    Meter::step((m_limbs.size() + other.m_limbs.size()) / 16);
    if (m_isNegative == other.m_isNegative)
        return {sum(m_limbs, other.m_limbs), m_isNegative};
    if (std::is_lt(compared(m_limbs, other.m_limbs)))
        return {difference(other.m_limbs, m_limbs), other.m_isNegative};
    return {difference(m_limbs, other.m_limbs), m_isNegative};
}

BigInt BigInt::operator*(const BigInt &other) const
{
    if (bits() + other.bits() > mostBits + 1)
        refuseLarge();
    Meter::step(m_limbs.size() * other.m_limbs.size() / 64);
    Limbs result(m_limbs.size() + other.m_limbs.size());
    for (std::size_t i = 0; i < m_limbs.size(); ++i) {
        std::uint64_t carry = 0;
        for (std::size_t j = 0; j < other.m_limbs.size() || carry > 0; ++j) {
            carry += result[i + j] + std::uint64_t(m_limbs[i]) * (j < other.m_limbs.size() ? other.m_limbs[j] : 0);
            result[i + j] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }
    return {std::move(result), m_isNegative != other.m_isNegative};
}

BigInt BigInt::shifted(std::size_t count) const
{
    Limbs limbs(count / 32);
    limbs.insert(limbs.end(), m_limbs.begin(), m_limbs.end());
    scale(limbs, std::uint32_t(1) << (count % 32), 0);
    return {std::move(limbs), m_isNegative};
}

/// By bits from the highest: numbers here are short, and this is easy to see to be right.
std::pair<Limbs, Limbs> BigInt::dividedSizes(const Limbs &dividend, const Limbs &divisor)
{
    if (divisor.size() == 1) {
        Limbs quotient = dividend;
        const std::uint32_t rest = divide(quotient, divisor[0]);
        return {std::move(quotient), rest > 0 ? Limbs{rest} : Limbs()};
    }
    Meter::step(dividend.size() * divisor.size() * 4);
    Limbs quotient(dividend.size()), rest;
    for (std::size_t bit = dividend.size() * 32; bit-- > 0;) {
        scale(rest, 2, dividend[bit / 32] >> (bit % 32) & 1);
        trim(rest);
        if (std::is_lt(compared(rest, divisor)))
            continue;
        rest = difference(rest, divisor);
        quotient[bit / 32] |= std::uint32_t(1) << (bit % 32);
    }
    trim(quotient);
    return {std::move(quotient), std::move(rest)};
}

std::pair<BigInt, BigInt> BigInt::divided(const BigInt &divisor) const
{
    auto [quotient, rest] = dividedSizes(m_limbs, divisor.m_limbs);
    BigInt whole(std::move(quotient), m_isNegative != divisor.m_isNegative), left(std::move(rest), m_isNegative);
    if (left.m_limbs.empty() || m_isNegative == divisor.m_isNegative)
        return {std::move(whole), std::move(left)};
    return {whole - 1, left + divisor};
}

BigInt BigInt::power(std::uint64_t exponent) const
{
    if (bits() > 1 && exponent > mostBits / (bits() - 1))
        refuseLarge();
    BigInt result(1), square(*this);
    if (bits() <= 1) // 0 and 1, whose powers repeat
        exponent = m_limbs.empty() ? std::min<std::uint64_t>(exponent, 1) : exponent % 2;
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1)
            result = result * square;
        if (exponent > 1)
            square = square * square;
    }
    return result;
}

double BigInt::quotient(const BigInt &divisor) const
{
    const auto more = static_cast<std::int64_t>(divisor.bits()) + 66 - static_cast<std::int64_t>(bits());
    const std::size_t shift = more > 0 ? static_cast<std::size_t>(more) : 0; // so that 64 bits come before the point
    auto [whole, rest] = dividedSizes(shifted(shift).m_limbs, divisor.m_limbs);
    if (!rest.empty() && !whole.empty())
        whole[0] |= 1;
    const double size = std::ldexp(BigInt(std::move(whole), false).number(), -static_cast<int>(shift));
    if (std::isinf(size))
        throw TemplateError("integer division result too large for a float");
    return m_isNegative != divisor.m_isNegative ? -size : size;
}

std::strong_ordering BigInt::operator<=>(const BigInt &other) const
{
    if (m_isNegative != other.m_isNegative)
        return other.m_isNegative <=> m_isNegative;
    return m_isNegative ? compared(other.m_limbs, m_limbs) : compared(m_limbs, other.m_limbs);
}

} // namespace deltascope::chat

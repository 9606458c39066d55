#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace deltascope::chat {

/// A whole number of any size up to 4300 digits, as far as Python prints them; the arithmetic is Python's. What would
/// be larger throws TemplateError.
class BigInt {
public:
    BigInt(std::int64_t value = 0);
    /// What stands before the point of a finite number.
    static BigInt truncated(double number);
    /// Digits of a base up to 36 and nothing else; nothing for more than 4300 of them.
    static std::optional<BigInt> parse(std::string_view digits, unsigned base);

    std::optional<std::int64_t> small() const; ///< if 64 bits hold it
    double number() const; ///< the nearest; infinite if there is none
    bool isNegative() const { return m_isNegative; }
    std::size_t bits() const; ///< of its size without sign
    std::string digits(unsigned base = 10) const; ///< without sign
    std::string text() const { return (m_isNegative ? "-" : "") + digits(); }

    BigInt operator-() const;
    BigInt operator+(const BigInt &other) const;
    BigInt operator-(const BigInt &other) const { return *this + -other; }
    BigInt operator*(const BigInt &other) const;
    /// Quotient, rounded down, and remainder, with the divisor's sign; the divisor is not 0.
    std::pair<BigInt, BigInt> divided(const BigInt &divisor) const;
    BigInt power(std::uint64_t exponent) const;
    /// The float nearest to this / divisor. Throws TemplateError if it is too large for one.
    double quotient(const BigInt &divisor) const;

    std::strong_ordering operator<=>(const BigInt &other) const;
    bool operator==(const BigInt &) const = default;

private:
    using Limbs = std::vector<std::uint32_t>; ///< lowest first, the highest not 0

    BigInt(Limbs limbs, bool isNegative);
    BigInt shifted(std::size_t bits) const; ///< to larger ones
    static std::pair<Limbs, Limbs> dividedSizes(const Limbs &dividend, const Limbs &divisor);

    Limbs m_limbs;
    bool m_isNegative = false;
};

} // namespace deltascope::chat

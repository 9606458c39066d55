#pragma once

#include "core/describe.h"

#include <cstdint>
#include <functional>
#include <string_view>

namespace deltascope::tree {

/// 64 bits that are equal for equal sequences. For 100,000 modules two unequal ones meet with a chance of about 3e-10.
class Fingerprint {
public:
    Fingerprint &operator<<(std::uint64_t value)
    {
        m_value = (m_value ^ value) * 0x9E3779B97F4A7C15u;
        m_value ^= m_value >> 29;
        m_value *= 0xBF58476D1CE4E5B9u;
        m_value ^= m_value >> 32;
        return *this;
    }
    Fingerprint &operator<<(std::string_view text)
    {
        return *this << std::uint64_t(std::hash<std::string_view>()(text));
    }
    Fingerprint &operator<<(const ParamInfo &param)
    {
        *this << std::string_view(param.name) << std::uint64_t(param.shape.size());
        for (const auto size : param.shape)
            *this << std::uint64_t(size);
        return *this;
    }
    std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 0x84222325CBF29CE4u;
};

} // namespace deltascope::tree

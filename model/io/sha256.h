#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace deltascope::io {

/// SHA-256 (FIPS 180-4) of bytes that come in parts.
class Sha256 {
public:
    void add(std::string_view bytes);
    /// The sum in hexadecimal; nothing may be added afterwards.
    std::string finish();

private:
    void takeBlock(const unsigned char *block);

    std::array<std::uint32_t, 8> m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<unsigned char, 64> m_block{};
    std::size_t m_filled = 0;
    std::uint64_t m_bytes = 0;
};

/// Of a file, read in parts. Throws Failure.
std::string sha256OfFile(const std::string &path);

} // namespace deltascope::io

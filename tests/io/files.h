#pragma once

#include "core/outcome.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

namespace deltascope::test {

/// A folder of its own for a test's files; gone with it.
class TempFolder {
public:
    TempFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "deltascope-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()));
        m_path = name;
    }
    ~TempFolder() { std::filesystem::remove_all(m_path); }
    std::string operator/(const std::string &name) const { return (m_path / name).string(); }
    std::string path() const { return m_path.string(); }

    std::string write(const std::string &name, std::string_view content) const
    {
        std::filesystem::create_directories((m_path / name).parent_path());
        std::ofstream(m_path / name, std::ios::binary) << content;
        return *this / name;
    }

private:
    std::filesystem::path m_path;
};

inline std::string readAll(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A number as little-endian bytes.
inline std::string little(std::uint64_t value, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i, value >>= 8)
        out += static_cast<char>(value & 0xFF);
    return out;
}

inline std::string safetensorsFile(const std::string &header, const std::string &data = {})
{
    return little(header.size(), 8) + header + data;
}

/// The Error that `action` throws as a Failure; a failed check if it throws none.
inline Error refusal(const std::function<void()> &action)
{
    try {
        action();
    } catch (const Failure &failure) {
        return failure.error();
    }
    FAIL("expected a refusal");
    return {};
}

inline bool contains(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

template<class T>
std::span<const unsigned char> bytesOf(const T &values)
{
    return {reinterpret_cast<const unsigned char *>(values.data()), values.size() * sizeof(*values.data())};
}

} // namespace deltascope::test

#include "io/zipwriter.h"

#include "io/ziparchive.h"

#include <algorithm>
#include <array>

namespace deltascope::io {

namespace {

std::string little(std::uint64_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i, value >>= 8)
        text += static_cast<char>(value & 0xFF);
    return text;
}

/// The value, or the mark that says: look into the zip64 field.
std::string little32(std::uint64_t value) { return little(std::min(value, zipFull32), 4); }

/// What a member's own header and its entry in the directory have in common; names are UTF-8, the time is 1980-01-01.
std::string commonFields(std::uint32_t checksum, std::uint64_t size, std::size_t nameLength, std::size_t extraLength)
{
    constexpr std::uint64_t version = 45, utf8Names = 0x800, stored = 0, time = 0, date = 0x21;
    return little(version, 2) + little(utf8Names, 2) + little(stored, 2) + little(time, 2) + little(date, 2)
           + little(checksum, 4) + little32(size) + little32(size) + little(nameLength, 2) + little(extraLength, 2);
}

std::string zip64Field(const std::string &values)
{
    return values.empty() ? std::string() : little(1, 2) + little(values.size(), 2) + values;
}

using ChecksumTables = std::array<std::array<std::uint32_t, 256>, 8>;

/// Table k is for a byte that stands k bytes before the last of eight.
ChecksumTables makeTables()
{
    ChecksumTables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ (value & 1 ? 0xEDB88320 : 0);
        tables[0][byte] = value;
    }
    for (std::size_t k = 1; k < 8; ++k)
        for (std::uint32_t byte = 0; byte < 256; ++byte)
            tables[k][byte] = (tables[k - 1][byte] >> 8) ^ tables[0][tables[k - 1][byte] & 0xFF];
    return tables;
}

} // namespace

std::uint32_t crc32(std::span<const unsigned char> bytes)
{
    static const ChecksumTables tables = makeTables();
    std::uint32_t value = 0xFFFFFFFF;
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint32_t next = 0;
        for (std::size_t i = 0; i < 8; ++i)
            next ^= tables[7 - i][bytes[at + i] ^ (i < 4 ? (value >> (8 * i)) & 0xFF : 0)];
        value = next;
    }
    for (; at < bytes.size(); ++at)
        value = (value >> 8) ^ tables[0][(value ^ bytes[at]) & 0xFF];
    return ~value;
}

void ZipWriter::write(std::string_view text)
{
    m_file.write(text);
    m_at += text.size();
}

void ZipWriter::add(const std::string &name, std::span<const unsigned char> bytes)
{
    constexpr std::uint64_t fixedHeader = 30, alignment = 64, fieldHead = 4;
    const Listed listed{name, m_at, bytes.size(), crc32(bytes)};
    std::string extra
        = listed.size >= zipFull32 ? zip64Field(little(listed.size, 8) + little(listed.size, 8)) : std::string();
    // A field "FB", as torch.save names it, takes the room up to the next multiple.
    const std::uint64_t begin = m_at + fixedHeader + name.size() + extra.size() + fieldHead;
    const std::uint64_t padding = (alignment - begin % alignment) % alignment;
    extra += "FB" + little(padding, 2) + std::string(padding, 'Z');
    write("PK\x03\x04" + commonFields(listed.checksum, listed.size, name.size(), extra.size()) + name + extra);
    m_file.write(bytes);
    m_at += bytes.size();
    m_members.push_back(listed);
}

void ZipWriter::add(const std::string &name, std::string_view text)
{
    add(name, {reinterpret_cast<const unsigned char *>(text.data()), text.size()});
}

void ZipWriter::finish()
{
    const std::uint64_t begin = m_at;
    for (const Listed &listed : m_members) {
        const std::string sizes
            = listed.size >= zipFull32 ? little(listed.size, 8) + little(listed.size, 8) : std::string();
        const std::string extra
            = zip64Field(sizes + (listed.header >= zipFull32 ? little(listed.header, 8) : std::string()));
        const std::string attributes(10, '\0'); // comment, disk, kinds
        write("PK\x01\x02" + little(45, 2)
              + commonFields(listed.checksum, listed.size, listed.name.size(), extra.size()) + attributes
              + little32(listed.header) + listed.name + extra);
    }
    const std::uint64_t end = m_at, size = end - begin, count = m_members.size(), disks = 0;
    if (count >= zipFull16 || begin >= zipFull32 || size >= zipFull32) {
        write("PK\x06\x06" + little(44, 8) + little(45, 2) + little(45, 2) + little(disks, 8) + little(count, 8)
              + little(count, 8) + little(size, 8) + little(begin, 8));
        write("PK\x06\x07" + little(0, 4) + little(end, 8) + little(1, 4));
    }
    const std::string shortCount = little(std::min(count, zipFull16), 2);
    write("PK\x05\x06" + little(disks, 4) + shortCount + shortCount + little32(size) + little32(begin) + little(0, 2));
}

} // namespace deltascope::io

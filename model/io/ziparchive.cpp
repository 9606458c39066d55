#include "io/ziparchive.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <algorithm>

namespace deltascope::io {

namespace {

constexpr std::uint64_t endSize = 22, mostComment = 65535;

[[noreturn]] void damaged(const MappedFile &file, const std::string &what)
{
    throw Failure(Error{file.path(), "expected a whole zip archive, found " + what, {}, "truncated"});
}

/// Position of the end-of-central-directory record, searched from the end of the file.
std::uint64_t findEnd(const MappedFile &file)
{
    const std::uint64_t size = file.size();
    for (std::uint64_t back = endSize; back <= std::min(size, endSize + mostComment); ++back) {
        const auto *at = file.data() + (size - back);
        if (at[0] == 'P' && at[1] == 'K' && at[2] == 5 && at[3] == 6
            && (at[20] | at[21] << 8) <= static_cast<int>(back - endSize))
            return size - back;
    }
    damaged(file, "no directory at its end: it is cut off");
}

} // namespace

ZipArchive::ZipArchive(const MappedFile &file)
    : m_file(file)
{
    const std::uint64_t end = findEnd(file);
    Reader reader(file);
    reader.seek(end + 10);
    std::uint64_t count = reader.number(2), size = reader.number(4), offset = reader.number(4);
    if (count == zipFull16 || size == zipFull32 || offset == zipFull32) {
        if (end < 20)
            damaged(file, "no zip64 directory");
        reader.seek(end - 20);
        if (reader.number(4) != 0x07064b50)
            damaged(file, "no zip64 directory");
        reader.number(4);
        reader.seek(reader.number(8));
        if (reader.number(4) != 0x06064b50)
            damaged(file, "no zip64 directory");
        reader.take(28);
        count = reader.number(8);
        size = reader.number(8);
        offset = reader.number(8);
    }
    readDirectory(offset, size, count);
}

bool ZipArchive::holdsEnding(std::string_view ending) const
{
    return std::any_of(m_members.begin(), m_members.end(),
                       [&](const auto &member) { return member.first.ends_with(ending); });
}

void ZipArchive::readDirectory(std::uint64_t offset, std::uint64_t size, std::uint64_t count)
{
    constexpr std::uint64_t smallestEntry = 46;
    Reader reader(m_file.slice(offset, size), m_file.path());
    if (count > size / smallestEntry)
        damaged(m_file, "a directory with fewer members than it counts");
    m_members.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i)
        readEntry(reader);
}

void ZipArchive::readEntry(Reader &reader)
{
    if (reader.left() < 46 || reader.number(4) != 0x02014b50)
        damaged(m_file, "a directory with fewer members than it counts");
    reader.take(4);
    const std::uint64_t flags = reader.number(2), method = reader.number(2);
    reader.take(8);
    std::uint64_t packed = reader.number(4), plain = reader.number(4);
    const std::uint64_t nameLength = reader.number(2), extraLength = reader.number(2), commentLength = reader.number(2);
    reader.take(8);
    std::uint64_t header = reader.number(4);
    const std::string_view name = reader.takeText(nameLength);
    Reader extra(reader.take(extraLength), m_file.path());
    while (extra.left() >= 4) {
        const std::uint64_t tag = extra.number(2), length = extra.number(2);
        Reader field(extra.take(length), m_file.path());
        if (tag == 1) { // zip64: only the fields that are full, in this order
            for (std::uint64_t *value : {&plain, &packed, &header})
                if (*value == zipFull32 && field.left() >= 8)
                    *value = field.number(8);
        }
    }
    reader.take(commentLength);
    if (method == 0 && plain != packed)
        damaged(m_file, "a stored member " + utf8::readable(name, 80) + " of two sizes");
    if (m_members.empty())
        m_root = name.substr(0, name.find('/') + 1); // npos + 1: no folder
    if (!m_members.try_emplace(name, Listed{header, plain, static_cast<int>(method), (flags & 1) != 0}).second)
        damaged(m_file, "two members " + utf8::readable(name, 80));
}

std::optional<ZipMember> ZipArchive::member(std::string_view name) const
{
    const auto found = m_members.find(name);
    if (found == m_members.end())
        return std::nullopt;
    const Listed &listed = found->second;
    if (listed.encrypted || listed.method != 0)
        throw Failure(m_file.path(), utf8::readable(name, 80)
                                         + ": expected a member stored as it is, as torch.save writes it, found "
                                         + (listed.encrypted ? "an encrypted one" : "a compressed one"));
    // The directory says where a member's own header is; its bytes begin behind that header's name and extra field.
    Reader local(m_file);
    local.seek(std::min(listed.header, m_file.size()));
    if (local.left() < 30 || local.number(4) != 0x04034b50)
        damaged(m_file, "no member " + utf8::readable(name, 80) + " where the directory says");
    local.take(22);
    const std::uint64_t nameLength = local.number(2), extraLength = local.number(2);
    if (local.takeText(nameLength) != name)
        damaged(m_file, "another member than " + utf8::readable(name, 80) + " where the directory says");
    local.take(extraLength);
    m_file.slice(local.position(), listed.size);
    return ZipMember{local.position(), listed.size};
}

} // namespace deltascope::io

#include "io/safetensors.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <optional>
#include <unordered_set>

namespace deltascope::io {

namespace {

constexpr std::pair<std::string_view, DType> dtypeNames[] = {
    {"F64", DType::F64}, {"F32", DType::F32}, {"F16", DType::F16}, {"BF16", DType::BF16}, {"I64", DType::I64}, {"I32", DType::I32},
    {"I16", DType::I16}, {"I8", DType::I8}, {"U8", DType::U8}, {"BOOL", DType::Bool}, {"F8_E4M3", DType::F8E4M3},
    {"F8_E5M2", DType::F8E5M2}, {"U16", DType::U16}, {"U32", DType::U32}, {"U64", DType::U64}, {"C64", DType::C64},
};

/// Reads the header in one pass without building a document: checkpoints may list ten thousand tensors.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
public:
    HeaderReader(const std::shared_ptr<const MappedFile> &file, std::uint64_t dataStart) : m_file(file), m_dataStart(dataStart) {}

    std::vector<TensorEntry> entries;

    bool start_object(std::size_t) override
    {
        ++m_depth;
        if (m_depth == 2 && m_name == "__metadata__") {
            m_inMetadata = true;
        } else if (m_depth == 2) {
            entries.push_back({});
            entries.back().name = m_name;
            m_begin = m_end = std::nullopt;
            m_hasDtype = m_hasShape = false;
        } else if (m_depth > 2) {
            refuse("an entry with dtype, shape and data_offsets", "an object");
        }
        return true;
    }
    bool end_object() override
    {
        if (m_depth-- != 2)
            return true;
        if (!m_inMetadata)
            finishEntry();
        m_inMetadata = false;
        return true;
    }
    bool key(std::string &name) override
    {
        if (m_depth == 1) {
            if (!m_seen.insert(name).second)
                throw Failure(m_file->path(), name + ": expected each name once, found it twice");
            m_name = name;
        } else {
            m_key = name;
        }
        return true;
    }
    bool start_array(std::size_t) override
    {
        ++m_depth;
        if (m_depth != 3 || m_inMetadata || (m_key != "shape" && m_key != "data_offsets"))
            refuse(m_depth == 1 ? "an object" : "a text or a number", "a list");
        m_hasShape |= m_key == "shape";
        return true;
    }
    bool end_array() override
    {
        --m_depth;
        return true;
    }
    bool string(std::string &value) override
    {
        if (m_depth == 2 && m_inMetadata)
            return true;
        if (m_depth != 2 || m_key != "dtype")
            refuse(m_depth == 1 ? "an object" : "a number", "a text");
        const auto found = std::find_if(std::begin(dtypeNames), std::end(dtypeNames), [&](const auto &known) { return known.first == value; });
        if (found == std::end(dtypeNames))
            refuse("an element type such as F32", value);
        entries.back().dtype = found->second;
        m_hasDtype = true;
        return true;
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (m_depth != 3)
            refuse(m_inMetadata ? "a text" : "an object", std::to_string(value));
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            refuse("a number of at most 63 bits", std::to_string(value));
        if (m_key == "shape")
            entries.back().shape.push_back(static_cast<std::int64_t>(value));
        else if (!m_begin)
            m_begin = value;
        else if (!m_end)
            m_end = value;
        else
            refuse("two data_offsets", "more");
        return true;
    }
    bool number_integer(number_integer_t value) override { refuse("a number that is not negative", std::to_string(value)); }
    bool number_float(number_float_t, const std::string &text) override { refuse("a whole number", text); }
    bool boolean(bool value) override { refuse("a text or a number", value ? "true" : "false"); }
    bool null() override { refuse("a text or a number", "null"); }
    bool binary(binary_t &) override { refuse("a text or a number", "bytes"); }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        throw Failure(m_file->path(), "expected a safetensors header in JSON, found an error at its byte " + std::to_string(position));
    }

private:
    [[noreturn]] void refuse(const std::string &expected, const std::string &found) const
    {
        const std::string place = m_name + (m_depth > 1 && !m_key.empty() ? "." + m_key : "");
        throw Failure(m_file->path(), (place.empty() ? "header" : place) + ": expected " + expected + ", found " + found);
    }

    void finishEntry()
    {
        TensorEntry &entry = entries.back();
        m_key.clear();
        if (!m_hasDtype || !m_hasShape || !m_end)
            refuse("dtype, shape and data_offsets", "not all of them");
        const std::uint64_t room = m_file->size() - m_dataStart;
        if (*m_begin > *m_end)
            refuse("data_offsets that ascend", std::to_string(*m_begin) + " and " + std::to_string(*m_end));
        if (*m_end > room)
            throw Failure(Error{m_file->path(), entry.name + ": expected bytes up to " + std::to_string(*m_end) + ", found only "
                                    + std::to_string(room) + " in the file", {}, "truncated"});
        const auto count = elementCount(entry.shape);
        std::int64_t bytes = 0;
        if (!count || __builtin_mul_overflow(*count, static_cast<std::int64_t>(byteSize(entry.dtype)), &bytes)
            || static_cast<std::uint64_t>(bytes) != *m_end - *m_begin)
            refuse("as many bytes as shape " + toText(entry.shape) + " and " + std::string(toText(entry.dtype)) + " need",
                   std::to_string(*m_end - *m_begin));
        entry.file = m_file;
        entry.offset = m_dataStart + *m_begin;
        entry.bytes = *m_end - *m_begin;
        entry.storageKey = entry.offset;
    }

    const std::shared_ptr<const MappedFile> &m_file;
    std::uint64_t m_dataStart;
    int m_depth = 0;
    bool m_inMetadata = false, m_hasDtype = false, m_hasShape = false;
    std::optional<std::uint64_t> m_begin, m_end;
    std::string m_name, m_key;
    std::unordered_set<std::string> m_seen;
};

/// The bytes of all tensors must cover the file's data without gap, overlap or rest.
void expectCovered(const MappedFile &file, const std::vector<TensorEntry> &entries, std::uint64_t dataStart)
{
    std::vector<const TensorEntry *> sorted;
    for (const TensorEntry &entry : entries)
        sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(), [](const auto *a, const auto *b) { return std::pair(a->offset, a->bytes) < std::pair(b->offset, b->bytes); });
    std::uint64_t at = dataStart;
    for (const TensorEntry *entry : sorted) {
        if (entry->offset != at)
            throw Failure(file.path(), entry->name + ": expected its bytes at " + std::to_string(at - dataStart) + ", right behind the tensor before, found "
                                           + std::to_string(entry->offset - dataStart));
        at += entry->bytes;
    }
    if (at != file.size())
        throw Failure(file.path(), "expected the file to end with its last tensor at byte " + std::to_string(at) + ", found "
                                       + std::to_string(file.size() - at) + " more bytes");
}

} // namespace

std::vector<TensorEntry> readSafetensors(const std::shared_ptr<const MappedFile> &file)
{
    constexpr std::uint64_t mostHeader = 100'000'000;   // the format's own limit
    Reader reader(file->slice(0, file->size()), file->path());
    const std::uint64_t length = reader.number(8);
    if (length > mostHeader || length < 2)
        throw Failure(file->path(), "expected a safetensors header of 2 to 100000000 bytes, found a length of " + std::to_string(length));
    const std::string_view header = reader.takeText(length);
    if (!utf8::valid(header))
        throw Failure(file->path(), "expected a header in UTF-8, found bytes that are not");
    if (header.front() != '{')
        throw Failure(file->path(), "expected a header that is a JSON object, found something else");
    HeaderReader handler(file, 8 + length);
    try {
        nlohmann::json::sax_parse(header, &handler);
    } catch (const nlohmann::json::exception &) {
        throw Failure(file->path(), "expected a safetensors header in JSON, found a number that is too large");
    }
    expectCovered(*file, handler.entries, 8 + length);
    return std::move(handler.entries);
}

void writeSafetensors(const std::string &path, const std::vector<TensorToWrite> &tensors, const std::map<std::string, std::string> &metadata)
{
    nlohmann::ordered_json header;
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::uint64_t at = 0;
    for (const TensorToWrite &tensor : tensors) {
        const auto name = std::find_if(std::begin(dtypeNames), std::end(dtypeNames), [&](const auto &known) { return known.second == tensor.dtype; });
        header[tensor.name] = {{"dtype", name->first}, {"shape", tensor.shape}, {"data_offsets", {at, at + tensor.bytes.size()}}};
        at += tensor.bytes.size();
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');
    const std::string beside = path + ".part";
    std::ofstream out(beside, std::ios::binary);
    const std::uint64_t length = text.size();
    out.write(reinterpret_cast<const char *>(&length), 8);
    out << text;
    for (const TensorToWrite &tensor : tensors)
        out.write(reinterpret_cast<const char *>(tensor.bytes.data()), static_cast<std::streamsize>(tensor.bytes.size()));
    out.close();
    if (!out || std::rename(beside.c_str(), path.c_str()) != 0) {
        std::remove(beside.c_str());
        throw Failure(path, "could not be written");
    }
}

} // namespace deltascope::io

#include "io/safetensors.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <unordered_set>
#include <utility>

namespace deltascope::io {

namespace {

constexpr std::pair<std::string_view, DType> names[] = {
    {"F64", DType::F64}, {"F32", DType::F32},   {"F16", DType::F16},        {"BF16", DType::BF16},
    {"I64", DType::I64}, {"I32", DType::I32},   {"I16", DType::I16},        {"I8", DType::I8},
    {"U8", DType::U8},   {"BOOL", DType::Bool}, {"F8_E4M3", DType::F8E4M3}, {"F8_E5M2", DType::F8E5M2},
    {"U16", DType::U16}, {"U32", DType::U32},   {"U64", DType::U64},        {"C64", DType::C64},
};

/// Reads the header in one pass without building a document: checkpoints may list ten thousand tensors.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
public:
    HeaderReader(const std::shared_ptr<const MappedFile> &file, std::uint64_t dataStart)
        : m_file(file)
        , m_dataStart(dataStart)
    {
    }

    Safetensors result;

    bool start_object(std::size_t) override
    {
        ++m_depth;
        if (m_depth > 2)
            refuse("an entry with dtype, shape and data_offsets", "an object");
        if (m_depth == 2)
            startEntry();
        return true;
    }
    bool end_object() override
    {
        if (m_depth-- == 2 && !m_inMetadata)
            finishEntry();
        return true;
    }
    bool key(std::string &name) override
    {
        if (m_depth == 1)
            m_name = std::move(name);
        else
            m_key = std::move(name);
        return true;
    }
    bool start_array(std::size_t) override
    {
        ++m_depth;
        if (m_depth == 3 && !m_inMetadata && m_key == "shape" && !m_hasShape)
            m_hasShape = true;
        else if (m_depth != 3 || m_inMetadata || m_key != "data_offsets" || !m_offsets.empty())
            refuse(expectedHere(), "a list");
        return true;
    }
    bool end_array() override
    {
        --m_depth;
        return true;
    }
    bool string(std::string &value) override
    {
        if (m_depth == 2 && m_inMetadata) {
            result.metadata[m_key] = std::move(value);
            return true;
        }
        if (m_depth != 2 || m_key != "dtype" || m_hasDtype)
            refuse(expectedHere(), "a text");
        const auto type = safetensorsType(value);
        if (!type)
            refuse("an element type such as F32", value);
        result.entries.back().dtype = *type;
        m_hasDtype = true;
        return true;
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (m_depth != 3)
            refuse(expectedHere(), std::to_string(value));
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            refuse("a number of at most 63 bits", std::to_string(value));
        if (m_key == "shape")
            result.entries.back().shape.push_back(static_cast<std::int64_t>(value));
        else
            m_offsets.push_back(value);
        return true;
    }
    bool number_integer(number_integer_t value) override
    {
        refuse("a number that is not negative", std::to_string(value));
    }
    bool number_float(number_float_t, const std::string &text) override
    {
        refuse("a whole number of at most 63 bits", text);
    }
    bool boolean(bool value) override { refuse(expectedHere(), value ? "true" : "false"); }
    bool null() override { refuse(expectedHere(), "null"); }
    bool binary(binary_t &) override { refuse(expectedHere(), "bytes"); }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        if (!utf8::valid(m_file->text().substr(8, m_dataStart - 8)))
            throw Failure(m_file->path(), "expected a header in UTF-8, found bytes that are not");
        throw Failure(m_file->path(),
                      "expected a safetensors header in JSON, found an error at its byte " + std::to_string(position));
    }

private:
    std::string expectedHere() const
    {
        if (m_depth <= 1)
            return "an object";
        if (m_inMetadata)
            return "a text";
        if (m_key == "dtype")
            return "an element type, once";
        return m_key == "shape" || m_key == "data_offsets" ? "a list of whole numbers, once"
                                                           : "dtype, shape and data_offsets only";
    }

    [[noreturn]] void refuse(const std::string &expected, const std::string &found) const
    {
        const std::string place = m_name + (m_depth > 1 && !m_key.empty() ? "." + m_key : "");
        throw Failure(m_file->path(),
                      (place.empty() ? "header" : place) + ": expected " + expected + ", found " + found);
    }

    void startEntry()
    {
        m_inMetadata = m_name == "__metadata__";
        m_key.clear();
        m_offsets.clear();
        m_hasDtype = m_hasShape = false;
        if (!m_inMetadata)
            result.entries.emplace_back().name = m_name;
        else if (std::exchange(m_hadMetadata, true))
            refuse("one set of texts", "another");
    }

    void finishEntry()
    {
        TensorEntry &entry = result.entries.back();
        m_key.clear();
        if (!m_hasDtype || !m_hasShape || m_offsets.size() != 2)
            refuse("dtype, shape and two data_offsets", "something else");
        const std::uint64_t begin = m_offsets[0], end = m_offsets[1], room = m_file->size() - m_dataStart;
        if (begin > end)
            refuse("data_offsets that ascend", std::to_string(begin) + " and " + std::to_string(end));
        if (end > room)
            throw Failure(Error{m_file->path(),
                                entry.name + ": expected bytes up to " + std::to_string(end) + ", found only "
                                    + std::to_string(room) + " in the file",
                                {},
                                "truncated"});
        const auto count = elementCount(entry.shape);
        std::uint64_t bytes = 0;
        if (!count || __builtin_mul_overflow(static_cast<std::uint64_t>(*count), byteSize(entry.dtype), &bytes)
            || bytes != end - begin)
            refuse("as many bytes as shape " + toText(entry.shape) + " and " + std::string(toText(entry.dtype))
                       + " need",
                   std::to_string(end - begin));
        entry.file = m_file;
        entry.offset = m_dataStart + begin;
        entry.bytes = bytes;
        entry.storageKey = storageKey(*m_file, entry.offset, bytes, result.entries.size());
    }

    const std::shared_ptr<const MappedFile> &m_file;
    std::uint64_t m_dataStart;
    int m_depth = 0;
    bool m_inMetadata = false, m_hadMetadata = false, m_hasDtype = false, m_hasShape = false;
    std::vector<std::uint64_t> m_offsets;
    std::string m_name, m_key;
};

void expectDistinctNames(const MappedFile &file, const std::vector<TensorEntry> &entries)
{
    std::unordered_set<std::string_view> seen(entries.size());
    for (const TensorEntry &entry : entries)
        if (!seen.insert(entry.name).second)
            throw Failure(file.path(), entry.name + ": expected each name once, found it twice");
}

/// The bytes of all tensors must cover the file's data without gap, overlap or rest.
void expectCovered(const MappedFile &file, const std::vector<TensorEntry> &entries, std::uint64_t dataStart)
{
    std::vector<const TensorEntry *> sorted;
    for (const TensorEntry &entry : entries)
        sorted.push_back(&entry);
    const auto byPlace = [](const TensorEntry *a, const TensorEntry *b) {
        return std::pair(a->offset, a->bytes) < std::pair(b->offset, b->bytes);
    };
    if (!std::is_sorted(sorted.begin(), sorted.end(), byPlace))
        std::sort(sorted.begin(), sorted.end(), byPlace);
    std::uint64_t at = dataStart;
    for (const TensorEntry *entry : sorted) {
        if (entry->offset != at)
            throw Failure(file.path(), entry->name + ": expected its bytes at " + std::to_string(at - dataStart)
                                           + ", right behind the tensor before, found "
                                           + std::to_string(entry->offset - dataStart));
        at += entry->bytes;
    }
    if (at != file.size())
        throw Failure(file.path(), "expected the file to end with its last tensor at byte " + std::to_string(at)
                                       + ", found " + std::to_string(file.size() - at) + " more bytes");
}

} // namespace

std::string_view safetensorsName(DType type)
{
    return std::find_if(std::begin(names), std::end(names), [&](const auto &known) { return known.second == type; })
        ->first;
}

std::optional<DType> safetensorsType(std::string_view name)
{
    const auto found
        = std::find_if(std::begin(names), std::end(names), [&](const auto &known) { return known.first == name; });
    return found == std::end(names) ? std::nullopt : std::optional(found->second);
}

Safetensors readSafetensors(const std::shared_ptr<const MappedFile> &file)
{
    constexpr std::uint64_t mostHeader = 100'000'000; // the format's own limit
    Reader reader(*file);
    const std::uint64_t length = reader.number(8);
    if (length > mostHeader || length < 2)
        throw Failure(file->path(), "expected a safetensors header of 2 to 100000000 bytes, found a length of "
                                        + std::to_string(length));
    const std::string_view header = reader.takeText(length);
    if (header.front() != '{')
        throw Failure(file->path(), "expected a header that is a JSON object, found something else");
    HeaderReader handler(file, 8 + length);
    try {
        nlohmann::json::sax_parse(header, &handler);
    } catch (const nlohmann::json::exception &) {
        throw Failure(file->path(), "expected a safetensors header in JSON, found a number that is too large");
    }
    expectDistinctNames(*file, handler.result.entries);
    expectCovered(*file, handler.result.entries, 8 + length);
    return std::move(handler.result);
}

} // namespace deltascope::io

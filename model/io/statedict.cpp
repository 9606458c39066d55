#include "io/statedict.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <unordered_map>

namespace deltascope::io {

namespace {

using Value = PickleValue;
using Type = PickleValue::Type;
using NamedType = std::pair<std::string_view, DType>;

/// "FloatStorage" of "torch FloatStorage".
std::string_view nameOf(const Value &global) { return global.text.substr(global.text.find(' ') + 1); }

template<std::size_t N>
DType typeNamed(const MappedFile &file, const NamedType (&types)[N], std::string_view name)
{
    for (const auto &[known, type] : types)
        if (known == name)
            return type;
    throw Failure(file.path(),
                  "expected elements of a type that deltas and backbones have, found " + utf8::readable(name, 80));
}

DType elementType(const MappedFile &file, const Value &tensor)
{
    static constexpr NamedType types[] = {
        {"float64", DType::F64},
        {"float32", DType::F32},
        {"float16", DType::F16},
        {"bfloat16", DType::BF16},
        {"int64", DType::I64},
        {"int32", DType::I32},
        {"int16", DType::I16},
        {"int8", DType::I8},
        {"uint8", DType::U8},
        {"bool", DType::Bool},
        {"float8_e4m3fn", DType::F8E4M3},
        {"float8_e5m2", DType::F8E5M2},
        {"uint16", DType::U16},
        {"uint32", DType::U32},
        {"uint64", DType::U64},
        {"complex64", DType::C64},
    };
    return tensor.items.size() > 3 ? typeNamed(file, types, nameOf(*tensor.items[3]))
                                   : storageType(file, *tensor.items[0]);
}

std::vector<std::int64_t> sizes(const MappedFile &file, std::string_view name, const Value &tuple)
{
    constexpr std::size_t mostDimensions = 64;
    std::vector<std::int64_t> list;
    for (const Value *item : tuple.items) {
        if (item->type != Type::Int || item->number < 0 || tuple.items.size() > mostDimensions)
            throw Failure(
                file.path(),
                std::string(name)
                    + ": expected sizes and strides that are whole numbers, not negative, found something else");
        list.push_back(item->number);
    }
    return list;
}

/// Elements from the first to behind the last; nothing if a stride leads outside the storage.
std::optional<std::int64_t> extent(const TensorEntry &entry, std::int64_t offset, std::int64_t elements)
{
    const auto count = elementCount(entry.shape);
    if (!count || offset < 0 || entry.strides.size() != entry.shape.size())
        return std::nullopt;
    if (*count == 0)
        return 0;
    std::int64_t last = offset;
    for (std::size_t i = 0; i < entry.shape.size(); ++i) {
        std::int64_t reach = 0;
        if (__builtin_mul_overflow(entry.shape[i] - 1, entry.strides[i], &reach)
            || __builtin_add_overflow(last, reach, &last))
            return std::nullopt;
    }
    return last < elements ? std::optional(last - offset + 1) : std::nullopt;
}

/// For a shape whose number of elements fits into 63 bits.
bool isContiguous(const TensorEntry &entry)
{
    std::int64_t expected = 1;
    for (std::size_t i = entry.shape.size(); i-- > 0;) {
        if (entry.shape[i] != 1 && entry.strides[i] != expected)
            return false;
        expected *= entry.shape[i];
    }
    return true;
}

TensorEntry entryOf(const std::shared_ptr<const MappedFile> &file, std::string_view name, const Value &tensor,
                    const StoragePlace &place, std::uint64_t ordinal)
{
    const Value &storage = *tensor.items[0];
    TensorEntry entry;
    entry.name = name;
    entry.dtype = elementType(*file, tensor);
    entry.shape = sizes(*file, name, *tensor.items[1]);
    entry.strides = sizes(*file, name, *tensor.items[2]);
    entry.file = file;
    const std::uint64_t width = byteSize(entry.dtype), storageWidth = byteSize(storageType(*file, storage));
    const auto claimed = static_cast<std::uint64_t>(storage.number);
    if (claimed > place.size / storageWidth)
        throw Failure(Error{file->path(),
                            entry.name + ": expected a storage of " + std::to_string(claimed) + " elements, found "
                                + std::to_string(place.size / storageWidth),
                            {},
                            "truncated"});
    const auto elements = static_cast<std::int64_t>(claimed * storageWidth / width);
    const auto reached = extent(entry, tensor.number, elements);
    if (!reached)
        throw Failure(Error{file->path(),
                            entry.name + ": expected a tensor inside its storage of " + std::to_string(elements)
                                + " elements, found shape " + toText(entry.shape) + " with strides "
                                + toText(entry.strides) + " from " + std::to_string(tensor.number),
                            {},
                            "truncated"});
    entry.storageKey = storageKey(*file, place.offset, place.size, ordinal);
    entry.offset = place.offset + static_cast<std::uint64_t>(*reached ? tensor.number : 0) * width;
    entry.bytes = static_cast<std::uint64_t>(*reached) * width;
    if (*reached == 0 || isContiguous(entry))
        entry.strides.clear();
    return entry;
}

bool holdsTensors(const Value &dict)
{
    for (const auto &[key, value] : dict.pairs)
        if (value->type == Type::Tensor)
            return true;
    return false;
}

const Value &stateOf(const MappedFile &file, const Value &root)
{
    if (root.type != Type::Dict)
        throw Failure(file.path(), "expected a dictionary of tensors, found something else");
    if (holdsTensors(root))
        return root;
    for (const std::string_view wanted : {"state_dict", "model_state_dict", "model", "module"})
        for (const auto &[key, value] : root.pairs)
            if (key->type == Type::Text && key->text == wanted && value->type == Type::Dict)
                return *value;
    return root;
}

} // namespace

DType storageType(const MappedFile &file, const PickleValue &storage)
{
    static constexpr NamedType types[] = {
        {"DoubleStorage", DType::F64},    {"FloatStorage", DType::F32},        {"HalfStorage", DType::F16},
        {"BFloat16Storage", DType::BF16}, {"LongStorage", DType::I64},         {"IntStorage", DType::I32},
        {"ShortStorage", DType::I16},     {"CharStorage", DType::I8},          {"ByteStorage", DType::U8},
        {"BoolStorage", DType::Bool},     {"ComplexFloatStorage", DType::C64}, {"UntypedStorage", DType::U8},
    };
    return typeNamed(file, types, nameOf(*storage.items[0]));
}

std::vector<TensorEntry> tensorsOf(const std::shared_ptr<const MappedFile> &file, const PickleValue &root,
                                   const std::function<StoragePlace(std::string_view)> &placeOf)
{
    std::vector<TensorEntry> entries;
    std::unordered_map<std::string_view, std::size_t> places;
    const auto &pairs = stateOf(*file, root).pairs;
    entries.reserve(pairs.size());
    places.reserve(pairs.size());
    for (const auto &[key, value] : pairs) {
        if (value->type != Type::Tensor || key->type != Type::Text)
            continue;
        if (!utf8::valid(key->text))
            throw Failure(file->path(), "expected tensor names in UTF-8, found bytes that are not");
        TensorEntry entry = entryOf(file, key->text, *value, placeOf(value->items[0]->text), entries.size());
        if (const auto [found, added] = places.try_emplace(key->text, entries.size()); added)
            entries.push_back(std::move(entry));
        else // as in Python: the last value, at the first one's place
            entries[found->second] = std::move(entry);
    }
    return entries;
}

} // namespace deltascope::io

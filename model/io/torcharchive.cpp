#include "io/torcharchive.h"

#include "core/outcome.h"
#include "core/utf8.h"
#include "io/pickle.h"
#include "io/ziparchive.h"

#include <map>

namespace deltascope::io {

namespace {

using Value = PickleValue;
using Type = PickleValue::Type;

/// Where a storage's bytes are in the file.
struct Place {
    std::uint64_t offset, size;
};

DType storageType(const MappedFile &file, const Value &storage)
{
    static constexpr std::pair<std::string_view, DType> types[] = {
        {"DoubleStorage", DType::F64}, {"FloatStorage", DType::F32}, {"HalfStorage", DType::F16}, {"BFloat16Storage", DType::BF16},
        {"LongStorage", DType::I64}, {"IntStorage", DType::I32}, {"ShortStorage", DType::I16}, {"CharStorage", DType::I8},
        {"ByteStorage", DType::U8}, {"BoolStorage", DType::Bool}, {"ComplexFloatStorage", DType::C64}, {"UntypedStorage", DType::U8},
    };
    const std::string_view name = storage.items[0]->text.substr(storage.items[0]->text.find(' ') + 1);
    for (const auto &[known, type] : types)
        if (known == name)
            return type;
    throw Failure(file.path(), "expected a storage of numbers, found " + utf8::readable(name, 80));
}

std::vector<std::int64_t> sizes(const MappedFile &file, const std::string &name, const Value &tuple)
{
    constexpr std::size_t mostDimensions = 64;
    std::vector<std::int64_t> list;
    for (const Value *item : tuple.items) {
        if (item->type != Type::Int || item->number < 0 || tuple.items.size() > mostDimensions)
            throw Failure(file.path(), name + ": expected sizes and strides that are whole numbers, not negative, found something else");
        list.push_back(item->number);
    }
    return list;
}

/// Elements from the first to behind the last; throws if a stride leads outside the storage.
std::uint64_t extent(const MappedFile &file, const std::string &name, const TensorEntry &entry, std::int64_t offset, std::int64_t elements)
{
    if (elementCount(entry.shape).value_or(1) == 0)
        return 0;
    std::int64_t last = offset;
    bool fits = offset >= 0 && entry.strides.size() == entry.shape.size();
    for (std::size_t i = 0; fits && i < entry.shape.size(); ++i) {
        std::int64_t reach = 0;
        fits = !__builtin_mul_overflow(entry.shape[i] - 1, entry.strides[i], &reach) && !__builtin_add_overflow(last, reach, &last);
    }
    if (!fits || last >= elements)
        throw Failure(Error{file.path(), name + ": expected a tensor inside its storage of " + std::to_string(elements) + " elements, found shape "
                                + toText(entry.shape) + " with strides " + toText(entry.strides) + " from " + std::to_string(offset), {}, "truncated"});
    return static_cast<std::uint64_t>(last - offset + 1);
}

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

template<class PlaceOf>
TensorEntry entryOf(const std::shared_ptr<const MappedFile> &file, const std::string &name, const Value &tensor, PlaceOf &&placeOf)
{
    const Value &storage = *tensor.items[0];
    TensorEntry entry;
    entry.name = name;
    entry.dtype = storageType(*file, storage);
    entry.shape = sizes(*file, name, *tensor.items[1]);
    entry.strides = sizes(*file, name, *tensor.items[2]);
    entry.file = file;
    if (!elementCount(entry.shape))
        throw Failure(file->path(), name + ": expected a shape of at most 63 bits, found " + toText(entry.shape));
    const Place place = placeOf(std::string(storage.text));
    const std::uint64_t width = byteSize(entry.dtype);
    if (static_cast<std::uint64_t>(storage.number) > place.size / width)
        throw Failure(Error{file->path(), name + ": expected a storage of " + std::to_string(storage.number) + " elements, found "
                                + std::to_string(place.size / width), {}, "truncated"});
    const std::uint64_t elements = extent(*file, name, entry, tensor.number, storage.number);
    entry.storageKey = storageKey(*file, place.offset, place.size, 0);
    entry.offset = place.offset + static_cast<std::uint64_t>(elements ? tensor.number : 0) * width;
    entry.bytes = elements * width;
    if (isContiguous(entry))
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

/// The dictionary of tensors: the value itself, or one inside it under a name that training programs use.
const Value &stateOf(const MappedFile &file, const Value *root)
{
    if (root->type == Type::Dict && !holdsTensors(*root))
        for (const std::string_view wanted : {"state_dict", "model_state_dict", "model", "module"})
            for (const auto &[key, value] : root->pairs)
                if (key->type == Type::Text && key->text == wanted && value->type == Type::Dict)
                    return *value;
    if (root->type != Type::Dict)
        throw Failure(file.path(), "expected a dictionary of tensors, found something else");
    return *root;
}

template<class PlaceOf>
std::vector<TensorEntry> collect(const std::shared_ptr<const MappedFile> &file, const Value *root, PlaceOf &&placeOf)
{
    std::vector<TensorEntry> entries;
    std::map<std::string, std::size_t> places;
    for (const auto &[key, value] : stateOf(*file, root).pairs) {
        if (value->type != Type::Tensor || key->type != Type::Text)
            continue;
        const std::string name(key->text);
        if (!utf8::valid(name))
            throw Failure(file->path(), "expected tensor names in UTF-8, found bytes that are not");
        TensorEntry entry = entryOf(file, name, *value, placeOf);
        if (const auto [found, added] = places.try_emplace(name, entries.size()); added)
            entries.push_back(std::move(entry));
        else
            entries[found->second] = std::move(entry);
    }
    return entries;
}

} // namespace

bool looksLikeZip(const MappedFile &file)
{
    return file.size() > 4 && file.data()[0] == 'P' && file.data()[1] == 'K' && file.data()[2] == 3 && file.data()[3] == 4;
}

std::vector<TensorEntry> readTorchZip(const std::shared_ptr<const MappedFile> &file)
{
    const ZipArchive archive(*file);
    const std::string root = archive.rootOf("data.pkl");
    const ZipMember *pickle = archive.member(root + "data.pkl");
    Reader reader(file->slice(pickle->offset, pickle->size), file->path());
    Unpickler unpickler(reader);
    return collect(file, unpickler.load(), [&](const std::string &key) -> Place {
        const ZipMember *storage = archive.member(root + "data/" + key);
        if (!storage)
            throw Failure(Error{file->path(), "expected a member data/" + utf8::readable(key, 80) + " with a tensor's numbers, found none", {}, "truncated"});
        return {storage->offset, storage->size};
    });
}

std::vector<TensorEntry> readTorchLegacy(const std::shared_ptr<const MappedFile> &file)
{
    Reader reader(file->slice(0, file->size()), file->path());
    const std::string magic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"; // 0x1950a86a20f9469cfc6c
    Unpickler head(reader), body(reader), tail(reader);
    const Value *first = head.load();
    if (first->type == Type::Dict)
        throw Failure(file->path(), "expected a file that torch.save wrote, found a bare pickle");
    if (first->type != Type::Opaque || first->ownText != magic)
        throw Failure(file->path(), "expected a checkpoint (safetensors or PyTorch), found an unknown file");
    head.load(); // protocol version
    head.load(); // sizes and byte order of the machine
    const Value *root = body.load();
    const Value *keys = tail.load();
    if (keys->type != Type::List)
        throw Failure(Error{file->path(), "expected the list of storages, found something else", {}, "truncated"});
    // Every storage: its number of elements, then the elements. The width comes from the pickle.
    std::map<std::string, std::uint64_t> widths;
    for (const auto &[key, value] : stateOf(*file, root).pairs)
        if (value->type == Type::Tensor)
            widths[std::string(value->items[0]->text)] = byteSize(storageType(*file, *value->items[0]));
    std::map<std::string, Place> places;
    for (const Value *key : keys->items) {
        const std::string name(key->type == Type::Text ? key->text : std::string_view());
        const std::uint64_t elements = reader.number(8);
        const auto width = widths.find(name);
        if (width == widths.end())
            throw Failure(file->path(), "expected storages of the dictionary's tensors only, found " + utf8::readable(name, 80));
        std::uint64_t bytes = 0;
        if (__builtin_mul_overflow(elements, width->second, &bytes))
            bytes = file->size();
        places[name] = {reader.position(), bytes};
        reader.take(bytes);
    }
    return collect(file, root, [&](const std::string &key) -> Place {
        const auto found = places.find(key);
        if (found == places.end())
            throw Failure(Error{file->path(), "expected a storage " + utf8::readable(key, 80) + ", found none", {}, "truncated"});
        return found->second;
    });
}

} // namespace deltascope::io

// The form before PyTorch 1.6: torch/serialization.py, _legacy_load.
#include "io/torcharchive.h"

#include "core/outcome.h"
#include "core/utf8.h"
#include "io/statedict.h"

#include <unordered_map>

namespace deltascope::io {

namespace {

using Value = PickleValue;
using Type = PickleValue::Type;
using Places = std::unordered_map<std::string_view, StoragePlace>;

/// Magic number, version, facts about the machine that wrote the file.
void readHead(Reader &reader)
{
    constexpr std::string_view magic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"; // 0x1950a86a20f9469cfc6c
    Unpickler head(reader);
    const Value *first = head.load();
    if (first->type == Type::Dict)
        throw Failure(reader.path(), "expected a file that torch.save wrote, found a bare pickle");
    if (first->type != Type::Opaque || first->text != magic)
        throw Failure(reader.path(), "expected a checkpoint (safetensors or PyTorch), found an unknown file");
    head.load();
    const Value *machine = head.load();
    for (const auto &[key, value] : machine->pairs)
        if (key->type == Type::Text && key->text == "little_endian" && value->type == Type::Bool && !value->number)
            throw Failure(reader.path(), "expected little-endian numbers, found big-endian ones");
}

/// Behind the list of keys, for every storage: its number of elements, then the elements. The width is in the pickle.
Places readStorages(Reader &reader, const MappedFile &file, const Unpickler &body, const Value &keys)
{
    std::unordered_map<std::string_view, std::uint64_t> widths;
    for (const Value *storage : body.storages())
        widths[storage->text] = byteSize(storageType(file, *storage));
    Places places;
    for (const Value *key : keys.items) {
        const std::string_view name = key->type == Type::Text ? key->text : std::string_view();
        const std::uint64_t elements = reader.number(8);
        const auto width = widths.find(name);
        if (width == widths.end())
            throw Failure(file.path(),
                          "expected storages that the file's tensors use, found " + utf8::readable(name, 80));
        std::uint64_t bytes = 0;
        if (__builtin_mul_overflow(elements, width->second, &bytes))
            bytes = file.size();
        places[name] = {reader.position(), bytes};
        reader.take(bytes);
    }
    return places;
}

} // namespace

std::vector<TensorEntry> readTorchLegacy(const std::shared_ptr<const MappedFile> &file)
{
    Reader reader(*file);
    readHead(reader);
    Unpickler body(reader), tail(reader);
    const Value *root = body.load();
    const Value *keys = tail.load();
    if (keys->type != Type::List)
        throw Failure(Error{file->path(), "expected the list of storages, found something else", {}, "truncated"});
    const Places places = readStorages(reader, *file, body, *keys);
    return tensorsOf(file, *root, [&](std::string_view key) {
        const auto found = places.find(key);
        if (found == places.end())
            throw Failure(
                Error{file->path(), "expected a storage " + utf8::readable(key, 80) + ", found none", {}, "truncated"});
        return found->second;
    });
}

} // namespace deltascope::io

#include "io/torcharchive.h"

#include "core/outcome.h"
#include "core/utf8.h"
#include "io/statedict.h"
#include "io/ziparchive.h"

namespace deltascope::io {

namespace {

std::string_view textOf(const MappedFile &file, const ZipMember &member)
{
    return file.text().substr(member.offset, member.size);
}

/// What a zip archive without data.pkl is; empty if unknown.
std::string_view wellKnown(const ZipArchive &archive)
{
    if (archive.holdsEnding("serialized_exported_program.json") || archive.holdsEnding("archive_format"))
        return "a program of torch.export (.pt2), whose weights this program does not read; save the state_dict()";
    if (archive.holdsEnding(".npy"))
        return "NumPy arrays (.npz)";
    return {};
}

} // namespace

bool looksLikeZip(const MappedFile &file) { return file.text().substr(0, 4) == "PK\x03\x04"; }

bool isTorchScript(const MappedFile &file)
{
    if (!looksLikeZip(file))
        return false;
    const ZipArchive archive(file);
    return archive.holds(std::string(archive.root()) + "constants.pkl");
}

std::vector<TensorEntry> readTorchZip(const std::shared_ptr<const MappedFile> &file)
{
    const ZipArchive archive(*file);
    std::string name(archive.root());
    const std::size_t rootLength = name.size();
    const auto member = [&](std::string_view inRoot) {
        name.resize(rootLength);
        return archive.member(name += inRoot);
    };
    const auto order = member("byteorder");
    if (order && textOf(*file, *order) != "little")
        throw Failure(file->path(),
                      "expected little-endian numbers, found byte order " + utf8::readable(textOf(*file, *order), 20));
    const auto pickle = member("data.pkl");
    if (const std::string_view what = wellKnown(archive); !pickle && !what.empty())
        throw Failure(file->path(), "expected a checkpoint (safetensors or PyTorch), found " + std::string(what));
    if (!pickle)
        throw Failure(file->path(), "expected a member data.pkl, as torch.save writes it, found none");
    if (archive.holds(name.substr(0, rootLength) + "constants.pkl"))
        throw Failure(file->path(), "expected a dictionary of tensors, found a TorchScript program");
    Reader reader(file->slice(pickle->offset, pickle->size), file->path());
    Unpickler unpickler(reader);
    const PickleValue *root = unpickler.load();
    std::string place = "data/";
    return tensorsOf(file, *root, [&](std::string_view key) -> StoragePlace {
        place.resize(5);
        const auto storage = member(place += key);
        if (!storage)
            throw Failure(
                Error{file->path(),
                      "expected a member data/" + utf8::readable(key, 80) + " with a tensor's numbers, found none",
                      {},
                      "truncated"});
        return {storage->offset, storage->size};
    });
}

} // namespace deltascope::io

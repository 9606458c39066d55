#include "io/torcharchive.h"
#include "io/zipwriter.h"

#include "io/files.h"

#include <cstring>

using namespace deltascope;
using namespace deltascope::test;
using namespace std::string_literals;

namespace {

std::string data(const std::string &name) { return std::string(TEST_DATA) + "/io/" + name; }

float floatAt(const io::TensorEntry &entry, std::int64_t element)
{
    float value = 0;
    std::memcpy(&value, entry.file->slice(entry.offset + 4 * element, 4).data(), 4);
    return value;
}

std::string text(const std::string &value) { return "X" + little(value.size(), 4) + value; }

std::string storage(const std::string &type = "torch\nFloatStorage", int elements = 6)
{
    return "(" + text("storage") + "c" + type + "\n" + text("0") + text("cpu") + "J" + little(elements, 4) + "tQ";
}

/// {"layer.weight": a tensor}, with the pickle of its arguments behind the storage.
std::string dictionary(const std::string &arguments, const std::string &from = storage())
{
    return "\x80\x02}" + text("layer.weight") + "ctorch._utils\n_rebuild_tensor_v2\n(" + from + arguments
           + "\x89"
             "ccollections\nOrderedDict\n)RtRs.";
}

std::string writeArchive(const TempFolder &folder, const std::string &pickle, std::size_t bytes = 24)
{
    const std::string path = folder / "made.bin";
    io::AtomicFile file(path);
    io::ZipWriter zip(file);
    zip.add("archive/data.pkl", pickle);
    zip.add("archive/data/0", std::string(bytes, 'x'));
    zip.add("archive/version", "3\n");
    zip.finish();
    file.commit();
    return path;
}

Error refusalOf(const std::string &pickle, std::size_t bytes = 24)
{
    const TempFolder folder;
    const std::string path = writeArchive(folder, pickle, bytes);
    const Error error = refusal([&] { io::openCheckpointFile(path); });
    CHECK(contains(error.sentence(), "made.bin"));
    return error;
}

const std::string twoByThree = "K\0K\2K\3\x86K\3K\1\x86"s;

} // namespace

TEST_CASE("torch: a made archive is read")
{
    const TempFolder folder;
    const io::CheckpointIndex index = io::openCheckpointFile(writeArchive(folder, dictionary(twoByThree)));
    REQUIRE(index.entries().size() == 1);
    const io::TensorEntry &entry = index.entries()[0];
    CHECK(entry.name == "layer.weight");
    CHECK(entry.shape == Shape{2, 3});
    CHECK(entry.strides.empty());
    CHECK(entry.offset % 64 == 0);
}

TEST_CASE("torch: views of one storage keep strides and offsets, in both forms")
{
    for (const std::string name : {"nested.bin", "nested-legacy.bin"}) {
        const io::CheckpointIndex index = io::openCheckpointFile(data(name));
        const io::TensorEntry *whole = index.find("w"), *turned = index.find("t"), *part = index.find("s");
        REQUIRE((whole && turned && part));
        CHECK(whole->strides.empty());
        CHECK(floatAt(*whole, 23) == 23);
        CHECK(turned->shape == Shape{4, 6});
        CHECK(turned->strides == std::vector<std::int64_t>{1, 4});
        CHECK(part->strides == std::vector<std::int64_t>{4, 2});
        CHECK(floatAt(*part, 0) == 4);
        CHECK(part->bytes == 4 * (4 + 2 + 1));
        CHECK(whole->storageKey == part->storageKey);
        CHECK(index.find("x") == nullptr);
    }
    CHECK(floatAt(*io::openCheckpointFile(data("nested.bin")).find("p"), 1) == 2);
}

TEST_CASE("torch: odd tensors, later protocols, metadata of a state dictionary")
{
    const io::CheckpointIndex odd = io::openCheckpointFile(data("odd.bin"));
    CHECK(odd.find("f8")->dtype == DType::F8E4M3);
    CHECK(odd.find("u16")->bytes == 6);
    CHECK(odd.find("empty")->bytes == 0);
    CHECK(odd.find("scalar")->shape.empty());
    CHECK(floatAt(*odd.find("scalar"), 0) == 2.5f);
    CHECK(odd.find("expanded")->strides == std::vector<std::int64_t>{0, 4, 1});
    CHECK(odd.find("expanded")->bytes == 48);
    CHECK(io::openCheckpointFile(data("state-dict.bin")).entries().size() == 2);
}

TEST_CASE("torch: a TorchScript program is told apart")
{
    CHECK(io::isTorchScript(*io::MappedFile::open(data("script.pt"))));
    CHECK_FALSE(io::isTorchScript(*io::MappedFile::open(data("odd.bin"))));
    CHECK(contains(refusal([] { io::openCheckpointFile(data("script.pt")); }).sentence(), "TorchScript"));
}

TEST_CASE("torch: an ordered dictionary as Python 2 wrote it")
{
    const TempFolder folder;
    const std::string tensor = dictionary(twoByThree);
    const std::string value = tensor.substr(3, tensor.size() - 5);
    const std::string path = writeArchive(folder, "\x80\x02"
                                                  "ccollections\nOrderedDict\n(]]("
                                                      + value + "eatR.");
    CHECK(io::openCheckpointFile(path).find("layer.weight") != nullptr);
}

TEST_CASE("torch: whatever would run code is refused by name")
{
    const std::pair<std::string, std::string> cases[] = {
        {"\x80\x02"
         "cposix\nsystem\n"
             + text("ls") + "\x85R.",
         "posix.system"},
        {"\x80\x04" + text("builtins") + text("eval") + "\x93" + text("1") + "\x85R.", "builtins.eval"},
        {"(" + text("ls") + "iposix\nsystem\n.", "posix.system"},
        {"(cos\nsystem\n" + text("ls") + "o.", "os.system"},
        {"\x80\x02"
         "csubprocess\nPopen\n)\x81.",
         "subprocess.Popen"},
        {"\x80\x02"
         "ctorch\nload\n"
             + text("x") + "\x85R.",
         "torch.load"},
        {"\x80\x02"
         "ctorch\nFloatStorage\n)R.",
         "torch.FloatStorage"},
        {dictionary(twoByThree, storage("torch\nFloofStorage")), "FloofStorage"},
        {"\x80\x02}" + text("x") + "cdecimal\nDecimal\n)Rs.", "decimal.Decimal"},
        {"Pstorage\n.", "persistent"},
    };
    for (const auto &[pickle, named] : cases) {
        const Error error = refusalOf(pickle);
        CHECK(error.code == "unsafe-file");
        CHECK_MESSAGE(contains(error.sentence(), named), error.sentence());
    }
}

TEST_CASE("torch: tensors stay inside their storage")
{
    const std::pair<std::string, std::size_t> cases[] = {
        {dictionary("K\1K\2K\3\x86K\3K\1\x86"s), 24}, // offset 1
        {dictionary("J\xFF\xFF\xFF\xFFK\2K\3\x86K\3K\1\x86"s), 24}, // offset -1
        {dictionary("K\0K\2K\3\x86K\4K\1\x86"s), 24}, // stride 4
        {dictionary("K\0K\2K\3\x86J\xFF\xFF\xFF\xFFK\1\x86"s), 24}, // stride -1
        {dictionary("K\0K\2K\3\x86K\1\x85"s), 24}, // one stride for two sizes
        {dictionary("K\0K\0K\3\x86)"s), 24}, // no stride for an empty one
        {dictionary("K\0\x8a\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7FK\3\x86K\0K\0\x86"s), 24}, // 3 (2^63 - 1) elements
        {dictionary("K\0K\2X\1\0\0\0003\x86K\3K\1\x86"s), 24}, // a size that is a text
        {dictionary(twoByThree), 23},
    };
    for (const auto &[pickle, bytes] : cases)
        CHECK(contains(refusalOf(pickle, bytes).sentence(), "layer.weight"));
}

TEST_CASE("torch: damaged pickles end in a sentence")
{
    const std::string whole = dictionary(twoByThree);
    for (std::size_t length = 0; length < whole.size(); ++length)
        refusalOf(whole.substr(0, length));
    for (const std::string &pickle :
         {"."s, "("s, "e."s, "0."s, "h\x07."s, "r\xFF\xFF\xFF\x7F."s, "X\xFF\xFF\xFF\xFF."s, "\x8b\xFF\xFF\xFF\x7F."s,
          std::string(5000, '(') + ".", "](ee."s, "\xFF."s, "]q\0h\0a."s, "}X\1\0\0\0aNs(K\1u."s, "NN\x86Q."s})
        refusalOf(pickle);
    CHECK(contains(refusalOf("]" + std::string(200000, ']') + std::string(200000, 'a') + ".").sentence(),
                   "dictionary of tensors"));
}

TEST_CASE("torch: a file cut anywhere is refused")
{
    const TempFolder folder;
    for (const std::string name : {"odd.bin", "nested-legacy.bin"}) {
        const std::string whole = readAll(data(name));
        for (std::size_t length = 0; length < whole.size(); length += name == "odd.bin" ? 13 : 1) {
            const std::string path = folder.write("cut.bin", whole.substr(0, length));
            CHECK(contains(refusal([&] { io::openCheckpointFile(path); }).sentence(), "cut.bin"));
        }
    }
}

TEST_CASE("torch: a changed byte never leads outside the file")
{
    const TempFolder folder;
    for (const std::string name : {"odd.bin", "nested.bin", "nested-legacy.bin"}) {
        const std::string whole = readAll(data(name));
        for (std::size_t at = 0; at < whole.size(); ++at) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ (at % 3 == 0 ? 0xFF : at % 3 == 1 ? 0x01 : 0x80));
            const std::string path = folder.write("changed.bin", changed);
            try {
                for (const io::TensorEntry &entry : io::openCheckpointFile(path).entries())
                    CHECK(entry.file->slice(entry.offset, entry.bytes).size() == entry.bytes);
            } catch (const Failure &failure) {
                CHECK(contains(failure.what(), "changed.bin"));
            }
        }
    }
}

TEST_CASE("torch: compressed and doubled members are refused")
{
    const TempFolder folder;
    std::string whole = readAll(writeArchive(folder, dictionary(twoByThree)));
    const std::size_t entry = whole.find("PK\x01\x02");
    whole[entry + 10] = 8;
    CHECK(contains(refusal([&] { io::openCheckpointFile(folder.write("deflated.bin", whole)); }).sentence(),
                   "compressed"));
    const std::string path = folder / "twice.bin";
    io::AtomicFile file(path);
    io::ZipWriter zip(file);
    zip.add("archive/data.pkl", "}.");
    zip.add("archive/data.pkl", dictionary(twoByThree));
    zip.finish();
    file.commit();
    CHECK(contains(refusal([&] { io::openCheckpointFile(path); }).sentence(), "two members"));
}

TEST_CASE("torch: what is written is read again; tied tensors are stored once")
{
    const TempFolder folder;
    const std::vector<float> floats = {1, 2, 3, 4, 5, 6};
    const std::vector<std::uint8_t> small = {0x38, 0x40};
    const std::string path = folder / "pytorch_model.bin";
    io::writeTorchZip(path, {{"a.weight", DType::F32, {2, 3}, bytesOf(floats)},
                             {"tied", DType::F32, {6}, bytesOf(floats)},
                             {"重み", DType::F8E4M3, {2}, bytesOf(small)},
                             {"none", DType::F32, {0, 3}, {}},
                             {"scalar", DType::U8, {}, {small.data(), 1}}});
    const io::CheckpointIndex index = io::openCheckpointFile(path);
    REQUIRE(index.entries().size() == 5);
    CHECK(index.entries()[0].name == "a.weight");
    CHECK(floatAt(*index.find("a.weight"), 5) == 6);
    CHECK(index.find("tied")->storageKey == index.find("a.weight")->storageKey);
    CHECK(index.find("重み")->dtype == DType::F8E4M3);
    CHECK(index.find("none")->shape == Shape{0, 3});
    CHECK(index.find("scalar")->shape.empty());
    for (const io::TensorEntry &entry : index.entries())
        CHECK(entry.strides.empty());
}

TEST_CASE("torch: the archive's checksum is that of zip")
{
    const std::string digits = "123456789";
    CHECK(io::crc32(bytesOf(digits)) == 0xCBF43926);
    CHECK(io::crc32({}) == 0);
}

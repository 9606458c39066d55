#include "io/safetensors.h"

#include "io/files.h"

#include <cstring>

using namespace deltascope;
using namespace deltascope::test;

namespace {

const std::string good = R"({"layer.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}})";

std::string refusalOf(const std::string &content)
{
    const TempFolder folder;
    const std::string path = folder.write("broken.safetensors", content);
    const std::string sentence = refusal([&] { io::openCheckpointFile(path); }).sentence();
    CHECK_MESSAGE(contains(sentence, "broken.safetensors"), sentence);
    return sentence;
}

std::string refusalOfHeader(const std::string &header, std::size_t dataBytes)
{
    return refusalOf(safetensorsFile(header, std::string(dataBytes, '\0')));
}

} // namespace

TEST_CASE("safetensors: entries say where the bytes are, in the order of the header")
{
    const TempFolder folder;
    const std::string header = R"( {"__metadata__":{"format":"pt","b":"c"},
        "b":{"dtype":"BF16","shape":[],"data_offsets":[24,26]},"a.weight":{"shape":[2,3],"data_offsets":[0,24],"dtype":"F32"}})";
    const std::string text = header.substr(1);
    const std::string path = folder.write("good.safetensors", safetensorsFile(text, std::string(26, 'x')));
    const io::Safetensors file = io::readSafetensors(io::MappedFile::open(path));
    REQUIRE(file.entries.size() == 2);
    CHECK(file.metadata == std::map<std::string, std::string>{{"format", "pt"}, {"b", "c"}});
    CHECK(file.entries[0].name == "b");
    CHECK(file.entries[0].dtype == DType::BF16);
    CHECK(file.entries[0].shape.empty());
    CHECK(file.entries[0].offset == 8 + text.size() + 24);
    CHECK(file.entries[1].shape == Shape{2, 3});
    CHECK(file.entries[1].bytes == 24);
    CHECK(file.entries[1].storageKey != file.entries[0].storageKey);
}

TEST_CASE("safetensors: what contradicts itself is refused, with the tensor's name")
{
    const auto entry = [](const std::string &fields) { return "{\"layer.weight\":{" + fields + "}}"; };
    const std::string named[] = {
        refusalOfHeader(good.substr(0, good.size() - 1) + "," + good.substr(1), 24),
        refusalOfHeader(entry(R"("dtype":"F33","shape":[2,3],"data_offsets":[0,24])"), 24),
        refusalOfHeader(entry(R"("dtype":"F32","shape":"2,3","data_offsets":[0,24])"), 24),
        refusalOfHeader(entry(R"("dtype":"F32","shape":[2,3],"data_offsets":[24,0])"), 24),
        refusalOfHeader(entry(R"("dtype":"F32","shape":[2,3],"data_offsets":[-24,0])"), 24),
        refusalOfHeader(entry(R"("dtype":"F32","shape":[2,3],"data_offsets":[0,24.0])"), 24),
        refusalOfHeader(entry(R"("dtype":"F32","shape":[2,3],"data_offsets":[0,24,24])"), 24),
        refusalOfHeader(entry(R"("dtype":"F32","shape":[2,3],"shape":[1],"data_offsets":[0,24])"), 24),
        refusalOfHeader(entry(R"("dtype":"F32","data_offsets":[0,24])"), 24),
        refusalOfHeader(entry(R"("dtype":"F32","shape":[2,4],"data_offsets":[0,24])"), 24),
        refusalOfHeader(entry(R"("dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0])"), 0),
        refusalOfHeader(entry(R"("dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0])"), 0),
        refusalOfHeader(R"({"layer.weight":7})", 0),
    };
    for (const std::string &sentence : named)
        CHECK_MESSAGE(contains(sentence, "layer.weight"), sentence);
}

TEST_CASE("safetensors: gaps, overlaps and bytes left over are refused")
{
    const std::string two
        = R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[)";
    CHECK(contains(refusalOfHeader(two + "6,10]}}", 10), "b:"));
    CHECK(contains(refusalOfHeader(two + "2,6]}}", 6), "b:"));
    CHECK(contains(refusalOfHeader(two + "4,8]}}", 9), "more bytes"));
}

TEST_CASE("safetensors: metadata is a map of texts")
{
    CHECK(contains(refusalOfHeader(R"({"__metadata__":["pt"]})", 0), "__metadata__"));
    CHECK(contains(refusalOfHeader(R"({"__metadata__":{"format":1}})", 0), "__metadata__.format"));
    refusalOfHeader(R"({"__metadata__":{},"__metadata__":{}})", 0);
}

TEST_CASE("safetensors: a header that is none is refused at once")
{
    refusalOf(little(1ull << 63, 8) + good);
    refusalOf(little(0, 8));
    refusalOf(little(good.size() + 100, 8) + good);
    refusalOf(safetensorsFile("{\"\xFF\":1}"));
    refusalOf(safetensorsFile("[1]"));
    refusalOf(safetensorsFile("{\"a\":" + std::string(100000, '{')));
    refusalOf(safetensorsFile("{\"a\":" + std::string(100000, '[') + std::string(100000, ']') + "}"));
    refusalOf(safetensorsFile(R"({"a":{"dtype":"F32","shape":[1e999],"data_offsets":[0,0]}})"));
}

TEST_CASE("safetensors: a file cut anywhere is refused, never read past its end")
{
    const TempFolder folder;
    const std::string whole = safetensorsFile(good, std::string(24, 'x'));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const std::string path = folder.write("cut.safetensors", whole.substr(0, length));
        const Error error = refusal([&] { io::openCheckpointFile(path); });
        CHECK(contains(error.sentence(), "cut.safetensors"));
    }
    const std::string path = folder.write("cut.safetensors", whole.substr(0, whole.size() - 1));
    CHECK(refusal([&] { io::openCheckpointFile(path); }).code == "truncated");
}

TEST_CASE("safetensors: an empty tensor does not count as the one that begins where it stands")
{
    const TempFolder folder;
    const std::string path = folder.write(
        "empty.safetensors",
        safetensorsFile(
            R"({"none":{"dtype":"F32","shape":[0,4],"data_offsets":[0,0]},"one":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
            "abcd"));
    const io::CheckpointIndex index = io::openCheckpointFile(path);
    CHECK(index.find("none")->storageKey != index.find("one")->storageKey);
    CHECK(index.find("two") == nullptr);
}

TEST_CASE("safetensors: what is written is read again, aligned")
{
    const TempFolder folder;
    const std::vector<float> floats = {1, 2, 3, 4, 5, 6};
    const std::vector<std::uint16_t> halves = {7, 8, 9};
    const std::string path = folder / "out.safetensors";
    io::writeSafetensors(
        path, {{"half \"quoted\"", DType::F16, {3}, bytesOf(halves)}, {"重み", DType::F32, {2, 3}, bytesOf(floats)}},
        {{"format", "pt"}});
    const io::Safetensors file = io::readSafetensors(io::MappedFile::open(path));
    CHECK(file.metadata.at("format") == "pt");
    const io::CheckpointIndex index = io::openCheckpointFile(path);
    const io::TensorEntry *entry = index.find("重み");
    REQUIRE(entry);
    CHECK(entry->offset % 8 == 0);
    CHECK(std::memcmp(entry->file->data() + entry->offset, floats.data(), 24) == 0);
    CHECK(index.find("half \"quoted\"")->shape == Shape{3});
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("safetensors: what could not be read again is not written")
{
    const TempFolder folder;
    const std::vector<float> one = {1};
    const auto write = [&](std::vector<io::TensorToWrite> tensors) {
        return refusal([&] { io::writeSafetensors(folder / "out.safetensors", tensors, {}); }).sentence();
    };
    CHECK(contains(write({{"a", DType::F32, {2}, bytesOf(one)}}), "[2]"));
    CHECK(contains(write({{"a", DType::F32, {1}, bytesOf(one)}, {"a", DType::F32, {1}, bytesOf(one)}}), "again"));
    write({{"\xFF", DType::F32, {1}, bytesOf(one)}});
    CHECK(contains(refusal([&] { io::writeSafetensors(folder / "no/such/out.safetensors", {}, {}); }).sentence(),
                   "no/such"));
    CHECK(std::filesystem::is_empty(folder.path()));
}

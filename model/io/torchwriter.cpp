// The form that torch.save writes since PyTorch 1.6; the pickle is of protocol 2, as there.
#include "io/torcharchive.h"

#include "io/zipwriter.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace deltascope::io {

namespace {

struct TorchType {
    std::string_view storage, name;
};

/// Types without a storage class of their own are views of bytes.
TorchType torchType(DType type)
{
    switch (type) {
    case DType::F64: return {"torch\nDoubleStorage\n", "float64"};
    case DType::F32: return {"torch\nFloatStorage\n", "float32"};
    case DType::F16: return {"torch\nHalfStorage\n", "float16"};
    case DType::BF16: return {"torch\nBFloat16Storage\n", "bfloat16"};
    case DType::I64: return {"torch\nLongStorage\n", "int64"};
    case DType::I32: return {"torch\nIntStorage\n", "int32"};
    case DType::I16: return {"torch\nShortStorage\n", "int16"};
    case DType::I8: return {"torch\nCharStorage\n", "int8"};
    case DType::U8: return {"torch\nByteStorage\n", "uint8"};
    case DType::Bool: return {"torch\nBoolStorage\n", "bool"};
    case DType::C64: return {"torch\nComplexFloatStorage\n", "complex64"};
    case DType::F8E4M3:
    case DType::F8E5M2:
    case DType::U16:
    case DType::U32:
    case DType::U64: break;
    }
    return {"torch.storage\nUntypedStorage\n", toText(type)};
}

bool isUntyped(DType type) { return torchType(type).storage.find("Untyped") != std::string_view::npos; }

class Pickler {
public:
    std::string text = "\x80\x02";

    void op(std::string_view bytes) { text += bytes; }
    void string(std::string_view value)
    {
        text += 'X';
        little(value.size(), 4);
        text += value;
    }
    void integer(std::int64_t value)
    {
        const bool isShort = value >= 0 && value <= 0x7FFFFFFF;
        text += isShort ? "J" : "\x8a\x08";
        little(static_cast<std::uint64_t>(value), isShort ? 4 : 8);
    }
    void integers(const std::vector<std::int64_t> &values)
    {
        text += '(';
        for (const std::int64_t value : values)
            integer(value);
        text += 't';
    }
    /// "module\nname\n"; written once, then recalled by its number.
    void global(std::string_view name)
    {
        const auto [found, isNew] = m_globals.try_emplace(std::string(name), m_globals.size());
        text += isNew ? "c" + std::string(name) + "q" : "h";
        text += static_cast<char>(found->second);
    }
    void orderedDict()
    {
        global("collections\nOrderedDict\n");
        text += ")R";
    }

private:
    void little(std::uint64_t value, int bytes)
    {
        for (int i = 0; i < bytes; ++i, value >>= 8)
            text += static_cast<char>(value & 0xFF);
    }
    std::map<std::string, std::size_t> m_globals;
};

std::vector<std::int64_t> contiguousStrides(const Shape &shape)
{
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * std::max<std::int64_t>(shape[i], 1);
    return strides;
}

/// _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks); v3 has the element type behind.
void pickleTensor(Pickler &out, const TensorToWrite &tensor, std::size_t storage)
{
    const bool untyped = isUntyped(tensor.dtype);
    const std::size_t elements = untyped ? tensor.bytes.size() : tensor.bytes.size() / byteSize(tensor.dtype);
    out.global(untyped ? "torch._utils\n_rebuild_tensor_v3\n" : "torch._utils\n_rebuild_tensor_v2\n");
    out.op("((");
    out.string("storage");
    out.global(torchType(tensor.dtype).storage);
    out.string(std::to_string(storage));
    out.string("cpu");
    out.integer(static_cast<std::int64_t>(elements));
    out.op("tQ");
    out.integer(0);
    out.integers(tensor.shape);
    out.integers(contiguousStrides(tensor.shape));
    out.op("\x89");
    out.orderedDict();
    if (untyped)
        out.global("torch\n" + std::string(torchType(tensor.dtype).name) + "\n");
    out.op("tR");
}

} // namespace

void writeTorchZip(const std::string &path, const std::vector<TensorToWrite> &tensors)
{
    expectWritable(path, tensors);
    Pickler pickler;
    pickler.orderedDict();
    pickler.op("(");
    std::map<std::tuple<DType, const unsigned char *, std::size_t>, std::size_t>
        storages; // tied tensors are stored once
    std::vector<std::span<const unsigned char>> contents;
    for (const TensorToWrite &tensor : tensors) {
        const auto key = std::tuple(tensor.dtype, tensor.bytes.data(),
                                    tensor.bytes.empty() ? contents.size() : tensor.bytes.size());
        const auto [storage, isNew] = storages.try_emplace(key, contents.size());
        if (isNew)
            contents.push_back(tensor.bytes);
        pickler.string(tensor.name);
        pickleTensor(pickler, tensor, storage->second);
    }
    pickler.op("u.");
    AtomicFile file(path);
    ZipWriter archive(file);
    archive.add("archive/data.pkl", pickler.text);
    archive.add("archive/byteorder", "little");
    for (std::size_t i = 0; i < contents.size(); ++i)
        archive.add("archive/data/" + std::to_string(i), contents[i]);
    archive.add("archive/version", "3\n");
    archive.finish();
    file.commit();
}

} // namespace deltascope::io

#include "nn/weights.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn {

namespace {

at::ScalarType scalarType(const io::TensorEntry &entry)
{
    switch (entry.dtype) {
    case DType::F64: return at::kDouble;
    case DType::F32: return at::kFloat;
    case DType::F16: return at::kHalf;
    case DType::BF16: return at::kBFloat16;
    case DType::I64: return at::kLong;
    case DType::I32: return at::kInt;
    case DType::I16: return at::kShort;
    case DType::I8: return at::kChar;
    case DType::U8: return at::kByte;
    case DType::Bool: return at::kBool;
    case DType::F8E4M3: return at::kFloat8_e4m3fn;
    case DType::F8E5M2: return at::kFloat8_e5m2;
    case DType::U16: return at::kUInt16;
    case DType::U32: return at::kUInt32;
    case DType::U64: return at::kUInt64;
    case DType::C64: return at::kComplexFloat;
    }
    throw Failure(entry.name, "unknown element type");
}

DType dtypeOf(at::ScalarType type)
{
    switch (type) {
    case at::kDouble: return DType::F64;
    case at::kHalf: return DType::F16;
    case at::kBFloat16: return DType::BF16;
    case at::kLong: return DType::I64;
    case at::kInt: return DType::I32;
    case at::kFloat8_e4m3fn: return DType::F8E4M3;
    case at::kFloat8_e5m2: return DType::F8E5M2;
    default: return DType::F32;
    }
}

bool endsWith(std::string_view text, std::string_view ending)
{
    return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

} // namespace

at::Tensor mappedTensor(const io::TensorEntry &entry)
{
    const at::TensorOptions options = at::TensorOptions().dtype(scalarType(entry));
    if (!entry.file)
        return at::empty(entry.shape, options.device(at::kMeta));
    auto *data = const_cast<void *>(static_cast<const void *>(entry.file->data() + entry.offset));
    const auto keep = [file = entry.file](void *) {};
    const std::size_t alignment = byteSize(entry.dtype);
    if (reinterpret_cast<std::uintptr_t>(data) % alignment != 0) {
        // A header of odd length: the bytes are copied once, since vector instructions may want them aligned.
        const at::Tensor bytes = at::from_blob(data, {static_cast<std::int64_t>(entry.bytes)}, keep, at::kByte);
        at::Tensor aligned = at::empty({static_cast<std::int64_t>(entry.bytes / alignment)}, options);
        std::memcpy(aligned.data_ptr(), bytes.data_ptr(), entry.bytes);
        return entry.strides.empty() ? aligned.view(entry.shape) : aligned.as_strided(entry.shape, entry.strides);
    }
    if (entry.strides.empty())
        return at::from_blob(data, entry.shape, keep, options);
    return at::from_blob(data, entry.shape, entry.strides, keep, options);
}

io::CheckpointIndex heldCheckpoint(const std::string &name, const NamedTensors &tensors)
{
    constexpr std::uint64_t alignment = 64;
    std::vector<io::TensorEntry> entries;
    std::vector<unsigned char> bytes;
    for (const auto &[key, tensor] : tensors) {
        const at::Tensor plain = tensor.contiguous();
        io::TensorEntry entry;
        entry.name = key;
        entry.dtype = dtypeOf(plain.scalar_type());
        entry.shape = plain.sizes().vec();
        entry.offset = (bytes.size() + alignment - 1) / alignment * alignment;
        entry.bytes = plain.nbytes();
        bytes.resize(entry.offset + entry.bytes);
        std::memcpy(bytes.data() + entry.offset, plain.data_ptr(), entry.bytes);
        entries.push_back(std::move(entry));
    }
    const auto file = io::MappedFile::hold(name, bytes);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        entries[i].file = file;
        entries[i].storageKey = io::storageKey(*file, entries[i].offset, entries[i].bytes, i);
    }
    return io::CheckpointIndex(std::move(entries));
}

bool isKnownBuffer(std::string_view key)
{
    static constexpr std::string_view endings[] = {
        "position_ids",        "rotary_emb.inv_freq",
        "attention.bias",      "attention.masked_bias",
        "attn.bias",           "attn.masked_bias",
        "num_batches_tracked", "EncDecAttention.relative_attention_bias.weight",
        "final_logits_bias",   "embed_positions.weights",
    };
    return std::any_of(std::begin(endings), std::end(endings),
                       [&](std::string_view ending) { return endsWith(key, ending); });
}

Weights::Weights(io::CheckpointIndex index, std::string basePrefix)
    : m_index(std::move(index))
    , m_basePrefix(std::move(basePrefix))
{
    for (const io::TensorEntry &entry : m_index.entries())
        m_hasOldNames |= endsWith(entry.name, ".gamma");
}

Weights::Weights(const std::vector<std::pair<std::string, at::Tensor>> &tensors)
{
    std::vector<io::TensorEntry> entries;
    for (const auto &[name, tensor] : tensors) {
        io::TensorEntry entry;
        entry.name = name;
        entry.dtype = dtypeOf(tensor.scalar_type());
        entry.shape = tensor.sizes().vec();
        entry.bytes = tensor.nbytes();
        entries.push_back(std::move(entry));
    }
    m_index = io::CheckpointIndex(std::move(entries));
    for (std::size_t i = 0; i < tensors.size(); ++i)
        m_ready.emplace(m_index.entries()[i].name, tensors[i].second);
}

const io::TensorEntry *Weights::lookUp(const std::string &name)
{
    const io::TensorEntry *entry = m_index.find(name);
    if (!entry && m_hasOldNames) {
        if (endsWith(name, ".weight"))
            entry = m_index.find(name.substr(0, name.size() - 6) + "gamma");
        else if (endsWith(name, ".bias"))
            entry = m_index.find(name.substr(0, name.size() - 4) + "beta");
    }
    if (entry)
        m_used.insert(entry->name);
    return entry;
}

const io::TensorEntry *Weights::find(std::string_view fullName)
{
    // An encoder-decoder's file holds the embedding that both sides share once, also where the decoder is opened alone.
    constexpr std::string_view own = "decoder.embed_tokens.weight";
    if (const io::TensorEntry *entry = findPrefixed(fullName); entry || !endsWith(fullName, own))
        return entry;
    return findPrefixed(std::string(fullName.substr(0, fullName.size() - own.size())) + "shared.weight");
}

const io::TensorEntry *Weights::findPrefixed(std::string_view fullName)
{
    const std::string name(fullName), prefix = m_basePrefix + ".";
    if (const io::TensorEntry *entry = lookUp(name))
        return entry;
    if (m_basePrefix.empty())
        return nullptr;
    if (name.compare(0, prefix.size(), prefix) == 0)
        return lookUp(name.substr(prefix.size()));
    return lookUp(prefix + name);
}

void Weights::expectShape(const io::TensorEntry &entry, const Shape &expected) const
{
    if (entry.shape != expected)
        throw Failure(Error{entry.file->path(),
                            entry.name + ": expected shape " + toText(expected) + " as config.json says, found "
                                + toText(entry.shape),
                            {},
                            "shape-mismatch"});
    if (!isFloating(entry.dtype))
        throw Failure(Error{entry.file->path(),
                            entry.name + ": expected floating-point numbers, found " + std::string(toText(entry.dtype)),
                            {},
                            "shape-mismatch"});
}

at::Tensor Weights::tensor(const io::TensorEntry &entry) const
{
    const auto ready = m_ready.find(entry.name);
    return ready != m_ready.end() ? ready->second : mappedTensor(entry);
}

std::vector<std::string> Weights::unused() const
{
    std::vector<std::string> names;
    for (const io::TensorEntry &entry : m_index.entries()) {
        if (!m_used.count(entry.name) && !isKnownBuffer(entry.name))
            names.push_back(entry.name);
    }
    return names;
}

std::int64_t Weights::totalBytes() const
{
    std::int64_t total = 0;
    for (const io::TensorEntry &entry : m_index.entries())
        total += static_cast<std::int64_t>(entry.bytes);
    return total;
}

std::string joinNames(const std::vector<std::string> &names)
{
    constexpr std::size_t shown = 4;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < shown; ++i)
        text += (i ? ", " : "") + names[i];
    if (names.size() > shown)
        text += " and " + std::to_string(names.size() - shown) + " more";
    return text;
}

} // namespace deltascope::nn

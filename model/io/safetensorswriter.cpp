#include "io/safetensors.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace deltascope::io {

namespace {

std::string quoted(const std::string &path, const std::string &text)
{
    if (!utf8::valid(text))
        throw Failure(path, "cannot be written: expected metadata in UTF-8, found bytes that are not");
    return nlohmann::json(text).dump();
}

std::uint64_t bytesOf(const TensorForm &tensor)
{
    return static_cast<std::uint64_t>(*elementCount(tensor.shape)) * byteSize(tensor.dtype);
}

/// Indices; wide elements first, so that every tensor begins at a multiple of its element's size.
std::vector<std::size_t> inOrderOfBytes(const std::vector<TensorForm> &tensors)
{
    std::vector<std::size_t> order(tensors.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return byteSize(tensors[a].dtype) > byteSize(tensors[b].dtype);
    });
    return order;
}

/// Header as the format's own library writes it, padded with blanks so that the bytes begin at a multiple of 8.
std::string headerOf(const std::string &path, const std::vector<TensorForm> &tensors,
                     const std::vector<std::size_t> &order, const std::map<std::string, std::string> &metadata)
{
    std::string header = "{";
    const auto separate = [&] { header += header.back() == '{' ? "" : ","; };
    if (!metadata.empty()) {
        header += "\"__metadata__\":{";
        for (const auto &[key, value] : metadata) {
            separate();
            header += quoted(path, key) + ":" + quoted(path, value);
        }
        header += "}";
    }
    std::uint64_t at = 0;
    for (const std::size_t index : order) {
        const TensorForm &tensor = tensors[index];
        const std::uint64_t end = at + bytesOf(tensor);
        separate();
        header += quoted(path, tensor.name) + ":{\"dtype\":\"" + std::string(safetensorsName(tensor.dtype))
                  + "\",\"shape\":" + toText(tensor.shape) + ",\"data_offsets\":[" + std::to_string(at) + ","
                  + std::to_string(end) + "]}";
        at = end;
    }
    header += "}";
    header.append((8 - header.size() % 8) % 8, ' ');
    return header;
}

} // namespace

SafetensorsFile::SafetensorsFile(AtomicFile &file, const std::vector<TensorForm> &tensors,
                                 const std::map<std::string, std::string> &metadata)
    : m_file(file)
    , m_offsets(tensors.size())
{
    const std::string &path = file.path();
    expectWritable(path, tensors);
    for (const TensorForm &tensor : tensors)
        if (tensor.name == "__metadata__")
            throw Failure(path, "cannot be written: expected another name than __metadata__");
    const std::vector<std::size_t> order = inOrderOfBytes(tensors);
    const std::string header = headerOf(path, tensors, order, metadata);
    std::string length;
    for (std::size_t value = header.size(), i = 0; i < 8; ++i, value >>= 8)
        length += static_cast<char>(value & 0xFF);
    file.write(length + header);
    std::uint64_t at = length.size() + header.size();
    for (const std::size_t index : order) {
        m_offsets[index] = at;
        at += bytesOf(tensors[index]);
    }
}

void writeSafetensors(const std::string &path, const std::vector<TensorToWrite> &tensors,
                      const std::map<std::string, std::string> &metadata)
{
    expectWritable(path, tensors);
    std::vector<TensorForm> forms;
    for (const TensorToWrite &tensor : tensors)
        forms.push_back({tensor.name, tensor.dtype, tensor.shape});
    AtomicFile file(path);
    const SafetensorsFile filled(file, forms, metadata);
    for (std::size_t i = 0; i < tensors.size(); ++i)
        filled.fill(i, 0, tensors[i].bytes);
    file.commit();
}

} // namespace deltascope::io

#include "io/safetensors.h"

#include "core/outcome.h"
#include "core/utf8.h"
#include "io/atomicfile.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace deltascope::io {

namespace {

std::string quoted(const std::string &path, const std::string &text)
{
    if (!utf8::valid(text))
        throw Failure(path, "cannot be written: expected metadata in UTF-8, found bytes that are not");
    return nlohmann::json(text).dump();
}

/// Wide elements first, so that every tensor begins at a multiple of its element's size.
std::vector<const TensorToWrite *> inOrderOfBytes(const std::vector<TensorToWrite> &tensors)
{
    std::vector<const TensorToWrite *> order;
    for (const TensorToWrite &tensor : tensors)
        order.push_back(&tensor);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto *a, const auto *b) { return byteSize(a->dtype) > byteSize(b->dtype); });
    return order;
}

/// Header as the format's own library writes it, padded with blanks so that the bytes begin at a multiple of 8.
std::string headerOf(const std::string &path, const std::vector<const TensorToWrite *> &tensors,
                     const std::map<std::string, std::string> &metadata)
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
    for (const TensorToWrite *tensor : tensors) {
        separate();
        header += quoted(path, tensor->name) + ":{\"dtype\":\"" + std::string(safetensorsName(tensor->dtype))
                  + "\",\"shape\":" + toText(tensor->shape) + ",\"data_offsets\":[" + std::to_string(at) + ","
                  + std::to_string(at + tensor->bytes.size()) + "]}";
        at += tensor->bytes.size();
    }
    header += "}";
    header.append((8 - header.size() % 8) % 8, ' ');
    return header;
}

} // namespace

void writeSafetensors(const std::string &path, const std::vector<TensorToWrite> &tensors,
                      const std::map<std::string, std::string> &metadata)
{
    expectWritable(path, tensors);
    for (const TensorToWrite &tensor : tensors)
        if (tensor.name == "__metadata__")
            throw Failure(path, "cannot be written: expected another name than __metadata__");
    const auto order = inOrderOfBytes(tensors);
    const std::string header = headerOf(path, order, metadata);
    std::string length;
    for (std::size_t value = header.size(), i = 0; i < 8; ++i, value >>= 8)
        length += static_cast<char>(value & 0xFF);
    AtomicFile file(path);
    file.write(length + header);
    for (const TensorToWrite *tensor : order)
        file.write(tensor->bytes);
    file.commit();
}

} // namespace deltascope::io

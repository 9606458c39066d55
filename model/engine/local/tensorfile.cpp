#include "engine/local/tensorfile.h"

#include "io/safetensors.h"
#include "io/torcharchive.h"
#include "nn/weights.h"

#include <ATen/ATen.h>

#include <filesystem>

namespace deltascope {

void writeTensors(const std::string &path, const io::CheckpointIndex &tensors)
{
    std::vector<at::Tensor> copies; // of what does not lie in the file row by row
    std::vector<io::TensorToWrite> list;
    for (const io::TensorEntry &entry : tensors.entries()) {
        std::span<const unsigned char> bytes = entry.file->slice(entry.offset, entry.bytes);
        if (!entry.strides.empty()) {
            const at::Tensor &plain = copies.emplace_back(nn::mappedTensor(entry).contiguous());
            bytes = {static_cast<const unsigned char *>(plain.data_ptr()), plain.nbytes()};
        }
        list.push_back({entry.name, entry.dtype, entry.shape, bytes});
    }
    if (std::filesystem::path(path).extension() == ".bin")
        io::writeTorchZip(path, list);
    else
        io::writeSafetensors(path, list, {{"format", "pt"}});
}

} // namespace deltascope

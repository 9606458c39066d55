#pragma once

#include "io/checkpoint.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace deltascope::nn {

/// The tensors of an open checkpoint by the names that a family gives them. Tensors are views of mapped, read-only
/// memory; a write to one faults.
class Weights {
public:
    /// `basePrefix` is the module that a headed architecture keeps its base model under ("bert", "model"): checkpoints
    /// may lack it or have it in excess.
    Weights(io::CheckpointIndex index, std::string basePrefix);

    /// Tensors that are in memory already.
    explicit Weights(const std::vector<std::pair<std::string, at::Tensor>> &tensors);

    /// The tensor of that name, or under an older or otherwise prefixed one; null if there is none. Counts as used.
    const io::TensorEntry *find(std::string_view fullName);
    /// Throws Failure (shape-mismatch) naming file, key, expected and found.
    void expectShape(const io::TensorEntry &entry, const Shape &expected) const;
    at::Tensor tensor(const io::TensorEntry &entry) const;
    /// Keys that nobody asked for and that are no known buffers.
    std::vector<std::string> unused() const;
    std::int64_t totalBytes() const;
    const io::CheckpointIndex &index() const { return m_index; }

private:
    const io::TensorEntry *findPrefixed(std::string_view fullName);
    const io::TensorEntry *lookUp(const std::string &name);

    io::CheckpointIndex m_index;
    std::string m_basePrefix;
    bool m_hasOldNames = false; ///< gamma and beta for weight and bias
    std::unordered_set<std::string_view> m_used;
    std::unordered_map<std::string_view, at::Tensor> m_ready; ///< by names in m_index; else mapped
};

/// True for the keys of buffers, which are no parameters (old files hold them).
bool isKnownBuffer(std::string_view key);

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// The tensors as a checkpoint that is in no file; `name` stands for its path in messages.
io::CheckpointIndex heldCheckpoint(const std::string &name, const NamedTensors &tensors);

/// A tensor over an entry's mapped bytes; copied only where the file does not align it to its element. An entry without
/// a file becomes a tensor with a shape and no numbers (torch's meta device).
at::Tensor mappedTensor(const io::TensorEntry &entry);
/// "a, b, c and 12 more"
std::string joinNames(const std::vector<std::string> &names);

} // namespace deltascope::nn

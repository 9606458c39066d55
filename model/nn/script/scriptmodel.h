#pragma once

#include "nn/backbone.h"
#include "nn/weights.h"

#include <cstdint>
#include <memory>
#include <string>

namespace deltascope::nn {

/// A TorchScript program, opened: its tensors by name, and what it runs. Its modules become blocks, so that trees and
/// deltas see them as any other backbone's; taps go around its linears, convolution-like 1x1s, embeddings and norms by
/// nodes put into its graph.
class ScriptModel {
public:
    /// Throws Failure for a file that PyTorch cannot load.
    ScriptModel(const std::string &path, at::ScalarType compute);
    ~ScriptModel();

    /// The program's parameters, for a Builder.
    Weights weights() const;
    struct Size {
        std::int64_t elements = 0, bytes = 0;
    };
    /// Of all parameters together; what several are views of counts once.
    Size size() const;
    /// Modules as blocks of `builder`, and the program running among them.
    std::unique_ptr<Backbone> build(Builder &builder);

private:
    struct Program;
    std::shared_ptr<Program> m_program;
};

/// True for a zip archive of torch.jit.save.
bool isTorchScript(const std::string &path);

} // namespace deltascope::nn

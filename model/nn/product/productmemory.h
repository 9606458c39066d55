#pragma once

#include "nn/product/productkernel.h"

#include <filesystem>
#include <functional>
#include <string>

namespace deltascope::nn {

/// What was chosen on this machine, for every process: the first that measures a shape decides, so that the same inputs
/// have the same last bits tomorrow. A small file for each shape, in a folder for the processor.
class ProductMemory {
public:
    /// An empty folder remembers nothing.
    explicit ProductMemory(std::filesystem::path folder);
    /// For this processor below XDG_CACHE_HOME or ~/.cache; empty where there is neither.
    static std::filesystem::path usualFolder();

    /// What is remembered under the name, else what `measure` says, unless another process was faster. A folder that
    /// cannot be written is no error.
    ProductKernel kernel(const std::string &name, const std::function<ProductKernel()> &measure) const;

private:
    std::filesystem::path m_folder;
};

} // namespace deltascope::nn

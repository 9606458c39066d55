#pragma once

#include "core/dtype.h"
#include "core/shape.h"

#include <span>
#include <string>
#include <vector>

namespace deltascope::io {

/// A tensor to write, without its numbers.
struct TensorForm {
    std::string name;
    DType dtype;
    Shape shape;
};

/// A tensor to write: contiguous, row-major bytes.
struct TensorToWrite {
    std::string name;
    DType dtype;
    Shape shape;
    std::span<const unsigned char> bytes;
};

/// Throws Failure unless names are UTF-8 and distinct and shapes have a number of elements.
void expectWritable(const std::string &path, const std::vector<TensorForm> &tensors);
/// Throws Failure unless names are UTF-8 and distinct and every tensor has the bytes that its shape needs.
void expectWritable(const std::string &path, const std::vector<TensorToWrite> &tensors);

} // namespace deltascope::io

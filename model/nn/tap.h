#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace deltascope::nn {

class Block;

/// Where and how strongly a tap acts in this call.
struct TapCall {
    const Block &site;
    double strength;  ///< never 0; 1 is as trained
};

/// Keys and values that a prefix puts in front of an attention's own: each [1, kvHeads, p, headDim].
struct KeyValue {
    at::Tensor key, value;
};

/// The part of one delta at one site. A site nests its taps as wrapped functions would: the last inserted is outermost.
/// Tensors hold the rows of those lanes that have the tap on; a tap works row by row and may change `y` in place.
class Tap {
public:
    virtual ~Tap() = default;

    /// What the module (and every tap inserted earlier) reads instead of x; only called if changesInput().
    virtual bool changesInput() const { return false; }
    virtual at::Tensor before(const TapCall &, const at::Tensor &x) const { return x; }

    /// The output, given what the module read and what it and the taps inserted earlier computed.
    virtual bool changesOutput() const { return true; }
    virtual at::Tensor after(const TapCall &, const at::Tensor &x, at::Tensor y) const = 0;
};

} // namespace deltascope::nn

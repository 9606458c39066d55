#pragma once

#include "nn/block.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace deltascope::nn {

/// Whose taps act while a script's graph runs on this thread: those that are on for one lane.
class ScriptTaps {
public:
    ScriptTaps(Pass &pass, int column, const std::vector<Block *> &sites);
    ~ScriptTaps();
    ScriptTaps(const ScriptTaps &) = delete;
    ScriptTaps &operator=(const ScriptTaps &) = delete;

    /// What the module at `site` reads instead of x.
    at::Tensor read(const at::Tensor &x, std::int64_t site) const;
    /// What it gives instead of y, having been asked for x.
    at::Tensor write(const at::Tensor &x, const at::Tensor &y, std::int64_t site) const;
    /// Null outside a run.
    static const ScriptTaps *current();

private:
    double strength(const Block &block, const TapRef &tap) const;

    Pass &m_pass;
    int m_column;
    const std::vector<Block *> &m_sites;
};

/// Makes the operators deltascope::read and deltascope::write known to PyTorch, once.
void registerScriptOperators();

} // namespace deltascope::nn

#pragma once

#include "nn/sitemix.h"

#include <vector>

namespace deltascope::nn {

/// One call of a block with taps: what each tap and the block read, outermost first, then what they make of the block's
/// output, innermost first.
class SiteRun {
public:
    SiteRun(const Block &block, Pass &pass, const SiteMix &mix, const Act &x);
    /// What the block itself reads.
    const Act &read() const { return m_reads.front(); }
    /// What the taps make of the block's output `y`. Throws Failure if a tap wants the input of a block that has not
    /// run yet.
    Act applyAfter(const Act &y) const;

private:
    /// The first of the neighbours up to `last` that read in order of insertion.
    std::size_t beginOfGroup(std::size_t last) const;
    void readBefore(std::size_t tap, Act &read) const;
    /// `y` on rows where every tap's lanes are apart, as a tensor that may be written.
    Act partedOutput(const Act &y) const;
    at::Tensor readOf(std::size_t tap, const RowsPtr &rows) const;

    const Block &m_block;
    Pass &m_pass;
    const SiteMix &m_mix;
    std::vector<Act> m_reads; ///< [i]: what the block within tap i reads; the last: what the site is given
};

} // namespace deltascope::nn

#pragma once

#include "nn/pass.h"

#include <cstddef>
#include <functional>
#include <unordered_map>
#include <vector>

namespace deltascope::nn {

/// Where passes of a backbone can be taken up again: the borders behind the layers of its stacks, in the order in which
/// they run. The same for every pass.
struct Route {
    struct Border {
        const Block *layer; ///< that ends here
        bool isPassedOn; ///< nothing but the next layer reads what it returned
    };
    std::vector<Border> borders;
    /// Blocks outside layers, with the number of borders that lay behind when they first ran.
    std::unordered_map<const Block *, std::size_t> outside;

    /// The first border that what `block` does lies before (borders.size(): behind all); 0 for a block that never ran.
    std::size_t phaseOf(const Block &block) const;
};

/// A pass's way along the borders, as its observer. The first layers may be told what they return instead of running;
/// what the others return is kept.
class BorderWalk final : public Observer {
public:
    /// `known[i]` is what the layer before border i returned; undefined where only the next one, which does not run
    /// either, would read it. Copies of what other layers return are kept up to `most` bytes, beyond that none.
    BorderWalk(std::vector<Act> known, std::size_t most);
    /// Sees every block that runs; may be null.
    void setNext(Observer *next) { m_next = next; }

    void saw(const Block &block, const Act &y) override;
    /// One call of a block during the pass; `run` computes it.
    Act through(const Block &block, const Act &x, const std::function<Act()> &run);

    /// By border, what layers returned: the known ones and, unless there were too many bytes, all others.
    const std::vector<Act> &seen() const { return m_seen; }
    /// What a pass without anything known went.
    const Route &route() const { return m_route; }

private:
    Observer *m_next = nullptr;
    std::size_t m_known, m_most, m_bytes = 0, m_passed = 0;
    std::vector<Act> m_seen;
    bool m_isInside = false; ///< in a layer
    at::Tensor m_last; ///< what the last layer returned
    Route m_route;
};

} // namespace deltascope::nn

#pragma once

// Where the output f of a transformer's sub-layer, its residual u and the norm behind them meet: norm(f + u), or f + u.
#include "nn/layers/leaf.h"

namespace deltascope::nn {

/// What a tap at a join may read: [rows, T, width] each. `sum` is f + u; `normed` is norm(f + u), or the sum where no
/// norm stands behind; both only if it readsSum().
struct JoinInput {
    at::Tensor f, residual, sum, normed;
};

/// A tap that acts where f and the residual meet (AdapterHub's bottlenecks).
class JoinTap : public Tap {
public:
    bool changesOutput() const override { return false; }
    const JoinTap *asJoin() const override { return this; }
    virtual bool readsSum() const = 0;
    /// What stands for f from here on.
    virtual at::Tensor joined(const TapCall &call, const JoinInput &in) const = 0;
    /// True if, with no tap behind it, neither the residual nor the norm comes after it.
    virtual bool endsJoin() const { return false; }
};

/// The join behind a module, its taps included. One for each module at most.
class Join {
public:
    Join(Block &site, JoinPlace place)
        : m_site(site)
    {
        site.setJoinPlace(place);
    }
    Act operator()(Pass &pass, const Act &f, const Act &residual, const Leaf *norm = nullptr) const;

private:
    const Block &m_site;
};

} // namespace deltascope::nn

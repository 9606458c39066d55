#include "engine/local/passingthrough.h"

#include "io/pages.h"
#include "nn/layers/leaf.h"

namespace deltascope {

namespace {

class LettingGo final : public nn::Tap {
public:
    explicit LettingGo(std::vector<io::TensorEntry> weights)
        : m_weights(std::move(weights))
    {
    }
    at::Tensor after(const nn::TapCall &, const at::Tensor &, at::Tensor y) const override
    {
        for (const io::TensorEntry &entry : m_weights)
            io::releasePages(entry);
        return y;
    }

private:
    std::vector<io::TensorEntry> m_weights;
};

nn::BuiltDelta tapsOf(Session &session)
{
    nn::BuiltDelta delta;
    for (std::size_t module = 0; module < session.blocks.size(); ++module) {
        const auto *leaf = dynamic_cast<const nn::Leaf *>(session.blocks[module]);
        if (!leaf || session.info.modules[module].sameAs >= 0)
            continue;
        std::vector<io::TensorEntry> weights;
        for (const ParamInfo &param : session.info.modules[module].params)
            if (const io::TensorEntry *entry = session.weights->find(leaf->param(param.name)->fullName());
                entry && entry->file)
                weights.push_back(*entry);
        if (!weights.empty())
            delta.taps.push_back({static_cast<int>(module), std::make_shared<LettingGo>(std::move(weights))});
    }
    return delta;
}

} // namespace

PassingThrough::PassingThrough(Session &session)
    : Guest(session, tapsOf(session))
{
}

} // namespace deltascope

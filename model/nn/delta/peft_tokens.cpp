// PEFT's trainable_token_indices (peft/tuners/trainable_tokens/layer.py): trained rows take the place of an embedding's.
#include "nn/delta/opendelta.h"
#include "nn/delta/peft_lora.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

/// W with other rows at `index` [n]: `change` [n, width] is what they gained.
class TokenRowsTap : public Tap {
public:
    TokenRowsTap(const Leaf &leaf, at::Tensor index, at::Tensor change) : m_leaf(leaf), m_index(std::move(index)), m_change(std::move(change)) {}
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override
    {
        if (const auto *table = dynamic_cast<const Embedding *>(&m_leaf)) {
            const at::Tensor hits = x.unsqueeze(-1).eq(m_index).to(m_change.scalar_type());
            return y.add(hits.matmul(m_change), call.strength * table->scale());
        }
        return y.index_add(-1, m_index, x.matmul(m_change.t()), call.strength); // the head that shares the table
    }
    bool isInside() const override { return true; }
    bool isIdle() const override { return !m_change.any().item<bool>(); }
    std::optional<LeafParams> merged(const Leaf &, const LeafParams &params, double strength) const override
    {
        return LeafParams{params.weight.index_add(0, m_index, m_change, strength), params.bias};
    }

private:
    const Leaf &m_leaf;
    at::Tensor m_index, m_change;
};

/// trainable_token_indices: a list for the input embedding, or an object from module name to list.
std::vector<std::int64_t> indicesFor(const Config &config, const peft::SavedSite &site)
{
    const nlohmann::json &all = config.json().value("trainable_token_indices", nlohmann::json());
    const nlohmann::json *list = all.is_array() ? &all : nullptr;
    if (all.is_object())
        for (const auto &[name, own] : all.items())
            if (site.path == name || site.path.ends_with("." + name))
                list = &own;
    if (!list || !list->is_array())
        config.refuse("trainable_token_indices", "token ids for " + site.path);
    std::vector<std::int64_t> indices;
    for (const nlohmann::json &index : *list) {
        if (!index.is_number_integer())
            config.refuse("trainable_token_indices", "token ids for " + site.path);
        indices.push_back(index);
    }
    return indices;
}

} // namespace

void addTrainedTokens(const Host &host, const DeltaSource &source, const peft::SavedSite &site, BuiltDelta &delta)
{
    const auto *table = dynamic_cast<const Embedding *>(host.blocks[site.module]);
    if (!table)
        throw Failure(Error{source.file, site.tensors.begin()->second->name + ": expected an Embedding, found "
                                + host.network.modules[site.module].type, {}, "shape-mismatch"});
    const std::vector<std::int64_t> indices = indicesFor(source.config, site);
    for (const std::int64_t index : indices)
        if (index < 0 || index >= table->inputWidth())
            source.config.refuse("trainable_token_indices", "ids below " + std::to_string(table->inputWidth()) + " for " + site.path);
    const Shape shape{static_cast<std::int64_t>(indices.size()), table->outputWidth()};
    const at::Tensor rows = peft::load(site, source, "token_adapter.trainable_tokens_delta", shape);
    const at::Tensor index = at::tensor(indices, at::kLong);
    const at::Tensor change = rows - table->weight().index_select(0, index).to(at::kFloat);
    peft::addTap(delta, site, std::make_shared<TokenRowsTap>(*table, index, change), "rows of W trained anew");
    for (const Block *block : host.blocks) {
        const auto *head = dynamic_cast<const Linear *>(block);
        if (!head || &head->weightParam() == &table->weightParam() || head->weightParam().stored().data_ptr() != table->weightParam().stored().data_ptr())
            continue;
        TapInfo info;
        info.formula = "rows of W trained anew, shared with " + site.path;
        opendelta::addTap(delta, head->module(), std::make_shared<TokenRowsTap>(*head, index, change), std::move(info));
    }
}

} // namespace deltascope::nn

// PEFT's trainable tokens, as a kind and as LoRA's trainable_token_indices (peft/tuners/trainable_tokens/layer.py): trained
// rows take the place of an embedding's.
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

std::vector<std::int64_t> tokenIds(const Config &config, std::string_view key, const nlohmann::json *list, const std::string &path)
{
    if (!list || !list->is_array())
        config.refuse(key, "token ids for " + path);
    std::vector<std::int64_t> indices;
    for (const nlohmann::json &index : *list) {
        if (!index.is_number_integer())
            config.refuse(key, "token ids for " + path);
        indices.push_back(index);
    }
    return indices;
}

/// trainable_token_indices: a list for the input embedding, or an object from module name to list.
std::vector<std::int64_t> indicesFor(const Config &config, const peft::SavedSite &site)
{
    const nlohmann::json &all = config.json().value("trainable_token_indices", nlohmann::json());
    const nlohmann::json *list = all.is_array() ? &all : nullptr;
    if (all.is_object())
        for (const auto &[name, own] : all.items())
            if (site.path == name || site.path.ends_with("." + name))
                list = &own;
    return tokenIds(config, "trainable_token_indices", list, site.path);
}

bool sharesTable(const Leaf &head, const Leaf &table)
{
    return &head.weightParam() != &table.weightParam() && head.weightParam().stored().data_ptr() == table.weightParam().stored().data_ptr();
}

/// An embedding, or a head with a row for each token.
const Leaf &tableAt(const Host &host, const DeltaSource &source, const peft::SavedSite &site)
{
    const Block *block = host.blocks[site.module];
    if (dynamic_cast<const Embedding *>(block) || dynamic_cast<const Linear *>(block))
        return dynamic_cast<const Leaf &>(*block);
    throw Failure(Error{source.file, site.tensors.begin()->second->name + ": expected an Embedding or a Linear, found "
                            + host.network.modules[site.module].type, {}, "shape-mismatch"});
}

struct TokenRows {
    at::Tensor index, change;
};

/// The tap at one site, whose rows are saved under that name.
TokenRows addRows(const DeltaSource &source, const peft::SavedSite &site, const Leaf &table, const std::string &name,
                  std::string_view key, const std::vector<std::int64_t> &indices, const std::set<std::string> &constant, BuiltDelta &delta)
{
    const std::int64_t count = table.weight().size(0), width = table.weight().size(1);
    for (const std::int64_t index : indices)
        if (index < 0 || index >= count)
            source.config.refuse(key, "ids below " + std::to_string(count) + " for " + site.path);
    const at::Tensor rows = peft::load(site, source, name, {static_cast<std::int64_t>(indices.size()), width});
    const at::Tensor index = at::tensor(indices, at::kLong);
    const at::Tensor change = rows - table.weight().index_select(0, index).to(at::kFloat);
    peft::addTap(delta, site, std::make_shared<TokenRowsTap>(table, index, change), "rows of W trained anew", 1, constant);
    return {index, change};
}

/// The same rows in the heads that are tied to the embedding, but for those with a site of their own.
void addToTiedHeads(const Host &host, const Leaf &table, const TokenRows &rows, const std::string &path, const std::set<int> &own, BuiltDelta &delta)
{
    for (const Block *block : host.blocks) {
        const auto *head = dynamic_cast<const Linear *>(block);
        if (!head || own.count(head->module()) || !sharesTable(*head, table))
            continue;
        TapInfo info;
        info.formula = "rows of W trained anew, shared with " + path;
        opendelta::addTap(delta, head->module(), std::make_shared<TokenRowsTap>(*head, rows.index, rows.change), std::move(info));
    }
}

} // namespace

void addTrainedTokens(const Host &host, const DeltaSource &source, const peft::SavedSite &site, BuiltDelta &delta)
{
    const Leaf &table = tableAt(host, source, site);
    const TokenRows rows = addRows(source, site, table, "token_adapter.trainable_tokens_delta", "trainable_token_indices",
                                   indicesFor(source.config, site), {}, delta);
    addToTiedHeads(host, table, rows, site.path, {}, delta);
}

BuiltDelta buildPeftTrainableTokens(const Host &host, const DeltaSource &source)
{
    const std::string container = "trainable_tokens_delta";
    const nlohmann::json &ids = source.config.json().value("token_indices", nlohmann::json());
    return peft::build(host, source, {"trainable_tokens", {"token_indices"}, {container}, ""}, [&](const peft::Saved &saved, const peft::SavedSite &site, BuiltDelta &delta) {
        const Leaf &table = tableAt(host, source, site);
        std::set<int> sites;
        bool isTied = false; // saved twice, trained once
        for (const peft::SavedSite &other : saved.sites) {
            sites.insert(other.module);
            isTied |= dynamic_cast<const Linear *>(&table) && sharesTable(table, tableAt(host, source, other));
        }
        const TokenRows rows = addRows(source, site, table, container, "token_indices", tokenIds(source.config, "token_indices", &ids, site.path),
                                       isTied ? std::set{container} : std::set<std::string>{}, delta);
        if (dynamic_cast<const Embedding *>(&table))
            addToTiedHeads(host, table, rows, site.path, sites, delta);
    });
}

} // namespace deltascope::nn

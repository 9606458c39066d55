// PEFT's trainable tokens, as a kind and as LoRA's trainable_token_indices (peft/tuners/trainable_tokens/layer.py):
// trained rows take the place of an embedding's.
#include "nn/delta/peft/lora.h"

#include "core/outcome.h"
#include "nn/product/product.h"

#include <ATen/ATen.h>

namespace deltascope::nn::peft {

namespace {

/// W with other rows at `index` [n]: `change` [n, width] is what they gained.
class TokenRowsTap : public Tap {
public:
    TokenRowsTap(const Leaf &leaf, at::Tensor index, at::Tensor change)
        : m_leaf(leaf)
        , m_index(std::move(index))
        , m_change(std::move(change))
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override
    {
        if (const auto *table = dynamic_cast<const Embedding *>(&m_leaf)) {
            const at::Tensor hits = x.unsqueeze(-1).eq(m_index).to(m_change.scalar_type());
            return y.add(hits.matmul(m_change), call.strength * table->scale());
        }
        return y.index_add(-1, m_index, product(x, m_change), call.strength); // the head that shares the table
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

std::vector<std::int64_t> tokenIds(const Config &config, std::string_view key, const nlohmann::json *list,
                                   const std::string &path)
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
std::vector<std::int64_t> indicesFor(const Config &config, const SavedSite &site)
{
    const nlohmann::json &all = config.json().value("trainable_token_indices", nlohmann::json());
    const nlohmann::json *list = all.is_array() ? &all : nullptr;
    if (all.is_object())
        for (const auto &[name, own] : all.items())
            if (site.path == name || site.path.ends_with("." + name))
                list = &own;
    return tokenIds(config, "trainable_token_indices", list, site.path);
}

bool sharesTable(const Leaf &one, const Leaf &other)
{
    return &one.weightParam() != &other.weightParam()
           && one.weightParam().stored().data_ptr() == other.weightParam().stored().data_ptr();
}

/// The table that the library calls the input embeddings: of those that share their weight the first.
bool isInput(const Host &host, const Leaf &table)
{
    for (const Block *block : host.blocks)
        if (const auto *leaf = dynamic_cast<const Embedding *>(block); leaf && sharesTable(*leaf, table))
            return leaf->module() > table.module();
    return dynamic_cast<const Embedding *>(&table);
}

/// An embedding, or a head with a row for each token.
const Leaf &tableAt(const Host &host, const DeltaSource &source, const SavedSite &site)
{
    const Block *block = host.blocks[site.module];
    if (dynamic_cast<const Embedding *>(block) || dynamic_cast<const Linear *>(block))
        return dynamic_cast<const Leaf &>(*block);
    throw Failure(Error{source.file,
                        site.tensors.begin()->second->name + ": expected an Embedding or a Linear, found "
                            + host.network.modules[site.module].type,
                        {},
                        "shape-mismatch"});
}

struct TokenRows {
    at::Tensor index, change;
};

/// Where a kind keeps the rows and their token ids.
struct TokenKeys {
    std::string tensor;
    std::string_view ids;
};

/// The tap at one site, and where the library ties others to the input embeddings, taps there but for those with a site
/// of their own.
void addRows(const Host &host, const DeltaSource &source, const SavedSite &site, const Leaf &table,
             const TokenKeys &keys, const std::vector<std::int64_t> &indices, const std::set<int> &ownSites,
             bool isTied, BuiltDelta &delta)
{
    const std::int64_t count = table.weight().size(0), width = table.weight().size(1);
    for (const std::int64_t index : indices)
        if (index < 0 || index >= count)
            source.config.refuse(keys.ids, "ids below " + std::to_string(count) + " for " + site.path);
    const at::Tensor rows = load(site, source, keys.tensor, {static_cast<std::int64_t>(indices.size()), width});
    const at::Tensor index = at::tensor(indices, at::kLong);
    const at::Tensor change = rows - table.weight().index_select(0, index).to(at::kFloat);
    const bool ties = host.config.flag("tie_word_embeddings", true);
    const bool acts = site.isReached || ties;
    addTap(delta, site, acts ? std::make_shared<TokenRowsTap>(table, index, change) : unreachedTap(),
           "rows of W trained anew", 1, isTied ? std::set{keys.tensor} : std::set<std::string>{});
    if (!isInput(host, table))
        return;
    for (std::size_t module = 0; module < host.blocks.size(); ++module) {
        const Block *block = host.blocks[module];
        const auto *other = dynamic_cast<const Leaf *>(block);
        const bool isTable = dynamic_cast<const Linear *>(block) || dynamic_cast<const Embedding *>(block);
        if (!isTable || host.network.modules[module].sameAs >= 0 || ownSites.count(other->module())
            || !sharesTable(*other, table))
            continue;
        TapInfo info;
        info.formula = "rows of W trained anew, shared with " + site.path;
        nn::addTap(delta, other->module(), std::make_shared<TokenRowsTap>(*other, index, change), std::move(info));
    }
}

BuiltDelta buildTrainableTokens(const Host &host, const DeltaSource &source)
{
    const TokenKeys keys{"trainable_tokens_delta", "token_indices"};
    const nlohmann::json &ids = source.config.json().value("token_indices", nlohmann::json());
    return build(host, source, {keys.tensor}, [&](const Saved &saved, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &table = tableAt(host, source, site);
        std::set<int> sites;
        bool isTied = false; // to the input embeddings: saved twice, trained once
        for (const SavedSite &other : saved.sites) {
            const Leaf &theirs = tableAt(host, source, other);
            sites.insert(theirs.module());
            isTied |= sharesTable(table, theirs) && isInput(host, theirs);
        }
        if (host.network.modules[site.module].sameAs >= 0 && sites.count(host.network.modules[site.module].sameAs))
            return; // the same module under another name
        addRows(host, source, site, table, keys, tokenIds(source.config, keys.ids, &ids, site.path), sites, isTied,
                delta);
    });
}

} // namespace

void addTrainedTokens(const Host &host, const DeltaSource &source, const SavedSite &site, BuiltDelta &delta)
{
    addRows(host, source, site, tableAt(host, source, site),
            {"token_adapter.trainable_tokens_delta", "trainable_token_indices"}, indicesFor(source.config, site), {},
            false, delta);
}

DeltaKind trainableTokens()
{
    return {.library = "peft",
            .name = "TRAINABLE_TOKENS",
            .title = "Trainable tokens (PEFT)",
            .says = "rows of the embedding trained anew",
            .build = buildTrainableTokens,
            .keys = withTargets({{"token_indices", KeyType::Wholes, {}, {}, KeyPlace::Rack},
                                 trainingKey("init_weights", KeyType::Other, "True")})};
}

} // namespace deltascope::nn::peft

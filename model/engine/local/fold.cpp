#include "engine/local/fold.h"

#include "engine/local/runner.h"
#include "nn/layers/leaf.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <map>

namespace deltascope {

namespace {

/// What a module makes of one of its parameters.
struct Claim {
    int module;
    std::string name; ///< of the parameter
    at::Tensor value; ///< float32
};

/// A parameter of the backbone after the merge.
struct Changed {
    at::Tensor value; ///< in the stored type
    double roundingError = 0;
};

class Folder {
public:
    Folder(Session &session, const Mix &mix, Progress &progress)
        : m_session(session)
        , m_info(session.info)
        , m_columns{{"merged", mix}}
        , m_table(columnTable(session, m_columns))
        , m_progress(progress)
    {
    }

    Folded operator()()
    {
        for (std::size_t module = 0; module < m_info.modules.size(); ++module)
            if (m_info.modules[module].sameAs < 0)
                foldAt(static_cast<int>(module));
        settleTied();
        return {io::CheckpointIndex(entries()), modules(), config()};
    }

private:
    [[noreturn]] void refuse(int module, const std::string &delta, const std::string &reason) const
    {
        const std::string &name = m_info.modules[module].name;
        throw Failure(Error{delta, (name.empty() ? "the whole model" : name) + ": cannot be merged: " + reason,
                            "it can be saved beside the model instead", "cannot-merge"});
    }

    /// Why the tap at `module` is no change of weights.
    std::string reasonOf(const nn::TapRef &ref, int module) const
    {
        if (ref.tap->front())
            return "it puts virtual tokens in front of the sequence, which no weight does";
        if (ref.tap->isPrefix())
            return "it puts keys and values in front of an attention's own, which no weight does";
        if (ref.tap->source() || ref.tap->keepsInput())
            return "what it adds depends on what another module reads";
        const std::string &type = m_info.modules[module].type;
        if (!dynamic_cast<const nn::Leaf *>(m_session.blocks[module]))
            return "it acts around " + type + ", whose output no single weight decides";
        for (const TapInfo &tap : m_session.deltas[ref.slot].info.taps)
            if (tap.module == ref.site && !tap.formula.empty())
                return "no other weights of this " + type + " compute " + tap.formula;
        return "no other weights of this " + type + " compute the same";
    }

    /// Neighbours that read in order of insertion change what the one behind reads: the last of them is the innermost.
    static std::vector<nn::TapRef> innermostFirst(std::vector<nn::TapRef> taps)
    {
        for (std::size_t begin = 0, end; begin < taps.size(); begin = end) {
            for (end = begin + 1;
                 end < taps.size() && taps[end - 1].tap->readsInOrder() && taps[end].tap->readsInOrder();)
                ++end;
            std::reverse(taps.begin() + static_cast<std::ptrdiff_t>(begin),
                         taps.begin() + static_cast<std::ptrdiff_t>(end));
        }
        return taps;
    }

    void foldAt(int module)
    {
        if (m_progress.cancelled())
            throw Cancelled();
        const nn::Block &block = *m_session.blocks[module];
        const auto *leaf = dynamic_cast<const nn::Leaf *>(&block);
        nn::LeafParams before, after;
        bool folds = false;
        for (const nn::TapRef &ref : innermostFirst(block.taps)) {
            const double strength = ref.strength(m_table, 0);
            if (strength == 0)
                continue;
            const std::string &delta = m_session.deltas[ref.slot].info.name;
            if (leaf && !folds)
                after = before = {stored(block, "weight"), stored(block, "bias")};
            folds = true;
            auto merged = leaf ? ref.tap->merged(*leaf, after, strength) : std::nullopt;
            if (!merged)
                refuse(module, delta, reasonOf(ref, module));
            after = std::move(*merged);
            if (after.bias.defined() && !before.bias.defined())
                refuse(module, delta,
                       "this " + m_info.modules[module].type + " has no bias that could take what it adds");
            expectFinite(delta, after);
        }
        if (folds) {
            claim(module, "weight", before.weight, after.weight);
            claim(module, "bias", before.bias, after.bias);
        }
    }

    static at::Tensor stored(const nn::Block &block, std::string_view name)
    {
        const nn::Param *param = block.param(name);
        return param ? param->stored().to(at::kFloat) : at::Tensor();
    }

    static void expectFinite(const std::string &delta, const nn::LeafParams &params)
    {
        for (const at::Tensor &tensor : {params.weight, params.bias})
            if (tensor.defined() && !at::isfinite(tensor).all().item<bool>())
                throw Failure(
                    Error{delta, "expected finite numbers in what is merged, found NaN or infinity", {}, "not-finite"});
    }

    void claim(int module, std::string_view name, const at::Tensor &before, const at::Tensor &after)
    {
        if (!after.defined() || after.is_same(before))
            return;
        for (const ParamInfo &param : m_info.modules[module].params)
            if (param.name == name)
                m_claims[param.id].push_back({module, param.name, after.reshape(param.shape)});
    }

    /// The modules that read each parameter.
    std::map<int, std::vector<int>> owners() const
    {
        std::map<int, std::vector<int>> modules;
        for (std::size_t module = 0; module < m_info.modules.size(); ++module)
            if (m_info.modules[module].sameAs < 0)
                for (const ParamInfo &param : m_info.modules[module].params)
                    modules[param.id].push_back(static_cast<int>(module));
        return modules;
    }

    /// A parameter becomes the same for all modules that read it, or they part.
    void settleTied()
    {
        const std::map<int, std::vector<int>> readers = owners();
        for (const auto &[id, claims] : m_claims) {
            const std::vector<int> &modules = readers.at(id);
            const bool isOne
                = claims.size() == modules.size() && std::all_of(claims.begin(), claims.end(), [&](const Claim &claim) {
                      return at::equal(claim.value, claims.front().value);
                  });
            if (isOne)
                m_changed.emplace(id, round(claims.front()));
            else
                untie(claims, modules);
        }
    }

    /// Every module that read the weight gets one of its own, as a configuration with tie_word_embeddings false has it.
    void untie(const std::vector<Claim> &claims, const std::vector<int> &modules)
    {
        const auto isTable = [&](int module) { return dynamic_cast<const nn::Embedding *>(m_session.blocks[module]); };
        const auto other
            = std::find_if(modules.begin(), modules.end(), [&](int module) { return module != claims.front().module; });
        if (claims.front().name != "weight" || std::none_of(modules.begin(), modules.end(), isTable))
            throw Failure(
                Error{m_info.modules[claims.front().module].name + "." + claims.front().name,
                      "cannot be merged: it is tied to " + m_info.modules[*other].name + ", which would change too",
                      "merge without this delta", "cannot-merge"});
        for (const int module : modules) {
            const auto own = std::find_if(claims.begin(), claims.end(),
                                          [&](const Claim &claim) { return claim.module == module; });
            const at::Tensor value = own != claims.end() ? own->value : stored(*m_session.blocks[module], "weight");
            m_apart.emplace(module, round({module, "weight", isTable(module) ? value : value * tiedHeadScale()}));
        }
    }

    double tiedHeadScale() const
    {
        const auto scale = m_session.family->tiedHeadScale;
        return scale ? scale(*m_session.config) : 1;
    }

    /// config.json of what is written.
    nn::Config config() const
    {
        nlohmann::json values = m_session.config->json();
        if (!m_apart.empty())
            values["tie_word_embeddings"] = false;
        return {std::move(values), m_session.config->path()};
    }

    /// True if the mix changes what the module computes; one that only gets a weight of its own stays as it is.
    bool isClaimed(int module) const
    {
        return std::any_of(m_claims.begin(), m_claims.end(), [&](const auto &entry) {
            return std::any_of(entry.second.begin(), entry.second.end(),
                               [&](const Claim &claim) { return claim.module == module; });
        });
    }

    /// What a module's parameter becomes; null if it stays.
    const Changed *changeOf(int module, const ParamInfo &param) const
    {
        if (const auto own = m_apart.find(module); own != m_apart.end() && param.name == "weight")
            return &own->second;
        const auto changed = m_changed.find(param.id);
        return changed == m_changed.end() ? nullptr : &changed->second;
    }

    Changed round(const Claim &claim) const
    {
        const nn::Param &own = *m_session.blocks[claim.module]->param(claim.name);
        const at::Tensor value = claim.value.to(own.stored().scalar_type());
        const at::Tensor back = value.to(at::kFloat);
        if (!at::isfinite(back).all().item<bool>())
            throw Failure(Error{own.fullName(),
                                "cannot be merged: expected numbers that fit the checkpoint's "
                                    + std::string(toText(own.dtype())) + ", found larger ones",
                                {},
                                "cannot-merge"});
        return {value.contiguous(), (back - claim.value).abs().max().item<double>()};
    }

    /// A head that was made when the model was opened is written too, and every tensor then under the names of the
    /// architecture with a head, since a loader expects one way of naming.
    std::vector<io::TensorEntry> entries()
    {
        std::vector<io::TensorEntry> all = m_session.weights->index().entries();
        const bool hasFresh = !m_info.fresh.empty();
        std::map<std::string_view, std::size_t> places;
        for (std::size_t i = 0; i < all.size(); ++i)
            places.emplace(m_session.weights->index().entries()[i].name, i);
        for (int module = 0; module < static_cast<int>(m_info.modules.size()); ++module) {
            for (const ParamInfo &param : m_info.modules[module].params) {
                const std::string &path = m_info.modules[module].name;
                const std::string name = path.empty() ? param.name : path + "." + param.name;
                const io::TensorEntry *entry = m_session.weights->find(name);
                const bool isApart = m_apart.count(module) && param.name == "weight";
                if (isApart && entry && !entry->name.ends_with(name) && !name.ends_with(entry->name))
                    entry = nullptr; // what it was tied to
                const bool isFresh = std::find(m_info.fresh.begin(), m_info.fresh.end(), name) != m_info.fresh.end();
                if (!entry && !isFresh && !isApart)
                    continue; // tied: held under another name
                io::TensorEntry &place = entry ? all[places.at(entry->name)] : all.emplace_back();
                if (const Changed *changed = changeOf(module, param))
                    place = held(entry ? entry->name : name, changed->value);
                else if (isFresh)
                    place = held(name, m_session.blocks[module]->param(param.name)->stored());
                if (hasFresh)
                    place.name = name;
            }
        }
        return all;
    }

    static io::TensorEntry held(const std::string &name, const at::Tensor &tensor)
    {
        return nn::heldCheckpoint("the merged weights", {{name, tensor}}).entries().front();
    }

    std::vector<MergedModule> modules() const
    {
        std::vector<MergedModule> list;
        for (int module = 0; module < static_cast<int>(m_info.modules.size()); ++module) {
            bool isChanged = false;
            double error = 0;
            for (const ParamInfo &param : m_info.modules[module].params)
                if (const Changed *changed = changeOf(module, param)) {
                    isChanged = true;
                    error = std::max(error, changed->roundingError);
                }
            if (isChanged && isClaimed(module))
                list.push_back({m_info.modules[module].name, error});
        }
        return list;
    }

    Session &m_session;
    const NetworkInfo &m_info;
    const std::vector<Column> m_columns;
    const nn::ColumnTable m_table;
    Progress &m_progress;
    std::map<int, std::vector<Claim>> m_claims; ///< by ParamInfo::id
    std::map<int, Changed> m_changed; ///< by ParamInfo::id
    std::map<int, Changed> m_apart; ///< by module: weights that were tied and are no longer
};

} // namespace

Folded fold(Session &session, const Mix &mix, Progress &progress)
{
    if (!session.backbone || !session.family)
        throw Failure(
            Error{session.info.model,
                  "expected a checkpoint folder of a family that runs, whose weights can be merged into, found "
                      + session.info.architecture,
                  {},
                  "cannot-merge"});
    if (!session.quantised.empty())
        throw Failure(Error{session.info.model,
                            "cannot be merged into: its weights are quantised with " + session.quantised,
                            "merge into the model that it was made from", "cannot-merge"});
    if (!session.info.runnable)
        throw Failure(Error{session.info.model,
                            "cannot be merged into: the checkpoint lacks " + nn::joinNames(session.info.missing),
                            {},
                            "cannot-merge"});
    const c10::InferenceMode inference;
    return Folder(session, mix, progress)();
}

} // namespace deltascope

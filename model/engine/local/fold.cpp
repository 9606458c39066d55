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
        expectSameWhereTied();
        return {io::CheckpointIndex(entries()), modules()};
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
                m_claims[param.id].push_back({module, after.reshape(param.shape)});
    }

    /// A parameter that several modules read must become the same for all of them.
    void expectSameWhereTied()
    {
        for (std::size_t module = 0; module < m_info.modules.size(); ++module) {
            for (const ParamInfo &param : m_info.modules[module].params) {
                const auto found = m_claims.find(param.id);
                if (found == m_claims.end() || m_info.modules[module].sameAs >= 0)
                    continue;
                const std::vector<Claim> &claims = found->second;
                const auto own = std::find_if(claims.begin(), claims.end(), [&](const Claim &claim) {
                    return claim.module == static_cast<int>(module);
                });
                if (own == claims.end() || !at::equal(own->value, claims.front().value))
                    throw Failure(Error{m_info.modules[claims.front().module].name + "." + param.name,
                                        "cannot be merged: the weight is tied to " + m_info.modules[module].name
                                            + ", which would change too",
                                        "merge without this delta", "cannot-merge"});
            }
        }
        for (const auto &[id, claims] : m_claims)
            m_changed.emplace(id, round(claims.front()));
    }

    Changed round(const Claim &claim) const
    {
        const nn::Block &block = *m_session.blocks[claim.module];
        for (const ParamInfo &param : m_info.modules[claim.module].params) {
            const nn::Param *own = block.param(param.name);
            if (const auto found = m_claims.find(param.id); found == m_claims.end() || &found->second.front() != &claim)
                continue;
            const at::Tensor value = claim.value.to(own->stored().scalar_type());
            const at::Tensor back = value.to(at::kFloat);
            if (!at::isfinite(back).all().item<bool>())
                throw Failure(Error{own->fullName(),
                                    "cannot be merged: expected numbers that fit the checkpoint's "
                                        + std::string(toText(own->dtype())) + ", found larger ones",
                                    {},
                                    "cannot-merge"});
            return {value.contiguous(), (back - claim.value).abs().max().item<double>()};
        }
        throw Failure(m_info.modules[claim.module].name, "expected a parameter to merge into, found none");
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
        for (std::size_t module = 0; module < m_info.modules.size(); ++module) {
            for (const ParamInfo &param : m_info.modules[module].params) {
                const std::string &path = m_info.modules[module].name;
                const std::string name = path.empty() ? param.name : path + "." + param.name;
                const io::TensorEntry *entry = m_session.weights->find(name);
                const bool isFresh = std::find(m_info.fresh.begin(), m_info.fresh.end(), name) != m_info.fresh.end();
                if (!entry && !isFresh)
                    continue; // tied: held under another name
                io::TensorEntry &place = entry ? all[places.at(entry->name)] : all.emplace_back();
                if (const auto changed = m_changed.find(param.id); changed != m_changed.end())
                    place = held(entry ? entry->name : name, changed->second.value);
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
        for (const ModuleInfo &module : m_info.modules) {
            bool isChanged = false;
            double error = 0;
            for (const ParamInfo &param : module.params)
                if (const auto changed = m_changed.find(param.id); changed != m_changed.end()) {
                    isChanged = true;
                    error = std::max(error, changed->second.roundingError);
                }
            if (isChanged && module.sameAs < 0)
                list.push_back({module.name, error});
        }
        return list;
    }

    Session &m_session;
    const NetworkInfo &m_info;
    const std::vector<Column> m_columns;
    const nn::ColumnTable m_table;
    Progress &m_progress;
    std::map<int, std::vector<Claim>> m_claims; ///< by ParamInfo::id
    std::map<int, Changed> m_changed;
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
    const c10::InferenceMode inference;
    return Folder(session, mix, progress)();
}

} // namespace deltascope

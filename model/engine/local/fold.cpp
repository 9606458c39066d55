#include "engine/local/fold.h"

#include "engine/local/parallel.h"
#include "io/pages.h"
#include "nn/layers/leaf.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include <malloc.h>

namespace deltascope {

namespace {

std::span<const unsigned char> bytesOf(const at::Tensor &tensor)
{
    return {static_cast<const unsigned char *>(tensor.data_ptr()), tensor.nbytes()};
}

void expectFoldable(const Session &session)
{
    const auto refuse = [&](const std::string &text, const std::string &hint = {}) {
        throw Failure(Error{session.info.model, text, hint, "cannot-merge"});
    };
    if (!session.backbone || !session.family)
        refuse("expected a checkpoint folder of a family that runs, whose weights can be merged into, found "
               + session.info.architecture);
    if (!session.quantised.empty())
        refuse("cannot be merged into: its weights are quantised with " + session.quantised,
               "merge into the model that it was made from");
    if (!session.info.runnable)
        refuse("cannot be merged into: the checkpoint lacks " + nn::joinNames(session.info.missing));
}

io::TensorEntry held(const std::string &name, const at::Tensor &tensor)
{
    return nn::heldCheckpoint("the merged weights", {{name, tensor}}).entries().front();
}

} // namespace

Fold::Fold(Session &session, const Mix &mix, Progress &progress)
    : m_session(session)
    , m_info(session.info)
    , m_progress(progress)
{
    expectFoldable(session);
    const c10::InferenceMode inference;
    for (std::size_t module = 0; module < m_info.modules.size(); ++module)
        if (m_info.modules[module].sameAs < 0)
            for (const ParamInfo &param : m_info.modules[module].params)
                m_readers[param.id].push_back(static_cast<int>(module));
    m_steps = foldSteps(session, mix);
    foldShared();
    list();
    for (std::map<int, Changed> *settled : {&m_changed, &m_apart})
        for (auto &[id, changed] : *settled)
            changed.value.reset();
}

/// Where several modules read a parameter, what all of them make of it must be known first.
void Fold::foldShared()
{
    const auto isShared = [&](const FoldStep &step) {
        const std::vector<ParamInfo> &params = m_info.modules[step.module].params;
        return std::any_of(params.begin(), params.end(),
                           [&](const ParamInfo &param) { return m_readers.at(param.id).size() > 1; });
    };
    const auto own = std::stable_partition(m_steps.begin(), m_steps.end(), isShared);
    std::map<int, std::vector<Claim>> byParameter;
    for (auto step = m_steps.begin(); step != own; ++step)
        for (Claim &claim : claims(*step))
            for (const ParamInfo &param : m_info.modules[step->module].params)
                if (param.name == claim.name)
                    byParameter[param.id].push_back(std::move(claim));
    for (const auto &[parameter, claims] : byParameter)
        settle(parameter, claims);
    m_steps.erase(m_steps.begin(), own);
}

std::vector<Fold::Claim> Fold::claims(const FoldStep &step) const
{
    if (m_progress.cancelled())
        throw Cancelled();
    const FoldedModule folded = foldStep(m_session, step);
    std::vector<Claim> claims;
    const auto claim = [&](std::string_view name, const at::Tensor &before, const at::Tensor &after) {
        if (!after.defined() || after.is_same(before))
            return;
        for (const ParamInfo &param : m_info.modules[step.module].params)
            if (param.name == name)
                claims.push_back({step.module, param.name, after.reshape(param.shape)});
    };
    claim("weight", folded.before.weight, folded.after.weight);
    claim("bias", folded.before.bias, folded.after.bias);
    return claims;
}

/// A parameter becomes the same for all modules that read it, or they part.
void Fold::settle(int parameter, const std::vector<Claim> &claims)
{
    const std::vector<int> &modules = m_readers.at(parameter);
    for (const Claim &claim : claims)
        m_claiming.insert(claim.module);
    if (claims.size() == modules.size() && std::all_of(claims.begin(), claims.end(), [&](const Claim &claim) {
            return at::equal(claim.value, claims.front().value);
        }))
        m_changed.emplace(parameter, round(claims.front()));
    else
        untie(claims, modules);
}

/// Every module that read the weight gets one of its own, as a configuration with tie_word_embeddings false has it.
void Fold::untie(const std::vector<Claim> &claims, const std::vector<int> &modules)
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
        const auto own
            = std::find_if(claims.begin(), claims.end(), [&](const Claim &claim) { return claim.module == module; });
        const at::Tensor value = own != claims.end() ? own->value : wideParameter(*m_session.blocks[module], "weight");
        m_apart.emplace(module, round({module, "weight", isTable(module) ? value : value * tiedHeadScale()}));
    }
}

double Fold::tiedHeadScale() const
{
    const auto scale = m_session.family->tiedHeadScale;
    return scale ? scale(*m_session.config) : 1;
}

nn::Config Fold::config() const
{
    nlohmann::json values = m_session.config->json();
    if (!m_apart.empty())
        values["tie_word_embeddings"] = false;
    return {std::move(values), m_session.config->path()};
}

/// What a module's parameter becomes; null if it stays.
const Fold::Changed *Fold::changeOf(int module, const ParamInfo &param) const
{
    if (const auto own = m_apart.find(module); own != m_apart.end() && param.name == "weight")
        return &own->second;
    const auto changed = m_changed.find(param.id);
    return changed == m_changed.end() ? nullptr : &changed->second;
}

Fold::Changed Fold::round(const Claim &claim) const
{
    const nn::Param &own = *m_session.blocks[claim.module]->param(claim.name);
    if (own.stored().scalar_type() == at::kFloat)
        return {claim.value.contiguous(), 0};
    const at::Tensor value = claim.value.to(own.stored().scalar_type());
    const at::Tensor back = value.to(at::kFloat);
    if (!isFinite(back))
        throw Failure(Error{own.fullName(),
                            "cannot be merged: expected numbers that fit the checkpoint's "
                                + std::string(toText(own.dtype())) + ", found larger ones",
                            {},
                            "cannot-merge"});
    return {value.contiguous(), (back - claim.value).abs().max().item<double>()};
}

/// A head that was made when the model was opened is written too, and every tensor then under the names of the
/// architecture with a head, since a loader expects one way of naming.
void Fold::list()
{
    m_tensors = m_session.weights->index().entries();
    const bool hasFresh = !m_info.fresh.empty();
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < m_tensors.size(); ++i)
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
            io::TensorEntry &place = entry ? m_tensors[places.at(entry->name)] : m_tensors.emplace_back();
            m_places.try_emplace(param.id, static_cast<std::size_t>(&place - m_tensors.data()));
            if (const Changed *changed = changeOf(module, param))
                place = held(entry ? entry->name : name, changed->value);
            else if (isFresh)
                place = held(name, m_session.blocks[module]->param(param.name)->stored());
            if (hasFresh)
                place.name = name;
        }
    }
}

/// A module's parameters, folded, on their way to the sink.
void Fold::stream(const FoldStep &step, FoldSink &sink)
{
    std::set<std::size_t> changed;
    for (const Claim &claim : claims(step))
        for (const ParamInfo &param : m_info.modules[step.module].params)
            if (param.name == claim.name) {
                const Changed rounded = round(claim);
                const std::size_t place = m_places.at(param.id);
                changed.insert(place);
                sink.changed(place, bytesOf(rounded.value));
                const std::lock_guard lock(m_mutex);
                m_changed[param.id].roundingError = rounded.roundingError;
                m_claiming.insert(step.module);
            }
    for (const ParamInfo &param : m_info.modules[step.module].params)
        if (const std::size_t place = m_places.at(param.id); !changed.count(place))
            sink.kept(place, m_tensors[place]);
        else
            io::releasePages(m_tensors[place]);
    ::malloc_trim(0); // freed tensors of some megabytes leave gaps in the heap that the next does not fit into
}

void Fold::operator()(FoldSink &sink)
{
    std::set<std::size_t> streamed;
    for (const FoldStep &step : m_steps)
        for (const ParamInfo &param : m_info.modules[step.module].params)
            streamed.insert(m_places.at(param.id));
    std::vector<std::size_t> rest;
    for (std::size_t place = 0; place < m_tensors.size(); ++place)
        if (!streamed.count(place))
            rest.push_back(place);
    onAllCores(m_steps.size() + rest.size(), [&](std::size_t i) {
        if (m_progress.cancelled())
            throw Cancelled();
        if (i < m_steps.size())
            return stream(m_steps[i], sink);
        sink.kept(rest[i - m_steps.size()], m_tensors[rest[i - m_steps.size()]]);
    });
}

std::vector<MergedModule> Fold::modules() const
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
        if (isChanged && m_claiming.count(module))
            list.push_back({m_info.modules[module].name, error});
    }
    return list;
}

} // namespace deltascope

#include "nn/delta/convert/form.h"

#include "core/outcome.h"
#include "nn/delta/change.h"
#include "nn/layers/leaf.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace deltascope::nn {

namespace convert {

void refuse(const DeltaInfo &info, std::string_view library, const std::string &reason)
{
    throw Failure(
        Error{info.name,
              info.kind + " of " + info.library + " cannot be converted to " + std::string(library) + ": " + reason,
              {},
              "no-counterpart"});
}

nlohmann::json plainNumber(double value)
{
    return value == std::floor(value) && std::abs(value) < 1e15 ? nlohmann::json(static_cast<std::int64_t>(value))
                                                                : nlohmann::json(value);
}

std::vector<std::string> namesOf(const Host &host, const Form &form)
{
    std::vector<std::string> names;
    for (const auto &[module, update] : form.updates)
        names.push_back(host.network.modules[module].name);
    return names;
}

namespace {

/// Several updates of one module are one of the rank of them all: [B1 B2] [A1; A2].
void addUpdate(Form &form, int module, const LowRankUpdate &update, double strength)
{
    if (update.scale * strength == 0)
        return addUpdate(form, module, {update.a, at::zeros_like(update.b), 1}, 1);
    const double scale = update.scale * strength;
    LowRank &own = form.updates[module];
    if (!own.a.defined()) {
        own = {update.a, update.b, scale};
        return;
    }
    if (own.scale != scale) {
        own.b = own.b * own.scale;
        own.scale = 1;
    }
    own.a = at::cat({own.a, update.a});
    own.b = at::cat({own.b, update.b * (scale / own.scale)}, 1);
}

/// Why the delta cannot be cut to a rank.
[[noreturn]] void refuseRank(const DeltaInfo &info, const std::string &found)
{
    throw Failure(Error{info.name, "rank: expected " + found, {}, "no-low-rank"});
}

/// Every update with its `rank` strongest directions; none has more than it had.
void cut(Form &form, const Host &host, const DeltaInfo &info, std::int64_t rank)
{
    if (form.updates.empty())
        refuseRank(info,
                   "a delta of low-rank updates, found " + info.summary + " of " + info.library + ", which has none");
    if (const std::int64_t own = form.largestRank(); rank < 1 || rank > own)
        refuseRank(info,
                   "a number from 1 to " + std::to_string(own) + ", the delta's own, found " + std::to_string(rank));
    for (auto &[module, update] : form.updates) {
        if (update.a.size(0) <= rank)
            continue;
        if (!update.a.isfinite().all().item<bool>() || !update.b.isfinite().all().item<bool>())
            throw Failure(
                Error{info.name,
                      "expected finite numbers, found NaN or infinity at " + host.network.modules[module].name,
                      {},
                      "not-finite"});
        const LowRankUpdate kept = strongest({update.a, update.b, update.scale}, rank);
        update = {kept.a, kept.b, kept.scale};
    }
}

/// Adds what a delta does to a form.
void addTo(Form &form, const Host &host, const DeltaInfo &info, const std::vector<SiteTap> &taps, const Wanted &wanted)
{
    const auto &[library, strength, rank] = wanted;
    for (const SiteTap &site : taps) {
        const auto *leaf = dynamic_cast<const Leaf *>(host.blocks[site.place()]);
        const std::string &name = host.network.modules[site.place()].name;
        const auto update = site.tap->update();
        if (update && (dynamic_cast<const Linear *>(leaf) || dynamic_cast<const Conv1D *>(leaf))) {
            addUpdate(form, site.place(), *update, strength);
            continue;
        }
        if (const auto front = site.tap->front();
            front && front->tokens.defined() && strength == 1 && !form.prompt.defined()) {
            form.prompt = front->tokens.squeeze(0);
            continue;
        }
        if (site.tap->isPrefix() && rank == 0)
            refuse(info, library, "the libraries' prefixes count positions and distances differently");
        const LeafParams own = leaf ? LeafParams{leaf->wideWeight(), leaf->wideBias()} : LeafParams();
        const auto merged = leaf && site.tap->isInside() ? site.tap->merged(*leaf, own, strength) : std::nullopt;
        if (rank != 0 && !merged)
            refuseRank(info, "low-rank updates, found " + info.summary + " of " + info.library
                                 + ", which is something else at " + (name.empty() ? "the whole model" : name));
        if (!merged || (merged->bias.defined() && !own.bias.defined()))
            refuse(info, library,
                   "what it does at " + (name.empty() ? "the whole model" : name) + " is no kind of "
                       + std::string(library));
        LeafParams &tuned = form.tuned[site.place()];
        if (!merged->weight.is_same(own.weight))
            tuned.weight = merged->weight;
        if (!merged->bias.is_same(own.bias))
            tuned.bias = merged->bias;
    }
}

Form formOf(const Host &host, const DeltaInfo &info, const std::vector<SiteTap> &taps, const Wanted &wanted)
{
    Form form;
    addTo(form, host, info, taps, wanted);
    if (wanted.rank != 0)
        cut(form, host, info, wanted.rank);
    if (form.updates.empty() != form.prompt.defined())
        refuse(info, wanted.library,
               "there is no such kind; lora, kinds that add a low-rank update, and prompts are in both");
    return form;
}

/// All updates of one rank and of scale 1.
void flatten(Form &form)
{
    const std::int64_t rank = form.largestRank();
    for (auto &[module, update] : form.updates) {
        const std::int64_t missing = rank - update.a.size(0);
        const at::Tensor a = update.a.to(at::kFloat), b = update.b.to(at::kFloat) * update.scale;
        update
            = {at::cat({a, a.new_zeros({missing, a.size(1)})}), at::cat({b, b.new_zeros({b.size(0), missing})}, 1), 1};
    }
}

} // namespace
} // namespace convert

DeltaFiles summed(const Host &host, const std::vector<Summand> &summands)
{
    const c10::InferenceMode inference;
    convert::Form form;
    for (const auto &[info, taps, strength] : summands) {
        convert::addTo(form, host, info, taps, {"peft", strength, 0});
        if (form.prompt.defined() || !form.tuned.empty() || form.updates.empty())
            convert::refuse(info, "peft", "a sum for a server is one of low-rank updates alone");
    }
    convert::flatten(form);
    DeltaFiles files = convert::toPeft(host, summands.front().info, form);
    std::set<std::string> targets; // as PEFT writes them; a full name is one more thing that an engine may not know
    for (const std::string &name : convert::namesOf(host, form))
        targets.insert(name.substr(name.rfind('.') + 1));
    files.config["target_modules"] = targets;
    files.config["task_type"] = "CAUSAL_LM";
    return files;
}

Truncation truncation(const Host &host, const DeltaInfo &info, const std::vector<SiteTap> &taps, std::int64_t rank)
{
    const c10::InferenceMode inference;
    const Wanted whole{info.library};
    const convert::Form after = convert::formOf(host, info, taps, {info.library, 1, rank}),
                        before = convert::formOf(host, info, taps, whole);
    const auto squares = [](const convert::Form &form) {
        double sum = 0;
        for (const auto &[module, update] : form.updates)
            sum += singularValues({update.a, update.b, update.scale}).square().sum().item<double>();
        return sum;
    };
    const double all = squares(before);
    return {before.largestRank(), after.largestRank(), all > 0 ? squares(after) / all : 1, before.numbers(),
            after.numbers()};
}

DeltaFiles converted(const Host &host, const DeltaInfo &info, const std::vector<SiteTap> &taps, const Wanted &wanted)
{
    const c10::InferenceMode inference;
    const std::string_view library = wanted.library;
    const convert::Form form = convert::formOf(host, info, taps, wanted);
    if (library == "peft")
        return convert::toPeft(host, info, form);
    if (library == "opendelta")
        return convert::toOpenDelta(host, info, form);
    convert::refuse(info, library,
                    "its folders are written only of deltas that come from it; others go to opendelta and peft");
}

} // namespace deltascope::nn

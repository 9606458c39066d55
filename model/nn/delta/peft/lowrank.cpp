// PEFT's kinds whose update is of low rank: AdaLoRA, VeRA, RandLoRA, DeLoRA, VB-LoRA (peft/tuners/*/layer.py,
// model.py).
#include "nn/delta/peft/lora.h"
#include "nn/delta/shared/random.h"
#include "nn/delta/taps/taps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn::peft {

namespace {

/// U(-b, b) with b = gain sqrt(3 / fan), as nn.init's kaiming_uniform draws projections.
at::Tensor kaiming(const Shape &shape, double gain, std::int64_t fan, at::ScalarType type, at::Generator &generator)
{
    const double bound = std::sqrt(3.0) * (gain / std::sqrt(static_cast<double>(fan)));
    return at::empty(shape, type).uniform_(-bound, bound, generator);
}

/// Largest widths over the sites of one delta.
struct Widths {
    std::int64_t in = 0, out = 0;
};

Widths widest(const Host &host, const DeltaSource &source, const Saved &saved)
{
    Widths most;
    for (const SavedSite &site : saved.sites) {
        const Leaf &leaf = linearAt(host, source, site);
        most = {std::max(most.in, leaf.inputWidth()), std::max(most.out, leaf.outputWidth())};
    }
    return most;
}

/// A projection that is saved once for all modules, at least as large as `least`.
at::Tensor sharedTensor(const Saved &saved, const DeltaSource &source, const std::string &name, const Shape &least)
{
    const io::TensorEntry &entry = *saved.shared.at(name);
    bool fits = entry.shape.size() == least.size();
    for (std::size_t i = 0; fits && i < least.size(); ++i)
        fits = entry.shape[i] >= least[i];
    if (!fits)
        throw Failure(
            Error{source.file,
                  entry.name + ": expected at least shape " + toText(least) + ", found " + toText(entry.shape),
                  {},
                  "shape-mismatch"});
    return source.tensor(entry);
}

struct Projections {
    at::Tensor a, b;
};

/// VeRA's A [r, in] and B [out, r]: saved, or drawn from projection_prng_key.
Projections veraProjections(const Host &host, const DeltaSource &source, const Saved &saved)
{
    const std::int64_t r = source.config.size("r");
    const Widths most = widest(host, source, saved);
    if (saved.shared.count("vera_A") && saved.shared.count("vera_B"))
        return {sharedTensor(saved, source, "vera_A", {r, most.in}),
                sharedTensor(saved, source, "vera_B", {most.out, r})};
    at::Generator generator = seeded(static_cast<std::uint64_t>(source.config.integer("projection_prng_key")));
    const double gain = std::sqrt(2.0);
    const at::Tensor a = kaiming({r, most.in}, gain, most.in, at::kFloat, generator);
    return {a, kaiming({most.out, r}, gain, r, at::kFloat, generator)};
}

/// Entries -1, 0 and 1, of which one in `sparsity` is not 0, divided by their deviation.
at::Tensor sparseSigns(const Shape &shape, double sparsity, at::Generator &generator)
{
    const at::Tensor drawn = at::rand(shape, generator);
    const at::Tensor signs
        = drawn.gt(1 - 1 / (2 * sparsity)).to(at::kFloat) - drawn.lt(1 / (2 * sparsity)).to(at::kFloat);
    return signs / signs.std();
}

/// RandLoRA's A [r, 1, smaller] and B [larger, bases, r]: saved, or drawn from projection_prng_key, sparse ones in
/// float32, others in bfloat16, and divided by their deviation.
Projections randLoraProjections(const Host &host, const DeltaSource &source, const Saved &saved)
{
    const std::int64_t r = source.config.size("r");
    const Widths most = widest(host, source, saved);
    const std::int64_t smaller = std::min(most.in, most.out), larger = std::max(most.in, most.out),
                       bases = (smaller + r - 1) / r;
    if (saved.shared.count("randlora_A") && saved.shared.count("randlora_B"))
        return {sharedTensor(saved, source, "randlora_A", {r, 1, smaller}),
                sharedTensor(saved, source, "randlora_B", {larger, bases, r})};
    at::Generator generator = seeded(static_cast<std::uint64_t>(source.config.integer("projection_prng_key")));
    const bool verySparse = source.config.flag("very_sparse");
    if (verySparse || source.config.flag("sparse")) {
        const double sparsity = verySparse ? std::sqrt(static_cast<double>(smaller)) : 3;
        const at::Tensor a = sparseSigns({r, 1, smaller}, sparsity, generator);
        return {a, sparseSigns({larger, bases, r}, sparsity, generator)};
    }
    const double gain = std::sqrt(1.0 / 3); // of a leaky ReLU with slope sqrt 5
    const at::Tensor a = kaiming({r, 1, smaller}, gain, smaller, at::kBFloat16, generator);
    std::vector<at::Tensor> parts;
    for (std::int64_t i = 0; i < bases; ++i)
        parts.push_back(kaiming({larger, 1, r}, gain, r, at::kBFloat16, generator));
    const at::Tensor b = at::cat(parts, 1);
    return {(a / a.std()).to(at::kFloat), (b / b.std()).to(at::kFloat)};
}

struct Shares {
    at::Tensor weights, index;
};

/// How VB-LoRA mixes each part of a factor [shape]: the softmax of its topk largest logits, or as
/// save_only_topk_weights leaves them, where the last weight is what the others lack to 1.
Shares vectorShares(const DeltaSource &source, const SavedSite &site, const std::string &name, Shape shape,
                    std::int64_t topk, std::int64_t vectors)
{
    if (!site.has(name + "_topk_indices")) {
        shape.push_back(vectors);
        const auto [top, index] = load(site, source, name, shape).topk(topk, -1);
        return {top.softmax(-1), index};
    }
    shape.push_back(topk);
    const io::TensorEntry &entry = site.entry(source, name + "_topk_indices");
    if (entry.shape != shape)
        throw Failure(Error{source.file,
                            entry.name + ": expected shape " + toText(shape) + ", found " + toText(entry.shape),
                            {},
                            "shape-mismatch"});
    const at::Tensor index = mappedTensor(entry).to(at::kLong);
    if (index.numel() && (index.min().item<std::int64_t>() < 0 || index.max().item<std::int64_t>() >= vectors))
        throw Failure(Error{source.file,
                            entry.name + ": expected numbers below " + std::to_string(vectors) + ", found others",
                            {},
                            "shape-mismatch"});
    shape.back() = topk - 1;
    const at::Tensor weights = load(site, source, name + "_topk_weights", shape);
    return {at::cat({weights, 1 - weights.sum(-1, true)}, -1), index};
}

/// A function of the whole delta, asked once.
template<class Make>
auto once(Make make)
{
    return [make, made = std::optional<Projections>()](const Saved &saved) mutable -> const Projections & {
        if (!made)
            made = make(saved);
        return *made;
    };
}

BuiltDelta buildAdaLora(const Host &host, const DeltaSource &source)
{
    const Containers containers{"lora_A", "lora_B", "lora_E"};
    return build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &leaf = linearAt(host, source, site);
        const at::Tensor e = loadFree(site, source, "lora_E", 2); // pruned modules keep fewer rows, or none
        const at::Tensor a = load(site, source, "lora_A", {e.size(0), leaf.inputWidth()});
        const at::Tensor b = load(site, source, "lora_B", {leaf.outputWidth(), e.size(0)});
        const double scale
            = source.config.number("lora_alpha") / (static_cast<double>(source.config.size("init_r")) + 1e-5);
        addTap(delta, site, std::make_shared<LowRankTap>(a * e, b, scale), "y + s·B(E·A x)", scale);
    });
}

BuiltDelta buildVera(const Host &host, const DeltaSource &source)
{
    const Containers containers{"vera_A", "vera_B", "vera_lambda_b", "vera_lambda_d"};
    const std::int64_t r = source.config.size("r");
    auto projections = once([&](const Saved &saved) { return veraProjections(host, source, saved); });
    return build(host, source, containers, [&](const Saved &saved, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &leaf = linearAt(host, source, site);
        const Projections &all = projections(saved);
        const at::Tensor d = load(site, source, "vera_lambda_d", {r}),
                         b = load(site, source, "vera_lambda_b", {leaf.outputWidth()});
        const at::Tensor down = all.a.narrow(0, 0, r).narrow(1, 0, leaf.inputWidth()) * d.unsqueeze(1);
        const at::Tensor up = all.b.narrow(0, 0, leaf.outputWidth()).narrow(1, 0, r) * b.unsqueeze(1);
        addTap(delta, site, std::make_shared<LowRankTap>(down, up, 1), "y + s·λb(B(λd(A x)))");
    });
}

BuiltDelta buildRandLora(const Host &host, const DeltaSource &source)
{
    const Containers containers{"randlora_A", "randlora_B", "randlora_lambda", "randlora_gamma"};
    const std::int64_t r = source.config.size("r");
    const double scale = source.config.number("randlora_alpha") / static_cast<double>(r);
    auto projections = once([&](const Saved &saved) { return randLoraProjections(host, source, saved); });
    return build(host, source, containers, [&](const Saved &saved, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &leaf = linearAt(host, source, site);
        const Projections &all = projections(saved);
        const std::int64_t in = leaf.inputWidth(), out = leaf.outputWidth(), smaller = std::min(in, out),
                           larger = std::max(in, out);
        const at::Tensor lambda = loadFree(site, source, "randlora_lambda", 2);
        const std::int64_t bases = lambda.size(1);
        if (lambda.size(0) != r || bases > all.b.size(1))
            throw Failure(Error{source.file,
                                site.entry(source, "randlora_lambda").name + ": expected shape [" + std::to_string(r)
                                    + ", at most " + std::to_string(all.b.size(1)) + "], found "
                                    + toText(lambda.sizes().vec()),
                                {},
                                "shape-mismatch"});
        const at::Tensor gamma = load(site, source, "randlora_gamma", {bases, smaller});
        const at::Tensor a = (all.a.narrow(2, 0, smaller) * lambda.unsqueeze(2) * gamma.unsqueeze(0))
                                 .flatten(0, 1); // [r * bases, smaller]
        const at::Tensor b = all.b.narrow(0, 0, larger).narrow(1, 0, bases).flatten(1); // [larger, bases * r]
        const bool inward = smaller == in;
        addTap(delta, site,
               std::make_shared<LowRankTap>(inward ? a : b.t().contiguous(), inward ? b : a.t().contiguous(), scale),
               "y + s·BΛAΓ x", scale, {"randlora_A", "randlora_B"});
    });
}

BuiltDelta buildDelora(const Host &host, const DeltaSource &source)
{
    const Containers containers{"delora_A", "delora_B", "delora_lambda", "delora_w_norm"};
    return build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &leaf = linearAt(host, source, site);
        const std::int64_t r = patternSize(source.config, "rank_pattern", site.path, source.config.size("r"));
        const at::Tensor a = load(site, source, "delora_A", {r, leaf.inputWidth()}),
                         b = load(site, source, "delora_B", {leaf.outputWidth(), r});
        const at::Tensor lambda = load(site, source, "delora_lambda", {1}),
                         norm = load(site, source, "delora_w_norm", {leaf.inputWidth()});
        const at::Tensor lengths = a.norm(2, 1).clamp_min(1e-4) * b.norm(2, 0).clamp_min(1e-4);
        const at::Tensor diagonal = lambda / static_cast<double>(r) / lengths;
        addTap(delta, site, std::make_shared<LowRankTap>(a * norm * diagonal.unsqueeze(1), b, 1),
               "y + s·B diag(λ/(r|A||B|)) A |W| x", 1, {"delora_w_norm"});
    });
}

BuiltDelta buildVbLora(const Host &host, const DeltaSource &source)
{
    const Containers containers{"vblora_logits_A_topk_indices",
                                "vblora_logits_A_topk_weights",
                                "vblora_logits_B_topk_indices",
                                "vblora_logits_B_topk_weights",
                                "vblora_logits_A",
                                "vblora_logits_B",
                                "vblora_vector_bank"};
    const std::int64_t r = source.config.size("r"), vectors = source.config.size("num_vectors"),
                       length = source.config.size("vector_length");
    const std::int64_t topk = source.config.size("topk");
    if (topk > vectors)
        source.config.refuse("topk", "at most num_vectors, " + std::to_string(vectors));
    bool counted = false;
    return build(host, source, containers, [&](const Saved &saved, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &leaf = linearAt(host, source, site);
        if (!saved.shared.count("vblora_vector_bank"))
            throw Failure(Error{source.file, "vblora_vector_bank: expected, found no such key", {}, "missing-weight"});
        const at::Tensor bank = sharedTensor(saved, source, "vblora_vector_bank", {vectors, length});
        if (!std::exchange(counted, true))
            delta.info.parameterCount += bank.numel();
        const auto mixed = [&](const char *name, Shape shape) {
            const auto [weights, index] = vectorShares(source, site, name, std::move(shape), topk, vectors);
            return (weights.unsqueeze(-1) * bank.index({index})).sum(-2);
        };
        const at::Tensor a = mixed("vblora_logits_A", {r, leaf.inputWidth() / length}).reshape({r, -1});
        const at::Tensor b
            = mixed("vblora_logits_B", {leaf.outputWidth() / length, r}).transpose(1, 2).reshape({-1, r});
        const std::set<std::string> topkOnly{"vblora_logits_A_topk_indices", "vblora_logits_A_topk_weights",
                                             "vblora_logits_B_topk_indices", "vblora_logits_B_topk_weights"};
        addTap(delta, site, std::make_shared<LowRankTap>(a, b.contiguous(), 1), "y + s·B A x, rows mixed from the bank",
               1, topkOnly);
        if (site.has("vblora_logits_A_topk_indices")) // PEFT trains the logits that they stand for
            delta.info.parameterCount += r * (leaf.inputWidth() + leaf.outputWidth()) / length * vectors;
    });
}

} // namespace

DeltaKind adaLora()
{
    return {.library = "peft",
            .name = "ADALORA",
            .title = "AdaLoRA (PEFT)",
            .says = "y + s·B(E·A x): a low-rank update whose rank was pruned",
            .build = buildAdaLora,
            .keys = loraKeys({{"init_r", KeyType::Whole, "12", {}, KeyPlace::Rack},
                              {"target_r", KeyType::Whole, "8", {}, KeyPlace::Rack, KeyEffect::Trains},
                              {"lora_alpha", KeyType::Number, "8", {}, KeyPlace::Rack},
                              {"lora_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains},
                              recordKey("r", KeyType::Whole),
                              recordKey("rank_pattern", KeyType::Other),
                              {"use_dora", KeyType::Flag, "False", {}, KeyPlace::File, KeyEffect::Unsupported},
                              trainingKey("tinit", KeyType::Whole),
                              trainingKey("tfinal", KeyType::Whole),
                              trainingKey("deltaT", KeyType::Whole, "1"),
                              trainingKey("beta1", KeyType::Number, "0.85"),
                              trainingKey("beta2", KeyType::Number, "0.85"),
                              trainingKey("orth_reg_weight", KeyType::Number, "0.5"),
                              trainingKey("total_step", KeyType::Whole)}),
            .frozen = {"ranknum"},
            .rankKey = "init_r"};
}

DeltaKind vera()
{
    return {.library = "peft",
            .name = "VERA",
            .title = "VeRA (PEFT)",
            .says = "y + s·λb(B(λd(A x))): two vectors between random projections",
            .build = buildVera,
            .keys = withTargets({{"r", KeyType::Whole, "256", {}, KeyPlace::Rack},
                                 {"projection_prng_key", KeyType::Whole, "0", {}, KeyPlace::Rack},
                                 {"d_initial", KeyType::Number, "0.1", {}, KeyPlace::Rack, KeyEffect::Trains},
                                 {"vera_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains},
                                 recordKey("save_projection", KeyType::Flag),
                                 trainingKey("init_weights", KeyType::Other, "True")}),
            .frozen = {"vera_A", "vera_B"},
            .rankKey = "r"};
}

DeltaKind randLora()
{
    return {.library = "peft",
            .name = "RANDLORA",
            .title = "RandLoRA (PEFT)",
            .says = "y + s·BΛAΓ x: many random bases, scaled",
            .build = buildRandLora,
            .keys = withTargets({{"r", KeyType::Whole, "32", {}, KeyPlace::Rack},
                                 {"randlora_alpha", KeyType::Number, "640", {}, KeyPlace::Rack},
                                 {"projection_prng_key", KeyType::Whole, "0", {}, KeyPlace::Rack},
                                 {"randlora_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains},
                                 recordKey("save_projection", KeyType::Flag),
                                 {"sparse", KeyType::Flag, "False"},
                                 {"very_sparse", KeyType::Flag, "False"},
                                 trainingKey("init_weights", KeyType::Other, "True")}),
            .frozen = {"randlora_A", "randlora_B"},
            .rankKey = "r"};
}

DeltaKind delora()
{
    return {.library = "peft",
            .name = "DELORA",
            .title = "DeLoRA (PEFT)",
            .says = "y + s·B diag(λ/(r|A||B|)) A |W| x: directions and length apart",
            .build = buildDelora,
            .keys = withTargets({{"r", KeyType::Whole, "8", {}, KeyPlace::Rack},
                                 {"delora_lambda", KeyType::Number, "15", {}, KeyPlace::Rack, KeyEffect::Trains},
                                 {"module_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains},
                                 {"rank_pattern", KeyType::Other},
                                 trainingKey("lambda_pattern", KeyType::Other),
                                 trainingKey("init_weights", KeyType::Other, "True")}),
            .frozen = {"delora_w_norm"},
            .rankKey = "r"};
}

DeltaKind vbLora()
{
    return {.library = "peft",
            .name = "VBLORA",
            .title = "VB-LoRA (PEFT)",
            .says = "y + s·B A x, rows mixed from a bank of vectors",
            .build = buildVbLora,
            .keys = withTargets({{"r", KeyType::Whole, "4", {}, KeyPlace::Rack},
                                 {"num_vectors", KeyType::Whole, "256", {}, KeyPlace::Rack},
                                 {"vector_length", KeyType::Whole, "256", {}, KeyPlace::Rack},
                                 {"topk", KeyType::Whole, "2", {}, KeyPlace::Rack},
                                 {"vblora_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains},
                                 recordKey("save_only_topk_weights", KeyType::Flag),
                                 trainingKey("init_vector_bank_bound", KeyType::Number, "0.02"),
                                 trainingKey("init_logits_std", KeyType::Number, "0.1")}),
            .frozen = {"_topk_weights"},
            .rankKey = "r"};
}

} // namespace deltascope::nn::peft

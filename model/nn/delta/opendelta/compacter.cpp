// OpenDelta's compacter (opendelta/delta_models/compacter.py, layers/hypercomplex_linear.py; Mahabadi et al. 2021): an
// adapter whose two linears are x H + b with H = sum_j kron(C_j, W_j), H [in, out].
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/shared/random.h"

#include <ATen/ATen.h>

namespace deltascope::nn::opendelta {

namespace {

struct Facts {
    std::int64_t parts, rank, reduction;
    bool factorizedRule, factorizedWeight, downBias, upBias;

    explicit Facts(const Config &config)
        : parts(config.size("hypercomplex_division"))
        , rank(config.size("phm_rank"))
        , reduction(config.size("reduction_factor"))
        , factorizedRule(config.flag("factorized_phm_rule"))
        , factorizedWeight(config.flag("factorized_phm"))
        , downBias(config.flag("use_bias_down_sampler"))
        , upBias(config.flag("use_bias_up_sampler"))
    {
        for (const char *shared : {"shared_phm_rule", "shared_W_phm"})
            if (config.flag(shared, false))
                config.refuse(shared, "false, as the library asserts");
    }
    std::int64_t bottleneck(const Config &config, std::int64_t width) const
    {
        const std::int64_t inner = width / reduction;
        if (inner == 0 || inner % parts != 0 || width % parts != 0)
            config.refuse("hypercomplex_division", "a divisor of the width " + std::to_string(width)
                                                       + " and of width // reduction_factor " + std::to_string(inner));
        return inner;
    }
    /// Names and shapes of one linear's tensors, in the order of the tree.
    std::vector<std::pair<std::string, Shape>> tensors(std::int64_t in, std::int64_t out, bool bias) const
    {
        std::vector<std::pair<std::string, Shape>> list;
        if (factorizedRule)
            list = {{"phm_rule_left", {parts, parts, 1}}, {"phm_rule_right", {parts, 1, parts}}};
        else
            list = {{"phm_rule", {parts, parts, parts}}};
        if (factorizedWeight) {
            list.push_back({"W_left", {parts, in / parts, rank}});
            list.push_back({"W_right", {parts, rank, out / parts}});
        } else {
            list.push_back({"W", {parts, in / parts, out / parts}});
        }
        if (bias)
            list.push_back({"b", {out}});
        return list;
    }
};

Sampler loadSampler(const Facts &facts, const SavedLayer &layer, const DeltaSource &source, const std::string &name,
                    std::int64_t in, std::int64_t out, bool bias)
{
    Sampler sampler;
    std::map<std::string, at::Tensor> loaded;
    for (const auto &[key, shape] : facts.tensors(in, out, bias)) {
        loaded[key] = load(layer, source, name + "." + key, shape);
        sampler.params.push_back({key, shape});
    }
    const at::Tensor rule
        = facts.factorizedRule ? loaded["phm_rule_left"].bmm(loaded["phm_rule_right"]) : loaded["phm_rule"];
    const at::Tensor weight = facts.factorizedWeight ? loaded["W_left"].bmm(loaded["W_right"]) : loaded["W"];
    at::Tensor sum = at::zeros({in, out});
    for (std::int64_t i = 0; i < facts.parts; ++i)
        sum += at::kron(rule[i], weight[i]);
    sampler.layer = {sum.t().contiguous(), bias ? loaded["b"] : at::Tensor()};
    return sampler;
}

at::Tensor freshTensor(const Config &config, const std::string &key, const Shape &shape, at::Generator &generator)
{
    if (key == "b")
        return at::zeros(shape);
    if (key.rfind("phm_rule", 0) == 0)
        return config.text("phm_c_init") == "uniform" ? at::empty(shape).uniform_(-0.01, 0.01, generator)
                                                      : at::empty(shape).normal_(0, 0.01, generator);
    const std::string how = config.text("hypercomplex_nonlinearity");
    if (how == "normal")
        return at::empty(shape).normal_(0, config.number("phm_init_range"), generator);
    return glorot(shape, shape[1], shape[2], how, generator);
}

NamedTensors fresh(const Host &host, const Config &config, std::uint64_t seed)
{
    const Facts facts(config);
    at::Generator generator = seeded(seed);
    NamedTensors tensors;
    for (const int module : freshSites(host, config, {"attn@.proj@", "ff@.w2@"})) {
        const std::int64_t width = host.blocks[module]->outputWidth(), inner = facts.bottleneck(config, width);
        const std::string layer = host.network.modules[module].name + ".compactor.";
        for (const auto &[key, shape] : facts.tensors(width, inner, facts.downBias))
            tensors.emplace_back(layer + "down_sampler." + key, freshTensor(config, key, shape, generator));
        for (const auto &[key, shape] : facts.tensors(inner, width, facts.upBias))
            tensors.emplace_back(layer + "up_sampler." + key, freshTensor(config, key, shape, generator));
    }
    return tensors;
}

BuiltDelta build(const Host &host, const DeltaSource &source)
{
    const Facts facts(source.config);
    const Activation activation = opendelta::activation(source.config);
    BuiltDelta delta = beginDelta(source);
    delta.info.summary = "compacter n" + std::to_string(facts.parts);
    std::vector<TunedEntry> others;
    for (const auto &layer : savedLayers(host, source, "compactor", others)) {
        const std::int64_t width = host.blocks[layer.module]->outputWidth(),
                           inner = facts.bottleneck(source.config, width);
        addSamplers(delta, layer.module, layer.layer, "HyperComplexAdapterLayer", "PHMLinear",
                    loadSampler(facts, layer, source, "down_sampler", width, inner, facts.downBias),
                    loadSampler(facts, layer, source, "up_sampler", inner, width, facts.upBias), activation);
    }
    replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace

DeltaKind compacter()
{
    return {
        .library = "opendelta",
        .name = "compacter",
        .title = "Compacter",
        .says = "an adapter whose linears are sums of Kronecker products",
        .build = build,
        .fresh = fresh,
        .keys = withTargets(
            {{"reduction_factor", KeyType::Whole, "16", "the bottleneck is the width divided by it", KeyPlace::Form},
             {"hypercomplex_division", KeyType::Whole, "4", "number of products that are added; divides both widths",
              KeyPlace::Form},
             {"phm_rank", KeyType::Whole, "1", "rank of each product's second factor", KeyPlace::Form},
             {"factorized_phm", KeyType::Flag, "True", "the second factors are products", KeyPlace::Rack},
             {"factorized_phm_rule", KeyType::Flag, "False", "the first factors are products", KeyPlace::Rack},
             {"learn_phm", KeyType::Flag, "True", {}, KeyPlace::Rack, KeyEffect::Trains},
             activationKey(),
             {"shared_phm_rule", KeyType::Flag, "False", {}, KeyPlace::File, KeyEffect::Unsupported},
             {"shared_W_phm", KeyType::Flag, "False", {}, KeyPlace::File, KeyEffect::Unsupported},
             {"use_bias_up_sampler", KeyType::Flag, "True"},
             {"use_bias_down_sampler", KeyType::Flag, "True"},
             recordKey("bottleneck_dim", KeyType::Whole),
             recordKey("sequential", KeyType::Flag),
             recordKey("kronecker_prod", KeyType::Flag),
             trainingKey("phm_c_init", KeyType::Text, "normal"),
             trainingKey("phm_init_range", KeyType::Number, "0.0001"),
             trainingKey("hypercomplex_nonlinearity", KeyType::Text, "glorot-uniform")})};
}

} // namespace deltascope::nn::opendelta

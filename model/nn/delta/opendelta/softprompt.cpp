// OpenDelta's soft_prompt (opendelta/delta_models/soft_prompt.py; Lester et al. 2021): virtual tokens in front of the
// encoder's input, or of the whole backbone's.
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/shared/random.h"
#include "nn/delta/taps/fronttaps.h"
#include "nn/layers/leaf.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn::opendelta {

namespace {

/// The encoder of an encoder-decoder, else the root.
int siteOf(const Host &host)
{
    if (!host.config.flag("is_encoder_decoder", false))
        return 0;
    const int encoder = host.find("encoder");
    return encoder < 0 ? 0 : encoder;
}

/// The first table of tokens: the input embedding.
const Embedding &tokensOf(const Host &host, const std::string &file)
{
    for (const Block *block : host.blocks)
        if (const auto *table = dynamic_cast<const Embedding *>(block))
            return *table;
    throw Failure(Error{file,
                        "soft_prompt expected a model with token embeddings, found " + host.network.architecture,
                        {},
                        "other-backbone"});
}

NamedTensors fresh(const Host &host, const Config &config, std::uint64_t seed)
{
    const std::int64_t count = config.size("soft_token_num");
    const Embedding &table = tokensOf(host, config.path());
    at::Tensor tokens;
    if (config.flag("token_init")) {
        if (count > table.inputWidth())
            config.refuse("soft_token_num", "at most the vocabulary's " + std::to_string(table.inputWidth())
                                                + " where token_init is true");
        tokens = table.weight().narrow(0, 0, count).to(at::kFloat, false, true);
    } else {
        const double range = config.number("init_range");
        at::Generator generator = seeded(seed);
        tokens = at::empty({count, table.outputWidth()}).uniform_(-range, range, generator);
    }
    const std::string &path = host.network.modules[siteOf(host)].name;
    return {{(path.empty() ? "" : path + ".") + "soft_prompt_layer.soft_embeds", tokens}};
}

BuiltDelta build(const Host &host, const DeltaSource &source)
{
    const std::int64_t count = source.config.size("soft_token_num");
    BuiltDelta delta = beginDelta(source);
    delta.info.summary = "prompt p" + std::to_string(count);
    delta.info.hasStrength = false;
    std::vector<TunedEntry> others;
    for (const auto &layer : savedLayers(host, source, "soft_prompt_layer", others)) {
        if (layer.module != siteOf(host))
            throw Failure(Error{source.file,
                                layer.tensors.begin()->second->name + ": expected at \""
                                    + host.network.modules[siteOf(host)].name + "\", found at \""
                                    + host.network.modules[layer.module].name + "\"",
                                {},
                                "no-such-module"});
        const Shape shape{count, tokensOf(host, source.file).outputWidth()};
        Front front;
        front.tokens = load(layer, source, "soft_embeds", shape).unsqueeze(0);
        front.unscaled = true;
        TapInfo info;
        info.formula = "[prompt; input]";
        info.modules = {{layer.layer, "SoftPromptLayer", {{"soft_embeds", shape}}}};
        addTap(delta, layer.module, std::make_shared<FrontTap>(std::move(front)), std::move(info));
    }
    replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace

DeltaKind softPrompt()
{
    return {.library = "opendelta",
            .name = "soft_prompt",
            .title = "Soft prompt",
            .says = "trained vectors in front of the embedded text",
            .build = build,
            .fresh = fresh,
            .keys = {{"soft_token_num", KeyType::Whole, "100", "number of vectors", KeyPlace::Form},
                     {"token_init", KeyType::Flag, "True", "begin with the first rows of the embedding", KeyPlace::Form,
                      KeyEffect::Trains},
                     {"init_range", KeyType::Number, "0.5", {}, KeyPlace::Rack, KeyEffect::Trains}}};
}

} // namespace deltascope::nn::opendelta

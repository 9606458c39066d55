// OpenDelta's soft_prompt (opendelta/delta_models/soft_prompt.py; Lester et al. 2021): virtual tokens in front of the
// encoder's input, or of the whole backbone's.
#include "nn/delta/taps/fronttaps.h"
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/shared/random.h"
#include "nn/layers/leaf.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

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

} // namespace

NamedTensors freshOpenDeltaSoftPrompt(const Host &host, const Config &config, std::uint64_t seed)
{
    const std::int64_t count = config.size("soft_token_num", 100);
    const Embedding &table = tokensOf(host, config.path());
    at::Tensor tokens;
    if (config.flag("token_init", true)) {
        if (count > table.inputWidth())
            config.refuse("soft_token_num", "at most the vocabulary's " + std::to_string(table.inputWidth())
                                                + " where token_init is true");
        tokens = table.weight().narrow(0, 0, count).to(at::kFloat, false, true);
    } else {
        const double range = config.number("init_range", 0.5);
        at::Generator generator = seeded(seed);
        tokens = at::empty({count, table.outputWidth()}).uniform_(-range, range, generator);
    }
    const std::string &path = host.network.modules[siteOf(host)].name;
    return {{(path.empty() ? "" : path + ".") + "soft_prompt_layer.soft_embeds", tokens}};
}

BuiltDelta buildOpenDeltaSoftPrompt(const Host &host, const DeltaSource &source)
{
    const std::int64_t count = source.config.size("soft_token_num", 100);
    BuiltDelta delta = opendelta::begin(source, "soft_prompt", {"soft_token_num", "token_init", "init_range"});
    delta.info.summary = "prompt p" + std::to_string(count);
    delta.info.hasStrength = false;
    std::vector<const io::TensorEntry *> others;
    for (const auto &layer : opendelta::savedLayers(host, source, "soft_prompt_layer", others)) {
        if (layer.module != siteOf(host))
            throw Failure(Error{source.file,
                                layer.tensors.begin()->second->name + ": expected at \""
                                    + host.network.modules[siteOf(host)].name + "\", found at \""
                                    + host.network.modules[layer.module].name + "\"",
                                {},
                                "no-such-module"});
        const Shape shape{count, tokensOf(host, source.file).outputWidth()};
        Front front;
        front.tokens = opendelta::load(layer, source, "soft_embeds", shape).unsqueeze(0);
        front.unscaled = true;
        TapInfo info;
        info.formula = "[prompt; input]";
        info.modules = {{layer.layer, "SoftPromptLayer", {{"soft_embeds", shape}}}};
        opendelta::addTap(delta, layer.module, std::make_shared<FrontTap>(std::move(front)), std::move(info));
    }
    opendelta::replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace deltascope::nn

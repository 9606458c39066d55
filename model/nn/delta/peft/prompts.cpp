// PEFT's prompt methods (peft/peft_model.py, peft/tuners/{prompt_tuning,p_tuning,prefix_tuning}/model.py): only what
// their encoders made is saved, as prompt_embeddings.
#include "nn/delta/peft/peft.h"
#include "nn/delta/taps/fronttaps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn::peft {

namespace {

bool isEncoderDecoder(const Host &host) { return host.config.flag("is_encoder_decoder", false); }

/// Where the model takes inputs_embeds: the encoder of an encoder-decoder, else the root.
int entrance(const Host &host)
{
    const int encoder = isEncoderDecoder(host) ? host.find("encoder") : 0;
    return std::max(encoder, 0);
}

at::Tensor promptEmbeddings(const DeltaSource &source, const Saved &saved, const Shape &shape)
{
    const auto found = saved.shared.find("prompt_embeddings");
    if (found == saved.shared.end())
        throw Failure(Error{source.file, "prompt_embeddings: expected, found no such key", {}, "missing-weight"});
    if (found->second->shape != shape)
        throw Failure(
            Error{source.file,
                  "prompt_embeddings: expected shape " + toText(shape) + ", found " + toText(found->second->shape),
                  {},
                  "shape-mismatch"});
    return source.tensor(*found->second);
}

/// Width of the embedded tokens.
std::int64_t tokenWidth(const Host &host, const DeltaSource &source)
{
    for (const Block *block : host.blocks)
        if (const auto *table = dynamic_cast<const Embedding *>(block))
            return table->outputWidth();
    throw Failure(Error{source.file,
                        "prompt_embeddings: expected a model with token embeddings, found " + host.network.architecture,
                        {},
                        "other-backbone"});
}

/// Virtual tokens are made for one architecture: what the configuration says of it must be true of this one.
void expectArchitecture(const Host &host, const DeltaSource &source)
{
    const auto refuse = [&](const std::string &key, std::int64_t expected, std::int64_t found) {
        throw Failure(Error{source.config.path(),
                            key + ": expected " + std::to_string(expected) + ", as " + host.network.architecture
                                + " has, found " + std::to_string(found),
                            "the virtual tokens were trained for another architecture", "other-backbone"});
    };
    const std::int64_t most = isEncoderDecoder(host) ? 2 : 1;
    if (const auto parts = source.config.optionalInteger("num_transformer_submodules"); parts && *parts > most)
        refuse("num_transformer_submodules", most, *parts);
    if (isEncoderDecoder(host) && source.config.text("task_type", "") == "CAUSAL_LM")
        throw Failure(Error{source.config.path(),
                            "task_type: expected a task of an encoder-decoder, as " + host.network.architecture
                                + " is, found CAUSAL_LM",
                            "the virtual tokens were trained for another architecture", "other-backbone"});
    for (const char *key : {"num_hidden_layers", "num_layers", "n_layer"}) // in PEFT's order
        if (const auto own = host.config.optionalInteger(key)) {
            if (const auto layers = source.config.optionalInteger("num_layers"); layers && *layers != *own)
                refuse("num_layers", *own, *layers);
            return;
        }
}

/// The attentions over a decoder's, or the only stack's, own sequence, in order of the layers.
std::vector<int> ownAttentions(const Host &host)
{
    const int decoder = isEncoderDecoder(host) ? host.find("decoder") : 0;
    const std::string start = decoder > 0 ? host.network.modules[decoder].name + "." : "";
    std::vector<int> found;
    for (std::size_t i = 0; i < host.blocks.size(); ++i) {
        if (!host.blocks[i] || !host.blocks[i]->keyHeads())
            continue;
        const std::string &name = host.network.modules[i].name;
        const bool across = name.find("encoder_attn") != std::string::npos
                            || name.find("EncDecAttention") != std::string::npos
                            || name.find("crossattention") != std::string::npos;
        if (!across && name.starts_with(start))
            found.push_back(static_cast<int>(i));
    }
    return found;
}

BuiltDelta buildPrefixTuning(const Host &host, const DeltaSource &source)
{
    expectArchitecture(host, source);
    BuiltDelta delta = begin(source);
    const std::int64_t count = source.config.size("num_virtual_tokens");
    delta.info.summary = "prefix p" + std::to_string(count);
    delta.info.hasStrength = false;
    const std::vector<int> attentions = ownAttentions(host);
    if (attentions.empty())
        throw Failure(Error{source.file,
                            "prompt_embeddings: expected a model with attentions that take a prefix, found "
                                + host.network.architecture,
                            {},
                            "other-backbone"});
    const KeyHeads heads = *host.blocks[attentions.front()]->keyHeads();
    const std::int64_t width = heads.count * heads.size, layers = static_cast<std::int64_t>(attentions.size());
    const Saved saved = savedSites(host, source, {"prompt_embeddings"});
    const Shape shape{count, layers * 2 * width};
    const at::Tensor all = promptEmbeddings(source, saved, shape).view({count, 2 * layers, width});
    // For two submodules PEFT lays the tensor out twice and gives each layer four parts, of which cross-attention's are
    // unused.
    const std::int64_t parts = 2 * source.config.size("num_transformer_submodules");
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        const std::int64_t first = parts * layer % (2 * layers);
        const auto part
            = [&](std::int64_t i) { return splitPrefix(all.select(1, first + i).contiguous(), heads.count); };
        TapInfo info;
        info.formula = "attention reads [prefix keys; K] and [prefix values; V]";
        if (layer == 0)
            info.modules = {{"prompt_encoder", "PrefixEncoder", {{"prompt_embeddings", shape}}}};
        nn::addTap(delta, attentions[layer], std::make_shared<PrefixTap>(KeyValue{part(0), part(1)}), std::move(info));
    }
    Front front;
    front.shift = count;
    TapInfo info;
    info.formula = "positions begin at " + std::to_string(count);
    nn::addTap(delta, 0, std::make_shared<FrontTap>(front), std::move(info));
    replaceTuned(host, source, saved, delta);
    return delta;
}

} // namespace

BuiltDelta buildPrompt(const Host &host, const DeltaSource &source)
{
    expectArchitecture(host, source);
    BuiltDelta delta = begin(source);
    const std::int64_t count = source.config.size("num_virtual_tokens"),
                       parts = source.config.size("num_transformer_submodules");
    delta.info.summary = "prompt p" + std::to_string(count);
    delta.info.hasStrength = false;
    const Saved saved = savedSites(host, source, {"prompt_embeddings"});
    const Shape shape{count * parts, tokenWidth(host, source)};
    Front front;
    front.tokens
        = promptEmbeddings(source, saved, shape).narrow(0, 0, count).unsqueeze(0); // a decoder's part is never used
    TapInfo info;
    info.formula = "[prompt; input]";
    info.modules = {{"prompt_encoder", "PromptEmbedding", {{"prompt_embeddings", shape}}}};
    nn::addTap(delta, entrance(host), std::make_shared<FrontTap>(std::move(front)), std::move(info));
    replaceTuned(host, source, saved, delta);
    return delta;
}

std::vector<KeyInfo> withPrompt(std::vector<KeyInfo> own)
{
    return withKeys(std::move(own), {{"num_virtual_tokens", KeyType::Whole},
                                     {"num_transformer_submodules", KeyType::Whole, "1"},
                                     {"modules_to_save", KeyType::Texts},
                                     recordKey("token_dim", KeyType::Whole),
                                     recordKey("num_attention_heads", KeyType::Whole),
                                     recordKey("num_layers", KeyType::Whole)});
}

DeltaKind promptTuning()
{
    return {.library = "peft",
            .name = "PROMPT_TUNING",
            .title = "Prompt tuning (PEFT)",
            .says = "[prompt; input]: trained vectors in front of the embedded text",
            .build = buildPrompt,
            .keys = withPrompt({{"num_virtual_tokens", KeyType::Whole, {}, {}, KeyPlace::Rack},
                                {"prompt_tuning_init", KeyType::Text, "RANDOM", {}, KeyPlace::Rack, KeyEffect::Trains},
                                {"prompt_tuning_init_text", KeyType::Text, {}, {}, KeyPlace::Rack, KeyEffect::Trains},
                                recordKey("tokenizer_name_or_path", KeyType::Text),
                                recordKey("tokenizer_kwargs", KeyType::Other)})};
}

DeltaKind pTuning()
{
    return {.library = "peft",
            .name = "P_TUNING",
            .title = "P-tuning (PEFT)",
            .says = "[prompt; input]: vectors in front of the embedded text, made by a small network",
            .build = buildPrompt,
            .keys = withPrompt(
                {{"num_virtual_tokens", KeyType::Whole, {}, {}, KeyPlace::Rack},
                 {"encoder_reparameterization_type", KeyType::Text, "MLP", {}, KeyPlace::Rack, KeyEffect::Trains},
                 {"encoder_hidden_size", KeyType::Whole, {}, {}, KeyPlace::Rack, KeyEffect::Trains},
                 trainingKey("encoder_num_layers", KeyType::Whole, "2"),
                 trainingKey("encoder_dropout", KeyType::Number, "0")})};
}

DeltaKind prefixTuning()
{
    return {.library = "peft",
            .name = "PREFIX_TUNING",
            .title = "Prefix tuning (PEFT)",
            .says = "trained keys and values in front of those of every attention",
            .build = buildPrefixTuning,
            .keys = withPrompt({{"num_virtual_tokens", KeyType::Whole, {}, {}, KeyPlace::Rack},
                                {"prefix_projection", KeyType::Flag, "False", {}, KeyPlace::Rack, KeyEffect::Trains},
                                {"encoder_hidden_size", KeyType::Whole, {}, {}, KeyPlace::Rack, KeyEffect::Trains}})};
}

} // namespace deltascope::nn::peft

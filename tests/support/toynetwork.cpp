#include "support/toynetwork.h"

namespace deltascope::test {

namespace {

class NetworkMaker {
public:
    int add(int parent, const std::string &name, const std::string &type,
            std::vector<std::pair<std::string, Shape>> params = {})
    {
        ModuleInfo module;
        const ModuleInfo *above = parent < 0 ? nullptr : &network.modules[std::size_t(parent)];
        module.name = above && !above->name.empty() ? above->name + "." + name : name;
        module.type = type;
        module.parent = parent;
        module.depth = above ? above->depth + 1 : 0;
        for (auto &[paramName, shape] : params) {
            network.parameterCount += *elementCount(shape);
            module.params.push_back({paramName, shape, DType::F32, m_params++});
        }
        network.modules.push_back(std::move(module));
        return int(network.modules.size()) - 1;
    }
    int linear(int parent, const std::string &name, std::int64_t out, std::int64_t in)
    {
        return add(parent, name, "Linear", {{"weight", {out, in}}, {"bias", {out}}});
    }
    void norm(int parent, const std::string &name, std::int64_t width)
    {
        add(parent, name, "LayerNorm", {{"weight", {width}}, {"bias", {width}}});
    }
    void attention(int parent, const std::string &name, std::int64_t d)
    {
        const int at = add(parent, name, "BartAttention");
        for (const char *part : {"k_proj", "v_proj", "q_proj", "out_proj"})
            linear(at, part, d, d);
    }
    void stack(int model, const std::string &side, const std::string &type, bool crosses)
    {
        constexpr std::int64_t d = 128;
        const int at = add(model, side, "Bart" + type);
        add(at, "embed_positions", "BartLearnedPositionalEmbedding", {{"weight", {132, d}}});
        const int layers = add(at, "layers", "ModuleList");
        for (int i = 0; i < 3; ++i) {
            const int layer = add(layers, std::to_string(i), "Bart" + type + "Layer");
            attention(layer, "self_attn", d);
            norm(layer, "self_attn_layer_norm", d);
            if (crosses) {
                attention(layer, "encoder_attn", d);
                norm(layer, "encoder_attn_layer_norm", d);
            }
            linear(layer, "fc1", 512, d);
            linear(layer, "fc2", d, 512);
            norm(layer, "final_layer_norm", d);
        }
        norm(at, "layernorm_embedding", d);
    }

    NetworkInfo network;

private:
    int m_params = 0;
};

/// The kinds that can be made fresh, with a key or two each.
std::vector<KindInfo> toyKinds()
{
    const auto whole = [](const char *name, const char *standard) {
        return KeyInfo{name, KeyType::Whole, standard, "a number", KeyPlace::Form};
    };
    const KeyInfo words{"feedforward_modules", KeyType::Texts, {}, "endings", KeyPlace::Form},
        hidden{"lora_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains};
    const std::string modules = "modified_modules", targets = "target_modules";
    return {
        {"opendelta", "lora", "LoRA", "low rank", modules, {whole("lora_r", "8"), whole("lora_alpha", "16"), hidden}},
        {"opendelta", "adapter", "Adapter", "a bottleneck", modules, {whole("bottleneck_dim", "24")}},
        {"opendelta", "bitfit", "BitFit", "biases", modules},
        {"opendelta", "low_rank_adapter", "Low-rank adapter", "products", modules, {whole("low_rank_rank", "1")}},
        {"opendelta", "compacter", "Compacter", "Kronecker", modules, {whole("hypercomplex_division", "4")}},
        {"opendelta", "parallel_adapter", "Parallel adapter", "pairs", modules, {whole("bottleneck_dim", "24")}},
        {"opendelta", "prefix", "Prefix", "keys and values", modules, {whole("prefix_token_num", "6")}},
        {"opendelta", "soft_prompt", "Soft prompt", "vectors", {}, {whole("soft_token_num", "100")}},
        {"peft", "LORA", "LoRA (PEFT)", "low rank", targets, {whole("r", "8")}},
        {"peft", "IA3", "(IA)³ (PEFT)", "factors", targets, {words}}};
}

} // namespace

TapInfo toyTap(const NetworkInfo &network, int module, const std::string &kind)
{
    TapInfo tap;
    tap.module = module;
    const ModuleInfo &info = network.modules[std::size_t(module)];
    const Shape shape = info.params.empty() ? Shape{128, 128} : info.params[0].shape;
    if (kind == "bitfit") {
        tap.tunes = {"bias"};
        tap.isInside = true;
        tap.formula = "b → b + s·Δb";
    } else if (kind == "adapter") {
        tap.modules = {{"adapter", "AdapterLayer", {}},
                       {"adapter.modulelist", "Sequential", {}},
                       {"adapter.modulelist.down_proj", "Linear", {{"weight", {24, shape[0]}, DType::F32, -1}}}};
        tap.formula = "y + s·Up(act(Down y))";
    } else {
        tap.modules = {{"lora",
                        "LowRankLinear",
                        {{"lora_A", {8, shape.back()}, DType::F32, -1}, {"lora_B", {shape[0], 8}, DType::F32, -1}}}};
        tap.formula = "y + s·BA x";
        tap.scale = 2;
    }
    return tap;
}

NetworkInfo toyNetwork(HeadKind head)
{
    NetworkMaker maker;
    const int root = maker.add(-1, "", "BartForSequenceClassification");
    const int model = maker.add(root, "model", "BartModel");
    maker.add(model, "shared", "Embedding", {{"weight", {8000, 128}}});
    maker.stack(model, "encoder", "Encoder", false);
    maker.stack(model, "decoder", "Decoder", true);
    const int headAt = maker.add(root, "classification_head", "BartClassificationHead");
    maker.linear(headAt, "dense", 128, 128);
    maker.linear(headAt, "out_proj", 6, 128);
    NetworkInfo network = std::move(maker.network);
    network.architecture = "BartForSequenceClassification";
    network.family = "bart";
    network.runnable = true;
    network.head = head;
    network.heads = {HeadKind::None, HeadKind::SequenceClassification, HeadKind::ConditionalGeneration};
    network.labels = {"games", "music & video", "pictures", "internet", "science", "programming"};
    network.kinds = toyKinds();
    network.bytes = network.parameterCount * 2;
    network.copyBytes = network.parameterCount * 4;
    return network;
}

} // namespace deltascope::test

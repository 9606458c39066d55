#include "nn/delta/adapterhub/heads.h"

#include "core/outcome.h"
#include "nn/backbone.h"
#include "nn/delta/adapterhub/flexiblehead.h"
#include "nn/layers/activation.h"
#include "nn/layers/leaf.h"
#include "nn/product/product.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>

namespace deltascope::nn::adapterhub {

namespace {

constexpr std::string_view start = "heads.";

struct Type {
    std::string_view name;
    HeadKind kind;
};
constexpr Type types[] = {
    {"classification", HeadKind::SequenceClassification},
    {"multilabel_classification", HeadKind::SequenceClassification},
    {"tagging", HeadKind::TokenClassification},
    {"question_answering", HeadKind::QuestionAnswering},
    {"masked_lm", HeadKind::MaskedLm},
    {"causal_lm", HeadKind::CausalLm},
    {"seq2seq_lm", HeadKind::ConditionalGeneration},
    {"image_classification", HeadKind::ImageClassification},
};

const Type *typeOf(const Config &head)
{
    const std::string name = head.text("head_type", "");
    const auto found
        = std::find_if(std::begin(types), std::end(types), [&](const Type &type) { return type.name == name; });
    return found == std::end(types) ? nullptr : found;
}

bool isLanguageModel(HeadKind kind)
{
    return kind == HeadKind::MaskedLm || kind == HeadKind::CausalLm || kind == HeadKind::ConditionalGeneration;
}

std::vector<std::string> labelsOf(const Config &head)
{
    std::map<std::int64_t, std::string> byIndex;
    const auto map = head.json().find("label2id");
    if (map != head.json().end() && map->is_object())
        for (const auto &[label, index] : map->items())
            if (index.is_number_integer())
                byIndex[index] = label;
    std::vector<std::string> labels;
    for (const auto &[index, label] : byIndex)
        if (index == static_cast<std::int64_t>(labels.size()))
            labels.push_back(label);
    return labels.size() == byIndex.size() ? labels : std::vector<std::string>();
}

/// The tensors of one numbered module.
struct Numbered {
    const io::TensorEntry *weight = nullptr, *bias = nullptr;
};

/// "heads.NAME.3.weight" by number; of a file with several heads those of `name`.
std::map<std::int64_t, Numbered> modulesOf(const DeltaSource &source, const std::string &name)
{
    std::map<std::int64_t, Numbered> modules;
    const std::string own = std::string(start) + name + ".";
    for (const io::TensorEntry &entry : source.tensors.entries()) {
        if (!entry.name.starts_with(own))
            continue;
        const std::string rest = entry.name.substr(own.size());
        const std::size_t dot = rest.find('.');
        const std::string number = rest.substr(0, dot),
                          parameter = dot == std::string::npos ? "" : rest.substr(dot + 1);
        if (number.empty() || number.size() > 4 || number.find_first_not_of("0123456789") != std::string::npos
            || (parameter != "weight" && parameter != "bias"))
            throw Failure(Error{source.file,
                                entry.name + ": expected heads." + name + ".NUMBER.weight or .bias, found another key",
                                {},
                                "unexpected-key"});
        Numbered &module = modules[std::stoll(number)];
        (parameter == "weight" ? module.weight : module.bias) = &entry;
    }
    return modules;
}

class Builder {
public:
    Builder(const Host &host, const DeltaSource &source)
        : m_host(host)
        , m_source(source)
        , m_head(source.head->section("config"))
    {
    }

    std::shared_ptr<const OwnHead> build()
    {
        const Type *type = typeOf(m_head);
        if (!type) {
            std::string names;
            for (const Type &known : types)
                names += (names.empty() ? "" : ", ") + std::string(known.name);
            m_head.refuse("head_type", "one of " + names);
        }
        FlexibleHead::Parts parts;
        parts.kind = type->kind;
        parts.isMultiLabel = type->name == "multilabel_classification";
        const bool isWhole
            = type->kind == HeadKind::SequenceClassification || type->kind == HeadKind::ImageClassification;
        if (isWhole)
            decideReading(parts);
        parts.scale = scale();
        addSteps(parts);
        return std::make_shared<FlexibleHead>(std::move(parts));
    }

private:
    bool isEncoderDecoder() const { return m_host.config.flag("is_encoder_decoder", false); }

    bool isDecoder() const
    {
        const Family *family = familyOf(m_host.network.family);
        return family && family->headToken == Family::HeadToken::Last;
    }

    void decideReading(FlexibleHead::Parts &parts) const
    {
        parts.pad = m_host.config.optionalInteger("pad_token_id");
        parts.eos = m_host.config.optionalInteger("eos_token_id");
        parts.reads = isEncoderDecoder() ? Reads::LastEos : isDecoder() ? Reads::LastReal : Reads::First;
        if (!m_head.flag("use_pooler", false) || parts.reads != Reads::First)
            return;
        for (const char *path : {"pooler.dense", "pooler"})
            if (const int module = m_host.find(path); module >= 0)
                if (const auto *dense = dynamic_cast<const Linear *>(m_host.blocks[module])) {
                    parts.pooler = [dense](const at::Tensor &x) {
                        return product(x, dense->wideWeight(), dense->wideBias()).tanh();
                    };
                    parts.reads = Reads::Pooled;
                    return;
                }
        m_head.refuse("use_pooler",
                      "false, since " + m_host.network.architecture + " has no pooler (--head none may have it)");
    }

    /// T5 with tied embeddings scales what every head reads.
    double scale() const
    {
        const Family *family = familyOf(m_host.network.family);
        const bool isTied = m_host.config.flag("tie_word_embeddings", m_host.network.family != "mt5");
        return family && family->tiedHeadScale && isTied ? family->tiedHeadScale(m_host.config) : 1;
    }

    Activation activation() const
    {
        std::string name = m_head.text("activation_function", "");
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
        if (name.empty() || name == "null")
            return nullptr;
        const Activation found = activationByName(name == "leakyrelu" ? "leaky_relu" : name);
        if (!found)
            m_head.refuse("activation_function", activationNames());
        return found;
    }

    at::Tensor load(const io::TensorEntry *entry, const Shape &expected) const
    {
        if (entry->shape != expected)
            throw Failure(
                Error{entry->file ? entry->file->path() : m_source.file,
                      entry->name + ": expected shape " + toText(expected) + ", found " + toText(entry->shape),
                      {},
                      "shape-mismatch"});
        return mappedTensor(*entry).to(at::kFloat, false, true);
    }

    at::Tensor biasOf(const Numbered &module, std::int64_t width) const
    {
        return module.bias ? load(module.bias, {width}) : at::Tensor();
    }

    /// Linear by linear, with the activation between; a language model's may have norms, and end in the embedding.
    void addSteps(FlexibleHead::Parts &parts) const
    {
        const std::string name = m_source.head->text("name", "");
        const std::map<std::int64_t, Numbered> modules = modulesOf(m_source, name);
        const bool isLm = isLanguageModel(parts.kind);
        std::int64_t width = m_host.config.size({"hidden_size", "d_model", "n_embd", "dim"});
        const std::int64_t layers = m_head.size("layers");
        const std::int64_t outputs = isLm ? m_head.size("vocab_size") : m_head.size("num_labels");
        std::int64_t linears = 0;
        for (const auto &[number, module] : modules) {
            if (module.weight && module.weight->shape.size() == 1) {
                parts.steps.push_back(norm(module, width));
                continue;
            }
            const bool isLast = ++linears == layers;
            const std::int64_t next = isLast                                           ? outputs
                                      : module.weight && !module.weight->shape.empty() ? module.weight->shape[0]
                                                                                       : width;
            const at::Tensor weight = module.weight ? load(module.weight, {next, width}) : embedding(outputs, width);
            const at::Tensor bias = biasOf(module, next);
            parts.steps.push_back([weight, bias](const at::Tensor &x) { return product(x, weight, bias); });
            if (const Activation act = isLast ? nullptr : activation())
                parts.steps.emplace_back(act);
            width = next;
        }
        if (linears + 1 == layers && isLm) { // the tied one has no tensor of its own
            const at::Tensor weight = embedding(outputs, width);
            parts.steps.push_back([weight](const at::Tensor &x) { return product(x, weight); });
        } else if (linears != layers) {
            throw Failure(Error{m_source.file,
                                "heads." + name + ": expected " + std::to_string(layers)
                                    + " linear layers, as head_config.json says, found " + std::to_string(linears),
                                {},
                                "missing-weight"});
        }
    }

    Step norm(const Numbered &module, std::int64_t width) const
    {
        const at::Tensor weight = load(module.weight, {width}), bias = biasOf(module, width);
        const double epsilon = m_host.config.number("layer_norm_eps", 1e-12);
        return [weight, bias, epsilon, width](const at::Tensor &x) {
            return at::layer_norm(x, {width}, weight, bias, epsilon);
        };
    }

    at::Tensor embedding(std::int64_t count, std::int64_t width) const
    {
        for (const Block *block : m_host.blocks)
            if (const auto *table = dynamic_cast<const Embedding *>(block);
                table && table->inputWidth() == count && table->outputWidth() == width)
                return table->wideWeight();
        throw Failure(Error{m_source.file,
                            "heads: expected an embedding of " + toText(Shape{count, width})
                                + " in the backbone, to which the head is tied, found none",
                            {},
                            "shape-mismatch"});
    }

    const Host &m_host;
    const DeltaSource &m_source;
    const Config m_head;
};

/// A head that head_config.json describes wholly has tensors, unless it is all the embedding's.
void expectTiedHead(const DeltaSource &source)
{
    if (!source.head || !source.head->has("config"))
        return;
    const Type *type = typeOf(source.head->section("config"));
    if (type && !isLanguageModel(type->kind))
        throw Failure(Error{source.head->path(),
                            "expected the head that it describes (heads." + source.head->text("name", "NAME")
                                + ".*) beside it in pytorch_model_head.bin or model_head.safetensors, found none",
                            {},
                            "missing-weight"});
}

} // namespace

bool isHeadKey(std::string_view key) { return key.starts_with(start); }

std::optional<DeltaHead> describeHead(const Config &config)
{
    const bool isFlexible = config.has("config"); // else it is a head of one of transformers' own classes
    const Config head = isFlexible ? config.section("config") : config;
    DeltaHead described;
    if (const Type *type = isFlexible ? typeOf(head) : nullptr)
        described.kind = type->kind;
    else if (!isFlexible)
        described.kind = headOfArchitecture(config.text("model_class", "")).value_or(HeadKind::None);
    described.labels = labelsOf(head);
    const auto outputs = head.integer("num_labels", static_cast<std::int64_t>(described.labels.size()));
    described.outputs = static_cast<int>(std::clamp<std::int64_t>(outputs, 0, 1'000'000));
    if (described.kind == HeadKind::None && described.labels.empty())
        return std::nullopt;
    if (static_cast<int>(described.labels.size()) != described.outputs)
        described.labels.clear();
    return described;
}

std::shared_ptr<const OwnHead> flexibleHead(const Host &host, const DeltaSource &source)
{
    const bool isThere = std::any_of(source.tensors.entries().begin(), source.tensors.entries().end(),
                                     [](const io::TensorEntry &entry) { return isHeadKey(entry.name); });
    if (!isThere) {
        expectTiedHead(source);
        return nullptr;
    }
    if (!source.head)
        throw Failure(
            Error{source.file, "expected head_config.json beside a head's tensors, found none", {}, "missing-weight"});
    return Builder(host, source).build();
}

} // namespace deltascope::nn::adapterhub

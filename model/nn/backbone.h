#pragma once

#include "nn/builder.h"
#include "nn/config.h"
#include "nn/pass.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deltascope::nn {

/// Inputs of one pass: every tensor has one row per input, and all rows are equally long (nothing is ever padded).
struct Batch {
    Act ids; ///< [rows, T], int64
    std::optional<Act> mask; ///< [rows, T], 0 hides; absent: all positions are real
    std::optional<Act> typeIds; ///< [rows, T]
    std::optional<Act> decoderIds; ///< [rows, T'], encoder-decoders
    std::optional<Act> pixels; ///< [rows, C, H, W], vision models
};

/// A model with its head, ready to run.
class Backbone {
public:
    virtual ~Backbone() = default;
    /// What the head says. Classification: [rows, labels]. Token classification: [rows, T, labels]. Question answering:
    /// [rows, T, 2]. Language models: [rows, T, vocabulary] (encoder-decoders: a row per decoder id). Bare models: the
    /// last hidden state [rows, T, width].
    virtual Act run(Pass &pass, const Batch &batch) const = 0;

    /// Encoder-decoders: the encoder's last hidden state, once per generation; then the logits of the decoder's ids.
    virtual bool isEncoderDecoder() const { return false; }
    virtual Act encode(Pass &pass, const Batch &batch) const;
    virtual Act decode(Pass &pass, const Act &memory, const Batch &batch) const;

    /// True if generation may keep earlier keys and values (a causal language model).
    virtual bool cachesKeys() const { return true; }

    /// False where a tap would never be asked (inside a TorchScript program, say).
    virtual bool takesTapsAt(const Block &) const { return true; }

    virtual Block &root() = 0;
};

/// What a family is made from, apart from its tensors.
struct BuildContext {
    Builder &builder;
    const Config &config;
    HeadKind head;
    int labels; ///< of a classification head
    /// Class name of the architecture: "BartForSequenceClassification".
    std::string architecture;
};

/// Endings of the modules that PEFT's kinds adapt where a configuration names none (peft/utils/constants.py).
struct PeftDefaults {
    std::vector<std::string> lora = {}, ia3 = {};
    std::vector<std::string> ia3FeedForward = {}; ///< of those, whose input is scaled
};

/// A model family: facts, and a function that builds it. Adding one is a file in backbones/, whose function returns it,
/// and a line in families.def.
struct Family {
    std::string_view modelType; ///< config.json's model_type
    std::string_view classPrefix; ///< of the Python classes: "Bart"
    std::string_view basePrefix; ///< where headed models keep the base model: "model"
    std::vector<HeadKind> heads;
    std::unique_ptr<Backbone> (*build)(const BuildContext &);
    std::string_view lmSuffix = "ForCausalLM"; ///< of the causal language model's class name
    /// Names of the head's modules, which may be freshly initialised.
    std::vector<std::string> headModules
        = {"classifier", "classification_head", "qa_outputs", "score", "cls", "lm_head"};
    std::string_view widthKey = "hidden_size";
    /// The tokenizer of a text hands token type ids to the model.
    enum class TypeIds { Unused, Used } typeIds = TypeIds::Unused;
    std::string_view tokenizer = {}; ///< Python class, without "Fast", where the files name none; empty: no usual one
    PeftDefaults peft = {};
    /// What a head's outputs are multiplied by only as long as its weight is the embedding's; null: nothing.
    double (*tiedHeadScale)(const Config &config) = nullptr;
    std::string_view prefixLayer = "PrefixLayerBart"; ///< that OpenDelta's prefix kind hangs into an attention
    /// The token that AdapterHub's heads for whole texts read of a model without a decoder of its own beside it.
    enum class HeadToken { First, Last } headToken = HeadToken::First;
};

const std::vector<Family> &families();
const Family *familyOf(std::string_view modelType);

/// "BartForSequenceClassification" of a family and a head; and back.
std::string architectureName(const Family &family, HeadKind head);
std::optional<HeadKind> headOfArchitecture(std::string_view architecture);

} // namespace deltascope::nn

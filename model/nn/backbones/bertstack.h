#pragma once

// The encoder that BERT, RoBERTa, ELECTRA and their kin share (transformers/models/bert/modeling_bert.py).
#include "nn/backbones/encoder.h"
#include "nn/layers/attention.h"
#include "nn/layers/join.h"

#include <memory>
#include <optional>
#include <string>

namespace deltascope::nn {

enum class PositionKind { Absolute, RelativeKey, RelativeKeyQuery };

struct BertFacts {
    std::string prefix; ///< of the class names: "Bert", "Roberta"
    std::int64_t width, embeddingWidth, heads, inner, layers, vocabulary, positions, types;
    double epsilon;
    Activation activation;
    PositionKind positionKind;
    bool isDecoder, tied;
    /// Positions are counted over the ids that are not this one, starting behind it (RoBERTa); absent: from 0.
    std::optional<std::int64_t> positionPad;

    BertFacts(const Config &config, std::string_view prefix);
};

/// Reads position_embedding_type.
PositionKind positionKindOf(const Config &config);

/// Scores of relative positions [rows, heads, query, key] (Shaw et al. 2018; Huang et al. 2020, method 4), `scale`
/// times, plus `bias`; `table` [2 * positions - 1, headDim] is looked up by distance.
Act relativeBias(Pass &pass, PositionKind kind, const Embedding &table, const Act &query, const Act &key, double scale,
                 const std::optional<Act> &bias);

class BertEmbeddings : public Block {
public:
    BertEmbeddings(const Scope &scope, const BertFacts &facts);
    /// `positions` [rows or 1, T]; type ids are zero if absent.
    Act operator()(Pass &pass, const Batch &batch, const Act &positions) const;
    std::int64_t outputWidth() const override { return m_norm.outputWidth(); }
    const Param &tokenWeight() const { return m_tokens.weightParam(); }

private:
    PositionKind m_positionKind;
    std::int64_t m_positionCount, m_positionOffset;
    Embedding m_tokens, m_positions, m_types;
    LayerNorm m_norm;
};

class BertSelfAttention : public Block {
public:
    BertSelfAttention(const Scope &scope, const BertFacts &facts);
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const;

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_heads, m_query.outputWidth() / m_heads}; }

private:
    std::int64_t m_heads;
    double m_scale;
    PositionKind m_positionKind;
    Linear m_query, m_key, m_value;
    std::unique_ptr<Embedding> m_distance;
};

/// LayerNorm(dense(x) + residual): BertSelfOutput and BertOutput.
class BertJoin : public Block {
public:
    BertJoin(const Scope &scope, std::string_view type, std::int64_t in, const BertFacts &facts, JoinPlace place);
    Act operator()(Pass &pass, const Act &x, const Act &residual) const;

private:
    Linear m_dense;
    LayerNorm m_norm;
    Join m_join;
};

class BertLayer : public Block {
public:
    BertLayer(const Scope &scope, const BertFacts &facts);
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const;

private:
    struct Attention : Block {
        Attention(const Scope &scope, const BertFacts &facts);
        BertSelfAttention self;
        BertJoin output;
    };
    struct Intermediate : Block {
        Intermediate(const Scope &scope, const BertFacts &facts);
        std::int64_t outputWidth() const override { return dense.outputWidth(); }
        Linear dense;
    };
    Activation m_activation;
    Attention m_attention;
    Intermediate m_intermediate;
    BertJoin m_output;
};

class BertEncoder : public Block {
public:
    BertEncoder(const Scope &scope, const BertFacts &facts);
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const;

private:
    BlockList<BertLayer> m_layers;
};

/// tanh(dense(x at the first position)): [rows, width].
class BertPooler : public Block {
public:
    BertPooler(const Scope &scope, std::string_view type, std::int64_t width);
    Act operator()(Pass &pass, const Act &x) const;

private:
    Linear m_dense;
};

enum class Pooling { With, Without };

/// The base model: embeddings, a projection where these are narrower than the layers (ELECTRA), layers, maybe a pooler.
class BertStack : public EncoderModel {
public:
    BertStack(const Scope &scope, const BertFacts &facts, Pooling pooling);
    Act hidden(Pass &pass, const Batch &batch) const override;
    /// The pooler's, or the first position of a stack without one.
    Act pooled(Pass &pass, const Act &hidden) const override;
    const Param &tokenWeight() const override { return m_embeddings.tokenWeight(); }

private:
    bool m_isDecoder;
    std::optional<std::int64_t> m_positionPad;
    BertEmbeddings m_embeddings;
    std::unique_ptr<Linear> m_project;
    BertEncoder m_encoder;
    std::unique_ptr<BertPooler> m_pooler;
};

/// Names and sizes of `cls`, the head that BERT and DeBERTa score a vocabulary with.
struct LanguageHeadFacts {
    enum class Sentences { With, Without }; ///< a score whether the second text follows the first
    std::string prefix, type, transformType; ///< of the class names, the prefix in front
    std::int64_t width, embeddingWidth, vocabulary;
    double epsilon;
    Activation activation;
    bool tied;
    Sentences sentences = Sentences::Without;
};
Head bertLanguageHead(const ScopeOf &scope, const LanguageHeadFacts &facts, const EncoderModel &model);

/// The mask of a stack's self-attention: padding, and what lies ahead if the stack is a decoder.
AttentionMask selfMask(Pass &pass, const Batch &batch, bool isDecoder);

} // namespace deltascope::nn

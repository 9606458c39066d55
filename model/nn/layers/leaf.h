#pragma once

#include "nn/block.h"

namespace deltascope::nn {

enum class Bias { With, Without };

/// A module without children that maps a tensor row by row by means of a weight and a bias. What it computes can be
/// asked for with other parameters, so that taps may replace them.
class Leaf : public Block {
public:
    using Block::Block;

    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [this](const Act &in) { return Act{evaluate(in.t, weight(), bias()), in.rows}; });
    }
    /// [..., in] -> [..., out]; `bias` may be undefined.
    virtual at::Tensor evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const = 0;

    at::Tensor outputShift(std::string_view parameter, const at::Tensor &change) const override
    {
        return parameter == "bias" ? change : at::Tensor();
    }

    const at::Tensor &weight() const { return m_weight->get(); }
    /// Undefined if there is none.
    at::Tensor bias() const { return m_bias ? m_bias->get() : at::Tensor(); }
    /// The same in float32, in which taps compute.
    at::Tensor wideWeight() const { return weight().to(at::kFloat); }
    at::Tensor wideBias() const { return m_bias ? bias().to(at::kFloat) : at::Tensor(); }
    bool hasBias() const { return m_bias; }
    const Param &weightParam() const { return *m_weight; }

protected:
    const Param *m_weight = nullptr;
    const Param *m_bias = nullptr;
};

/// torch.nn.Linear: weight [out, in].
class Linear : public Leaf {
public:
    Linear(const Scope &scope, std::int64_t in, std::int64_t out, Bias bias = Bias::With,
           std::string_view type = "Linear");
    /// Its weight is another module's tensor (a tied head); so is its bias, if it has one.
    Linear(const Scope &scope, const Param &tiedWeight, const Param *tiedBias = nullptr);
    /// Its weight alone is another module's tensor.
    Linear(const Scope &scope, const Param &tiedWeight, Bias ownBias);
    /// Its bias alone is another module's tensor.
    Linear(const Scope &scope, std::int64_t in, std::int64_t out, const Param &tiedBias);
    std::int64_t inputWidth() const override { return m_in; }
    std::int64_t outputWidth() const override { return m_out; }
    at::Tensor evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const override;

private:
    std::int64_t m_in, m_out;
};

/// transformers' Conv1D: weight [in, out].
class Conv1D : public Leaf {
public:
    Conv1D(const Scope &scope, std::int64_t in, std::int64_t out);
    std::int64_t inputWidth() const override { return m_in; }
    std::int64_t outputWidth() const override { return m_out; }
    at::Tensor evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const override;

private:
    std::int64_t m_in, m_out;
};

class LayerNorm : public Leaf {
public:
    LayerNorm(const Scope &scope, std::int64_t width, double epsilon, Bias bias = Bias::With,
              std::string_view type = "LayerNorm");
    std::int64_t inputWidth() const override { return m_size; }
    std::int64_t outputWidth() const override { return m_size; }
    at::Tensor evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const override;

private:
    std::int64_t m_size;
    double m_epsilon;
};

/// x / rms(x) * (offset + weight), computed in float32; offset is 1 for Gemma.
class RmsNorm : public Leaf {
public:
    RmsNorm(const Scope &scope, std::int64_t width, double epsilon, std::string_view type, double offset = 0);
    std::int64_t inputWidth() const override { return m_size; }
    std::int64_t outputWidth() const override { return m_size; }
    at::Tensor evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const override;

private:
    std::int64_t m_size;
    double m_epsilon, m_offset;
};

/// Rows of a table [count, width] by index, times `scale`.
class Embedding : public Leaf {
public:
    Embedding(const Scope &scope, std::int64_t count, std::int64_t width, std::string_view type = "Embedding",
              double scale = 1);
    Embedding(const Scope &scope, const Param &tiedWeight, std::string_view type = "Embedding", double scale = 1);
    Embedding(const Embedding &known, AnotherUse use);
    std::int64_t inputWidth() const override { return m_count; }
    std::int64_t outputWidth() const override { return m_size; }
    /// x holds indices; throws Failure for one outside the table.
    at::Tensor evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const override;
    double scale() const { return m_scale; } ///< that the table is multiplied by

private:
    std::int64_t m_count, m_size;
    double m_scale;
};

} // namespace deltascope::nn

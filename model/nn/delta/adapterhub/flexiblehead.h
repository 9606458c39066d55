#pragma once

#include "nn/delta/delta.h"

#include <functional>
#include <optional>
#include <vector>

namespace deltascope::nn::adapterhub {

/// One module of a head, by what it does to [..., width].
using Step = std::function<at::Tensor(const at::Tensor &)>;

/// What a head reads of the hidden states [T, width].
enum class Reads { All, First, LastReal, LastEos, Pooled };

/// A head of modules one behind the other, as torch.nn.Sequential runs them.
class FlexibleHead : public OwnHead {
public:
    struct Parts {
        HeadKind kind = HeadKind::None;
        bool isMultiLabel = false;
        Reads reads = Reads::All;
        std::optional<std::int64_t> pad, eos;
        double scale = 1; ///< of the hidden states
        Step pooler; ///< set if it reads the pooled state
        std::vector<Step> steps;
    };
    explicit FlexibleHead(Parts parts)
        : m_parts(std::move(parts))
    {
    }
    HeadKind kind() const override { return m_parts.kind; }
    bool isMultiLabel() const override { return m_parts.isMultiLabel; }
    at::Tensor operator()(const at::Tensor &hidden, const std::vector<std::int64_t> &ids) const override;

private:
    at::Tensor read(const at::Tensor &hidden, const std::vector<std::int64_t> &ids) const;

    Parts m_parts;
};

} // namespace deltascope::nn::adapterhub

// AdapterHub's prompt tuning (adapters/methods/prompt_tuning.py; Lester et al. 2021): virtual tokens behind the
// embeddings, which neither have positions nor pass the embeddings' norm.
#include "nn/delta/adapterhub/adapterhub.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn::adapterhub {

namespace {

/// Puts [n, width] in front of a hidden state, or behind its first `lead` positions.
class PromptTap : public Tap {
public:
    PromptTap(at::Tensor tokens, std::int64_t lead)
        : m_tokens(tokens.unsqueeze(0))
        , m_lead(lead)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &, at::Tensor y) const override
    {
        if (call.pass.past() > 0)
            return y;
        const at::Tensor tokens = m_tokens.to(y.scalar_type()).expand({y.size(0), -1, -1});
        return at::cat({y.narrow(1, 0, m_lead), tokens, y.narrow(1, m_lead, y.size(1) - m_lead)}, 1);
    }
    std::optional<Front> front() const override
    {
        Front front;
        front.added = m_tokens.size(1);
        front.lead = m_lead;
        return front;
    }

private:
    at::Tensor m_tokens;
    std::int64_t m_lead;
};

void addPrompts(const Work &work)
{
    DeltaInfo &info = work.delta.info;
    const std::int64_t count = work.config.size("prompt_length");
    const std::string combine = work.config.text("combine");
    if (combine != "prefix" && combine != "prefix_after_bos")
        work.config.refuse("combine", "prefix or prefix_after_bos");
    info.kind = "prompt_tuning";
    info.summary = "prompt p" + std::to_string(count);
    info.hasStrength = false;
    for (const SavedPart *part : partsOf(work, "prompt_tunings")) {
        const std::string base
            = part->path.substr(0, part->path.rfind('.') == std::string::npos ? 0 : part->path.rfind('.'));
        const int module = work.host.find(base.empty() ? "embeddings" : base + ".embeddings");
        if (module < 0 || work.host.config.flag("is_decoder", false))
            throw Failure(Error{work.file,
                                part->tensors.begin()->second->name
                                    + ": expected an encoder with one module for its embeddings, found "
                                    + work.host.network.architecture,
                                {},
                                "other-backbone"});
        const Shape shape{count, work.host.blocks[module]->outputWidth()};
        const at::Tensor tokens = load(work, *part, "prompt_embedding.weight", shape);
        TapInfo tap;
        tap.formula = combine == "prefix" ? "[prompt; y]" : "[first of y; prompt; rest of y]";
        tap.modules = {{"prompt_tunings." + part->name, "PromptTuning", {}},
                       {"prompt_tunings." + part->name + ".prompt_embedding", "Embedding", {{"weight", shape}}}};
        nn::addTap(work.delta, module, std::make_shared<PromptTap>(tokens, combine == "prefix" ? 0 : 1),
                   std::move(tap));
    }
}

BuiltDelta buildPromptTuning(const Host &host, const DeltaSource &source)
{
    return buildPart(host, source, addPrompts);
}

} // namespace

DeltaKind promptTuning()
{
    return {.library = "adapterhub",
            .name = "prompt_tuning",
            .title = "Prompt tuning (AdapterHub)",
            .says = "trained vectors behind the embeddings",
            .build = buildPromptTuning,
            .keys = {{"prompt_length", KeyType::Whole, "10", {}, KeyPlace::Rack},
                     {"combine", KeyType::Text, "prefix", {}, KeyPlace::Rack},
                     {"prompt_init", KeyType::Text, "random_uniform", {}, KeyPlace::Rack, KeyEffect::Trains},
                     trainingKey("prompt_init_text", KeyType::Text),
                     recordKey("architecture", KeyType::Text),
                     trainingKey("init_weights_seed", KeyType::Whole)}};
}

} // namespace deltascope::nn::adapterhub

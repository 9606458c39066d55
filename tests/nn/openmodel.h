#pragma once

// A checkpoint folder built with the head that it names, and runs of it with the taps of one delta.
#include "nn/toyblocks.h"

#include "io/checkpoint.h"
#include "io/jsonfile.h"
#include "nn/backbone.h"
#include "nn/delta/delta.h"

namespace deltascope::nn::test {

class OpenModel {
public:
    explicit OpenModel(const std::string &folder)
        : m_config(io::readJson(folder + "/config.json"), folder + "/config.json")
        , m_family(*familyOf(m_config.text("model_type", "")))
        , m_weights(io::openCheckpointFolder(folder), std::string(m_family.basePrefix))
        , m_builder(m_weights, {at::kFloat, {}, 0, 0.02}, m_config.size({m_family.widthKey, "hidden_size", "n_embed"}))
    {
        const std::vector<std::string> named = m_config.texts("architectures");
        m_info.head = named.empty() ? HeadKind::None : headOfArchitecture(named.front()).value_or(HeadKind::None);
        m_info.architecture = architectureName(m_family, m_info.head);
        m_info.family = m_family.modelType;
        const int labels = m_config.has("id2label") ? static_cast<int>(m_config.section("id2label").json().size()) : 2;
        m_backbone = m_family.build({m_builder, m_config, m_info.head, labels, m_info.architecture});
        m_builder.describe(m_info);
    }

    Host host() const { return {m_info, m_builder.blocks(), m_config, std::string(m_family.basePrefix)}; }

    /// What the head says with the delta attached at full strength; [1, ...].
    at::Tensor run(const BuiltDelta &delta) const
    {
        for (Block *block : m_builder.blocks())
            block->taps.clear();
        for (const bool inside : {true, false})
            for (const SiteTap &site : delta.taps)
                if (site.tap->isInside() == inside)
                    m_builder.blocks()[site.place()]->taps.push_back({0, site.module, site.partner, site.tap});
        const Lanes lanes({{1}}, 1);
        Pass pass = lanes.pass();
        for (const SiteTap &site : delta.taps)
            if (const auto front = site.tap->front()) {
                if (front->tokens.defined())
                    pass.fronts.prompts.push_back(front->tokens);
                pass.fronts.added += front->added;
                if (front->added > 0)
                    pass.fronts.insertions.push_back({front->lead, front->added});
                pass.fronts.shift += front->shift;
                pass.fronts.unscaled |= front->unscaled;
            }
        return m_backbone->run(pass, batch(pass)).t;
    }

private:
    Batch batch(const Pass &pass) const
    {
        Batch batch{{at::tensor(std::vector<std::int64_t>{5, 9, 3, 7, 2}).unsqueeze(0), pass.inputs}, {}, {}, {}, {}};
        if (m_info.family == "vit") {
            const auto side = [&](std::size_t at) {
                const std::vector<std::int64_t> sizes = m_config.integers("image_size");
                return sizes.size() > at ? sizes[at] : sizes.front();
            };
            const Shape shape{1, m_config.integer("num_channels", 3), side(0), side(1)};
            batch.pixels
                = Act{at::arange(shape[1] * shape[2] * shape[3]).to(at::kFloat).sin().view(shape), pass.inputs};
        }
        return batch;
    }

    Config m_config;
    const Family &m_family;
    Weights m_weights;
    Builder m_builder;
    NetworkInfo m_info;
    std::unique_ptr<Backbone> m_backbone;
};

} // namespace deltascope::nn::test

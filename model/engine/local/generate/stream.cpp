#include "engine/local/generate/stream.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope {

Stream::Stream(StreamStart start)
    : m_start(std::move(start))
    , m_given(m_start.ids.size())
    , m_stops(m_start.plan.stops, m_start.tokenizer)
    , m_random(seeded(m_start.seed))
{
}

at::Tensor Stream::processed(const at::Tensor &scores, const std::vector<const Ids *> &lanes) const
{
    at::Tensor changed = scores;
    if (!m_start.plan.rules.empty()) {
        changed = scores.clone().contiguous();
        for (std::size_t i = 0; i < lanes.size(); ++i) {
            const LaneText text{m_start.source, *lanes[i], given(), m_start.mostNew};
            const std::span<float> row(changed.data_ptr<float>() + static_cast<std::ptrdiff_t>(i) * changed.size(1),
                                       static_cast<std::size_t>(changed.size(1)));
            for (const LogitRule &rule : m_start.plan.rules)
                rule(text, row);
        }
    }
    for (const Warper &warper : m_start.plan.warpers)
        changed = warper(changed);
    return changed;
}

bool Stream::ends(const Ids &ids)
{
    const auto &endIds = m_start.plan.endIds;
    return ids.size() - given() >= m_start.mostNew
           || std::find(endIds.begin(), endIds.end(), ids.back()) != endIds.end() || m_stops.endAt(ids);
}

namespace {

class Single : public Stream {
public:
    using Stream::Stream;

    std::vector<Continuation> next(const at::Tensor &logits) override
    {
        Ids &ids = m_start.ids;
        const at::Tensor scores = processed(logits, {&ids});
        const at::Tensor chosen = m_start.plan.samples ? draw(scores, 1, m_random) : scores.argmax(-1);
        const auto id = chosen.item<std::int64_t>();
        ids.push_back(id);
        m_probabilities.push_back(logits[0].softmax(-1)[id].item<float>());
        if (ends(ids))
            return {};
        return {{0, id}};
    }

    Generated result() override
    {
        return {{m_start.ids.end() - static_cast<std::ptrdiff_t>(m_probabilities.size()), m_start.ids.end()},
                std::move(m_probabilities)};
    }

private:
    std::vector<float> m_probabilities;
};

} // namespace

std::unique_ptr<Stream> makeSingle(StreamStart start) { return std::make_unique<Single>(std::move(start)); }

} // namespace deltascope

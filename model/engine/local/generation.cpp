#include "engine/local/generation.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace deltascope {

namespace {

using nn::Act;

/// A generation in progress: the lanes still running and what they need for the next step.
class Decoding {
public:
    Decoding(const Session &session, const ToContinue &prompts, Progress &progress)
        : m_session(session)
        , m_prompts(prompts)
        , m_progress(progress)
        , m_results(prompts.lanes.columnOfLane.size())
    {
        m_running.resize(m_results.size());
        std::iota(m_running.begin(), m_running.end(), 0);
    }

    std::vector<Generated> run(nn::Batch batch)
    {
        const nn::Backbone &backbone = *m_session.backbone;
        const bool caches = backbone.isEncoderDecoder() || backbone.cachesKeys();
        std::optional<Act> memory;
        if (backbone.isEncoderDecoder()) {
            nn::Pass pass = newPass();
            memory = backbone.encode(pass, batch);
            const auto rows = pass.single;
            batch.decoderIds = Act{at::full({1, 1}, m_session.facts.decoderStart, at::kLong), rows};
        }
        for (int step = 0; step < m_prompts.mostNew && !m_running.empty(); ++step) {
            nn::Pass pass = newPass();
            pass.pause();
            pass.cache = caches ? &m_cache : nullptr;
            Act logits = memory ? backbone.decode(pass, *memory, batch) : backbone.run(pass, batch);
            logits = logits.map([](const at::Tensor &t) { return t.select(1, t.size(1) - 1); });
            Act &fed = memory ? *batch.decoderIds : batch.ids;
            if (caches)
                m_cache.length += fed.t.size(1) + (memory || step > 0 ? 0 : m_prompts.fronts.length());
            const std::vector<std::int64_t> chosen = choose(logits);
            const Act next = newColumn(chosen);
            fed = caches ? next : nn::combine(fed, next, [](const at::Tensor &a, const at::Tensor &b) {
                return at::cat({a, b}, 1);
            });
            if (!memory && batch.mask)
                batch.mask = extended(*batch.mask);
            if (!memory)
                batch.typeIds.reset();
            dropFinished(chosen, batch, memory);
        }
        return std::move(m_results);
    }

private:
    nn::Pass newPass() const
    {
        std::vector<int> columns;
        std::vector<std::int32_t> inputs;
        std::map<std::int32_t, std::int32_t> rowOfInput;
        for (const int lane : m_running) {
            columns.push_back(m_prompts.lanes.columnOfLane[lane]);
            const auto row
                = rowOfInput
                      .try_emplace(m_prompts.lanes.inputOfLane[lane], static_cast<std::int32_t>(rowOfInput.size()))
                      .first;
            inputs.push_back(row->second);
        }
        nn::Pass pass(m_prompts.table, std::move(columns), std::move(inputs), m_progress);
        pass.fronts = m_prompts.fronts;
        for (const int lane : m_running)
            pass.prompts.push_back(&m_prompts.inputs[m_prompts.members[m_prompts.lanes.inputOfLane[lane]]].ids);
        return pass;
    }

    /// The best id of every running lane, once the model's rules of generation have changed the scores.
    std::vector<std::int64_t> choose(const Act &logits)
    {
        const at::Tensor scores = logits.t.to(at::kFloat);
        const at::Tensor probabilities = at::softmax(scores, -1), best = scores.argmax(-1);
        std::vector<std::int64_t> chosen(m_running.size());
        for (std::size_t i = 0; i < m_running.size(); ++i) {
            const std::int64_t row = logits.rows->of(static_cast<int>(i));
            const std::int64_t id = m_session.facts.rules.empty() ? best[row].item<std::int64_t>()
                                                                  : chooseByRules(m_running[i], scores[row]);
            chosen[i] = id;
            Generated &result = m_results[m_running[i]];
            result.ids.push_back(id);
            result.probabilities.push_back(probabilities[row][id].item<float>());
        }
        return chosen;
    }

    std::int64_t chooseByRules(int lane, const at::Tensor &scores) const
    {
        const std::vector<std::int64_t> &source
            = m_prompts.inputs[m_prompts.members[m_prompts.lanes.inputOfLane[lane]]].ids,
            &chosen = m_results[lane].ids;
        LaneText text{source,
                      m_session.backbone->isEncoderDecoder() ? std::vector{m_session.facts.decoderStart} : source, 0,
                      static_cast<std::size_t>(m_prompts.mostNew)};
        text.given = text.ids.size();
        text.ids.insert(text.ids.end(), chosen.begin(), chosen.end());
        at::Tensor changed = scores.clone();
        for (const LogitRule &rule : m_session.facts.rules)
            rule(text, {changed.data_ptr<float>(), static_cast<std::size_t>(changed.numel())});
        return changed.argmax().item<std::int64_t>();
    }

    /// [rows, 1]: the chosen ids, lanes of one input sharing a row where they chose alike so far.
    Act newColumn(const std::vector<std::int64_t> &chosen)
    {
        std::map<std::pair<std::int32_t, std::vector<std::int64_t>>, std::int32_t> seen;
        std::vector<std::int32_t> rowOfLane;
        std::vector<std::int64_t> ids;
        for (std::size_t i = 0; i < m_running.size(); ++i) {
            const auto key = std::pair(m_prompts.lanes.inputOfLane[m_running[i]], m_results[m_running[i]].ids);
            const auto [found, added] = seen.try_emplace(key, static_cast<std::int32_t>(seen.size()));
            if (added)
                ids.push_back(chosen[i]);
            rowOfLane.push_back(found->second);
        }
        return {at::tensor(ids, at::kLong).unsqueeze(1), std::make_shared<nn::Rows>(std::move(rowOfLane))};
    }

    static Act extended(const Act &mask)
    {
        return mask.map([](const at::Tensor &t) { return at::cat({t, at::ones({t.size(0), 1}, t.options())}, 1); });
    }

    void dropFinished(const std::vector<std::int64_t> &chosen, nn::Batch &batch, std::optional<Act> &memory)
    {
        const auto &ends = m_session.facts.endIds;
        std::vector<int> keep, lanes;
        for (std::size_t i = 0; i < chosen.size(); ++i)
            if (std::find(ends.begin(), ends.end(), chosen[i]) == ends.end()) {
                keep.push_back(static_cast<int>(i));
                lanes.push_back(m_running[i]);
            }
        if (keep.size() == chosen.size())
            return;
        m_running = std::move(lanes);
        if (keep.empty())
            return;
        m_cache.keepLanes(keep);
        const auto restrict = [&](std::optional<Act> &act) {
            if (act)
                act = restrictTo(*act, keep);
        };
        batch.ids = restrictTo(batch.ids, keep);
        restrict(batch.mask);
        restrict(batch.typeIds);
        restrict(batch.decoderIds);
        restrict(memory);
    }

    const Session &m_session;
    const ToContinue &m_prompts;
    Progress &m_progress;
    std::vector<int> m_running; ///< indices into the lanes
    std::vector<Generated> m_results;
    nn::Cache m_cache;
};

} // namespace

std::vector<Generated> generateGreedily(const Session &session, const ToContinue &prompts, Progress &progress)
{
    const auto rows = std::make_shared<nn::Rows>(prompts.lanes.inputOfLane);
    return Decoding(session, prompts, progress).run(makeBatch(prompts.inputs, prompts.members, rows, prompts.fronts));
}

} // namespace deltascope

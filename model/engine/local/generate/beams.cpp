#include "engine/local/generate/stream.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace deltascope {

namespace {

/// Stands for minus infinity, as in transformers: what has it can still be ordered.
constexpr double out = -1.0e9;

/// A text that is being searched for.
struct Beam {
    std::vector<std::int64_t> ids;
    std::vector<float> probabilities;
};

/// A longer text that may take a beam's place.
struct Candidate {
    Beam beam;
    int parent = 0;
    bool ends = false;
};

at::Tensor flags(const std::vector<bool> &list)
{
    at::Tensor tensor = at::zeros({static_cast<std::int64_t>(list.size())});
    for (std::size_t i = 0; i < list.size(); ++i)
        tensor[static_cast<std::int64_t>(i)] = list[i] ? 1.0 : 0.0;
    return tensor;
}

class Beams : public Stream {
public:
    explicit Beams(StreamStart start)
        : Stream(std::move(start))
        , m_count(m_start.plan.beams)
        , m_candidates(m_count * std::max<std::int64_t>(2, 1 + static_cast<std::int64_t>(m_start.plan.endIds.size())))
        , m_running(static_cast<std::size_t>(m_count), Beam{m_start.ids, {}})
        , m_finished(m_running)
        , m_isFinished(static_cast<std::size_t>(m_count), false)
        , m_runningScores(at::zeros({m_count}))
        , m_finishedScores(at::full({m_count}, out))
    {
        m_runningScores.narrow(0, 1, m_count - 1).fill_(out); // all begin alike: only one of them counts
    }

    std::vector<Continuation> next(const at::Tensor &logits) override
    {
        const bool isFirst = logits.size(0) != m_count;
        const at::Tensor logs = (isFirst ? logits.expand({m_count, -1}) : logits).log_softmax(-1);
        std::vector<const Ids *> lanes;
        for (const Beam &beam : m_running)
            lanes.push_back(&beam.ids);
        const at::Tensor sums = (processed(logs, lanes) + m_runningScores.unsqueeze(1)).reshape({1, -1});
        const auto [scores, places] = best(sums);
        std::vector<Candidate> candidates = grown(places, logs);
        keepRunning(candidates, scores);
        keepFinished(candidates, scores);
        ++m_new;
        const bool canGoOn
            = std::any_of(candidates.begin(), candidates.end(), [](const Candidate &one) { return !one.ends; });
        if (!mayImprove() || !canGoOn || isFull())
            return {};
        std::vector<Continuation> list;
        for (std::size_t i = 0; i < m_running.size(); ++i)
            list.push_back({isFirst ? 0 : m_parents[i], m_running[i].ids.back()});
        return list;
    }

    Generated result() override
    {
        Beam &beam = m_finished.front();
        beam.ids.erase(beam.ids.begin(), beam.ids.begin() + static_cast<std::ptrdiff_t>(given()));
        return {std::move(beam.ids), std::move(beam.probabilities)};
    }

private:
    /// The candidates' scores and places among all ids of all beams.
    std::pair<at::Tensor, at::Tensor> best(const at::Tensor &sums)
    {
        if (!m_start.plan.samples) {
            const auto [scores, places] = sums.topk(std::min(m_candidates, sums.size(1)));
            return {scores[0], places[0]};
        }
        const at::Tensor places = draw(sums, std::min(m_candidates, sums.size(1)), m_random);
        return {sums.gather(1, places)[0], places[0]};
    }

    std::vector<Candidate> grown(const at::Tensor &places, const at::Tensor &logs)
    {
        const std::int64_t vocabulary = logs.size(1);
        std::vector<Candidate> list;
        for (std::int64_t i = 0; i < places.size(0); ++i) {
            const auto place = places[i].item<std::int64_t>();
            const std::int64_t parent = place / vocabulary, id = place % vocabulary;
            Candidate candidate{m_running[static_cast<std::size_t>(parent)], static_cast<int>(parent), false};
            candidate.beam.ids.push_back(id);
            candidate.beam.probabilities.push_back(std::exp(logs[parent][id].item<float>()));
            candidate.ends = ends(candidate.beam.ids);
            list.push_back(std::move(candidate));
        }
        return list;
    }

    void keepRunning(const std::vector<Candidate> &candidates, const at::Tensor &scores)
    {
        std::vector<bool> ended;
        for (const Candidate &candidate : candidates)
            ended.push_back(candidate.ends);
        const at::Tensor left = scores + flags(ended) * out;
        const at::Tensor chosen = std::get<1>(left.topk(m_count));
        m_runningScores = left.index_select(0, chosen);
        m_parents.clear();
        for (std::int64_t i = 0; i < m_count; ++i) {
            const Candidate &candidate = candidates[static_cast<std::size_t>(chosen[i].item<std::int64_t>())];
            m_running[static_cast<std::size_t>(i)] = candidate.beam;
            m_parents.push_back(candidate.parent);
        }
    }

    /// Of the best candidates those that end compete with what has ended before.
    void keepFinished(const std::vector<Candidate> &candidates, const at::Tensor &scores)
    {
        std::vector<bool> stillRuns;
        for (std::size_t i = 0; i < candidates.size(); ++i)
            stillRuns.push_back(!candidates[i].ends || static_cast<std::int64_t>(i) >= m_count);
        at::Tensor own = scores / std::pow(static_cast<double>(m_new + 1), m_start.plan.lengthPenalty);
        if (isFull())
            own = own + out;
        if (!m_mayImprove)
            own = own + out;
        own = own + flags(stillRuns) * out;
        const at::Tensor all = at::cat({m_finishedScores, own});
        const auto [kept, places] = all.topk(m_count);
        std::vector<Beam> beams;
        std::vector<bool> finished;
        for (std::int64_t i = 0; i < m_count; ++i) {
            const auto place = static_cast<std::size_t>(places[i].item<std::int64_t>());
            const auto before = static_cast<std::size_t>(m_count);
            beams.push_back(place < before ? m_finished[place] : candidates[place - before].beam);
            finished.push_back(place < before ? m_isFinished[place] : !stillRuns[place - before]);
        }
        m_finished = std::move(beams);
        m_isFinished = std::move(finished);
        m_finishedScores = kept;
    }

    bool allFinished() const
    {
        return std::find(m_isFinished.begin(), m_isFinished.end(), false) == m_isFinished.end();
    }
    bool isFull() const { return m_start.plan.stopping == EarlyStopping::Yes && allFinished(); }

    /// Whether the best running beam might still beat the worst one that has ended; once not, never again.
    bool mayImprove()
    {
        const bool assumesLongest = m_start.plan.stopping == EarlyStopping::Never && m_start.plan.lengthPenalty > 0;
        const auto length = static_cast<double>(assumesLongest ? m_start.mostNew : m_new);
        const at::Tensor hope = m_runningScores[0] / std::pow(length, m_start.plan.lengthPenalty);
        const at::Tensor worst = m_finishedScores.min();
        const bool beatsWorst = (hope > worst).item<bool>(), beatsNone = (hope > out).item<bool>();
        const bool someRun = std::find(m_isFinished.begin(), m_isFinished.end(), false) != m_isFinished.end();
        const bool someEnded = std::find(m_isFinished.begin(), m_isFinished.end(), true) != m_isFinished.end();
        m_mayImprove = m_mayImprove && ((someEnded && beatsWorst) || (someRun && beatsNone));
        return m_mayImprove;
    }

    const std::int64_t m_count, m_candidates;
    std::vector<Beam> m_running, m_finished; ///< best first
    std::vector<int> m_parents; ///< of the running ones, among those before
    std::vector<bool> m_isFinished; ///< false: the place is still free
    at::Tensor m_runningScores, m_finishedScores; ///< [beams]: sums of log-probabilities; those over the length
    std::size_t m_new = 0; ///< ids chosen so far
    bool m_mayImprove = true;
};

} // namespace

std::unique_ptr<Stream> makeBeams(StreamStart start) { return std::make_unique<Beams>(std::move(start)); }

} // namespace deltascope

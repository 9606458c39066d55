#pragma once

#include "engine/local/inputs.h"
#include "engine/local/runner.h"

#include <functional>

namespace deltascope {

/// Keys and values of how the texts of a generation begin, by lane, and who is told those of whole texts when they have
/// been read.
struct Beginnings {
    nn::Cache known; ///< of less than the texts; empty: nothing is known
    std::function<void(const nn::Cache &whole)> tell; ///< null: nobody
};

/// Equally long inputs that are continued under all columns side by side.
struct ToContinue {
    const nn::ColumnTable &table;
    const Lanes &lanes;
    const nn::Pass::Fronts &fronts;
    const std::vector<Prepared> &inputs;
    const std::vector<int> &members; ///< of the inputs; lanes count them
    const std::vector<std::uint64_t> &seeds; ///< by input; empty: the plan's for all
    const Beginnings &beginnings;
};

/// The model's side of a generation: lanes that grow by one id a step, with keys and values remembered. Lanes may end,
/// split and change places between steps; what two lanes of one input have in common is computed once.
class Decoder {
public:
    Decoder(const Session &session, const ToContinue &prompts, Progress &progress);

    /// The logits [lanes, V] behind what every lane holds now, float32.
    at::Tensor step();
    /// Lane i goes on as lane `parents[i]` with `ids[i]` behind it.
    void goOn(const std::vector<int> &parents, const std::vector<std::int64_t> &ids);

private:
    nn::Pass newPass() const;
    nn::Act newColumn() const;
    void rearrange(const std::vector<int> &parents);

    const Session &m_session;
    const ToContinue &m_prompts;
    Progress &m_progress;
    const bool m_remembers;
    Lanes m_lanes;
    std::vector<std::vector<std::int64_t>> m_new; ///< ids chosen so far, by lane
    nn::Batch m_batch;
    std::optional<nn::Act> m_memory; ///< what an encoder read
    nn::Cache m_cache;
    bool m_hasRead = false; ///< the texts
};

} // namespace deltascope

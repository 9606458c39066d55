#pragma once

#include "engine/local/generate/decoder.h"
#include "engine/local/kept/kept.h"
#include "engine/local/lanerun.h"

namespace deltascope {

/// A batch of alike inputs under the columns of a front: what is kept answers; all other lanes run from the last border
/// at which every one of them is known, and leave what they compute.
class KeptRun {
public:
    KeptRun(const LaneRun &run, Kept &kept, const std::vector<int> &members, const FrontGroup &front);
    void operator()(const LaneRun::Take &take);
    /// For a generation over all of it; `this` must outlive that. Empty where no text can grow.
    Beginnings beginnings();

    /// False where rows may depend on what is beside them (libraries' products, TorchScript), or on more than a history
    /// knows.
    static bool isPossible(const Session &session, const std::vector<Prepared> &inputs,
                           const std::vector<int> &members);

private:
    /// Places among the columns of the front and among the members.
    struct Lane {
        int column, input;
    };
    KeptRows::Key keyOf(const Lane &lane, std::size_t border) const;
    bool isKnown(const std::vector<Lane> &lanes, std::size_t border) const;
    nn::Act knownAt(const std::vector<Lane> &lanes, std::size_t border);
    std::vector<nn::Act> known(const std::vector<Lane> &lanes);
    /// Null if it is not kept.
    const at::Tensor *answerTo(const Lane &lane);
    void run(const std::vector<Lane> &lanes, const LaneRun::Take &take);
    void pass(const std::vector<Lane> &lanes, const LaneRun::Within &within, const LaneRun::Take &take) const;
    /// Runs only what is new of texts that have grown; false where it could not be sure to be what all of them would
    /// be.
    bool grow(const std::vector<Lane> &lanes, const LaneRun::Take &take);
    bool mayGrow(const std::vector<Lane> &lanes) const;
    /// What is kept of the positions that all lanes begin with; empty if there is nothing.
    nn::Cache beginningOf(const std::vector<Lane> &lanes) const;
    void keepTexts(const std::vector<Lane> &lanes, const nn::Cache &cache);
    const std::vector<std::int64_t> &idsOf(const Lane &lane) const { return m_run.inputs[m_members[lane.input]].ids; }
    int wholeHistory(const Lane &lane) const;
    void keep(const std::vector<Lane> &lanes, const nn::BorderWalk &walk);
    void number();

    const LaneRun &m_run;
    Kept &m_kept;
    const std::vector<int> &m_members;
    const FrontGroup &m_front;
    std::vector<std::optional<std::vector<int>>> m_histories; ///< by column of the front; nothing: it is not reused
    std::vector<int> m_inputs; ///< numbers, by member
};

} // namespace deltascope

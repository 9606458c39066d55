#pragma once

#include "core/evaluation.h"
#include "engine/local/heads.h"
#include "engine/local/judge/sweep.h"
#include "engine/local/judge/texts.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace deltascope {

/// Labelled data under every column, losses and predictions line by line, that pauses after every few batches.
class Evaluation {
public:
    /// Reads all lines; one that is wrong is among the failures of the first part. Throws Failure where a column cannot
    /// be evaluated.
    Evaluation(Session &session, EvaluationRequest request);

    /// The next lines, after about 40 ms of work. `session` is the same in every call. Throws Failure and Cancelled.
    EvaluationPart next(Session &session, Progress &progress);

private:
    /// What is right of one line; the kind decides which field is filled.
    struct Truth {
        int label = -1;
        double value = 0;
        std::vector<int> tokens; ///< by id, -1 for none
    };
    using Truths = std::vector<Truth>;

    void readColumns(const Session &session);
    void prepareLines(const Session &session);
    void readTruths();
    Truths truthsBy(const std::vector<std::string> &labels);
    Truth truthOf(int line, const std::vector<std::string> &labels) const;
    void fail(int line, const Error &error);
    std::vector<std::vector<int>> batches(const Session &session, const Sweep &sweep) const;
    bool generates(const Session &session) const;
    void expectSameDeltas(const Session &session) const;
    void answer(Session &session, const std::vector<int> &members, Sweep &sweep, Progress &progress,
                EvaluationResult &answered);
    void judge(Session &session, const std::vector<int> &members, Sweep &sweep, EvaluationResult &answered);
    void read(const Session &session, int column, int input, const at::Tensor &own, LineOutcome &line) const;
    void generate(Session &session, const std::vector<int> &members, Progress &progress, EvaluationResult &answered);

    EvaluationRequest m_request;
    EvaluationResult m_form; ///< without lines
    std::vector<std::vector<DeltaId>> m_deltas; ///< by column, in the order of insertion when it began
    std::vector<LineFailure> m_failures; ///< that no part has told
    std::vector<Prepared> m_inputs;
    std::vector<ScoredText> m_texts; ///< of language models
    std::vector<std::shared_ptr<const Truths>> m_truths; ///< by column; one for all that have the same labels
    std::vector<std::vector<int>> m_batches;
    std::size_t m_next = 0; ///< of the batches
};

} // namespace deltascope

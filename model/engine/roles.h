#pragma once

#include "core/evaluation.h"
#include "core/outcome.h"
#include "core/progress.h"
#include "core/reports.h"
#include "core/requests.h"
#include "core/run.h"
#include "core/score.h"
#include "core/shelf.h"
#include "core/similarity.h"
#include "core/statistics.h"
#include "core/tokens.h"
#include "core/verification.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

// What some engines can and others cannot. A role belongs to its engine: same thread, same life. Nothing throws.
namespace deltascope {

/// The end of a long action that needs its engine no more: runs once, on any thread. Nothing half-written stays.
using Errand = std::function<Outcome<std::vector<std::string>>(Progress &)>;

/// Knows modules by name.
class TreeRole {
public:
    virtual ~TreeRole() = default;
    /// Indices of modules that OpenDelta's patterns name, in named_modules() order.
    virtual Outcome<std::vector<int>> match(const std::vector<std::string> &patterns) const = 0;
};

class StatisticsRole {
public:
    virtual ~StatisticsRole() = default;
    virtual Outcome<ModuleStatistics> statistics(int module) = 0;
    /// By module, of every site where the delta changes a weight; empty for a kind that changes none. Reads the weights
    /// of its sites.
    virtual Outcome<std::vector<SiteNorm>> norms(DeltaId delta, Progress &progress) = 0;
};

class TokensRole {
public:
    virtual ~TokensRole() = default;
    virtual Outcome<std::vector<TokenizedText>> tokenize(const std::vector<Input> &inputs) = 0;
};

class MergeRole {
public:
    virtual ~MergeRole() = default;
    /// What a merge would do, measured on the merged weights in memory. Fails (cannot-merge) for a delta that no
    /// weights can stand for, and for a named folder that is taken; no name is no error. Writes nothing.
    virtual Outcome<MergeReport> measureMerge(const MergeRequest &request, Progress &progress) = 0;
    /// Folds the mix into the backbone's weights; the errand writes them as a checkpoint folder and gives its files.
    virtual Outcome<Errand> merge(const MergeRequest &request, Progress &progress) = 0;
};

struct VerifiedMerge {
    MergeReport report;
    std::vector<std::string> wrote; ///< files
};

/// Merges in one pass over the checkpoint, in little more memory than its largest tensor.
class VerifiedMergeRole {
public:
    virtual ~VerifiedMergeRole() = default;
    /// Writes the merged checkpoint beside its place, compares outputs of what was written with those of the mix, and
    /// moves it into place. Fails as MergeRole does; then, and when it is cancelled or killed, nothing stays.
    virtual Outcome<VerifiedMerge> mergeVerified(const MergeRequest &request, Verification verification,
                                                 Progress &progress)
        = 0;
};

class SimilarityRole {
public:
    virtual ~SimilarityRole() = default;
    /// Of loaded deltas. Fails for one that changes no weight (no-weights), and where no two of them change the same
    /// module (nothing-shared).
    virtual Outcome<Similarity> compare(const std::vector<DeltaId> &deltas, Progress &progress) = 0;
    /// Of saved ones, whatever is open. Fails besides for one whose change depends on its backbone (needs-backbone).
    virtual Outcome<Similarity> compareSaved(const std::vector<DeltaRequest> &deltas, Progress &progress) = 0;
};

class SaveRole {
public:
    virtual ~SaveRole() = default;
    /// Writes a delta's folder; the files' paths. Fails (no-counterpart) if the library cannot express the delta, and
    /// (no-low-rank) for a rank that it cannot be cut to.
    virtual Outcome<std::vector<std::string>> save(const SaveRequest &request, Progress &progress) = 0;
    /// What a save with that rank would do; the library and the folder do not matter. Writes nothing.
    virtual Outcome<TruncationReport> measureTruncation(const SaveRequest &request, Progress &progress) = 0;
};

class SumRole {
public:
    virtual ~SumRole() = default;
    /// Writes the sum of a configuration's deltas, each at its strength, as one LoRA of PEFT that a server can load.
    /// Fails (no-counterpart) for deltas that are no low-rank updates.
    virtual Outcome<std::vector<std::string>> saveSum(const Mix &mix, const std::string &folder, Progress &progress)
        = 0;
};

/// A walk through a folder and everything below. It may outlive what is open: then it says so.
class ShelfWalk {
public:
    virtual ~ShelfWalk() = default;
    /// The next finds, after a few hundredths of a second, so that other requests come between.
    virtual Outcome<ShelfBatch> next(Progress &progress) = 0;
};

/// Looks through folders for deltas, with or without an open model.
class ShelfRole {
public:
    virtual ~ShelfRole() = default;
    virtual Outcome<std::unique_ptr<ShelfWalk>> walk(const std::string &folder) = 0;
};

/// An evaluation under way. It may outlive what is open: then it ends as cancelled.
class EvaluationWalk {
public:
    virtual ~EvaluationWalk() = default;
    /// The next lines, after a few hundredths of a second, so that other requests come between. Fails if a delta that
    /// it evaluates is gone or stands elsewhere in the order of insertion.
    virtual Outcome<EvaluationPart> next(Progress &progress) = 0;
};

/// Judges texts and labelled data.
class JudgeRole {
public:
    virtual ~JudgeRole() = default;
    virtual Outcome<ScoreResult> score(const ScoreRequest &request, Progress &progress) = 0;
    /// Fails at once for a line that is wrong, which it names, and for a model that cannot be asked.
    virtual Outcome<std::unique_ptr<EvaluationWalk>> evaluate(const EvaluationRequest &request) = 0;
};

/// Keeps what runs compute, so that later ones that differ in little compute little.
class ReuseRole {
public:
    virtual ~ReuseRole() = default;
    /// Keeps activations at the borders of layers, and answers, up to `mostBytes` (0: none, as at first): of what was
    /// used last, until another model or head opens or memory runs out. No answer changes by it, not by a bit.
    virtual void keepActivations(std::size_t mostBytes) = 0;
};

} // namespace deltascope

#pragma once

#include "core/describe.h"
#include "core/hub.h"
#include "core/outcome.h"
#include "core/progress.h"
#include "core/reports.h"
#include "core/requests.h"
#include "core/run.h"
#include "core/shelf.h"
#include "core/statistics.h"
#include "core/tokens.h"
#include "engine/judge.h"

#include <memory>
#include <string>
#include <vector>

namespace deltascope {

/// One open backbone with its deltas. Not thread-safe: one worker thread owns it. Nothing throws; no call leaves the
/// session changed when it fails. Which deltas are attached is not the engine's state: every run brings its columns.
class Engine {
public:
    virtual ~Engine() = default;

    /// Replaces what is open; on failure what was open stays. Weights are mapped, not read.
    virtual Outcome<NetworkInfo> open(const OpenRequest &request, Progress &progress) = 0;
    virtual const NetworkInfo *network() const = 0; ///< null while nothing is open

    virtual Outcome<DeltaInfo> add(const DeltaRequest &request, Progress &progress) = 0;
    /// Takes the delta out but keeps it until the engine closes, so that restore() can undo.
    virtual Outcome<Done> remove(DeltaId id) = 0;
    /// Puts a removed delta back at `position` in the order of insertion.
    virtual Outcome<Done> restore(DeltaId id, int position) = 0;
    /// A new order of insertion: a permutation of the present ids.
    virtual Outcome<Done> reorder(const std::vector<DeltaId> &order) = 0;
    virtual Outcome<Done> rename(DeltaId id, const std::string &name) = 0;
    virtual std::vector<DeltaInfo> deltas() const = 0; ///< in order of insertion

    virtual Outcome<RunResult> run(const RunRequest &request, Progress &progress) = 0;
    virtual Outcome<std::vector<TokenizedText>> tokenize(const std::vector<Input> &inputs) = 0;
    /// Indices of modules that OpenDelta's patterns name, in named_modules() order.
    virtual Outcome<std::vector<int>> match(const std::vector<std::string> &patterns) const = 0;
    virtual Outcome<ModuleStatistics> statistics(int module) = 0;

    virtual Outcome<CheckReport> check(const std::string &path) = 0;

    /// Begins to look for deltas in a folder and everything below, or goes on with it: a batch takes a few hundredths
    /// of a second, so that other requests come between. A folder that is begun, or a model that is opened, ends the
    /// one before.
    virtual Outcome<ShelfBatch> beginShelf(const std::string &folder, Progress &progress) = 0;
    virtual Outcome<ShelfBatch> continueShelf(Progress &progress) = 0;

    /// What merge() would do, measured on the merged weights in memory. Fails (cannot-merge) for a delta that no
    /// weights can stand for, and for a named folder that is taken; no name is no error. Writes nothing.
    virtual Outcome<MergeReport> measureMerge(const MergeRequest &request, Progress &progress) = 0;
    /// Writes the backbone with the mix folded into its weights as a checkpoint folder; the files' paths.
    virtual Outcome<std::vector<std::string>> merge(const MergeRequest &request, Progress &progress) = 0;

    /// Writes a delta's folder; the files' paths. Fails (no-counterpart) if the library cannot express the delta.
    virtual Outcome<std::vector<std::string>> save(const SaveRequest &request, Progress &progress) = 0;

    virtual Supported supported() const = 0;

    /// The role of judging texts with what is open; null for an engine that cannot.
    virtual Judge *judge() { return nullptr; }
};

/// An engine that finds hub ids in the local cache only, or that has `fetch` bring what the cache lacks.
std::unique_ptr<Engine> makeEngine();
std::unique_ptr<Engine> makeHubEngine(HubFetch fetch);

} // namespace deltascope

#pragma once

#include "core/capabilities.h"
#include "core/describe.h"
#include "core/hub.h"
#include "core/outcome.h"
#include "core/part.h"
#include "core/progress.h"
#include "core/reports.h"
#include "core/requests.h"
#include "core/run.h"
#include "engine/roles.h"
#include "image/picture.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace deltascope {

/// One open backbone with its deltas. Not thread-safe: one worker thread owns it. Nothing throws; no call leaves the
/// session changed when it fails. Which deltas are attached is not the engine's state: every run brings its columns.
/// What every engine can stands first; what only some can is asked for as a role, null where there is none.
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
    /// What a saved delta is, and whether it fits what is open; nothing need be.
    virtual Outcome<CheckReport> check(const std::string &path) = 0;

    /// An input that cannot run stops no other: it is among the answer's failures. `parts` hears cells as they are
    /// ready. Fails as a whole for what concerns all inputs: no model, a task that does not fit.
    virtual Outcome<RunResult> run(const RunRequest &request, Progress &progress, const TakePart &parts) = 0;
    Outcome<RunResult> run(const RunRequest &request, Progress &progress) { return run(request, progress, {}); }

    virtual Supported supported() const = 0;

    /// Of what is open, or, while nothing is, of what could be. The roles that it names are not null.
    virtual Capabilities capabilities() const = 0;
    virtual TreeRole *tree() { return nullptr; }
    virtual StatisticsRole *statistics() { return nullptr; }
    virtual TokensRole *tokens() { return nullptr; }
    virtual MergeRole *merges() { return nullptr; }
    virtual VerifiedMergeRole *verifiedMerges() { return nullptr; }
    virtual SimilarityRole *similarities() { return nullptr; }
    virtual SaveRole *saves() { return nullptr; }
    virtual SumRole *sums() { return nullptr; }
    virtual ShelfRole *shelves() { return nullptr; }
    virtual JudgeRole *judge() { return nullptr; }
    virtual ReuseRole *reuse() { return nullptr; }
};

/// An engine that finds hub ids in the local cache only, or that has `fetch` bring what the cache lacks.
std::unique_ptr<Engine> makeEngine();
/// Decodes a picture's file.
using ReadPicture = std::function<Outcome<image::Picture>(const std::string &path)>;
/// `readPicture`: without it, vision models take pixels only.
std::unique_ptr<Engine> makeHubEngine(HubFetch fetch, ReadPicture readPicture = {});

/// Brings what `part` needs of a hub id into the local cache, on any thread, so that the engine need not wait for it;
/// what is there already, and folders and files, cost nothing.
Outcome<Done> bring(const std::string &name, HubPart part, const HubFetch &fetch, Progress &progress);

} // namespace deltascope

#pragma once

#include "core/describe.h"
#include "core/hub.h"
#include "core/mix.h"
#include "core/outcome.h"
#include "core/progress.h"
#include "core/run.h"
#include "core/shelf.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace deltascope {

struct HeadChoice {
    HeadKind kind = HeadKind::None;
    int labels = 0; ///< 0: as config.json says (or two)
};

/// Optional: open as a tree even if weights are missing. Unneeded: the tokenizer alone is wanted.
enum class Weights { Required, Optional, Unneeded };
enum class ComputeType { Float32, AsStored };

struct OpenRequest {
    std::string model; ///< folder, file or hub id
    std::optional<HeadChoice> head; ///< as config.json's architectures say if absent
    std::uint64_t seed = 0; ///< for a freshly initialised head
    Weights weights = Weights::Optional;
    ComputeType compute = ComputeType::Float32;
};

/// A delta to add: a saved one (path) or a fresh one (kind and keys, or a configuration object as JSON text).
struct DeltaRequest {
    std::string name; ///< empty: the folder's name
    std::string path; ///< empty for a fresh one
    std::string kind; ///< fresh: "lora", ... ; empty if `json` says it
    std::vector<std::pair<std::string, std::string>> keys; ///< fresh: key, value; repeated keys make a list
    std::string json; ///< fresh: {"delta_type": "lora", ...} or PEFT's object
};

struct TokenizedText {
    std::vector<std::int64_t> ids;
    std::vector<std::string> tokens; ///< the vocabulary's text of each id
    std::vector<std::pair<std::int64_t, std::int64_t>> offsets; ///< code points of the original text
    std::string decoded; ///< without special tokens
};

/// Statistics of one parameter.
struct ParamStatistics {
    std::string name;
    Shape shape;
    DType dtype = DType::F32;
    double mean = 0, deviation = 0, smallest = 0, largest = 0;
    std::int64_t notFinite = 0;
    std::vector<double> histogram; ///< counts of equal bins from smallest to largest
};

/// What the inspector shows of one delta at one module, computed from the factors without building dW.
struct TapStatistics {
    DeltaId delta = -1;
    std::vector<double> singularValues; ///< of s * dW, largest first; empty where dW is not defined
    double effectiveRank = 0; ///< exp of the entropy of the normalised singular values
    double relativeNorm = 0; ///< |dW|_F / |W|_F; 0 where not defined
};

struct ModuleStatistics {
    int module = -1;
    std::vector<ParamStatistics> params;
    std::vector<TapStatistics> taps;
};

struct CheckReport {
    std::string format, kind;
    std::int64_t parameters = 0;
    bool fits = false;
    std::vector<std::string> matched, missing, unexpected;
    std::vector<Problem> problems;
};

/// What to fold into the backbone's weights, and what to measure it on.
struct MergeRequest {
    Mix mix;
    std::vector<Input> inputs; ///< none: built-in ones
    std::string folder; ///< to write: new or empty
};

struct MergedModule {
    std::string name;
    double roundingError = 0; ///< the largest change of a number by keeping it in the type that the checkpoint stores
};

struct MergeReport {
    double maxAbsError = 0; ///< the largest difference of a logit (bare models: of a hidden state) before and after
    std::vector<MergedModule> modules; ///< whose weights change
};

/// A delta to write: in its own library's format, or in that of another one that has a kind which computes the same.
struct SaveRequest {
    DeltaId id = -1;
    std::string library; ///< "opendelta", "peft", ...
    double strength = 1; ///< that the effect is multiplied by
    std::string folder; ///< to write: new or empty
};

/// A family of models that runs, by config.json's model_type, with the heads it can be opened with.
struct FamilyInfo {
    std::string modelType;
    std::vector<HeadKind> heads;
};

/// What this program can open and run; every family is read from every format.
struct Supported {
    std::vector<FamilyInfo> families;
    std::vector<std::string> formats;
};

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
};

/// An engine that finds hub ids in the local cache only, or that has `fetch` bring what the cache lacks.
std::unique_ptr<Engine> makeEngine();
std::unique_ptr<Engine> makeHubEngine(HubFetch fetch);

} // namespace deltascope

#pragma once

// AdapterHub's kinds (the adapters library): how adapter_config.json and the saved keys become taps. A folder is one
// adapter; a union is several configurations over one set of keys.
#include "nn/delta/keys.h"
#include "nn/delta/shared/assembly.h"
#include "nn/delta/shared/tuned.h"
#include "nn/delta/taps/bottleneck.h"

#include <map>

namespace deltascope::nn::adapterhub {

/// The tensors of one adapter module, "<path>.<container>.<adapter's name>.<parameter>".
struct SavedPart {
    std::string container; ///< "adapters", "loras", "prefix_tunings", ...
    std::string path; ///< of the module that holds it: "bert.encoder.layer.0.output"
    std::string name; ///< the adapter's
    std::map<std::string, const io::TensorEntry *> tensors;
    mutable bool used = false; ///< something has been loaded from it

    bool holds(const std::string &parameter) const { return tensors.count(parameter); }
};

/// What the builders of all kinds share.
struct Work {
    const Host &host;
    const DeltaSource &source;
    const Config &config; ///< the kind's own
    const std::string &file;
    const std::vector<SavedPart> &parts;
    BuiltDelta &delta;
};

/// A delta to which `add` gives what it finds among the saved parts; with the head that was saved beside it.
BuiltDelta buildPart(const Host &host, const DeltaSource &source, void (*add)(const Work &));
/// Keys grouped by the module that holds them; others (a head's, under the backbone's names) are left in `others`.
std::vector<SavedPart> savedParts(const io::CheckpointIndex &tensors, std::vector<TunedEntry> &others);
/// A head of the adapter's own answers in the place of the backbone's; one under the backbone's names stands for that
/// while the adapter is attached, of several the last, as load_adapter() leaves it.
void addHead(const Host &host, const DeltaSource &source, std::vector<TunedEntry> others, BuiltDelta &delta);

/// The invertible adapters beside bottlenecks.
void addInvertible(const Work &work);

/// The tensor as float32 of its own; throws Failure (shape-mismatch, missing-weight).
at::Tensor load(const Work &work, const SavedPart &part, const std::string &parameter, const Shape &expected);
/// Its shape in the file; throws Failure (missing-weight).
const Shape &shapeOf(const Work &work, const SavedPart &part, const std::string &parameter);
/// The parts of a container, in the order of the file.
std::vector<const SavedPart *> partsOf(const Work &work, std::string_view container);
/// The module of that dotted path; throws Failure (no-such-module).
int moduleAt(const Work &work, const SavedPart &part, const std::string &path);
/// The modules below `module`, itself first, in the order of the tree.
std::vector<int> subtree(const Host &host, int module);
/// The layer that a path lies in, counted as the library counts them: those of a decoder go on behind the encoder's.
std::int64_t layerOf(const Host &host, const std::string &path);

/// Activation by the library's names; null reads as none.
Activation activation(const Work &work, std::string_view key = "non_linearity");

/// mean over the positions of sigmoid(W x + b), as factors [rows, 1, outputs].
struct Gate {
    at::Tensor weight, bias;
    at::Tensor operator()(const at::Tensor &x) const;
};
Gate loadGate(const Work &work, const SavedPart &part, const std::string &prefix, std::int64_t outputs,
              std::int64_t width);

/// A linear of a bottleneck [in -> out], plain or made of Kronecker products (phm_layer); `parameter` is "adapter_up"
/// or so.
struct LoadedLayer {
    Bottleneck::Layer layer;
    TapModule module; ///< path still to be prefixed
};
LoadedLayer loadLayer(const Work &work, const SavedPart &part, const std::string &parameter, std::int64_t in,
                      std::int64_t out);
/// The width that such a linear puts out.
std::int64_t widthOf(const Work &work, const SavedPart &part, const std::string &parameter);
/// Tensors that all layers of a compacter or a VeRA share, as the tree shows them.
TapModule sharedModule(const Work &work);

} // namespace deltascope::nn::adapterhub

#pragma once

#include "core/describe.h"
#include "core/kinds.h"
#include "io/checkpoint.h"
#include "nn/block.h"
#include "nn/config.h"
#include "nn/weights.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deltascope::nn {

/// A tap and its site.
struct SiteTap {
    int module;
    std::shared_ptr<const Tap> tap;
    int actsAt = -1; ///< the module whose input and output it sees, if that is not the site; else -1
    int partner = -1; ///< a second site that must be attached too (the other end of a parallel adapter); else -1
    /// Of a module with several names (T5's shared): whether it acts wherever that is called, or as `module` alone.
    enum class Uses { Every, This } uses = Uses::Every;

    int place() const { return actsAt < 0 ? module : actsAt; }
};

struct DeltaFolder;

/// A head of the delta's own, which answers in the place of the backbone's.
class OwnHead {
public:
    virtual ~OwnHead() = default;
    virtual HeadKind kind() const = 0;
    virtual bool isMultiLabel() const { return false; }
    /// What it says of an input: `hidden` [T, width] is the base model's last hidden state over the positions of `ids`
    /// (an encoder-decoder's over the decoder's). As Backbone::run() without the dimension of rows. Throws Failure.
    virtual at::Tensor operator()(const at::Tensor &hidden, const std::vector<std::int64_t> &ids) const = 0;
};

/// A delta ready to be plugged in.
struct BuiltDelta {
    DeltaInfo info; ///< id, name and path are the caller's to fill
    std::vector<SiteTap> taps;
    std::vector<std::string> unexpected; ///< keys that belong to nothing and are ignored
    std::shared_ptr<const DeltaFolder> files; ///< what it was made from; also of a fresh one
    std::shared_ptr<const OwnHead> head; ///< null: it has none

    /// Notes such a key, with a warning that names it and says `why`.
    void addUnexpected(const std::string &key, const std::string &why)
    {
        unexpected.push_back(key);
        info.problems.push_back({"unexpected-key", Problem::Severity::Warning, key + " " + why});
    }
};

/// The open backbone as deltas see it.
struct Host {
    const NetworkInfo &network;
    const std::vector<Block *> &blocks; ///< by module index; empty for a backbone that is only a tree
    const Config &config;

    /// Index of the module of that dotted path; -1 if there is none. Tolerates a missing or an extra base prefix.
    int find(std::string_view path) const;
    std::string basePrefix;
};

/// Tensors that training steps, by the names under which they are saved: float32, with gradients.
using LiveTensors = std::map<std::string, at::Tensor>;

struct DeltaKind;

/// What a delta is made from: a configuration object and tensors.
struct DeltaSource {
    const DeltaKind &kind;
    const Config &config; ///< that the kind's keys are in, with their defaults
    const Config &whole; ///< as the library saves it
    const io::CheckpointIndex &tensors;
    const std::string &file; ///< of the tensors, for messages
    const Config *head = nullptr; ///< head_config.json; null: there is none
    const LiveTensors *live = nullptr; ///< which stand for the saved ones of their names; null: none

    bool isLive(const io::TensorEntry &entry) const { return live && live->contains(entry.name); }
    /// The live tensor of that name, else the saved one as float32 of its own.
    at::Tensor tensor(const io::TensorEntry &entry) const;
    /// The same of a known shape; throws Failure (shape-mismatch).
    at::Tensor tensor(const io::TensorEntry &entry, const Shape &expected) const;
};

/// A kind of delta of one library: its keys, how its configuration and tensors become taps, and what tensors a fresh
/// one has, by the names under which its library saves them (null: cannot be made fresh). Taps are functions of the
/// source's tensors, so that they can be built anew from live ones at every step of a training. Each kind's file
/// defines a function that returns it; kinds.def lists those.
struct DeltaKind {
    std::string_view library; ///< "opendelta", "peft", "adapterhub"
    std::string_view name; ///< as its configuration names it: "lora", "LORA"
    std::string_view title = {}, says = {}; ///< for people
    BuiltDelta (*build)(const Host &host, const DeltaSource &source);
    NamedTensors (*fresh)(const Host &host, const Config &config, std::uint64_t seed) = nullptr;
    std::vector<KeyInfo> keys; ///< of its configuration, besides those that all of its library have
    /// Parts of the names of saved floating-point tensors that no training changes ("vera_A").
    std::vector<std::string_view> frozen = {};
    std::string_view rankKey = {}; ///< whose value the badge shows; empty: none

    bool isFrozen(const std::string &tensor) const;
};

const std::vector<DeltaKind> &deltaKinds();

/// How a library's folder is recognised, read and written.
struct DeltaLayout {
    std::string_view library, configFile, kindKey;
    std::string (*kind)(const Config &config, std::string_view kindKey);
    std::vector<std::string> weightFiles; ///< candidates, in order of preference
    std::string_view writes; ///< the one of them that a saved delta gets
    std::vector<std::string> headFiles; ///< candidates for a head's tensors beside the delta's
    std::string_view targetsKey; ///< that names modules; empty: the saved keys alone say where a delta acts
    std::string_view section; ///< key of the object that holds the kinds' own keys; empty: they are beside the others
    std::vector<KeyInfo> keys; ///< that a configuration of every kind may have
};
const std::vector<DeltaLayout> &deltaLayouts();
/// Null if there is no such library.
const DeltaLayout *layoutOf(std::string_view library);
/// The kind that a configuration of that layout names. Throws Failure for one that its library does not have here.
const DeltaKind &kindOf(const Config &config, const DeltaLayout &layout);
/// "lora, adapter, ..."
std::string kindNames(std::string_view library);

/// What the configuration of a delta folder says, before its tensors are looked at.
struct DeltaLabel {
    std::string library, kind; ///< as the files name them, known to this program or not
    std::string_view kindKey; ///< the key that says the kind
    Config config;
    std::vector<std::string> weightFiles; ///< candidates, in order of preference
};
/// Nothing if no configuration in the folder is a delta's. Throws Failure for one that cannot be read.
std::optional<DeltaLabel> labelOf(const std::string &folder);

/// A delta folder as its files say, before any backbone is asked.
struct DeltaFolder {
    const DeltaKind *kind;
    Config config;
    io::CheckpointIndex tensors;
    std::string weightsFile;
    std::optional<Config> head = {}; ///< head_config.json beside an AdapterHub delta
    std::vector<Problem> notes
        = {}; ///< how it was found and read: the newest of a run, names without what training added
};
/// Told by its content; of a weights file the folder it lies in, of a Trainer's run the newest checkpoint. Throws
/// Failure ("not-a-delta", "unsafe-file", "truncated"), which names the deltas of other programs for what they are.
DeltaFolder identify(const std::string &path);
/// The same of a folder whose configuration has been read.
DeltaFolder identify(const std::string &folder, DeltaLabel label);

/// A delta that is in no folder yet; `name` stands for one in messages. Throws Failure for an unknown kind.
DeltaFolder heldFolder(const DeltaLayout &layout, const nlohmann::json &config, const NamedTensors &tensors,
                       const std::string &name);

/// Throws Failure ("shape-mismatch", "no-such-module", "missing-weight", ...).
BuiltDelta buildSaved(const Host &host, DeltaFolder folder);
/// The same from the headers alone: it says whether the delta fits, and where it sits, but cannot run, and what only
/// its numbers tell is not among its problems. Reads numbers only for a kind that needs them to be built.
BuiltDelta buildFromHeaders(const Host &host, const DeltaFolder &folder);
/// The tensors of a delta that learn, to be stepped: float32 copies that require gradients, by the names under which
/// they are saved. Those that the kind declares frozen are not among them.
LiveTensors liveTensors(const DeltaFolder &folder);
/// The delta with those in place of the saved tensors of their names: what they are when it is built counts, so that a
/// training builds anew at each step. Throws Failure as buildSaved().
BuiltDelta buildLive(const Host &host, const DeltaFolder &folder, const LiveTensors &live);
/// The folder with those in place of the saved tensors of their names, as it is to be written.
DeltaFolder withTensors(const DeltaFolder &folder, const LiveTensors &live);
/// A fresh delta from a configuration object as the library saves it.
BuiltDelta buildFresh(const Host &host, const nlohmann::json &config, std::uint64_t seed);

} // namespace deltascope::nn

#pragma once

#include "core/describe.h"
#include "io/checkpoint.h"
#include "nn/block.h"
#include "nn/config.h"
#include "nn/weights.h"

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

/// What a delta is made from: a configuration object and tensors.
struct DeltaSource {
    const Config &config;
    const io::CheckpointIndex &tensors;
    const std::string &file; ///< of the tensors, for messages
    const Config *head = nullptr; ///< head_config.json; null: there is none
};

/// A kind of delta of one library: how its configuration and tensors become taps, and what tensors a fresh one has, by
/// the names under which its library saves them (null: cannot be made fresh). registry.cpp lists them.
struct DeltaKind {
    std::string_view library; ///< "opendelta", "peft", "adapterhub"
    std::string_view name; ///< as its configuration names it: "lora", "LORA"
    BuiltDelta (*build)(const Host &host, const DeltaSource &source);
    NamedTensors (*fresh)(const Host &host, const Config &config, std::uint64_t seed) = nullptr;
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
/// A fresh delta from a configuration object as the library saves it.
BuiltDelta buildFresh(const Host &host, const nlohmann::json &config, std::uint64_t seed);

} // namespace deltascope::nn

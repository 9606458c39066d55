#pragma once

#include "core/dtype.h"
#include "core/generation.h"
#include "core/head.h"
#include "core/kinds.h"
#include "core/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace deltascope {

/// A parameter as a module owns it. Tied parameters share `id`, so that each counts once.
struct ParamInfo {
    std::string name; ///< without the module's path: "weight"
    Shape shape;
    DType dtype = DType::F32; ///< as the file stores it
    int id = -1;
};

/// A module of the backbone, as transformers' named_modules() gives it.
struct ModuleInfo {
    std::string name; ///< dotted path; empty for the root
    std::string type; ///< Python class name: "BartEncoderLayer"
    int parent = -1; ///< index into NetworkInfo::modules; -1 for the root
    int depth = 0;
    /// Index of the first listing of the very same module where it is reached by two names (T5's embed_tokens); else
    /// -1.
    int sameAs = -1;
    std::vector<ParamInfo> params;
};

/// Everything about an open backbone that others may know; a plain value.
struct NetworkInfo {
    std::string model; ///< as the user named it
    std::string folder; ///< where its files are
    std::string architecture; ///< "BartForSequenceClassification"; for a bare file the file's name
    std::string family; ///< "bart"; empty if unknown
    bool runnable = false;
    HeadKind head = HeadKind::None;
    std::vector<HeadKind> heads; ///< that it can be opened with
    std::vector<std::string> labels;
    std::vector<std::string> chatTemplates; ///< names of those that make prompts of conversations; none: it has none
    /// What the checkpoint's files say of a generation; what they leave open is absent.
    GenerationSettings generation;
    /// Pre-order, root first, as named_modules(); a module reached by two names is listed twice. Modules without any
    /// parameter in their whole subtree are left out, except containers (ModuleList).
    std::vector<ModuleInfo> modules;
    std::int64_t parameterCount = 0; ///< every parameter once
    std::int64_t bytes = 0; ///< of the files' tensors: mapped, and read page by page as running touches them
    /// Made by the first run: copies of weights that are stored in another number type than is computed in.
    std::int64_t copyBytes = 0;
    std::int64_t bytesPerToken = 0; ///< of the activations of a run, about
    std::vector<std::string> missing; ///< weights the architecture needs and the file lacks
    std::vector<std::string> fresh; ///< of the missing ones, those initialised anew (a head)
    std::vector<std::string> notes; ///< sentences for the user: fresh head, ignored keys
    std::vector<KindInfo> kinds; ///< of deltas that can be made fresh for it; none for a mere tree
};

using DeltaId = int;

/// A module that a delta adds below its site, OpenDelta's reading: "lora (LowRankLinear) lora_A:[8, 512] ...".
struct TapModule {
    std::string path; ///< below the site, dotted: "adapter.modulelist.down_proj"; empty: parameters of the site itself
    std::string type; ///< "LowRankLinear"
    std::vector<ParamInfo> params; ///< ids are -1
    bool repeated = false; ///< lists tensors that an earlier site of the delta lists
};

/// The part of one delta at one site.
struct TapInfo {
    int module = -1; ///< index into NetworkInfo::modules
    std::vector<TapModule> modules; ///< pre-order
    /// Names of the site's own parameters that the delta replaces or tunes (BitFit: "bias").
    std::vector<std::string> tunes;
    std::string formula; ///< in words, as run: "y + s·BA x", with s standing for the strength times scale
    double scale = 1; ///< the delta's own at this site, at full strength: lora_alpha / lora_r
    /// Stands for parameters of the module itself: acts before every tap around it, whenever it was inserted.
    bool isInside = false;
};

struct HyperParameter {
    std::string name, value; ///< "lora_r", "8"
};

/// A finding about a delta or a file; see cli.md for the codes.
struct Problem {
    enum class Severity { Error, Warning, Note };
    std::string code;
    Severity severity = Severity::Note;
    std::string text;
};

/// The head that a delta brings: its own, or values for the backbone's.
struct DeltaHead {
    HeadKind kind = HeadKind::None;
    int outputs = 0; ///< labels of a classification head
    std::vector<std::string> labels; ///< by index, where its files name them; else empty
    bool standsAlone = false; ///< it answers in the place of the backbone's, whatever that is
};

/// A loaded delta; a plain value. Whether it is attached, and how strongly, is in Mix.
struct DeltaInfo {
    DeltaId id = -1;
    std::string name; ///< the user's: "en"
    std::string kind; ///< "lora", "adapter", "bitfit", ...
    std::string library; ///< "opendelta", "peft", "adapterhub"
    std::string path; ///< empty for a fresh one
    std::string configuration; ///< of a fresh one: the JSON object, seed included, that makes it again
    std::string summary; ///< short badge text: "lora r8"
    bool hasStrength = true; ///< a prefix has none
    std::vector<HyperParameter> hyper;
    std::vector<std::string> targets; ///< modified_modules / target_modules as configured
    std::vector<TapInfo> taps; ///< by module index
    std::int64_t parameterCount = 0; ///< trainable ones
    std::int64_t constantCount = 0; ///< elements that it lists and that are not trained
    std::int64_t bytes = 0;
    std::vector<Problem> problems;
    std::optional<DeltaHead> head;
};

} // namespace deltascope

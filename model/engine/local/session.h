#pragma once

#include "chat/folder.h"
#include "engine/engine.h"
#include "engine/local/runfacts.h"
#include "nn/backbone.h"
#include "nn/delta/delta.h"
#include "text/tokenizer.h"

#include <memory>
#include <vector>

namespace deltascope {

class Pictures;

/// A delta that was added, present or removed (kept for undo).
struct LoadedDelta {
    DeltaInfo info;
    std::vector<nn::SiteTap> taps;
    std::shared_ptr<const nn::DeltaFolder> files; ///< what it was made from
    std::shared_ptr<const nn::OwnHead> head; ///< null: it has none
};

/// An open backbone with its deltas.
struct Session {
    OpenRequest request;
    NetworkInfo info;
    std::optional<nn::Config> config;
    RunFacts facts;
    std::string quantised; ///< what the file's weights, which run multiplied out, are quantised with; mostly empty
    const nn::Family *family = nullptr;
    std::unique_ptr<nn::Weights> weights;
    std::unique_ptr<nn::Backbone> backbone; ///< null: a tree only
    std::vector<nn::Block *> blocks; ///< by module index
    std::shared_ptr<const text::Tokenizer> tokenizer;
    std::string tokenizerError; ///< why there is none although files are there
    std::shared_ptr<const chat::ChatFolder> chat; ///< null where there is no tokenizer either
    std::shared_ptr<Pictures> pictures; ///< null: no vision model
    std::vector<LoadedDelta> deltas; ///< in order of insertion
    std::vector<LoadedDelta> removed;

    /// Puts every present delta's taps into the blocks, in order of insertion.
    void plugIn();
};

} // namespace deltascope

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace deltascope::io {

/// A model that is on this machine, with its weights.
struct LocalModel {
    std::string name; ///< what opens it: a hub id, else its folder
    std::string folder; ///< where its files are
    std::string architecture; ///< config.json's first one, else its model_type; may be empty
    std::int64_t bytes = 0; ///< of its weights
};

/// Looks for models in turns: in a hub cache, and in folders and some levels below them. What cannot be read, is not
/// whole, or is a delta, is passed over.
class ModelWalk {
public:
    ModelWalk(const std::string &cache, const std::vector<std::string> &folders);

    /// What a turn of some milliseconds finds.
    std::vector<LocalModel> next();
    bool isDone() const { return m_waiting.empty(); }

private:
    enum class Kind { Cache, Repository, Folder };
    struct Place {
        std::filesystem::path path;
        Kind kind;
        int depth; ///< below the folder that was asked for
    };

    std::optional<LocalModel> visit(const Place &place);
    void addRepositories(const std::filesystem::path &cache);
    void addFolders(const Place &place);

    std::vector<Place> m_waiting; ///< the next one last
};

} // namespace deltascope::io

#pragma once

#include "engine/engine.h"
#include "engine/local/session.h"
#include "image/prepare.h"

#include <filesystem>
#include <list>
#include <optional>

namespace deltascope {

/// Makes the pixels of pictures as one checkpoint wants them (preprocessor_config.json, else ViT's usual way at the
/// model's size), and keeps those of the last ones: a bench runs the same pictures again and again.
class Pictures {
public:
    Pictures(const Session &session, ReadPicture read);
    /// Throws Failure: `where` names the input, or preprocessor_config.json is none that can be followed.
    const image::Pixels &pixels(const std::string &path, const std::string &where);

private:
    struct Kept {
        std::string path;
        std::filesystem::file_time_type written;
        image::Pixels pixels;
    };
    static constexpr std::size_t mostKept = 64;

    image::Pixels make(const std::string &path, const std::string &where) const;

    ReadPicture m_read;
    image::Recipe m_recipe;
    std::optional<Error> m_problem; ///< why there is no recipe
    std::list<Kept> m_kept; ///< newest first
};

} // namespace deltascope

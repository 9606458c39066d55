#pragma once

#include "engine/engine.h"
#include "engine/local/session.h"
#include "image/prepare.h"

#include <filesystem>
#include <list>

namespace deltascope {

/// Makes the pixels of pictures as one checkpoint wants them (preprocessor_config.json, else ViT's usual way at the
/// model's size), and keeps those of the last ones: a bench runs the same pictures again and again.
class Pictures {
public:
    Pictures(ReadPicture read, image::Recipe recipe);
    /// Throws Failure: `where` names the input.
    const image::Pixels &pixels(const std::string &path, const std::string &where);

private:
    struct Kept {
        std::string path;
        std::filesystem::file_time_type written;
        image::Pixels pixels;
    };
    static constexpr std::size_t mostKept = 64;

    ReadPicture m_read;
    image::Recipe m_recipe;
    std::list<Kept> m_kept; ///< newest first
};

/// Null for a model that takes no pictures.
std::shared_ptr<Pictures> makePictures(const Session &session, const ReadPicture &read);

} // namespace deltascope

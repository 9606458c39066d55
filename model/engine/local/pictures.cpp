#include "engine/local/pictures.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace deltascope {

namespace fs = std::filesystem;

Pictures::Pictures(ReadPicture read, image::Recipe recipe)
    : m_read(std::move(read))
    , m_recipe(std::move(recipe))
{
}

const image::Pixels &Pictures::pixels(const std::string &path, const std::string &where)
{
    if (!m_read)
        throw Failure(where, "image: pictures cannot be read here; give pixels");
    std::error_code error;
    const fs::file_time_type written = fs::last_write_time(path, error);
    if (error)
        throw Failure(where, "image: expected a picture's file, found none at " + path);
    const auto known = std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept &kept) { return kept.path == path; });
    if (known != m_kept.end() && known->written == written) {
        m_kept.splice(m_kept.begin(), m_kept, known);
        return m_kept.front().pixels;
    }
    if (known != m_kept.end())
        m_kept.erase(known);
    const Outcome<image::Picture> picture = m_read(path);
    if (!picture)
        throw Failure(where, "image: " + picture.error().sentence());
    m_kept.push_front({path, written, image::prepared(picture.value(), m_recipe)});
    if (m_kept.size() > mostKept)
        m_kept.pop_back();
    return m_kept.front().pixels;
}

std::shared_ptr<Pictures> makePictures(const Session &session, const ReadPicture &read)
{
    if (!session.info.takesPictures)
        return nullptr;
    const fs::path file = fs::path(session.info.folder) / "preprocessor_config.json";
    if (std::ifstream stream(file, std::ios::binary); stream)
        return std::make_shared<Pictures>(
            read, image::recipeFrom(file.string(), std::string(std::istreambuf_iterator<char>(stream), {})));
    const std::vector<std::int64_t> sides = session.config->integers("image_size");
    const image::Size size = sides.empty() ? image::Size{224, 224} : image::Size{int(sides.back()), int(sides.front())};
    return std::make_shared<Pictures>(read, image::vitRecipe(size));
}

} // namespace deltascope

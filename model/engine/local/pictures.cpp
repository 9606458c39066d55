#include "engine/local/pictures.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace deltascope {

namespace fs = std::filesystem;

namespace {

image::Recipe recipeOf(const Session &session)
{
    const fs::path file = fs::path(session.info.folder) / "preprocessor_config.json";
    if (std::ifstream stream(file, std::ios::binary); stream)
        return image::recipeFrom(file.string(), std::string(std::istreambuf_iterator<char>(stream), {}));
    const std::vector<std::int64_t> sides = session.config->integers("image_size");
    return image::vitRecipe(sides.empty() ? image::Size{224, 224} : image::Size{int(sides.back()), int(sides.front())});
}

} // namespace

Pictures::Pictures(const Session &session, ReadPicture read)
    : m_read(std::move(read))
{
    try {
        m_recipe = recipeOf(session);
    } catch (const Failure &failure) {
        m_problem = failure.error();
    }
}

const image::Pixels &Pictures::pixels(const std::string &path, const std::string &where)
{
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
    m_kept.push_front({path, written, make(path, where)});
    if (m_kept.size() > mostKept)
        m_kept.pop_back();
    return m_kept.front().pixels;
}

image::Pixels Pictures::make(const std::string &path, const std::string &where) const
{
    if (!m_read)
        throw Failure(where, "image: pictures cannot be read here; give pixels");
    if (m_problem)
        throw Failure(*m_problem);
    const Outcome<image::Picture> picture = m_read(path);
    if (!picture)
        throw Failure(where, "image: " + picture.error().sentence());
    return image::prepared(picture.value(), m_recipe);
}

} // namespace deltascope

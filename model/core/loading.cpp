#include "core/loading.h"

#include "core/outcome.h"

#include <filesystem>

namespace deltascope {

namespace fs = std::filesystem;

PathMapping parseMapping(const std::string &text)
{
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == text.size())
        throw Failure(text.empty() ? "\"\"" : text, "expected LOCAL=SERVER, two paths");
    std::string there = text.substr(equals + 1);
    while (there.size() > 1 && there.back() == '/')
        there.pop_back();
    return {absolutePath(text.substr(0, equals)), std::move(there)};
}

std::string absolutePath(const std::string &path)
{
    std::error_code none;
    std::string text = fs::weakly_canonical(fs::absolute(path, none), none).string();
    while (text.size() > 1 && text.back() == '/')
        text.pop_back();
    return text;
}

namespace {

/// `path` with the longest beginning that one side of the mappings has in place of the other.
std::string translated(const std::string &path, const std::vector<PathMapping> &mappings,
                       std::string PathMapping::*from, std::string PathMapping::*to)
{
    const PathMapping *best = nullptr;
    for (const PathMapping &mapping : mappings) {
        const bool holds = path == mapping.*from || path.starts_with(mapping.*from + "/");
        if (holds && (!best || (mapping.*from).size() > (best->*from).size()))
            best = &mapping;
    }
    return best ? best->*to + path.substr((best->*from).size()) : path;
}

} // namespace

std::string mapped(const std::string &path, const std::vector<PathMapping> &mappings)
{
    return translated(path, mappings, &PathMapping::here, &PathMapping::there);
}

std::string unmapped(const std::string &path, const std::vector<PathMapping> &mappings)
{
    return translated(path, mappings, &PathMapping::there, &PathMapping::here);
}

} // namespace deltascope

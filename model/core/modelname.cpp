#include "core/modelname.h"

#include <algorithm>
#include <iterator>

namespace deltascope {

namespace {

/// What folders are called whatever is in them.
constexpr std::string_view plainNames[]
    = {".",   "..",      "model", "models", "backbone", "base",   "base_model", "checkpoint", "output",       "outputs",
       "out", "results", "final", "best",   "last",     "merged", "snapshot",   "tmp",        "0_transformer"};

bool isCommit(std::string_view name)
{
    constexpr std::size_t digits = 40; // of SHA-1
    return name.size() == digits && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool isPlain(std::string_view name)
{
    constexpr std::string_view step = "checkpoint-";
    if (name.starts_with(step))
        name.remove_prefix(step.size());
    return name.find_first_not_of("0123456789") == std::string_view::npos
           || std::find(std::begin(plainNames), std::end(plainNames), name) != std::end(plainNames);
}

/// Takes the last part off a path.
std::string_view takeLast(std::string_view &path)
{
    while (path.ends_with('/') || path.ends_with('\\'))
        path.remove_suffix(1);
    const std::size_t at = path.find_last_of("/\\");
    const std::string_view last = at == std::string_view::npos ? path : path.substr(at + 1);
    path = at == std::string_view::npos ? std::string_view() : path.substr(0, at);
    return last;
}

/// "name" of "models--org--name".
std::string_view repositoryIn(std::string_view folder)
{
    if (!folder.starts_with("models--"))
        return folder;
    return folder.substr(folder.rfind("--") + 2);
}

} // namespace

std::string tellingName(std::string_view path)
{
    std::string_view last = takeLast(path);
    if (isCommit(last)) { // models--org--name/snapshots/COMMIT
        (void)takeLast(path);
        last = takeLast(path);
        if (!last.starts_with("models--"))
            return {};
    }
    last = repositoryIn(last);
    last = last.substr(0, last.find('@')); // a revision
    std::string name(last);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return isPlain(name) ? std::string() : name;
}

} // namespace deltascope

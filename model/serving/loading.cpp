#include "serving/loading.h"

#include "engine/served/content.h"
#include "serving/prompts.h"

#include <algorithm>
#include <filesystem>

namespace deltascope::serving {

namespace fs = std::filesystem;

namespace {

/// A configuration's deltas, in order of insertion.
std::vector<std::pair<const DeltaInfo *, double>> partsOf(const Mix &mix, const std::vector<DeltaInfo> &deltas)
{
    std::vector<std::pair<const DeltaInfo *, double>> parts;
    for (const DeltaInfo &delta : deltas) {
        const DeltaSetting *setting = mix.find(delta.id);
        if (!setting || !isHeard(*setting))
            continue;
        if (delta.path.empty())
            throw Failure(delta.name, "expected a saved delta, found a fresh one; save it first");
        parts.emplace_back(&delta, setting->strength);
    }
    if (parts.empty())
        throw Failure("base", "expected a configuration with a delta in it; the backbone is loaded already");
    return parts;
}

/// A copy that is written: it goes again, with the folder made for it, unless it is kept.
class Draft {
public:
    Draft() = default;
    Draft(const Draft &) = delete;
    Draft &operator=(const Draft &) = delete;
    ~Draft()
    {
        std::error_code none;
        if (!m_folder.empty())
            fs::remove_all(m_folder, none);
        if (!m_parent.empty())
            fs::remove(m_parent, none); // if nothing else lies there
    }
    /// `parent`: that was made for it; empty: none.
    void begin(fs::path folder, fs::path parent)
    {
        m_folder = std::move(folder);
        m_parent = std::move(parent);
    }
    void keep()
    {
        m_folder.clear();
        m_parent.clear();
    }

private:
    fs::path m_folder, m_parent; ///< empty: none, it was there before
};

/// Writes it unless it is there already.
void writeCopy(Engine &local, const LoadRequest &request, const std::vector<std::pair<std::string, double>> &folders,
               Loaded &loaded, Progress &progress)
{
    if (request.copies.empty())
        throw Failure(Error{request.name,
                            "expected a folder for a copy, since vLLM takes adapters one at a time and as they were "
                            "saved, found none",
                            "give one with --copies", "needs-copy"});
    loaded.folder = absolutePath(request.copies + "/" + served::contentName(folders));
    Draft draft;
    if (std::error_code none; !fs::exists(loaded.folder, none)) {
        SumRole *sums = local.sums();
        if (!sums)
            throw Failure(request.name, "expected an engine that saves sums of deltas, found one that does not");
        const fs::path parent = fs::path(loaded.folder).parent_path();
        const bool isParentNew = !fs::exists(parent, none);
        loaded.wrote = valueOf(sums->saveSum(request.mix, loaded.folder, progress));
        draft.begin(loaded.folder, isParentNew ? parent : fs::path());
    }
    expectServable(local, loaded.folder, request.mostRank);
    draft.keep();
}

/// The folder to load, written if need be.
Loaded prepared(Engine &local, const LoadRequest &request, Progress &progress)
{
    const std::vector<DeltaInfo> deltas = local.deltas(); // that the parts point at
    const auto parts = partsOf(request.mix, deltas);
    const bool isPlain
        = parts.size() == 1 && parts.front().second == 1 && request.mix.find(parts.front().first->id)->sites.empty();
    for (const auto &[delta, strength] : parts)
        expectServable(local, delta->path, isPlain ? request.mostRank : 0);
    Loaded loaded{{request.name, {}, 1}, absolutePath(parts.front().first->path), {}};
    if (!isPlain || !request.copies.empty()) {
        std::vector<std::pair<std::string, double>> folders;
        for (const auto &[delta, strength] : parts)
            folders.emplace_back(delta->path, strength);
        writeCopy(local, request, folders, loaded, progress);
    }
    loaded.adapter.path = mapped(loaded.folder, request.mappings);
    return loaded;
}

} // namespace

void expectServable(Engine &local, const std::string &folder, std::int64_t mostRank)
{
    const CheckReport report = valueOf(local.check(folder));
    const std::string reason = notServable(report, mostRank);
    if (!reason.empty()) // what does not fit names its file itself
        throw Failure(Error{report.fits ? folder : "", reason, {}, "not-servable"});
}

Outcome<Loaded> prepare(Engine &local, const LoadRequest &request, Progress &progress)
{
    try {
        return prepared(local, request, progress);
    } catch (const Failure &failure) {
        return failure.error();
    }
}

Outcome<Done> place(served::ServedEngine &engine, const ServedState &state, const ServedAdapter &adapter,
                    const Progress &progress)
{
    if (const ServedAdapter *known = state.adapter(adapter.name)) {
        if (known->path == adapter.path || known->path == adapter.path + "/")
            return Done();
        if (const auto gone = engine.unload(adapter.name, progress); !gone)
            return gone.error();
    }
    return engine.load(adapter, progress);
}

Outcome<Loaded> load(Engine &local, const Server &server, const LoadRequest &request, Progress &progress)
{
    try {
        if (!server.state.limits.load.empty())
            throw Failure(Error{server.name, server.state.limits.load, {}, "cannot"});
        const Loaded loaded = prepared(local, request, progress);
        valueOf(place(*server.engine, server.state, loaded.adapter, progress));
        return loaded;
    } catch (const Failure &failure) {
        return failure.error();
    }
}

} // namespace deltascope::serving

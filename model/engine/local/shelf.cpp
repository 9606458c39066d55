#include "engine/local/shelf.h"

#include "core/deltaname.h"
#include "core/runfolder.h"
#include "engine/local/check.h"
#include "engine/local/origin.h"
#include "nn/delta/foreign.h"

#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <chrono>
#include <tuple>

namespace deltascope {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds batchTime(30);

/// What a folder holds: the folders below it and whether its files may be those of a delta.
struct Listing {
    std::vector<fs::path> folders;
    bool hasConfiguration = false; ///< of any library
    bool hasWeights = false; ///< any checkpoint
    std::string loneWeights; ///< weights of an adapter that need a configuration beside them
    bool mayBeForeign = false; ///< there are files as other programs write deltas
};

Listing list(const fs::path &folder)
{
    Listing listing;
    for (const fs::directory_entry &entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        std::error_code ignored;
        if (name.front() == '.')
            continue;
        if (entry.is_directory(ignored))
            listing.folders.push_back(entry.path());
        else if (name == "adapter_config.json" || name == "config.json")
            listing.hasConfiguration = true;
        else if (const fs::path ending = entry.path().extension(); ending == ".safetensors" || ending == ".bin")
            listing.hasWeights = true;
        if (name == "adapter_model.safetensors" || name == "adapter_model.bin")
            listing.loneWeights = name;
        if (name == "adapters.safetensors" || name == "adapter_fusion_config.json")
            listing.mayBeForeign = true;
    }
    listing.mayBeForeign = listing.mayBeForeign || (listing.hasWeights && !listing.hasConfiguration);
    std::sort(listing.folders.rbegin(), listing.folders.rend());
    return listing;
}

/// Without the file it is about: the entry says that already.
std::string withoutPlace(const Error &error) { return Error{{}, error.what, error.hint, {}}.sentence(); }

void markBroken(ShelfEntry &entry, const Error &error)
{
    entry.fit = ShelfEntry::Fit::Broken;
    entry.code = error.code;
    entry.says = withoutPlace(error);
}

void describe(const nn::Config &config, ShelfEntry &entry)
{
    for (const char *key : {"modified_modules", "target_modules"})
        if (const auto found = config.json().find(key);
            found != config.json().end() && (found->is_string() || found->is_array()))
            entry.targets = config.texts(key);
    for (const char *key : {"base_model_name_or_path", "backbone_checkpoint_name", "model_name", "backbone_class"})
        if (const auto found = config.json().find(key);
            found != config.json().end() && found->is_string() && entry.backbone.empty())
            entry.backbone = *found;
}

/// One that fits a model which its configuration does not name.
void warnOfOrigin(const Session &session, const nn::DeltaFolder &files, ShelfEntry &entry)
{
    entry.says = otherName(session, files.config);
    entry.code = entry.says.empty() ? "" : "other-backbone";
}

/// A path below the shelf, the steps of a run without "checkpoint-".
std::string nameBelow(const fs::path &root, const fs::path &path)
{
    if (path == root)
        return nameFromPath(path.string());
    const fs::path below = path.lexically_relative(root);
    const auto step = stepOf(path.string());
    if (!step)
        return below.string();
    const fs::path run = below.has_parent_path() ? below.parent_path() : root.filename();
    return (run / std::to_string(*step)).string();
}

/// Deltas of other programs stand on the shelf with the reason why they cannot be added.
void addForeign(const fs::path &folder, const fs::path &root, std::vector<ShelfEntry> &found)
{
    for (const nn::ForeignDelta &foreign : nn::foreignDeltas(folder.string())) {
        ShelfEntry entry;
        entry.path = foreign.path;
        entry.name = nameBelow(root, foreign.path);
        entry.library = foreign.library;
        entry.kind = foreign.kind;
        markBroken(entry, Error{{}, "found " + foreign.what, {}, "not-a-delta"});
        found.push_back(std::move(entry));
    }
}

} // namespace

ShelfScan::ShelfScan(const std::string &folder)
    : m_root(folder)
{
    std::error_code error;
    if (!fs::is_directory(m_root, error))
        throw Failure(folder, "expected a folder to look through, found "
                                  + std::string(fs::exists(m_root, error) ? "a file" : "no such folder"));
    m_root = fs::absolute(m_root).lexically_normal();
    if (!m_root.has_filename())
        m_root = m_root.parent_path();
    m_waiting.push_back(m_root);
}

ShelfBatch ShelfScan::next(const Session *session, const Progress &progress)
{
    const c10::InferenceMode inference;
    const auto until = std::chrono::steady_clock::now() + batchTime;
    ShelfBatch batch;
    while (!m_waiting.empty() && std::chrono::steady_clock::now() < until) {
        if (progress.cancelled())
            throw Cancelled();
        const fs::path folder = std::move(m_waiting.back());
        m_waiting.pop_back();
        visit(folder, session, batch.entries);
        ++m_folders;
    }
    batch.folders = m_folders;
    batch.isLast = m_waiting.empty();
    return batch;
}

ShelfScan::Verdict ShelfScan::judge(const Session &session, const nn::DeltaFolder &folder)
{
    const auto differs = [](const Error &error) {
        return Verdict{ShelfEntry::Fit::Differs, error.code, withoutPlace(error), {}};
    };
    try {
        const nn::BuiltDelta delta = nn::buildFromHeaders(hostOf(session), folder);
        Verdict verdict{ShelfEntry::Fit::Fits, {}, {}, {}};
        for (const TapInfo &tap : delta.info.taps)
            verdict.sites.push_back(tap.module);
        if (!delta.info.problems.empty()) {
            verdict.code = delta.info.problems.front().code;
            verdict.says = delta.info.problems.front().text;
        }
        return verdict;
    } catch (const Failure &failure) {
        return differs(failure.error());
    } catch (const c10::Error &error) {
        return differs(
            {{}, "the tensor library refused: " + std::string(error.what_without_backtrace()), {}, "internal"});
    }
}

void ShelfScan::visit(const fs::path &folder, const Session *session, std::vector<ShelfEntry> &found)
{
    std::error_code ignored;
    if (fs::is_symlink(folder, ignored) && !m_linked.insert(fs::canonical(folder, ignored)).second)
        return;
    ShelfEntry entry;
    entry.path = folder.string();
    entry.name = nameBelow(m_root, folder);
    Listing listing;
    try {
        listing = list(folder);
        m_waiting.insert(m_waiting.end(), listing.folders.begin(), listing.folders.end());
        std::optional<nn::DeltaLabel> label = nn::labelOf(entry.path);
        if (!label && listing.loneWeights.empty()) {
            if (listing.mayBeForeign)
                addForeign(folder, m_root, found);
            return;
        }
        if (!label)
            throw Failure(Error{
                {}, "expected adapter_config.json beside " + listing.loneWeights + ", found none", {}, "not-a-delta"});
        entry.library = label->library;
        entry.kind = label->kind;
        describe(label->config, entry);
        const nn::DeltaFolder files = nn::identify(entry.path, std::move(*label));
        for (const io::TensorEntry &tensor : files.tensors.entries()) {
            entry.parameters += elementCount(tensor.shape).value_or(0);
            entry.bytes += static_cast<std::int64_t>(tensor.bytes);
        }
        const std::uint64_t form = formOf(files);
        entry.sameAs = m_duplicates.find(entry.path, files, form);
        if (session) {
            const auto [known, isNew] = m_verdicts.try_emplace(form);
            if (isNew)
                known->second = judge(*session, files);
            std::tie(entry.fit, entry.code, entry.says, entry.sites)
                = std::tie(known->second.fit, known->second.code, known->second.says, known->second.sites);
            if (entry.fit == ShelfEntry::Fit::Fits && entry.says.empty())
                warnOfOrigin(*session, files, entry);
        }
    } catch (const Failure &failure) {
        if (!listing.hasWeights && listing.hasConfiguration && entry.library.empty()
            && !fs::exists(folder / "adapter_config.json", ignored))
            return; // some other program's config.json
        markBroken(entry, failure.error());
    } catch (const fs::filesystem_error &error) {
        markBroken(entry, {{}, "cannot be read: " + error.code().message(), {}, {}});
    }
    found.push_back(std::move(entry));
}

} // namespace deltascope

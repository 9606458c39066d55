#include "engine/local/save.h"

#include "engine/local/check.h"
#include "engine/local/guest.h"
#include "engine/local/samples.h"
#include "engine/local/tensorfile.h"
#include "io/atomicfolder.h"
#include "nn/delta/convert/convert.h"

#include <algorithm>
#include <filesystem>

namespace deltascope {

namespace fs = std::filesystem;

namespace {

/// The other library's formula may differ in places that the tensors do not show: what was converted must say the same.
void expectSameOutputs(Session &session, const Mix &mix, const std::string &library, nn::DeltaFolder converted,
                       Progress &progress)
{
    const Column original{"original", mix}, base{"base", {}};
    const std::vector<Input> inputs = sampleInputs(session);
    const Guest guest(session, nn::buildSaved(hostOf(session), std::move(converted)));
    const double effect = largestDifference(session, base, session, original, inputs, progress);
    const double difference
        = largestDifference(session, original, session, guest.column("converted"), inputs, progress);
    constexpr double relative = 1e-3, absolute = 1e-4; // float32, summed in another order
    if (!(difference <= std::max(absolute, relative * effect)))
        throw Failure(Error{session.info.model,
                            "cannot be converted to " + library + ": with the same numbers it gives other outputs on "
                                + session.info.architecture + " (by up to " + nlohmann::json(difference).dump() + ")",
                            {},
                            "no-counterpart"});
}

/// A head that AdapterHub keeps beside the delta goes into its own files again.
void writeHead(io::AtomicFolder &folder, const nn::DeltaLayout &layout, const std::vector<io::TensorEntry> &head)
{
    if (head.empty())
        return;
    const fs::path source = head.front().file->path(), config = source.parent_path() / "head_config.json";
    writeTensors(folder.pathOf(layout.headFiles.back()), io::CheckpointIndex(head));
    if (fs::exists(config))
        folder.copy(config.filename().string(), config.string());
}

std::vector<std::string> write(const std::string &target, const nn::DeltaLayout &layout, const nlohmann::json &config,
                               const io::CheckpointIndex &tensors)
{
    std::vector<io::TensorEntry> own, head;
    for (const io::TensorEntry &entry : tensors.entries()) {
        const std::string file = fs::path(entry.file->path()).filename().string();
        const bool isHead = std::find(layout.headFiles.begin(), layout.headFiles.end(), file) != layout.headFiles.end();
        (isHead ? head : own).push_back(entry);
    }
    io::AtomicFolder folder(target);
    folder.write(std::string(layout.configFile), config.dump(2) + "\n");
    writeTensors(folder.pathOf(std::string(layout.writes)), io::CheckpointIndex(std::move(own)));
    writeHead(folder, layout, head);
    return folder.commit();
}

/// What a configuration says of where the delta comes from, beside what it computes.
void keepOrigin(const nlohmann::json &own, nlohmann::json &config)
{
    for (const char *key :
         {"task_type", "base_model_name_or_path", "revision", "auto_mapping", "peft_version", "backbone_class",
          "backbone_checkpoint_name", "backbone_hash", "opendelta_version", "transformers_version", "lora_dropout"})
        if (const auto found = own.find(key); found != own.end())
            config[key] = *found;
}

/// The largest difference that cutting makes; none where nothing runs.
std::optional<double> errorOf(Session &session, const LoadedDelta &delta, const SaveRequest &request,
                              Progress &progress)
{
    if (!session.info.runnable || !session.family)
        return std::nullopt;
    const std::string library = delta.info.library == "opendelta" ? "opendelta" : "peft";
    const nn::DeltaFiles files
        = nn::converted(hostOf(session), delta.info, delta.taps, {library, request.strength, request.rank});
    nn::DeltaFolder folder = nn::heldFolder(*nn::layoutOf(library), files.config, files.tensors, delta.info.name);
    const Column original{"original", {{{delta.info.id, true, request.strength, {}}}}};
    const Guest guest(session, nn::buildSaved(hostOf(session), std::move(folder)));
    return largestDifference(session, original, session, guest.column("converted"), sampleInputs(session), progress);
}

} // namespace

TruncationReport measureTruncation(Session &session, const LoadedDelta &delta, const SaveRequest &request,
                                   Progress &progress)
{
    progress.report(-1, "cutting " + delta.info.name);
    const nn::Truncation cut = nn::truncation(hostOf(session), delta.info, delta.taps, request.rank);
    constexpr std::int64_t bytesOfNumber = 4;
    TruncationReport report{
        cut.rankBefore, cut.rank, cut.kept, {}, cut.numbersBefore * bytesOfNumber, cut.numbers * bytesOfNumber};
    report.maxAbsError = errorOf(session, delta, request, progress);
    return report;
}

std::vector<std::string> saveDelta(Session &session, const LoadedDelta &delta, const SaveRequest &request,
                                   Progress &progress)
{
    io::AtomicFolder::expectFree(request.folder);
    progress.report(-1, "saving " + delta.info.name);
    const nn::DeltaLayout *layout = nn::layoutOf(request.library);
    if (!layout)
        throw Failure(delta.info.name, "expected a library whose format is known, found " + request.library);
    if (request.library == delta.info.library && request.strength == 1 && request.rank == 0)
        return write(request.folder, *layout, delta.files->config.json(), delta.files->tensors);
    nn::DeltaFiles files
        = nn::converted(hostOf(session), delta.info, delta.taps, {request.library, request.strength, request.rank});
    if (request.library == delta.info.library)
        keepOrigin(delta.files->config.json(), files.config);
    nn::DeltaFolder folder = nn::heldFolder(*layout, files.config, files.tensors, request.folder);
    const io::CheckpointIndex tensors = folder.tensors;
    if (session.info.runnable && session.family && request.rank == 0)
        expectSameOutputs(session, {{{request.id, true, request.strength, {}}}}, request.library, std::move(folder),
                          progress);
    return write(request.folder, *layout, files.config, tensors);
}

std::vector<std::string> saveSum(Session &session, const Mix &mix, const std::string &folder, Progress &progress)
{
    io::AtomicFolder::expectFree(folder);
    progress.report(-1, "writing a copy");
    std::vector<nn::Summand> summands;
    for (const LoadedDelta &delta : session.deltas) {
        const DeltaSetting *setting = mix.find(delta.info.id);
        if (!setting || !isHeard(*setting))
            continue;
        if (!setting->sites.empty())
            throw Failure(delta.info.name, "expected one strength for all modules, found some of their own");
        summands.push_back({delta.info, delta.taps, setting->strength});
    }
    if (summands.empty())
        throw Failure(session.info.model, "expected a delta to copy, found none");
    const nn::DeltaLayout &layout = *nn::layoutOf("peft");
    const nn::DeltaFiles files = nn::summed(hostOf(session), summands);
    nn::DeltaFolder held = nn::heldFolder(layout, files.config, files.tensors, folder);
    const io::CheckpointIndex tensors = held.tensors;
    if (session.info.runnable && session.family)
        expectSameOutputs(session, mix, "peft", std::move(held), progress);
    return write(folder, layout, files.config, tensors);
}

} // namespace deltascope

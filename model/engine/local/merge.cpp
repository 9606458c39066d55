#include "engine/local/merge.h"

#include "engine/local/fold.h"
#include "engine/local/opener.h"
#include "engine/local/samples.h"
#include "engine/local/tensorfile.h"
#include "io/atomicfolder.h"
#include "io/jsonfile.h"

#include <algorithm>
#include <filesystem>

namespace deltascope {

namespace fs = std::filesystem;

namespace {

/// True for configurations, tokenizers and templates; false for weights and their indices.
bool goesAlong(const fs::path &file)
{
    static constexpr std::string_view endings[] = {".json", ".txt", ".model", ".jinja", ".tiktoken"};
    const std::string name = file.filename().string(), index = ".index.json";
    if (name.size() >= index.size() && name.compare(name.size() - index.size(), index.size(), index) == 0)
        return false;
    return fs::is_regular_file(file)
           && std::find(std::begin(endings), std::end(endings), file.extension().string()) != std::end(endings);
}

/// config.json as the model was opened, with the head that was chosen, and merged.
std::string configOf(const Session &session, const nn::Config &merged)
{
    nlohmann::json config = merged.json();
    if (session.request.head)
        config["architectures"] = {session.info.architecture};
    if (session.request.head && !session.info.labels.empty()) {
        config["id2label"] = nlohmann::json::object();
        config["label2id"] = nlohmann::json::object();
        for (std::size_t i = 0; i < session.info.labels.size(); ++i) {
            config["id2label"][std::to_string(i)] = session.info.labels[i];
            config["label2id"][session.info.labels[i]] = i;
        }
        config.erase("num_labels");
    }
    return config.dump(2) + "\n";
}

} // namespace

MergeReport measureMerge(Session &session, const MergeRequest &request, Progress &progress)
{
    if (!request.folder.empty())
        io::AtomicFolder::expectFree(request.folder);
    progress.report(-1, "merging");
    Folded folded = fold(session, request.mix, progress);
    MergeReport report;
    report.modules = std::move(folded.modules);
    const auto merged = openWith(session, folded.tensors, folded.config, progress);
    report.maxAbsError = largestDifference(session, {"before", request.mix}, *merged, {"after", {}},
                                           request.inputs.empty() ? sampleInputs(session) : request.inputs, progress);
    return report;
}

MergedFiles foldMerged(Session &session, const MergeRequest &request, Progress &progress)
{
    io::AtomicFolder::expectFree(request.folder);
    progress.report(-1, "merging");
    Folded folded = fold(session, request.mix, progress);
    MergedFiles files{std::move(folded.tensors), {}, std::nullopt, request.folder};
    const bool isOther = session.request.head || folded.config.json() != io::readJson(session.config->path());
    for (const fs::directory_entry &file : fs::directory_iterator(session.info.folder))
        if (goesAlong(file.path()) && !(isOther && file.path().filename() == "config.json"))
            files.along.push_back(file.path());
    if (isOther)
        files.config = configOf(session, folded.config);
    return files;
}

std::vector<std::string> writeMerged(const MergedFiles &files, Progress &progress)
{
    progress.report(-1, "writing " + files.folder);
    io::AtomicFolder folder(files.folder);
    for (const fs::path &file : files.along)
        folder.copy(file.filename().string(), file.string());
    if (files.config)
        folder.write("config.json", *files.config);
    writeTensors(folder.pathOf("model.safetensors"), files.tensors);
    if (progress.cancelled())
        throw Cancelled();
    return folder.commit();
}

} // namespace deltascope

#include "engine/local/merge.h"

#include "engine/local/fold.h"
#include "engine/local/opener.h"
#include "engine/local/parallel.h"
#include "engine/local/passingthrough.h"
#include "engine/local/samples.h"
#include "io/atomicfolder.h"
#include "io/jsonfile.h"
#include "io/pages.h"
#include "io/safetensors.h"
#include "io/zipwriter.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

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

/// Keeps what changed in memory.
class Held final : public FoldSink {
public:
    explicit Held(const Fold &fold)
        : entries(fold.tensors())
    {
    }
    void changed(std::size_t tensor, std::span<const unsigned char> bytes) override
    {
        io::TensorEntry &entry = entries[tensor];
        entry.strides.clear();
        entry.file = io::MappedFile::hold("the merged weights", bytes);
        entry.offset = 0;
        entry.bytes = bytes.size();
        entry.storageKey = io::storageKey(*entry.file, 0, bytes.size(), 0);
    }
    void kept(std::size_t, const io::TensorEntry &) override { }

    std::vector<io::TensorEntry> entries;
};

/// A merged checkpoint on its way to the disk: one pass over the backbone's file, of which no more stays in memory than
/// is being worked on.
class Writing final : public FoldSink {
public:
    Writing(Session &session, const MergeRequest &request, Verification verification, Progress &progress)
        : m_folder(request.folder)
        , m_file(m_folder.placeOf(name), m_folder.neighbour())
        , m_fold(session, request.mix, progress)
        , m_weights(m_file, formsOf(m_fold), {{"format", "pt"}})
        , m_isChecked(verification == Verification::Full)
        , m_checksums(m_fold.tensors().size())
    {
        const nn::Config config = m_fold.config();
        const bool isOther = session.request.head || config.json() != io::readJson(session.config->path());
        for (const fs::directory_entry &file : fs::directory_iterator(session.info.folder))
            if (goesAlong(file.path()) && !(isOther && file.path().filename() == "config.json"))
                m_along.push_back(file.path());
        if (isOther)
            m_config = configOf(session, config);
        m_fold(*this);
    }

    void changed(std::size_t tensor, std::span<const unsigned char> bytes) override
    {
        m_weights.fill(tensor, 0, bytes);
        if (m_isChecked)
            m_checksums[tensor] = io::crc32(bytes);
    }

    void kept(std::size_t tensor, const io::TensorEntry &entry) override
    {
        if (entry.strides.empty()) {
            changed(tensor, entry.file->slice(entry.offset, entry.bytes));
        } else {
            const at::Tensor plain = nn::mappedTensor(entry).contiguous();
            changed(tensor, {static_cast<const unsigned char *>(plain.data_ptr()), plain.nbytes()});
        }
        io::releasePages(entry);
    }

    /// The checkpoint as it will be.
    io::CheckpointIndex written() const { return io::CheckpointIndex(io::readSafetensors(m_file.map()).entries); }
    const Fold &fold() const { return m_fold; }

    /// Reads everything back from the disk; for a request that asks for it.
    void expectAsWritten() const
    {
        m_file.settle();
        const io::CheckpointIndex index = written();
        onAllCores(m_checksums.size(), [&](std::size_t tensor) {
            const io::TensorEntry &entry = *index.find(m_fold.tensors()[tensor].name);
            if (io::crc32(entry.file->slice(entry.offset, entry.bytes)) != m_checksums[tensor])
                throw Failure(m_folder.placeOf(name),
                              entry.name + ": expected the numbers that were written, found others");
            io::releasePages(entry);
        });
    }

    std::vector<std::string> moveIntoPlace()
    {
        for (const fs::path &file : m_along)
            m_folder.copy(file.filename().string(), file.string());
        if (m_config)
            m_folder.write("config.json", *m_config);
        m_folder.pathOf(name);
        m_file.commit();
        return m_folder.commit();
    }

private:
    static constexpr char name[] = "model.safetensors";

    static std::vector<io::TensorForm> formsOf(const Fold &fold)
    {
        std::vector<io::TensorForm> forms;
        for (const io::TensorEntry &entry : fold.tensors())
            forms.push_back({entry.name, entry.dtype, entry.shape});
        return forms;
    }

    io::AtomicFolder m_folder;
    io::AtomicFile m_file;
    Fold m_fold;
    io::SafetensorsFile m_weights;
    bool m_isChecked;
    std::vector<std::uint32_t> m_checksums; ///< by tensor, where everything is read back
    std::vector<fs::path> m_along; ///< configurations, tokenizers and templates to copy
    std::optional<std::string> m_config; ///< config.json's text, where it is another than the backbone's
};

} // namespace

MergeReport measureMerge(Session &session, const MergeRequest &request, Progress &progress)
{
    if (!request.folder.empty())
        io::AtomicFolder::expectFree(request.folder);
    progress.report(-1, "merging");
    Fold fold(session, request.mix, progress);
    Held held(fold);
    fold(held);
    const auto merged = openWith(session, io::CheckpointIndex(std::move(held.entries)), fold.config(), progress);
    const std::vector<Input> inputs = request.inputs.empty() ? sampleInputs(session) : request.inputs;
    return {largestDifference(session, {"before", request.mix}, *merged, {"after", {}}, inputs, progress),
            fold.modules()};
}

MoveIntoPlace writeMerge(Session &session, const MergeRequest &request, Progress &progress)
{
    progress.report(-1, "merging");
    return [writing = std::make_shared<Writing>(session, request, Verification::Quick, progress)] {
        return writing->moveIntoPlace();
    };
}

VerifiedMerge mergeVerified(Session &session, const MergeRequest &request, Verification verification,
                            Progress &progress)
{
    progress.report(-1, "merging");
    Writing writing(session, request, verification, progress);
    std::vector<Input> inputs = request.inputs.empty() ? sampleInputs(session) : request.inputs;
    if (request.inputs.empty() && verification == Verification::Quick)
        inputs.resize(1);
    progress.report(-1, "comparing outputs");
    VerifiedMerge merge;
    { // closed before the file is read back: what is mapped would not come from the disk
        const auto merged = openWith(session, writing.written(), writing.fold().config(), progress);
        const PassingThrough before(session), after(*merged);
        merge.report = {largestDifference(session, before.column("before", request.mix), *merged,
                                          after.column("after", {}), inputs, progress),
                        writing.fold().modules()};
    }
    if (verification == Verification::Full)
        writing.expectAsWritten();
    merge.wrote = writing.moveIntoPlace();
    return merge;
}

} // namespace deltascope

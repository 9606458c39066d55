#include "engine/local/opener.h"

#include "engine/local/memory.h"
#include "engine/local/modelfolder.h"
#include "engine/local/modelweights.h"
#include "engine/local/namestree.h"
#include "io/checkpoint.h"
#include "io/hub.h"
#include "io/jsonfile.h"
#include "nn/delta/broughthead.h"
#include "nn/delta/keys.h"
#include "nn/script/scriptmodel.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <filesystem>

namespace deltascope {

namespace fs = std::filesystem;

namespace {

std::string familyList()
{
    std::string text;
    for (const nn::Family &family : nn::families())
        text += (text.empty() ? "" : ", ") + std::string(family.modelType);
    return text;
}

std::string headList(const nn::Family &family)
{
    std::string text;
    for (const HeadKind head : family.heads)
        text += (text.empty() ? "" : ", ") + std::string(wordOf(head));
    return text;
}

/// Class of the tokenizer that models of a type have where their files name none; also of XLNet, which does not run.
std::string usualTokenizer(const std::string &modelType)
{
    const nn::Family *family = nn::familyOf(modelType);
    return family ? std::string(family->tokenizer) : modelType == "xlnet" ? "XLNetTokenizer" : "";
}

/// The one TorchScript file of a folder; nothing where there is none, or several.
std::optional<fs::path> scriptIn(const fs::path &folder)
{
    std::optional<fs::path> found;
    std::error_code none;
    for (const fs::directory_entry &entry : fs::directory_iterator(folder, none)) {
        const std::string ending = entry.path().extension().string();
        const bool isProgram = ending == ".pt" || ending == ".pth" || ending == ".ts"; // others are not even opened
        if (!isProgram || !entry.is_regular_file() || !nn::isTorchScript(entry.path().string()))
            continue;
        if (found)
            return std::nullopt;
        found = entry.path();
    }
    return found;
}

class Opener {
public:
    Opener(const OpenRequest &request, const HubFetch &fetch, Progress &progress)
        : m_request(request)
        , m_fetch(fetch)
        , m_progress(progress)
        , m_session(std::make_unique<Session>())
    {
        m_session->request = request;
    }

    std::unique_ptr<Session> with(io::CheckpointIndex tensors, const nn::Config &config, const Session &other)
    {
        m_session->info.model = m_request.model;
        m_session->info.folder = other.info.folder;
        m_session->config = config;
        m_session->family = other.family;
        m_session->tokenizer = other.tokenizer;
        m_session->chat = other.chat;
        decideHead();
        build(std::move(tensors));
        return std::move(m_session);
    }

    std::unique_ptr<Session> operator()()
    {
        m_progress.report(-1, "opening " + m_request.model);
        m_session->info.model = m_request.model;
        openPath(io::locate(m_request.model,
                            m_request.weights == Weights::Unneeded ? HubPart::Tokenizer : HubPart::Model, m_fetch,
                            m_progress));
        if (m_session->backbone)
            for (const nn::DeltaKind &kind : nn::deltaKinds())
                if (kind.fresh)
                    m_session->info.kinds.push_back(nn::infoOf(kind));
        return std::move(m_session);
    }

private:
    void openPath(const fs::path &given)
    {
        if (fs::is_regular_file(given))
            return openFile(given);
        const fs::path path = modelFolder(given);
        expectNoDelta(path);
        m_session->info.folder = path.string();
        const std::string configFile = (path / "config.json").string();
        if (m_request.weights == Weights::Unneeded) {
            if (fs::exists(configFile))
                m_session->config.emplace(io::readJson(configFile), configFile);
            return loadTokenizer();
        }
        if (!fs::exists(configFile))
            if (const auto script = scriptIn(path))
                return openFile(*script);
        if (!fs::exists(configFile))
            throw Failure(path.string(),
                          "is no model: expected a folder with a config.json and weights beside it "
                          "(model.safetensors, pytorch_model.bin or their shards), found no config.json");
        m_session->config.emplace(io::readJson(configFile), configFile);
        m_session->family = nn::familyOf(m_session->config->text("model_type", ""));
        ModelWeights weights = readModelWeights(path, m_request, m_fetch, m_progress, *m_session);
        m_tokenizerFolder = weights.tokenizerFolder;
        m_shapesOnly = weights.areShapesOnly;
        if (m_request.weights == Weights::Required && !m_session->config->has("model_type"))
            m_session->config->refuse("model_type", "one of " + familyList());
        if (!weights.whyShownOnly.empty())
            showOnly(std::move(weights.tensors), weights.whyShownOnly);
        else if (m_session->family && decideHead())
            build(std::move(weights.tensors));
        else
            showOnly(std::move(weights.tensors), unknownFamily());
        loadTokenizer();
    }

    void openFile(const fs::path &path)
    {
        m_session->info.folder = path.parent_path().string();
        if (nn::isTorchScript(path.string())) {
            openScript(path);
            loadTokenizer();
            return;
        }
        const io::CheckpointIndex index = io::openCheckpointFile(path.string());
        if (index.entries().empty())
            throw Failure(path.string(),
                          "expected tensors by name, found none (the state of an optimizer or a scheduler, "
                          "or settings)");
        m_session->info.architecture = path.filename().string();
        m_session->info.notes.push_back(
            "a checkpoint file alone can be shown but not run; to run it, open the folder with its config.json");
        describeFromNames(index, m_session->info);
    }

    void openScript(const fs::path &path)
    {
        if (m_request.head)
            throw Failure(path.string(),
                          "--head: expected a checkpoint folder, found a TorchScript file, whose head is its own");
        nn::ScriptModel script(path.string(), at::kFloat);
        m_session->config.emplace(nlohmann::json::object(), path.string());
        m_session->weights = std::make_unique<nn::Weights>(script.weights());
        nn::Builder builder(*m_session->weights, {at::kFloat, {}, m_request.seed, 0.02}, 1);
        m_session->backbone = script.build(builder);
        m_session->blocks = builder.blocks();
        NetworkInfo &info = m_session->info;
        info.head = HeadKind::Unknown;
        builder.describe(info);
        const nn::ScriptModel::Size size = script.size();
        info.parameterCount = size.elements;
        info.bytes = size.bytes;
        info.architecture = info.modules.front().type;
        info.runnable = true;
    }

    /// False if the architecture is none that this family runs.
    bool decideHead()
    {
        const nn::Config &config = *m_session->config;
        const nn::Family &family = *m_session->family;
        NetworkInfo &info = m_session->info;
        info.heads = family.heads;
        const auto runs = [&](HeadKind head) {
            return std::find(family.heads.begin(), family.heads.end(), head) != family.heads.end();
        };
        if (m_request.head) {
            info.head = m_request.head->kind;
            if (!runs(info.head))
                throw Failure(m_request.model, "--head: expected a head that " + std::string(family.modelType)
                                                   + " has (" + headList(family) + "), found "
                                                   + std::string(wordOf(info.head)));
            info.architecture = nn::architectureName(family, info.head);
            return true;
        }
        const std::vector<std::string> named = config.texts("architectures");
        info.head = HeadKind::None;
        info.architecture = named.empty() ? nn::architectureName(family, HeadKind::None) : named.front();
        if (named.empty())
            return true;
        const auto head = nn::headOfArchitecture(named.front());
        if (!head || !runs(*head))
            return false;
        info.head = *head;
        return true;
    }

    void build(io::CheckpointIndex index)
    {
        const nn::Config &config = *m_session->config;
        const nn::Family &family = *m_session->family;
        NetworkInfo &info = m_session->info;
        info.family = family.modelType;
        info.labels = readLabels(config, labelCount());
        m_session->facts = readFacts(config, info.folder);
        info.generation = configuredGeneration(*m_session->facts.generation);
        if (info.labels.size() == 1 && m_session->facts.problem == RunFacts::Problem::SingleLabel)
            m_session->facts.problem = RunFacts::Problem::Regression;
        m_session->weights = std::make_unique<nn::Weights>(std::move(index), std::string(family.basePrefix));
        nn::BuildOptions options{m_request.compute == ComputeType::Float32 ? at::kFloat : storedType(),
                                 {},
                                 m_request.seed,
                                 config.number("initializer_range", config.number("init_std", 0.02))};
        if (m_request.head) {
            options.freshBelow = family.headModules;
            // A language model's checkpoint lacks the pooler, which a classifier reads.
            options.freshBelow.push_back("pooler");
            options.freshBelow.push_back(std::string(family.basePrefix) + ".pooler");
        }
        nn::Builder builder(*m_session->weights, options, config.size({family.widthKey, "hidden_size", "n_embed"}));
        m_session->backbone
            = family.build({builder, config, info.head, static_cast<int>(info.labels.size()), info.architecture});
        m_session->blocks = builder.blocks();
        builder.describe(info);
        estimateMemory(info, options.compute);
        info.runnable = info.missing.empty();
        if (!info.runnable && !m_shapesOnly)
            complainAboutMissing();
    }

    /// Of a head that was chosen: as said, else as the head of a delta to be added has; 0: as config.json says.
    int labelCount() const
    {
        if (!m_request.head || m_request.head->labels > 0)
            return m_request.head ? m_request.head->labels : 0;
        for (const std::string &path : m_request.deltas) {
            try {
                const auto head = nn::broughtHead(nn::identify(io::locate(path, HubPart::Delta, m_fetch, m_progress)));
                if (head && head->kind == m_request.head->kind && head->outputs > 0)
                    return head->outputs;
            } catch (const Failure &) { // said when it is added
            }
        }
        return 0;
    }

    at::ScalarType storedType() const
    {
        for (const io::TensorEntry &entry : m_session->weights->index().entries())
            if (isFloating(entry.dtype))
                return entry.dtype == DType::F16 ? at::kHalf : entry.dtype == DType::BF16 ? at::kBFloat16 : at::kFloat;
        return at::kFloat;
    }

    void complainAboutMissing()
    {
        NetworkInfo &info = m_session->info;
        std::string text
            = info.architecture + " needs weights that the checkpoint lacks: " + nn::joinNames(info.missing);
        std::string hint = "--head opens it with another or a fresh head";
        if (const std::string prefix = prefixOf(info.missing.front()); !prefix.empty()) {
            text += "; it has them below " + prefix;
            hint = prefix.ends_with("language_model.")
                       ? "language_model. is what a vision-language model calls its text part: save that part alone"
                       : "save the part below " + prefix + " alone";
        }
        if (m_request.weights == Weights::Required)
            throw Failure(Error{info.folder, text, hint, "missing-weight"});
        info.notes.insert(info.notes.begin(), text);
    }

    /// What stands before the name in the checkpoint; empty where it does not have it that way.
    std::string prefixOf(const std::string &missing) const
    {
        for (const io::TensorEntry &entry : m_session->weights->index().entries())
            if (entry.name.ends_with("." + missing))
                return entry.name.substr(0, entry.name.size() - missing.size());
        return {};
    }

    std::string architectureName() const
    {
        const std::vector<std::string> named = m_session->config->texts("architectures");
        return !named.empty() ? named.front() : m_session->config->text("model_type", "checkpoint");
    }

    std::string unknownFamily() const
    {
        return "no family for " + architectureName() + " (model_type " + m_session->config->text("model_type", "none")
               + "): it can be shown but not run; families that run: " + familyList();
    }

    /// The stored tensors as a tree; `why` it cannot be run.
    void showOnly(io::CheckpointIndex index, const std::string &why)
    {
        NetworkInfo &info = m_session->info;
        info.architecture = architectureName();
        info.notes.push_back(why);
        describeFromNames(index, info);
        if (m_request.weights == Weights::Required)
            throw Failure(info.folder, why);
    }

    void loadTokenizer()
    {
        try {
            const std::string type = usualTokenizer(m_session->config ? m_session->config->text("model_type", "") : "");
            if (!m_tokenizerFolder.empty())
                m_session->tokenizer = text::loadTokenizer(m_tokenizerFolder, type);
            if (!m_session->tokenizer)
                m_session->tokenizer = text::loadTokenizer(m_session->info.folder, type);
            if (const std::string code = customTokenizer(m_session->info.folder); !code.empty())
                m_session->info.notes.push_back("its tokenizer is a class of its own code, " + code
                                                + ", which is not run: tokens are what the tokenizer's files say");
            m_session->chat = std::make_shared<const chat::ChatFolder>(m_session->info.folder);
            m_session->info.chatTemplates = m_session->chat->names();
        } catch (const Failure &failure) {
            m_session->tokenizerError = failure.what();
        }
    }

    std::string m_tokenizerFolder; ///< of a delta that adds tokens; empty: the model's own
    bool m_shapesOnly = false; ///< there are no weights, only what config.json says of them
    const OpenRequest &m_request;
    const HubFetch &m_fetch;
    Progress &m_progress;
    std::unique_ptr<Session> m_session;
};

} // namespace

std::unique_ptr<Session> openSession(const OpenRequest &request, const HubFetch &fetch, Progress &progress)
{
    return Opener(request, fetch, progress)();
}

std::unique_ptr<Session> openWith(const Session &session, io::CheckpointIndex tensors, const nn::Config &config,
                                  Progress &progress)
{
    return Opener(session.request, {}, progress).with(std::move(tensors), config, session);
}

} // namespace deltascope

#include "engine/engine.h"

#include "core/deltaname.h"
#include "core/pictures.h"
#include "engine/local/check.h"
#include "engine/local/freshconfig.h"
#include "engine/local/judge/evaluation.h"
#include "engine/local/judge/scorer.h"
#include "engine/local/kept/kept.h"
#include "engine/local/merge.h"
#include "engine/local/opener.h"
#include "engine/local/origin.h"
#include "engine/local/pictures.h"
#include "engine/local/runner.h"
#include "engine/local/save.h"
#include "engine/local/shelf.h"
#include "engine/local/similarity.h"
#include "engine/local/statistics.h"
#include "engine/local/tokens.h"
#include "io/checkpoint.h"
#include "io/hub.h"
#include "nn/allocator.h"
#include "nn/delta/keys.h"
#include "tree/addressing.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <thread>

namespace deltascope {

namespace {

constexpr const char *fewerInputs = "use fewer or shorter inputs, or fewer columns";
constexpr const char *smallerDelta = "take smaller numbers or fewer modules";

/// What a call throws becomes an Error; the only place that catches torch's exceptions. `memoryHint` helps where memory
/// runs out.
template<class Call>
auto guarded(const char *memoryHint, Call &&call) -> Outcome<decltype(call())>
{
    try {
        return call();
    } catch (const Failure &failure) {
        return failure.error();
    } catch (const Cancelled &) {
        return Error{{}, "cancelled", {}, "cancelled"};
    } catch (const c10::Error &error) {
        return Error{{}, "the tensor library refused: " + std::string(error.what_without_backtrace()), {}, "internal"};
    } catch (const std::bad_alloc &) {
        return Error{{}, "not enough memory", memoryHint, "memory"};
    } catch (const std::exception &error) {
        return Error{{}, error.what(), {}, "internal"};
    }
}

template<class Call>
auto guarded(Call &&call) -> Outcome<decltype(call())>
{
    return guarded(fewerInputs, std::forward<Call>(call));
}

/// A walk through a shelf beside the session that was open when it began.
class LocalWalk final : public ShelfWalk {
public:
    LocalWalk(const std::string &folder, const std::shared_ptr<Session> &session)
        : m_scan(folder)
        , m_session(session)
        , m_hasSession(session != nullptr)
    {
    }
    Outcome<ShelfBatch> next(Progress &progress) override
    {
        return guarded([&] {
            const std::shared_ptr<Session> session = m_session.lock();
            if (m_hasSession && !session)
                throw Cancelled(); // another model is open: what fits is another question
            return m_scan.next(session.get(), progress);
        });
    }

private:
    ShelfScan m_scan;
    std::weak_ptr<Session> m_session;
    bool m_hasSession;
};

class LocalEvaluation final : public EvaluationWalk {
public:
    LocalEvaluation(const std::shared_ptr<Session> &session, Evaluation evaluation)
        : m_session(session)
        , m_evaluation(std::move(evaluation))
    {
    }
    Outcome<EvaluationPart> next(Progress &progress) override
    {
        return guarded([&] {
            const std::shared_ptr<Session> session = m_session.lock();
            if (!session)
                throw Cancelled(); // another model is open
            return m_evaluation.next(*session, progress);
        });
    }

private:
    std::weak_ptr<Session> m_session;
    Evaluation m_evaluation;
};

class TorchEngine final : public Engine,
                          public TreeRole,
                          public StatisticsRole,
                          public TokensRole,
                          public MergeRole,
                          public VerifiedMergeRole,
                          public SimilarityRole,
                          public SaveRole,
                          public SumRole,
                          public ShelfRole,
                          public JudgeRole,
                          public ReuseRole {
public:
    /// One thread a core, unless the user's environment says how many.
    TorchEngine(HubFetch fetch, ReadPicture readPicture)
        : m_fetch(std::move(fetch))
        , m_readPicture(std::move(readPicture))
    {
        nn::installAllocator();
        if (!std::getenv("OMP_NUM_THREADS"))
            at::set_num_threads(static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
    }

    Outcome<NetworkInfo> open(const OpenRequest &request, Progress &progress) override
    {
        return guarded([&] {
            m_session = openSession(request, m_fetch, progress);
            if (takesPictures(m_session->info))
                m_session->pictures = std::make_shared<Pictures>(*m_session, m_readPicture);
            keepActivations(m_mostKept);
            return m_session->info;
        });
    }
    const NetworkInfo *network() const override { return m_session ? &m_session->info : nullptr; }

    Outcome<DeltaInfo> add(const DeltaRequest &request, Progress &progress) override;
    Outcome<Done> remove(DeltaId id) override;
    Outcome<Done> restore(DeltaId id, int position) override;
    Outcome<Done> reorder(const std::vector<DeltaId> &order) override;
    Outcome<Done> rename(DeltaId id, const std::string &name) override;
    std::vector<DeltaInfo> deltas() const override;

    Outcome<RunResult> run(const RunRequest &request, Progress &progress, const TakePart &parts) override
    {
        return guarded([&] {
            if (!m_kept)
                return runColumns(session(), request, progress, parts);
            try {
                return runKeeping(session(), *m_kept, request, progress, parts);
            } catch (const std::bad_alloc &) {
                keepActivations(m_mostKept); // what is kept may be what was lacking
                return runColumns(session(), request, progress, parts);
            }
        });
    }
    ReuseRole *reuse() override { return this; }
    void keepActivations(std::size_t mostBytes) override
    {
        m_mostKept = mostBytes;
        m_kept = mostBytes > 0 ? std::make_unique<Kept>(mostBytes) : nullptr;
    }
    JudgeRole *judge() override { return this; }
    Outcome<ScoreResult> score(const ScoreRequest &request, Progress &progress) override
    {
        return guarded([&] { return scoreTexts(session(), request, progress); });
    }
    Outcome<std::unique_ptr<EvaluationWalk>> evaluate(const EvaluationRequest &request) override
    {
        return guarded([&]() -> std::unique_ptr<EvaluationWalk> {
            return std::make_unique<LocalEvaluation>(m_session, Evaluation(session(), request));
        });
    }
    Outcome<std::vector<TokenizedText>> tokenize(const std::vector<Input> &inputs) override
    {
        return guarded([&] { return tokenized(session(), inputs); });
    }
    Outcome<std::vector<int>> match(const std::vector<std::string> &patterns) const override;
    Outcome<ModuleStatistics> statistics(int module) override
    {
        return guarded([&] { return measure(session(), module); });
    }
    Outcome<std::vector<SiteNorm>> norms(DeltaId delta, Progress &progress) override
    {
        return guarded([&] { return measureNorms(session(), findIn(session().deltas, delta)->info, progress); });
    }
    Outcome<CheckReport> check(const std::string &path) override
    {
        return guarded([&] {
            NoProgress progress;
            return checkDelta(m_session.get(), path, m_fetch, progress);
        });
    }

    Outcome<std::unique_ptr<ShelfWalk>> walk(const std::string &folder) override
    {
        return guarded([&]() -> std::unique_ptr<ShelfWalk> { return std::make_unique<LocalWalk>(folder, m_session); });
    }
    Outcome<MergeReport> measureMerge(const MergeRequest &request, Progress &progress) override
    {
        return guarded([&] { return deltascope::measureMerge(session(), request, progress); });
    }
    Outcome<Errand> merge(const MergeRequest &request, Progress &progress) override
    {
        return guarded([&]() -> Errand {
            const MoveIntoPlace move = writeMerge(session(), request, progress);
            return [move](Progress &) { return guarded([&] { return move(); }); };
        });
    }
    Outcome<VerifiedMerge> mergeVerified(const MergeRequest &request, Verification verification,
                                         Progress &progress) override
    {
        return guarded([&] { return deltascope::mergeVerified(session(), request, verification, progress); });
    }
    Outcome<Similarity> compare(const std::vector<DeltaId> &deltas, Progress &progress) override
    {
        return guarded([&] {
            std::vector<const LoadedDelta *> loaded;
            for (const DeltaId id : deltas)
                loaded.push_back(&*findIn(session().deltas, id));
            return compareLoaded(session(), loaded, progress);
        });
    }
    Outcome<Similarity> compareSaved(const std::vector<DeltaRequest> &deltas, Progress &progress) override
    {
        return guarded([&] { return deltascope::compareSaved(deltas, m_fetch, progress); });
    }
    Outcome<TruncationReport> measureTruncation(const SaveRequest &request, Progress &progress) override
    {
        return guarded([&] {
            return deltascope::measureTruncation(session(), *findIn(session().deltas, request.id), request, progress);
        });
    }
    Outcome<std::vector<std::string>> save(const SaveRequest &request, Progress &progress) override
    {
        return guarded([&] { return saveDelta(session(), *findIn(session().deltas, request.id), request, progress); });
    }
    Outcome<std::vector<std::string>> saveSum(const Mix &mix, const std::string &folder, Progress &progress) override
    {
        return guarded([&] { return deltascope::saveSum(session(), mix, folder, progress); });
    }

    Supported supported() const override
    {
        Supported supported{{}, io::checkpointFormats(), {}};
        for (const nn::Family &family : nn::families())
            supported.families.push_back({std::string(family.modelType), family.heads});
        for (const nn::DeltaKind &kind : nn::deltaKinds())
            supported.kinds.push_back(nn::infoOf(kind));
        return supported;
    }

    Capabilities capabilities() const override
    {
        Capabilities all;
        all.tree = all.statistics = all.merge = all.similarity = all.save = all.shelf = all.tokens = all.judge = true;
        all.strength = all.siteStrength = all.severalDeltas = true;
        return all;
    }
    TreeRole *tree() override { return this; }
    StatisticsRole *statistics() override { return this; }
    TokensRole *tokens() override { return this; }
    MergeRole *merges() override { return this; }
    VerifiedMergeRole *verifiedMerges() override { return this; }
    SimilarityRole *similarities() override { return this; }
    SaveRole *saves() override { return this; }
    SumRole *sums() override { return this; }
    ShelfRole *shelves() override { return this; }

private:
    Session &session() const
    {
        if (!m_session)
            throw Failure({}, "no model is open");
        return *m_session;
    }
    static std::vector<LoadedDelta>::iterator findIn(std::vector<LoadedDelta> &list, DeltaId id)
    {
        const auto found
            = std::find_if(list.begin(), list.end(), [&](const LoadedDelta &delta) { return delta.info.id == id; });
        if (found == list.end())
            throw Failure({}, "expected a loaded delta, found none with id " + std::to_string(id));
        return found;
    }

    HubFetch m_fetch;
    ReadPicture m_readPicture;
    std::shared_ptr<Session> m_session;
    std::size_t m_mostKept = 0;
    std::unique_ptr<Kept> m_kept; ///< of this session; null: nothing is kept
    DeltaId m_nextId = 1;
};

Outcome<DeltaInfo> TorchEngine::add(const DeltaRequest &request, Progress &progress)
{
    return guarded(smallerDelta, [&] {
        Session &open = session();
        progress.report(-1, "adding " + request.name);
        const nn::Host host = hostOf(open);
        std::uint64_t seed = 0;
        nlohmann::json configuration = request.path.empty() ? configurationOf(request, seed) : nlohmann::json();
        nn::BuiltDelta built
            = request.path.empty()
                  ? nn::buildFresh(host, configuration, seed)
                  : nn::buildSaved(host, nn::identify(io::locate(request.path, HubPart::Delta, m_fetch, progress)));
        if (request.path.empty()) {
            configuration["seed"] = seed;
            built.info.configuration = configuration.dump();
        }
        for (const nn::SiteTap &site : built.taps)
            if (!open.backbone->takesTapsAt(*open.blocks[site.place()]))
                throw Failure(Error{request.name,
                                    open.info.modules[site.module].name
                                        + ": expected a linear layer, an embedding or a norm that the "
                                          "program calls, found "
                                        + open.info.modules[site.module].type,
                                    {},
                                    "no-such-module"});
        if (!request.path.empty()) {
            const std::vector<Problem> origin = compareOrigin(open, *built.files);
            built.info.problems.insert(built.info.problems.begin(), origin.begin(), origin.end());
        }
        built.info.id = m_nextId++;
        built.info.path = request.path;
        built.info.name = request.name.empty() ? nameFromPath(request.path) : request.name;
        built.info.bytes = built.info.parameterCount * 4;
        open.deltas.push_back(
            {std::move(built.info), std::move(built.taps), std::move(built.files), std::move(built.head)});
        open.plugIn();
        return open.deltas.back().info;
    });
}

Outcome<Done> TorchEngine::remove(DeltaId id)
{
    return guarded([&] {
        Session &open = session();
        const auto found = findIn(open.deltas, id);
        open.removed.push_back(std::move(*found));
        open.deltas.erase(found);
        open.plugIn();
        return Done{};
    });
}

Outcome<Done> TorchEngine::restore(DeltaId id, int position)
{
    return guarded([&] {
        Session &open = session();
        const auto found = findIn(open.removed, id);
        if (position < 0 || position > static_cast<int>(open.deltas.size()))
            throw Failure({}, "expected a place from 0 to " + std::to_string(open.deltas.size()) + ", found "
                                  + std::to_string(position));
        open.deltas.insert(open.deltas.begin() + position, std::move(*found));
        open.removed.erase(found);
        open.plugIn();
        return Done{};
    });
}

Outcome<Done> TorchEngine::reorder(const std::vector<DeltaId> &order)
{
    return guarded([&] {
        Session &open = session();
        std::vector<DeltaId> present, wanted = order;
        for (const LoadedDelta &delta : open.deltas)
            present.push_back(delta.info.id);
        std::sort(present.begin(), present.end());
        std::sort(wanted.begin(), wanted.end());
        if (present != wanted)
            throw Failure({}, "expected every loaded delta once in the new order");
        std::vector<LoadedDelta> sorted;
        for (const DeltaId id : order)
            sorted.push_back(std::move(*findIn(open.deltas, id)));
        open.deltas = std::move(sorted);
        open.plugIn();
        return Done{};
    });
}

Outcome<Done> TorchEngine::rename(DeltaId id, const std::string &name)
{
    return guarded([&] {
        findIn(session().deltas, id)->info.name = name;
        return Done{};
    });
}

std::vector<DeltaInfo> TorchEngine::deltas() const
{
    std::vector<DeltaInfo> list;
    if (m_session)
        for (const LoadedDelta &delta : m_session->deltas)
            list.push_back(delta.info);
    return list;
}

Outcome<std::vector<int>> TorchEngine::match(const std::vector<std::string> &patterns) const
{
    return guarded([&] {
        std::vector<tree::NamedModule> modules;
        for (const ModuleInfo &module : session().info.modules)
            modules.push_back({module.name, module.type});
        return tree::match(modules, patterns);
    });
}

} // namespace

void Session::plugIn()
{
    std::multimap<int, nn::Block *> others; ///< further uses of a module, by its index
    for (std::size_t module = 0; module < blocks.size(); ++module) {
        if (info.modules[module].sameAs >= 0)
            others.emplace(info.modules[module].sameAs, blocks[module]);
        blocks[module]->taps.clear();
    }
    const auto plug = [&](std::size_t slot, const nn::SiteTap &site) {
        const nn::TapRef ref{static_cast<int>(slot), site.module, site.partner, site.tap};
        if (site.uses == nn::SiteTap::Uses::This)
            return blocks[site.place()]->taps.push_back(ref);
        const int same = info.modules[site.place()].sameAs, own = same < 0 ? site.place() : same;
        blocks[own]->taps.push_back(ref);
        for (auto [use, end] = others.equal_range(own); use != end; ++use)
            use->second->taps.push_back(ref);
    };
    // Taps that stand for a module's own parameters are innermost, whenever they were inserted.
    for (const bool inside : {true, false})
        for (std::size_t slot = 0; slot < deltas.size(); ++slot)
            for (const nn::SiteTap &site : deltas[slot].taps)
                if (site.tap->isInside() == inside)
                    plug(slot, site);
}

Outcome<Done> bring(const std::string &name, HubPart part, const HubFetch &fetch, Progress &progress)
{
    return guarded([&] {
        io::locate(name, part, fetch, progress);
        return Done{};
    });
}

std::unique_ptr<Engine> makeEngine() { return makeHubEngine({}); }

std::unique_ptr<Engine> makeHubEngine(HubFetch fetch, ReadPicture readPicture)
{
    return std::make_unique<TorchEngine>(std::move(fetch), std::move(readPicture));
}

} // namespace deltascope

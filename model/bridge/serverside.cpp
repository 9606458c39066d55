#include "bridge/serverside.h"

#include "bridge/worker.h"
#include "engine/served/served.h"
#include "serving/loading.h"

#include <chrono>

namespace deltascope::bridge {

struct ServerSide::Side {
    served::ServerAccess access;
    std::unique_ptr<served::ServedEngine> engine;

    /// Looks first which engine is there, if that is not known.
    Outcome<Done> reach(const Progress &progress)
    {
        if (engine)
            return Done();
        auto found = served::connect(access, progress);
        if (!found)
            return found.error();
        engine = std::move(found.value());
        return Done();
    }
};

ServerSide::ServerSide(ServerAddress address, QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_side(std::make_shared<Side>())
    , m_worker(std::make_unique<Worker>([side = m_side] { side->engine.reset(); }))
{
    m_side->access = {m_address, served::environmentKey(), {}, nullptr};
}

ServerSide::~ServerSide() = default;

template<class T, class Work>
Question ServerSide::ask(QObject *asker, Lane lane, Work work, Request<T> answer)
{
    // What changes a server all happens, in order; what is newly said of it makes older questions stale.
    const auto newer = lane == Lane::Read ? Worker::Newer::Settles : Worker::Newer::IsNothing;
    return m_worker->ask<T>({asker, lane, newer},
                            once<T>([side = m_side, work = std::move(work)](ProgressRelay &progress) -> Outcome<T> {
                                if (const auto reached = side->reach(progress); !reached)
                                    return reached.error();
                                Outcome<T> outcome = work(*side->engine, progress);
                                if (!outcome && outcome.error().code == "no-answer")
                                    side->engine.reset(); // another engine may stand there when it answers again
                                return outcome;
                            }),
                            std::move(answer));
}

Question ServerSide::state(QObject *asker, Request<ServedState> answer)
{
    return ask<ServedState>(
        asker, Lane::Read,
        [](served::ServedEngine &engine, const Progress &progress) { return engine.state(progress); },
        std::move(answer));
}

Question ServerSide::complete(QObject *asker, const CompletionRequest &request, Request<Completion> answer)
{
    return ask<Completion>(
        asker, Lane::Run,
        [request](served::ServedEngine &engine, ProgressRelay &progress) {
            constexpr auto apart = std::chrono::milliseconds(40); // faster than that nobody reads
            auto told = std::chrono::steady_clock::time_point();
            const served::TakeCompletion grown = [&](const Completion &completion) {
                const auto now = std::chrono::steady_clock::now();
                if (now - told < apart)
                    return;
                told = now;
                progress.parts()(RunPart{Task::Generate, {}, {{0, 0, outputOf(request.ids, completion), false}}});
            };
            return engine.complete(request, progress, progress.parts() ? grown : served::TakeCompletion());
        },
        std::move(answer));
}

Question ServerSide::load(QObject *asker, const ServedAdapter &adapter, Request<Done> answer)
{
    return ask<Done>(
        asker, Lane::Edit,
        [adapter](served::ServedEngine &engine, const Progress &progress) -> Outcome<Done> {
            const auto state = engine.state(progress);
            if (!state)
                return state.error();
            return serving::place(engine, state.value(), adapter, progress);
        },
        std::move(answer));
}

Question ServerSide::unload(QObject *asker, const std::string &adapter, Request<Done> answer)
{
    return ask<Done>(
        asker, Lane::Edit,
        [adapter](served::ServedEngine &engine, const Progress &progress) { return engine.unload(adapter, progress); },
        std::move(answer));
}

} // namespace deltascope::bridge

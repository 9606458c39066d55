#include "engine/served/served.h"

#include "engine/served/kinds.h"
#include "engine/served/link.h"

#include <cstdlib>

namespace deltascope::served {

namespace {

/// The border behind which nothing throws.
template<class Work>
auto guarded(Work work) -> Outcome<decltype(work())>
{
    try {
        return work();
    } catch (const Failure &failure) {
        return failure.error();
    } catch (const Cancelled &) {
        return Error{{}, "cancelled", {}, "cancelled"};
    } catch (const std::exception &exception) {
        return Error{{}, exception.what(), {}, "internal"};
    }
}

} // namespace

std::string environmentKey()
{
    const char *key = std::getenv("DELTASCOPE_SERVER_KEY");
    return key ? key : "";
}

Outcome<ServedState> ServedEngine::state(const Progress &progress)
{
    return guarded([&] { return askState(progress); });
}

Outcome<Completion> ServedEngine::complete(const CompletionRequest &request, const Progress &progress,
                                           const TakeCompletion &grown)
{
    return guarded([&] { return askCompletion(request, progress, grown); });
}

Outcome<Done> ServedEngine::load(const ServedAdapter &adapter, const Progress &progress)
{
    return guarded([&] {
        askLoad(adapter, progress);
        return Done();
    });
}

Outcome<Done> ServedEngine::unload(const std::string &name, const Progress &progress)
{
    return guarded([&] {
        askUnload(name, progress);
        return Done();
    });
}

Outcome<Done> ServedEngine::setScales(const std::vector<AdapterShare> &shares, const Progress &progress)
{
    return guarded([&] {
        askScales(shares, progress);
        return Done();
    });
}

Outcome<std::unique_ptr<ServedEngine>> connect(const ServerAccess &access, const Progress &progress)
{
    return guarded([&] {
        auto link = std::make_unique<Link>(access);
        const Answer answer = link->get("/v1/models", progress);
        for (const EngineKind &kind : engineKinds)
            if (kind.answersSo(answer)) {
                link->expectGood(answer);
                return kind.make(std::move(link));
            }
        link->expectGood(answer);
        throw Failure(link->name(), "expected vLLM or llama.cpp's server, found one that answers like neither");
    });
}

} // namespace deltascope::served

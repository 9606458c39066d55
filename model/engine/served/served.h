#pragma once

#include "core/outcome.h"
#include "core/progress.h"
#include "core/served.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace deltascope::served {

class BatchGate;

/// How long a server may be silent before it counts as stalled.
struct Patience {
    std::chrono::milliseconds question{10'000}, load{120'000};
    /// vLLM compiles at the first log-probabilities: 75 s on a busy machine without its cache.
    std::chrono::milliseconds answer{300'000};
};

/// What it takes to reach a server.
struct ServerAccess {
    ServerAddress address;
    std::string key; ///< sent to that host alone; empty: none
    Patience patience;
    std::shared_ptr<BatchGate> gate; ///< of all who ask the same server at once; empty: nobody else does
};

/// DELTASCOPE_SERVER_KEY; empty: none.
std::string environmentKey();

/// Hears what has come of an answer so far, on the thread that asks. Empty: it is wanted whole.
using TakeCompletion = std::function<void(const Completion &)>;

/// A serving engine over HTTP. Not thread-safe: one thread makes it and asks it, and every question blocks that thread;
/// cancelling closes the connection, which ends the work on the server too. Nothing throws.
class ServedEngine {
public:
    virtual ~ServedEngine() = default;

    /// Asks the server anew.
    Outcome<ServedState> state(const Progress &progress);
    /// Fails (cannot) for what the engine has no means for, before anything is sent. With `grown` the answer comes
    /// token by token.
    Outcome<Completion> complete(const CompletionRequest &request, const Progress &progress,
                                 const TakeCompletion &grown = {});
    /// A folder on the server's disk as an adapter of that name. What the server would take and answer rubbish with is
    /// the caller's to refuse (fitting.h).
    Outcome<Done> load(const ServedAdapter &adapter, const Progress &progress);
    Outcome<Done> unload(const std::string &name, const Progress &progress);
    /// The scales of requests that name none; all others become 0. Requests of this class always name all.
    Outcome<Done> setScales(const std::vector<AdapterShare> &shares, const Progress &progress);

private:
    // The engine's own; these throw Failure and Cancelled.
    virtual ServedState askState(const Progress &progress) = 0;
    virtual Completion askCompletion(const CompletionRequest &request, const Progress &progress,
                                     const TakeCompletion &grown)
        = 0;
    virtual void askLoad(const ServedAdapter &adapter, const Progress &progress) = 0;
    virtual void askUnload(const std::string &name, const Progress &progress) = 0;
    virtual void askScales(const std::vector<AdapterShare> &shares, const Progress &progress) = 0;
};

/// Looks which engine answers there.
Outcome<std::unique_ptr<ServedEngine>> connect(const ServerAccess &access, const Progress &progress);

} // namespace deltascope::served

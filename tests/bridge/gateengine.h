#pragma once

#include "engine/engine.h"

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace deltascope::test {

/// What a test and its GateEngine, which lives on another thread, share.
struct Gate {
    std::atomic<bool> isHeld = false; ///< while set, every slow call waits
    std::atomic<int> entered = 0, left = 0; ///< slow calls begun and done
    std::atomic<bool> fails = false; ///< opening fails
    std::thread::id madeOn, endedOn;
    std::mutex mutex;
    std::vector<std::string> log; ///< edits, in order

    void note(std::string line)
    {
        const std::lock_guard lock(mutex);
        log.push_back(std::move(line));
    }
    std::vector<std::string> lines()
    {
        const std::lock_guard lock(mutex);
        return log;
    }
};

/// An engine that answers at once or when its gate is lifted; a run answers with the first input's text as its label.
class GateEngine final : public Engine, public TreeRole {
public:
    explicit GateEngine(std::shared_ptr<Gate> gate)
        : m_gate(std::move(gate))
    {
        m_gate->madeOn = std::this_thread::get_id();
    }
    ~GateEngine() override { m_gate->endedOn = std::this_thread::get_id(); }

    Outcome<NetworkInfo> open(const OpenRequest &request, Progress &progress) override
    {
        const Leaving leaving{*m_gate};
        if (!pass(progress))
            return cancelledError();
        if (m_gate->fails)
            return Error{request.model, "is not there", {}, {}};
        m_network.model = request.model;
        return m_network;
    }
    const NetworkInfo *network() const override { return &m_network; }
    Outcome<DeltaInfo> add(const DeltaRequest &request, Progress &progress) override
    {
        if (!pass(progress))
            return cancelledError();
        DeltaInfo delta;
        delta.name = request.name;
        delta.id = m_next++;
        m_gate->note("add " + request.name);
        return delta;
    }
    Outcome<Done> remove(DeltaId id) override { return noted("remove " + std::to_string(id)); }
    Outcome<Done> restore(DeltaId id, int position) override
    {
        return noted("restore " + std::to_string(id) + " " + std::to_string(position));
    }
    Outcome<Done> reorder(const std::vector<DeltaId> &) override { return noted("reorder"); }
    Outcome<Done> rename(DeltaId, const std::string &name) override { return noted("rename " + name); }
    std::vector<DeltaInfo> deltas() const override { return {}; }
    Outcome<RunResult> run(const RunRequest &request, Progress &progress, const TakePart &parts) override
    {
        for (int i = 0; i < 1000; ++i)
            progress.report(i / 1000.0, "running");
        const Leaving leaving{*m_gate};
        if (*request.inputs.at(0).text == "throws")
            throw std::runtime_error("a job threw");
        if (parts)
            parts(RunPart{Task::Classify, {}, {{0, 0, {}, false}}});
        if (!pass(progress))
            return cancelledError();
        RunResult result;
        result.columns.emplace_back().name = m_network.model;
        result.columns[0].outputs.emplace_back().label = *request.inputs.at(0).text;
        return result;
    }
    Outcome<std::vector<int>> match(const std::vector<std::string> &) const override { return std::vector<int>{3}; }
    Outcome<CheckReport> check(const std::string &) override { return Error{{}, "not here", {}, {}}; }
    Supported supported() const override { return {}; }
    /// Knows modules by name and nothing else.
    Capabilities capabilities() const override
    {
        Capabilities few;
        few.tree = true;
        return few;
    }
    TreeRole *tree() override { return this; }

private:
    struct Leaving {
        Gate &gate;
        ~Leaving() { ++gate.left; }
    };
    static Error cancelledError() { return {{}, "stopped", {}, {}}; }
    Outcome<Done> noted(std::string line)
    {
        m_gate->note(std::move(line));
        return Done{};
    }
    bool pass(Progress &progress)
    {
        ++m_gate->entered;
        while (m_gate->isHeld && !progress.cancelled())
            std::this_thread::yield();
        return !progress.cancelled();
    }

    std::shared_ptr<Gate> m_gate;
    NetworkInfo m_network;
    DeltaId m_next = 0;
};

} // namespace deltascope::test

#include "serving/rehearsal.h"

#include "engine/served/batchgate.h"
#include "serving/prompts.h"
#include "session/language.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace deltascope::serving {

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// What the threads are told: to stop.
class Stop final : public Progress {
public:
    void report(double, std::string_view) override { }
    bool cancelled() const override { return isWanted; }
    std::atomic<bool> isWanted = false;
};

class Rehearsing {
public:
    Rehearsing(const RehearsalRequest &request, std::vector<std::vector<std::int64_t>> prompts)
        : m_request(request)
        , m_prompts(std::move(prompts))
    {
        const Router router(request.routes);
        for (std::size_t i = 0; i < request.inputs.size(); ++i) {
            const auto place = router.placeOf(request.inputs[i]);
            m_routes.push_back(place.value_or(0));
            RehearsedLine &line = m_lines.emplace_back();
            line.line = i;
            if (place) {
                line.rule = inWords(request.routes[*place].when);
                line.column = request.routes[*place].column;
            } else {
                line.error = "no route holds for it";
            }
        }
    }

    Rehearsal run(Progress &progress)
    {
        constexpr auto poll = std::chrono::milliseconds(50); // how soon it is seen that the user stops it
        served::ServerAccess access = m_request.access;
        access.gate = std::make_shared<served::BatchGate>();
        const auto start = Clock::now();
        std::vector<std::jthread> threads;
        for (int i = 0; i < m_request.parallel; ++i)
            threads.emplace_back([this, access] { work(access); });
        for (std::unique_lock lock(m_mutex); m_done < m_lines.size();) {
            m_isDone.wait_for(lock, poll, [this] { return m_done == m_lines.size(); });
            progress.report(double(m_done) / double(m_lines.size()), "asking " + access.address.name);
            m_stop.isWanted = m_stop.isWanted || progress.cancelled();
        }
        const double seconds = since(start);
        threads.clear(); // each is waited for
        return summary(seconds);
    }

    bool wasStopped() const { return m_stop.isWanted; }

private:
    void work(const served::ServerAccess &access)
    {
        auto engine = served::connect(access, m_stop);
        if (engine)
            (void)engine.value()->state(m_stop); // what an engine has to know of its server is no line's time
        for (std::size_t i = m_next++; i < m_lines.size(); i = m_next++) {
            answer(m_lines[i], i, engine);
            const std::lock_guard lock(m_mutex);
            ++m_done;
            m_isDone.notify_one();
        }
    }

    void answer(RehearsedLine &line, std::size_t i, Outcome<std::unique_ptr<served::ServedEngine>> &engine)
    {
        if (!line.error.empty())
            return;
        if (!engine) {
            line.error = engine.error().sentence();
            return;
        }
        CompletionRequest question;
        question.ids = m_prompts[i];
        question.maxTokens = m_request.newTokens;
        question.adapters = m_request.shares[m_routes[i]];
        const auto start = Clock::now();
        const auto said = engine.value()->complete(question, m_stop);
        line.seconds = since(start);
        if (!said)
            line.error = said.error().sentence();
    }

    Rehearsal summary(double seconds)
    {
        Rehearsal rehearsal;
        std::vector<double> times;
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            if (m_lines[i].error.empty())
                times.push_back(m_lines[i].seconds);
            rehearsal.switches += i > 0 && m_lines[i].column != m_lines[i - 1].column ? 1 : 0;
        }
        rehearsal.median = quantile(times, 0.5);
        rehearsal.p95 = quantile(times, 0.95);
        rehearsal.throughput = seconds > 0 ? static_cast<double>(times.size()) / seconds : 0;
        rehearsal.lines = std::move(m_lines);
        return rehearsal;
    }

    const RehearsalRequest &m_request;
    const std::vector<std::vector<std::int64_t>> m_prompts;
    std::vector<std::size_t> m_routes; ///< by line
    std::vector<RehearsedLine> m_lines; ///< each written by one thread
    std::atomic<std::size_t> m_next = 0;
    std::mutex m_mutex;
    std::condition_variable m_isDone;
    std::size_t m_done = 0; ///< lines; under the mutex
    Stop m_stop;
};

} // namespace

std::vector<Route> usualRoutes(const std::vector<DeltaInfo> &deltas)
{
    std::vector<std::string> names;
    for (const DeltaInfo &delta : deltas)
        names.push_back(delta.name);
    std::vector<Route> routes;
    for (const session::Rule &rule : session::usualRules(names))
        routes.push_back({rule.when, rule.deltas.front().delta});
    routes.push_back({{Condition::Kind::Otherwise, {}}, "base"});
    return routes;
}

Router::Router(const std::vector<Route> &routes)
{
    for (const Route &route : routes) {
        const Condition when = session::readable(route.when);
        auto matcher = std::make_shared<const session::Matcher>(when);
        if (const std::string expected = matcher->expected(); !expected.empty())
            throw Failure(std::string("route ") + wordOf(when.kind),
                          "expected " + expected + ", found " + when.pattern);
        m_rules.push_back({0, when, {}, std::move(matcher)});
    }
}

std::optional<std::size_t> Router::placeOf(const Input &input) const
{
    const std::string text = session::textOf(input);
    const int place = session::placeOf(m_rules, text, session::languageOf(text));
    for (const session::Rule &rule : m_rules)
        if (rule.matcher->problem() == session::Matcher::Problem::TooSlow)
            throw Failure("route regex", "expected an expression that is quick to try, found " + rule.when.pattern);
    return place < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(place));
}

Outcome<Rehearsal> rehearse(Engine &local, const RehearsalRequest &request, Progress &progress)
{
    try {
        Rehearsing rehearsing(request, promptsOf(local, request.inputs));
        Rehearsal rehearsal = rehearsing.run(progress);
        if (rehearsing.wasStopped())
            return Error{{}, "cancelled", {}, "cancelled"};
        return rehearsal;
    } catch (const Failure &failure) {
        return failure.error();
    }
}

} // namespace deltascope::serving

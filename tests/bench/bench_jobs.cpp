// The jobs that bench_all.py measures, in this process: bench_jobs FOLDER. Models go into FOLDER where they are
// missing. Reads names of jobs from standard input, a line each; answers each with the seconds that it took. Every run
// has ids of its own, so that nothing is answered from memory but what the job is about.
#include "bench/models.h"
#include "engine/engine.h"

#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <memory>

using namespace deltascope;
using namespace deltascope::bench;

namespace {

constexpr int configurations = 8, newTokens = 48;
NoProgress silent;

template<class T>
T expected(Outcome<T> outcome)
{
    if (outcome)
        return std::move(outcome.value());
    std::fprintf(stderr, "%s\n", outcome.error().sentence().c_str());
    std::exit(1);
}

double seconds(const std::function<void()> &call) { return best(1, call); }

/// Inputs of random ids, others at every call.
std::vector<Input> randomInputs(const std::vector<std::size_t> &lengths, std::int64_t end)
{
    static std::mt19937 random(3);
    std::vector<Input> inputs;
    for (const std::size_t length : lengths) {
        std::vector<std::int64_t> ids(length);
        for (std::int64_t &id : ids)
            id = 4 + random() % 30'000;
        ids.back() = end;
        inputs.emplace_back().ids = ids;
    }
    return inputs;
}

/// An open model with its deltas.
struct Open {
    explicit Open(const fs::path &folder)
        : engine(makeEngine())
    {
        OpenRequest request;
        request.model = folder.string();
        expected(engine->open(request, silent));
        engine->reuse()->keepActivations(std::size_t(256) << 20); // as the window's
    }

    DeltaId add(const fs::path &folder)
    {
        DeltaRequest request;
        request.path = folder.string();
        request.name = folder.filename().string();
        return expected(engine->add(request, silent)).id;
    }
    void run(const RunRequest &request) { expected(engine->run(request, silent)); }
    void run(const std::vector<Input> &inputs, const std::vector<Column> &columns)
    {
        RunRequest request;
        request.inputs = inputs;
        request.columns = columns;
        run(request);
    }

    std::unique_ptr<Engine> engine;
};

class BartJobs {
public:
    explicit BartJobs(const fs::path &root)
        : m_open(root / "bart-base")
    {
        for (int i = 0; i < configurations - 1; ++i) {
            m_all.push_back(columnOf(m_open.add(root / "bart-loras" / ("all" + std::to_string(i)))));
            m_late.push_back(columnOf(m_open.add(root / "bart-loras" / ("late" + std::to_string(i)))));
        }
        m_last = columnOf(m_open.add(root / "bart-loras" / "last0"));
        m_open.run(inputs(1, 16), {base});
    }

    void addTo(std::map<std::string, std::function<double()>> &jobs)
    {
        for (const auto &[count, length] : {std::pair(1, 16), {8, 16}, {1, 128}, {8, 128}})
            jobs["forward " + std::to_string(count) + "x" + std::to_string(length)]
                = [this, count = count, length = length] { return timed(inputs(count, length), {base}); };
        jobs["8 configurations, first layer"] = [this] { return timed(inputs(1, 16), withBase(m_all, 7)); };
        jobs["8 configurations, last quarter"] = [this] { return timed(inputs(1, 16), withBase(m_late, 7)); };
        jobs["switch in the last layer"] = [this] {
            const auto texts = inputs(1, 16);
            m_open.run(texts, {m_last});
            return timed(texts, {base});
        };
        jobs["a tick of a strength in the last quarter"] = [this] {
            constexpr int ticks = 20;
            const auto texts = inputs(1, 16);
            m_open.run(texts, {m_late[0]});
            double sum = 0;
            for (int i = 0; i < ticks; ++i) {
                Column column = m_late[0];
                column.mix.deltas[0].strength = 1 - 0.04 * (i + 1);
                sum += timed(texts, {column});
            }
            return sum / ticks;
        };
        jobs["one more column beside seven"] = [this] {
            const auto texts = inputs(1, 16);
            m_open.run(texts, withBase(m_all, 6));
            return timed(texts, withBase(m_all, 7));
        };
        jobs["300 short texts x 2 columns"] = [this] {
            std::vector<std::size_t> lengths;
            for (std::size_t i = 0; i < 300; ++i)
                lengths.push_back(6 + i * 7 % 25);
            return timed(randomInputs(lengths, 2), {base, m_all[0]});
        };
    }

private:
    static Column columnOf(DeltaId id) { return {std::to_string(id), {{{id, true, 1, {}}}}}; }
    static std::vector<Input> inputs(int count, int length)
    {
        return randomInputs(std::vector<std::size_t>(std::size_t(count), std::size_t(length)), 2);
    }
    std::vector<Column> withBase(const std::vector<Column> &columns, int count) const
    {
        std::vector<Column> list{base};
        list.insert(list.end(), columns.begin(), columns.begin() + count);
        return list;
    }
    double timed(const std::vector<Input> &texts, const std::vector<Column> &columns)
    {
        return seconds([&] { m_open.run(texts, columns); });
    }

    const Column base{"base", {}};
    Open m_open;
    std::vector<Column> m_all, m_late; ///< LoRAs in all twelve layers, in the last three
    Column m_last; ///< in the last
};

class Gpt2Jobs {
public:
    explicit Gpt2Jobs(const fs::path &root)
        : m_open(root / "gpt2")
    {
        m_request.columns = {{"base", {}}};
        m_request.task = Task::Logits;
        m_request.positions = LogitPositions::Last;
        fresh(16);
        m_open.run(m_request);
    }

    void addTo(std::map<std::string, std::function<double()>> &jobs)
    {
        jobs["generate"] = [this] {
            fresh(16);
            RunRequest request = m_request;
            request.task = Task::Generate;
            request.generation.maxNewTokens = request.generation.minNewTokens = newTokens;
            return seconds([&] { m_open.run(request); });
        };
        jobs["forward of 100 tokens, GPT-2"] = [this] {
            fresh(100);
            return seconds([&] { m_open.run(m_request); });
        };
        jobs["a key behind 100 tokens, GPT-2"] = [this] {
            fresh(100);
            m_open.run(m_request);
            m_request.inputs[0].ids->push_back(17);
            return seconds([&] { m_open.run(m_request); });
        };
    }

private:
    void fresh(std::size_t length) { m_request.inputs = randomInputs({length}, 11); }

    Open m_open;
    RunRequest m_request;
};

void prepare(const fs::path &root)
{
    const auto once = [&](const fs::path &folder, auto write) {
        if (fs::exists(folder / "config.json") || fs::exists(folder / "adapter_config.json"))
            return;
        fs::create_directories(folder);
        write(folder);
    };
    once(root / "bart-base", writeBart);
    once(root / "gpt2", writeGpt2);
    once(root / "bert-base", writeBert);
    once(root / "many", [](const fs::path &folder) { writeMany(folder, 100'000); });
    const auto lora = [&](const std::string &name, int from, int count, const nlohmann::json &targets) {
        for (int i = 0; i < count; ++i)
            once(root / "bart-loras" / (name + std::to_string(i)),
                 [&](const fs::path &folder) { writeLora(folder, bartSites(from), targets, unsigned(100 + i)); });
    };
    lora("all", 0, 32, {"fc2"});
    lora("late", 9, 7, ".*decoder\\.layers\\.[345]\\.fc2");
    lora("last", 11, 1, ".*decoder\\.layers\\.5\\.fc2");
    once(root / "gpt2-lora", [](const fs::path &folder) {
        writeLora(folder, gpt2Sites(), {"c_attn", "c_proj", "c_fc"}, 7);
    });
}

} // namespace

int main(int argc, char **argv)
{
    const fs::path root = argc > 1 ? fs::path(argv[1]) : fs::temp_directory_path() / "deltascope-bench";
    prepare(root);
    BartJobs bart(root);
    Gpt2Jobs gpt2(root);
    std::map<std::string, std::function<double()>> jobs;
    bart.addTo(jobs);
    gpt2.addTo(jobs);
    std::cout << "ready" << std::endl;
    for (std::string name; std::getline(std::cin, name);) {
        const auto job = jobs.find(name);
        if (job == jobs.end()) {
            std::cerr << "no such job: " << name << '\n';
            return 1;
        }
        std::cout << job->second() << std::endl;
    }
}

#pragma once

// An open engine with the few calls that tests of deltas make again and again.
#include "engine/engine.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

namespace deltascope::test {

class DeltaSession {
public:
    explicit DeltaSession(const std::string &model, ComputeType compute = ComputeType::Float32)
        : engine(makeEngine())
    {
        OpenRequest request;
        request.model = model;
        request.compute = compute;
        request.weights = Weights::Required;
        const auto network = engine->open(request, progress);
        REQUIRE_MESSAGE(network.ok(), network.error().sentence());
    }

    DeltaInfo add(const DeltaRequest &request)
    {
        const auto added = engine->add(request, progress);
        REQUIRE_MESSAGE(added.ok(), added.error().sentence());
        return added.value();
    }
    DeltaId addSaved(const std::string &path) { return add({"", path, "", {}, ""}).id; }

    /// Logits of a few inputs under one configuration, one after the other.
    std::vector<float> run(const Mix &mix)
    {
        RunRequest request;
        request.columns = {{"mix", mix}};
        request.task = Task::Logits;
        for (const std::vector<std::int64_t> &ids :
             std::vector<std::vector<std::int64_t>>{{0, 7, 31, 12, 2}, {0, 5, 2}}) {
            Input input;
            input.ids = ids;
            request.inputs.push_back(std::move(input));
        }
        const auto result = engine->run(request, progress);
        REQUIRE_MESSAGE(result.ok(), result.error().sentence());
        std::vector<float> all;
        for (const Output &output : result.value().columns[0].outputs)
            all.insert(all.end(), output.logits.values.begin(), output.logits.values.end());
        return all;
    }
    std::vector<float> runWith(DeltaId id, double strength = 1) { return run({{{id, true, strength, {}}}}); }

    std::unique_ptr<Engine> engine;
    NoProgress progress;
};

inline bool sameBits(const std::vector<float> &a, const std::vector<float> &b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

inline double distance(const std::vector<float> &a, const std::vector<float> &b)
{
    REQUIRE(a.size() == b.size());
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        largest = std::max(largest, std::abs(static_cast<double>(a[i]) - b[i]));
    return largest;
}

/// A fresh delta of that kind, small, with its default sites.
inline DeltaRequest freshOf(const KindInfo &kind, std::uint64_t seed)
{
    DeltaRequest request{kind.library + "-" + kind.kind + "-" + std::to_string(seed), "", "", {}, ""};
    request.json
        = "{\"" + std::string(kind.library == "peft" ? "peft_type" : "delta_type") + "\": \"" + kind.kind + "\"}";
    request.keys.emplace_back("seed", std::to_string(seed));
    for (const auto &[key, value] : {std::pair("soft_token_num", "3"), std::pair("prefix_token_num", "3"),
                                     std::pair("bottleneck_dim", "4"), std::pair("hypercomplex_division", "2")})
        if (std::any_of(kind.keys.begin(), kind.keys.end(),
                        [&](const KeyInfo &known) { return known.name == key && known.place == KeyPlace::Form; }))
            request.keys.emplace_back(key, value);
    return request;
}

/// Folders of saved deltas below a folder of tests/data/oracles that fit the backbone of that name.
inline std::vector<std::string> savedFor(const std::string &area, const std::string &backbone)
{
    std::vector<std::string> folders;
    for (const auto &entry : std::filesystem::directory_iterator(area + "/deltas"))
        if (entry.path().filename().string().compare(0, backbone.size(), backbone) == 0)
            folders.push_back(entry.path().string());
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// Folders of saved deltas of an area that the open model takes, without an error among their problems.
inline std::vector<std::string> fitting(DeltaSession &session, const std::string &area)
{
    std::vector<std::string> folders;
    for (const std::string &folder : savedFor(area, "")) {
        const auto added = session.engine->add({"", folder, "", {}, ""}, session.progress);
        if (!added.ok())
            continue;
        const std::vector<Problem> &problems = added.value().problems;
        if (std::none_of(problems.begin(), problems.end(),
                         [](const Problem &problem) { return problem.severity == Problem::Severity::Error; }))
            folders.push_back(folder);
        REQUIRE(session.engine->remove(added.value().id).ok());
    }
    return folders;
}

} // namespace deltascope::test

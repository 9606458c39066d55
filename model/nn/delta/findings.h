#pragma once

// What is wrong with a delta's files, by themselves or on a backbone.
#include "nn/delta/delta.h"

#include "core/outcome.h"

namespace deltascope::nn {

/// A module that a delta's files name by a key; `module` is its index in the backbone, -1 if there is none.
struct SoughtModule {
    std::string path, key;
    int module;
};

/// Which of the modules that a delta names the backbone has and which it lacks.
class Misfit : public Failure {
public:
    Misfit(Error error, std::vector<int> matched, std::vector<std::string> missing)
        : Failure(std::move(error))
        , m_matched(std::move(matched))
        , m_missing(std::move(missing))
    {
    }
    const std::vector<int> &matched() const { return m_matched; }
    const std::vector<std::string> &missing() const { return m_missing; }

private:
    std::vector<int> m_matched;
    std::vector<std::string> m_missing;
};

/// Throws Misfit (no-such-module) unless the backbone has them all.
void expectModules(const Host &host, const std::string &file, const std::vector<SoughtModule> &sought);

/// Numbers that are none, by the names of their tensors.
std::optional<Problem> notFinite(const io::CheckpointIndex &tensors);

/// Told by the tensors alone: every update is zero on any backbone.
std::optional<Problem> noEffect(const io::CheckpointIndex &tensors);

} // namespace deltascope::nn

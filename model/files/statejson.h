#pragma once

#include "files/jsonat.h"
#include "files/names.h"
#include "session/edit.h"

namespace deltascope::files {

/// The parts of a state as files hold them. Reading ones throw Failure naming file and key.
struct StateWriter {
    using Json = nlohmann::ordered_json;
    const Names &names;
    const std::vector<session::BenchColumn> &columns; ///< that conversations may have words for

    Json setting(const DeltaSetting &setting) const;
    Json mix(const Mix &mix) const;
    Json delta(const session::RackDelta &delta) const;
    Json column(const session::BenchColumn &column) const;
    Json rule(const session::InputRule &rule) const;
    Json expectation(const Expectation &expectation) const;
    Json input(const session::BenchInput &input) const;
    Json preset(const session::Preset &preset) const;
    static Json sessionRule(const session::Rule &rule);
    static Json labelled(const session::LabelledLines &lines);
};

/// Keys of columns, inputs, presets and rules are left 0.
struct StateReader {
    const session::State &state; ///< whose deltas are named
    ModuleTable &modules;

    DeltaId deltaNamed(const JsonAt &name) const;
    DeltaSetting setting(const JsonAt &at, DeltaId id) const;
    Mix mix(const JsonAt &at) const;
    /// Waits, under an id that no delta of `state` has.
    session::RackDelta delta(const JsonAt &at) const;
    static session::ServedSpec served(const JsonAt &at);
    session::BenchColumn column(const JsonAt &at) const;
    session::InputRule rule(const JsonAt &at) const;
    Expectation expectation(const JsonAt &at) const;
    session::BenchInput input(const JsonAt &at) const;
    session::Preset preset(const JsonAt &at) const;
    static session::Rule sessionRule(const JsonAt &at);
    static session::LabelledLines labelled(const JsonAt &at);
};

/// A key that no column, input, preset or rule of the state has.
int freeKey(const session::State &state);

} // namespace deltascope::files

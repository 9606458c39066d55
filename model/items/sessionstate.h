#pragma once

#include "session/edit.h"

#include <QString>

namespace deltascope::items {

using deltascope::isHeard;
using session::alone;
using session::BenchColumn;
using session::BenchInput;
using session::CellView;
using session::ColumnKind;
using session::InputRule;
using session::RuleKind;
using session::RunSettings;
using session::runsHere;
using session::ServedSpec;
using session::tidied;
using SessionDelta = session::RackDelta;
using SessionState = session::State;

/// The column's name, or for an unnamed one the names of its deltas: "en + titles*0.5", "Backbone", "Nothing",
/// "en @gpu". Deltas that are not there are named too.
QString titleOf(const SessionState &state, const BenchColumn &column);
/// A served column's configuration without its place: "en + zh*0.5", "Backbone".
QString configurationOf(const session::ServedSpec &spec);
/// The preset's name, or for an unnamed one those of its deltas.
QString titleOf(const SessionState &state, const session::Preset &preset);
/// The names of the deltas that are picked, those included that are gone; "Backbone" for none.
QString titleOf(const SessionState &state, const session::Pick &pick);
/// Which texts a rule takes: "language fr", "begins with Q:", "all others".
QString wordsOf(const Condition &when);
/// Whether what is plugged in now is what the preset says.
bool isPluggedIn(const SessionState &state, const session::Preset &preset);
/// The column that others are compared with: the chosen one, else the bare backbone where it has one, else the first
/// that runs here; null for none.
const BenchColumn *baselineOf(const SessionState &state);
/// Modules at which the two configurations do not do the same, rising: a delta acts under one only, or at another
/// strength.
std::vector<int> differingModules(const SessionState &state, const Mix &one, const Mix &other);
/// Whether it is what is attached now and another column says the same: then that one stands for both.
bool isRepeat(const SessionState &state, const BenchColumn &column);
/// What a column waits for to answer an input, in words: "needs zh, which is not there"; empty if for nothing.
QString lackOf(const SessionState &state, const BenchColumn &column, const BenchInput &input);

} // namespace deltascope::items

#pragma once

namespace deltascope::bridge {

/// Kinds of questions, most urgent first.
enum class Lane {
    Open,
    Edit,
    Write,
    Read,
    Identify,
    Match,
    Check,
    Statistics,
    Merge,
    Run,
    Score,
    Measure,
    Compare,
    Report,
    Blame,
    Drift,
    Evaluate,
    Shelf,
    Count
};

} // namespace deltascope::bridge

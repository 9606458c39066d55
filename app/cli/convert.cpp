#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "files/columnjson.h"

#include <cstdio>
#include <iostream>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

/// The library of --format; a delta that is only cut stays with its own.
std::string libraryOf(const Options &options, const DeltaInfo &delta)
{
    if (!options.library.empty())
        return options.library;
    if (options.rank == 0)
        throw Usage{"expected --format or --rank, found neither"};
    if (delta.library != "opendelta" && delta.library != "peft")
        throw Failure(delta.name, "expected --format opendelta or peft beside --rank for a delta of " + delta.library
                                      + ", found none");
    return delta.library;
}

void addTruncation(const TruncationReport &report, ordered_json &answer)
{
    answer["rank_before"] = report.rankBefore;
    answer["rank"] = report.rank;
    answer["kept"] = report.kept;
    answer["max_abs_error"] = report.maxAbsError ? ordered_json(*report.maxAbsError) : ordered_json();
    answer["bytes_before"] = report.bytesBefore;
    answer["bytes"] = report.bytes;
}

std::string truncationText(const TruncationReport &report)
{
    char text[200];
    std::snprintf(text, sizeof text,
                  "rank %lld of %lld keeps %.2f %% of the squared singular values, %lld of %lld bytes",
                  static_cast<long long>(report.rank), static_cast<long long>(report.rankBefore), 100 * report.kept,
                  static_cast<long long>(report.bytes), static_cast<long long>(report.bytesBefore));
    std::string line = text;
    if (report.maxAbsError) {
        std::snprintf(text, sizeof text, "; outputs move by up to %.3g", *report.maxAbsError);
        line += text;
    }
    return line + "\n";
}

} // namespace

int runConvert(const Options &options, Engine &engine)
{
    if (options.deltas.size() != 1)
        throw Usage{"expected one delta (--delta or --new), found " + std::to_string(options.deltas.size())};
    const Opened opened = openSession(options, engine, Weights::Optional);
    const SaveRequest request{opened.deltas.front().id, libraryOf(options, opened.deltas.front()),
                              opened.strengths.front(), options.output, options.rank};
    std::optional<TruncationReport> truncation;
    if (options.rank > 0)
        truncation
            = withProgress([&](Progress &progress) { return engine.saves()->measureTruncation(request, progress); });
    const auto wrote = withProgress([&](Progress &progress) { return engine.saves()->save(request, progress); });
    if (options.answer == Answer::Json) {
        ordered_json answer{{"wrote", wrote}};
        if (truncation)
            addTruncation(*truncation, answer);
        std::cout << files::answerLine(answer);
        return 0;
    }
    for (const std::string &file : wrote)
        std::cout << file << '\n';
    if (truncation)
        std::cout << truncationText(*truncation);
    return 0;
}

} // namespace deltascope::app

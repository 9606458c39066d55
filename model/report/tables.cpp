#include "report/parts.h"

#include "core/csv.h"
#include "files/answers.h"

#include <nlohmann/json.hpp>

namespace deltascope::report {

namespace {

using nlohmann::ordered_json;

std::string dumped(const ordered_json &json)
{
    return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ordered_json hashes(const std::vector<FileHash> &files)
{
    ordered_json list = ordered_json::array();
    for (const FileHash &file : files)
        list.push_back({{"file", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    return list;
}

} // namespace

std::string takenIn(const Report &report, std::size_t column, std::size_t input)
{
    const bool isByRule = column < report.taken.size() && !report.taken[column].empty();
    return isByRule ? report.taken[column][input] : std::string();
}

std::string outputsCsv(const Report &report)
{
    std::string csv = csvLine({"input", "column", "answer"});
    if (!report.result)
        return csv;
    const RunResult &result = *report.result;
    for (std::size_t i = 0; i < report.inputs.size(); ++i)
        for (std::size_t c = 0; c < result.columns.size(); ++c) {
            const ColumnResult &column = result.columns[c];
            const std::string taken = takenIn(report, c, i);
            csv += csvLine({files::inputTitle(report.inputs[i], column.outputs[i]),
                            taken.empty() ? column.name : column.name + " (" + taken + ")",
                            files::answerText(result.task, column.outputs[i])});
        }
    return csv;
}

std::string outputsJson(const Report &report)
{
    ordered_json columns = ordered_json::array();
    for (const ColumnResult &column : report.result ? report.result->columns : std::vector<ColumnResult>()) {
        const std::size_t at = columns.size();
        columns.push_back(files::columnJson(column, report.result->task));
        if (at < report.taken.size() && !report.taken[at].empty())
            columns.back()["configurations"] = report.taken[at];
        for (const ModuleDivergence &module : column.divergence)
            columns.back()["divergence"].push_back({{"module", module.name}, {"relative", module.relative}});
    }
    ordered_json answer{{"model", report.model}};
    if (report.result)
        answer["task"] = files::wordOf(report.result->task);
    answer["columns"] = std::move(columns);
    for (const LeftOutInput &input : report.leftOut)
        answer["failures"].push_back({{"input", input.title}, {"error", input.sentence}});
    if (!report.leftOutColumns.empty())
        answer["left_out"] = report.leftOutColumns;
    return dumped(answer);
}

std::string factsJson(const Report &report)
{
    ordered_json versions = ordered_json::object(), deltas = ordered_json::array();
    for (const auto &[name, version] : report.versions)
        versions[name] = version;
    for (const ReportedDelta &delta : report.deltas)
        deltas.push_back({{"name", delta.name},
                          {"kind", delta.kind},
                          {"library", delta.library},
                          {"path", delta.path},
                          {"parameters", delta.parameters},
                          {"sites", delta.sites},
                          {"attached", delta.attached != Attachment::Nowhere},
                          {"half_attached", delta.attached == Attachment::Partly},
                          {"strength", delta.strength},
                          {"files", hashes(delta.files)}});
    return dumped({{"date", report.date},
                   {"command", report.command},
                   {"versions", std::move(versions)},
                   {"model", report.model},
                   {"architecture", report.architecture},
                   {"parameters", report.parameters},
                   {"files", hashes(report.modelFiles)},
                   {"deltas", std::move(deltas)}});
}

} // namespace deltascope::report

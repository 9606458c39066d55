#include "report/parts.h"

#include "core/markup.h"
#include "core/utf8.h"
#include "files/answers.h"

#include <algorithm>
#include <numeric>

namespace deltascope::report {

namespace {

constexpr const char *layout
    = "body{margin:0 auto;padding:24px;max-width:1100px;background:var(--window);color:var(--text)}"
      "h1{margin:0 0 4px}h2{margin:32px 0 8px}.muted{color:var(--muted)}"
      "section{overflow-x:auto}table{border-collapse:collapse;background:var(--panel)}"
      "td,th{padding:4px 10px;border:1px solid var(--line);text-align:left;vertical-align:top}"
      "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}"
      "code,pre{font-family:monospace}pre{padding:10px;background:var(--panel);white-space:pre-wrap;"
      "overflow-wrap:anywhere}.changed{color:var(--accent);font-weight:600}svg{max-width:100%;height:auto}img{max-"
      "width:"
      "100%}";

std::string base64(const std::string &bytes)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t k) {
            return k < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[k])) : 0U;
        };
        const unsigned three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        for (int part = 0; part < 4; ++part)
            text += i + static_cast<std::size_t>(part) <= bytes.size() ? digits[three >> (18 - 6 * part) & 63] : '=';
    }
    return text;
}

std::string tag(const std::string &name, const std::string &words, const std::string &classes = "")
{
    return "<" + name + (classes.empty() ? "" : " class=\"" + classes + "\"") + ">" + escapedMarkup(words) + "</" + name
           + ">";
}

std::string section(const std::string &title, const std::string &body)
{
    return body.empty() ? std::string() : "<h2>" + escapedMarkup(title) + "</h2>\n<section>" + body + "</section>\n";
}

std::string tree(const Report &report)
{
    if (report.treeLight.empty())
        return {};
    const auto data = [](const std::string &svg) { return "data:image/svg+xml;base64," + base64(svg); };
    return "<picture><source media=\"(prefers-color-scheme:dark)\" srcset=\"" + data(report.treeDark)
           + "\"><img alt=\"The module tree with its deltas\" src=\"" + data(report.treeLight) + "\"></picture>";
}

const char *wordOf(Attachment attached)
{
    switch (attached) {
    case Attachment::Nowhere: return "no";
    case Attachment::Partly: return "half";
    case Attachment::Everywhere: break;
    }
    return "yes";
}

std::string deltasTable(const Report &report)
{
    if (report.deltas.empty())
        return {};
    std::string rows = "<tr><th>name</th><th>kind</th><th class=\"n\">parameters</th><th class=\"n\">sites</th>"
                       "<th>attached</th><th class=\"n\">strength</th><th>path</th></tr>\n";
    for (const ReportedDelta &delta : report.deltas)
        rows += "<tr>" + tag("td", delta.name) + tag("td", delta.summary.empty() ? delta.kind : delta.summary)
                + tag("td", std::to_string(delta.parameters), "n") + tag("td", std::to_string(delta.sites), "n")
                + tag("td", wordOf(delta.attached)) + tag("td", fixed(delta.strength, 2), "n") + tag("td", delta.path)
                + "</tr>\n";
    return "<table>" + rows + "</table>";
}

std::string outputsTable(const Report &report)
{
    if (!report.result || report.inputs.empty())
        return {};
    const RunResult &result = *report.result;
    std::string rows = "<tr><th>input</th>";
    for (const ColumnResult &column : result.columns)
        rows += tag("th", column.name);
    rows += "</tr>\n";
    const auto verdict = [&](const Output &output) {
        return result.task == Task::Classify ? output.label : files::answerText(result.task, output);
    };
    for (std::size_t i = 0; i < report.inputs.size(); ++i) {
        const Output &first = result.columns.front().outputs[i];
        rows += "<tr>" + tag("td", files::inputTitle(report.inputs[i], first));
        for (std::size_t c = 0; c < result.columns.size(); ++c) {
            const Output &output = result.columns[c].outputs[i];
            const std::string taken = takenIn(report, c, i);
            rows += tag("td", (taken.empty() ? "" : taken + ": ") + files::answerText(result.task, output),
                        verdict(output) != verdict(first) ? "changed" : "");
        }
        rows += "</tr>\n";
    }
    return "<table>" + rows + "</table>"
           + "<p class=\"muted\">Answers that differ from the first column's stand out.</p>";
}

std::string leftOutColumns(const Report &report)
{
    std::string text;
    for (const std::string &sentence : report.leftOutColumns)
        text += tag("p", sentence);
    return text;
}

std::string leftOutTable(const Report &report)
{
    if (report.leftOut.empty())
        return {};
    std::string rows = "<tr><th>input</th><th>why</th></tr>\n";
    for (const LeftOutInput &input : report.leftOut)
        rows += "<tr>" + tag("td", utf8::readable(input.title, 130)) + tag("td", input.sentence) + "</tr>\n";
    return "<table>" + rows + "</table>";
}

/// The modules at which some column is farthest from the first.
std::string divergenceTable(const Report &report)
{
    if (!report.result || report.result->columns.size() < 2 || report.result->columns.front().divergence.empty())
        return {};
    constexpr std::size_t shown = 12;
    // A column that goes by rule answers each input with another configuration: it has no distances of its own.
    std::vector<const ColumnResult *> columns;
    for (const ColumnResult &column : report.result->columns)
        if (!column.divergence.empty())
            columns.push_back(&column);
    std::vector<std::size_t> order(columns.front()->divergence.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    const auto farthest = [&](std::size_t module) {
        double most = 0;
        for (const ColumnResult *column : columns)
            most = std::max(most, column->divergence[module].relative);
        return most;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return farthest(a) > farthest(b); });
    std::string rows = "<tr><th>module</th>";
    for (std::size_t c = 1; c < columns.size(); ++c)
        rows += tag("th", columns[c]->name, "n");
    rows += "</tr>\n";
    for (std::size_t k = 0; k < std::min(shown, order.size()); ++k) {
        const std::string &name = columns.front()->divergence[order[k]].name;
        rows += "<tr>" + tag("td", name.empty() ? "the whole model" : name);
        for (std::size_t c = 1; c < columns.size(); ++c)
            rows += tag("td", fixed(columns[c]->divergence[order[k]].relative, 4), "n");
        rows += "</tr>\n";
    }
    return "<table>" + rows + "</table>" + tag("p", "Relative distance from " + columns.front()->name + ".", "muted");
}

std::string hashesTable(const Report &report)
{
    std::string rows = "<tr><th>of</th><th>file</th><th class=\"n\">bytes</th><th>SHA-256</th></tr>\n";
    const auto add = [&rows](const std::string &owner, const std::vector<FileHash> &files) {
        for (const FileHash &file : files)
            rows += "<tr>" + tag("td", owner) + tag("td", file.name) + tag("td", std::to_string(file.bytes), "n")
                    + "<td>" + tag("code", file.sha256) + "</td></tr>\n";
    };
    add("backbone", report.modelFiles);
    for (const ReportedDelta &delta : report.deltas)
        add(delta.name, delta.files);
    return "<table>" + rows + "</table>";
}

std::string madeBy(const Report &report)
{
    std::string versions;
    for (const auto &[name, version] : report.versions)
        versions += (versions.empty() ? "" : ", ") + name + " " + version;
    return tag("pre", report.command) + tag("p", versions, "muted");
}

} // namespace

std::string page(const Report &report)
{
    std::string fonts;
    for (const std::string &font : report.fonts)
        fonts += "'" + font + "',";
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
           "content=\"width=device-width,initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
           + tag("title", report.title) + "\n<style>" + schemes(report, ":root") + "body{font:14px/1.45 " + fonts
           + "sans-serif}" + layout + "</style>\n</head>\n<body>\n" + tag("h1", report.title) + "\n"
           + tag("p",
                 report.architecture + ", " + std::to_string(report.parameters) + " parameters with deltas, "
                     + report.model + ", " + report.date,
                 "muted")
           + "\n" + section("Deltas", deltasTable(report)) + section("Outputs", outputsTable(report))
           + section("Columns that did not run", leftOutColumns(report))
           + section("Inputs that could not run", leftOutTable(report))
           + section("Probabilities", probabilityPlot(report))
           + section("Where outputs part", divergencePlot(report) + divergenceTable(report))
           + section("Similarity of deltas", similarityPlot(report)) + section("Module tree", tree(report))
           + section("Made again by", madeBy(report)) + section("Files", hashesTable(report)) + "</body>\n</html>\n";
}

} // namespace deltascope::report

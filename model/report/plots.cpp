#include "report/parts.h"

#include "core/isnumber.h"
#include "core/markup.h"
#include "core/utf8.h"
#include "files/answers.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace deltascope::report {

namespace {

constexpr double rowHeight = 20, gap = 14, labelWidth = 190, plotWidth = 520, valueWidth = 260, margin = 12;

std::string px(double number) { return fixed(number, 1); }

std::string text(double x, double y, const std::string &words, const std::string &classes = "",
                 const std::string &anchor = "")
{
    return "<text x=\"" + px(x) + "\" y=\"" + px(y) + "\"" + (classes.empty() ? "" : " class=\"" + classes + "\"")
           + (anchor.empty() ? "" : " text-anchor=\"" + anchor + "\"") + ">" + escapedMarkup(words) + "</text>\n";
}

std::string rectangle(double x, double y, double width, double height, const std::string &fill,
                      const std::string &title = "", double opacity = 1)
{
    return "<rect x=\"" + px(x) + "\" y=\"" + px(y) + "\" width=\"" + px(width) + "\" height=\"" + px(height)
           + "\" fill=\"" + fill + "\"" + (opacity < 1 ? " fill-opacity=\"" + fixed(opacity, 3) + "\"" : std::string())
           + ">" + (title.empty() ? "" : "<title>" + escapedMarkup(title) + "</title>") + "</rect>\n";
}

std::string ofColumn(const Report &report, std::size_t column)
{
    return "var(--s" + std::to_string(column % std::max<std::size_t>(report.light.series.size(), 1)) + ")";
}

std::string drawing(const Report &report, const std::string &name, double width, double height, const std::string &body)
{
    std::string fonts;
    for (const std::string &font : report.fonts)
        fonts += "'" + font + "',";
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" width=\"" + px(width) + "\" height=\"" + px(height)
           + "\" viewBox=\"0 0 " + px(width) + " " + px(height) + "\" role=\"img\" aria-label=\"" + escapedMarkup(name)
           + "\">\n<style>" + schemes(report, "svg.plot") + "svg.plot text{font:12px " + fonts
           + "sans-serif;fill:var(--text)}svg.plot .muted{fill:var(--muted)}"
             "svg.plot .bold{font-weight:600}</style>\n"
           + rectangle(0, 0, width, height, "var(--panel)") + body + "</svg>\n";
}

std::string probabilityRows(const Report &report, std::size_t input, double &y)
{
    const RunResult &result = *report.result;
    std::string body = text(
        margin, y + 14,
        utf8::readable(files::inputTitle(report.inputs[input], result.columns.front().outputs[input]), 130), "bold");
    y += rowHeight;
    for (std::size_t c = 0; c < result.columns.size(); ++c, y += rowHeight) {
        const Output &output = result.columns[c].outputs[input];
        const double probability
            = output.probabilities.empty() || !isNumber(output)
                  ? 0
                  : double(*std::max_element(output.probabilities.begin(), output.probabilities.end()));
        body += text(margin, y + 14, utf8::readable(result.columns[c].name, 30), "muted");
        body += rectangle(labelWidth, y + 4, plotWidth * probability, rowHeight - 7, ofColumn(report, c));
        body
            += text(labelWidth + plotWidth * probability + 6, y + 14,
                    isNumber(output) ? utf8::readable(output.label, 40) + " " + fixed(probability, 3) : "not a number");
    }
    y += gap;
    return body;
}

} // namespace

std::string fixed(double number, int digits)
{
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed, digits);
    return end.ec == std::errc() ? std::string(buffer, end.ptr) : std::string("-");
}

std::string schemes(const Report &report, const std::string &selector)
{
    const auto variables = [](const Colours &colours) {
        std::string css;
        for (const auto &[name, value] :
             {std::pair{"window", &colours.window}, std::pair{"panel", &colours.panel},
              std::pair{"line", &colours.line}, std::pair{"text", &colours.text}, std::pair{"muted", &colours.muted},
              std::pair{"accent", &colours.accent}, std::pair{"good", &colours.good}, std::pair{"bad", &colours.bad}})
            css += std::string("--") + name + ":" + *value + ";";
        for (std::size_t i = 0; i < colours.series.size(); ++i)
            css += "--s" + std::to_string(i) + ":" + colours.series[i] + ";";
        return css;
    };
    return selector + "{" + variables(report.light) + "}@media(prefers-color-scheme:dark){" + selector + "{"
           + variables(report.dark) + "}}";
}

std::string probabilityPlot(const Report &report)
{
    if (!report.result || report.result->task != Task::Classify)
        return {};
    double y = margin;
    std::string body;
    for (std::size_t i = 0; i < report.inputs.size(); ++i)
        body += probabilityRows(report, i, y);
    return drawing(report, "Probabilities", labelWidth + plotWidth + valueWidth, y, body);
}

std::string divergencePlot(const Report &report)
{
    if (!report.result || report.result->columns.size() < 2 || report.result->columns.front().divergence.empty())
        return {};
    const std::vector<ColumnResult> &columns = report.result->columns;
    const double left = 60, height = 260, width = labelWidth + plotWidth,
                 count = double(columns.front().divergence.size());
    double most = 0;
    for (const ColumnResult &column : columns)
        for (const ModuleDivergence &module : column.divergence)
            most = std::isfinite(module.relative) ? std::max(most, module.relative) : most;
    const double scale = most > 0 ? (height - margin) / most : 0;
    std::string body = text(margin, margin + 10, fixed(most, 4), "muted") + text(margin, height, "0", "muted");
    body += rectangle(left, height, width, 1, "var(--line)");
    for (std::size_t c = 1; c < columns.size(); ++c) {
        if (columns[c].divergence.empty())
            continue;
        std::string points;
        for (std::size_t m = 0; m < columns[c].divergence.size(); ++m) {
            const double relative = columns[c].divergence[m].relative;
            points += px(left + width * (count > 1 ? double(m) / (count - 1) : 0)) + ","
                      + px(height - scale * (std::isfinite(relative) ? relative : most)) + " ";
        }
        body += "<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"" + ofColumn(report, c) + "\" points=\"" + points
                + "\"/>\n";
        const double y = height + 14 + rowHeight * double(c);
        body += rectangle(left, y - 9, 18, 9, ofColumn(report, c))
                + text(left + 26, y, utf8::readable(columns[c].name, 60));
    }
    body += text(left, height + 16,
                 "modules in the order of the model, |y - y0| / |y0| against "
                     + utf8::readable(columns.front().name, 40),
                 "muted");
    return drawing(report, "Where outputs part", left + width + margin,
                   height + 24 + rowHeight * double(columns.size()), body);
}

std::string similarityPlot(const Report &report)
{
    if (!report.similarity)
        return {};
    constexpr double cell = 18, left = 360;
    std::vector<std::string> modules;
    for (const PairSimilarity &pair : report.similarity->pairs)
        for (const ModuleSimilarity &module : pair.modules)
            if (std::find(modules.begin(), modules.end(), module.module) == modules.end())
                modules.push_back(module.module);
    const auto &pairs = report.similarity->pairs;
    std::string body;
    double y = margin;
    for (std::size_t p = 0; p < pairs.size(); ++p, y += rowHeight)
        body += text(left, y + 14,
                     std::to_string(p + 1) + ": "
                         + utf8::readable(report.similarity->deltas[pairs[p].first] + " and "
                                              + report.similarity->deltas[pairs[p].second],
                                          80)
                         + (pairs[p].cosine ? ", " + fixed(*pairs[p].cosine, 4) : ""));
    y += gap;
    for (const std::string &name : modules) {
        body += text(left - 8, y + 13, utf8::readable(name.empty() ? "the whole model" : name, 60), "muted", "end");
        for (std::size_t p = 0; p < pairs.size(); ++p)
            for (const ModuleSimilarity &module : pairs[p].modules)
                if (module.module == name && module.cosine)
                    body += rectangle(left + cell * double(p), y, cell - 1, cell - 1,
                                      *module.cosine < 0 ? "var(--bad)" : "var(--good)",
                                      name + ": " + fixed(*module.cosine, 4), std::abs(*module.cosine));
        y += cell;
    }
    return drawing(report, "Similarity of deltas", left + std::max(cell * double(pairs.size()), plotWidth), y + margin,
                   body);
}

} // namespace deltascope::report

#include "report/report.h"

#include "core/outcome.h"
#include "core/progress.h"
#include "files/answers.h"
#include "io/atomicfolder.h"
#include "io/hub.h"
#include "report/parts.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>
#include <filesystem>

namespace deltascope::report {

namespace fs = std::filesystem;

namespace {

std::string sha256OfFile(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    QCryptographicHash sum(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !sum.addData(&file))
        throw Failure(path, "could not be read");
    return sum.result().toHex().toStdString();
}

} // namespace

std::vector<FileHash> hashesOf(const std::string &name, HubPart part)
{
    NoProgress none;
    const std::string path = io::locate(name, part, {}, none);
    std::error_code error;
    std::vector<fs::path> files;
    if (!fs::is_directory(path, error))
        files.emplace_back(path);
    else
        for (const fs::directory_entry &entry : fs::directory_iterator(path, error))
            if (entry.is_regular_file(error))
                files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<FileHash> hashes;
    for (const fs::path &file : files)
        hashes.push_back({file.filename().string(), static_cast<std::int64_t>(fs::file_size(file, error)),
                          sha256OfFile(file.string())});
    return hashes;
}

namespace {

/// The picture with the light scheme's colours in the place of variables, which not every program knows.
std::string plain(const Report &report, std::string svg)
{
    const auto put = [&svg](const std::string &name, const std::string &colour) {
        const std::string variable = "var(--" + name + ")";
        for (std::size_t at = 0; (at = svg.find(variable, at)) != svg.npos; at += colour.size())
            svg.replace(at, variable.size(), colour);
    };
    const Colours &light = report.light;
    put("panel", light.panel);
    put("line", light.line);
    put("text", light.text);
    put("muted", light.muted);
    put("good", light.good);
    put("bad", light.bad);
    for (std::size_t i = 0; i < light.series.size(); ++i)
        put("s" + std::to_string(i), light.series[i]);
    return svg;
}

} // namespace

void addRun(Report &report, std::vector<Input> inputs, RunResult result)
{
    for (const InputFailure &failure : result.failures)
        report.leftOut.push_back({files::inputTitle(inputs[failure.input], {}), failure.error.sentence()});
    for (auto failure = result.failures.rbegin(); failure != result.failures.rend(); ++failure) {
        const auto at = static_cast<std::ptrdiff_t>(failure->input);
        inputs.erase(inputs.begin() + at);
        for (ColumnResult &column : result.columns)
            column.outputs.erase(column.outputs.begin() + at);
        for (std::vector<std::string> &taken : report.taken)
            if (!taken.empty())
                taken.erase(taken.begin() + at);
    }
    result.failures.clear();
    if (!inputs.empty())
        report.result = std::move(result);
    report.inputs = std::move(inputs);
}

std::vector<std::pair<std::string, std::string>> filesOf(const Report &report)
{
    std::vector<std::pair<std::string, std::string>> files{{"index.html", page(report)},
                                                           {"facts.json", factsJson(report)},
                                                           {"outputs.csv", outputsCsv(report)},
                                                           {"outputs.json", outputsJson(report)}};
    for (auto &[name, bytes] :
         {std::pair{"session.deltascope", report.session}, std::pair{"tree.svg", report.treeLight},
          std::pair{"tree.pdf", report.treePdf}, std::pair{"probabilities.svg", plain(report, probabilityPlot(report))},
          std::pair{"divergence.svg", plain(report, divergencePlot(report))},
          std::pair{"similarity.svg", plain(report, similarityPlot(report))}})
        if (!bytes.empty())
            files.emplace_back(name, bytes);
    return files;
}

void expectFree(const std::string &folder) { io::AtomicFolder::expectFree(folder); }

std::vector<std::string> write(const Report &report, const std::string &folder)
{
    io::AtomicFolder target(folder);
    for (const auto &[name, bytes] : filesOf(report))
        target.write(name, bytes);
    return target.commit();
}

} // namespace deltascope::report

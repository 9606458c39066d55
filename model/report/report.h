#pragma once

#include "core/attachment.h"
#include "core/hub.h"
#include "core/run.h"
#include "core/similarity.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace deltascope::report {

struct FileHash {
    std::string name;
    std::int64_t bytes = 0;
    std::string sha256;
};
/// Of a file, or of the files that lie in a folder, by name; `name` is a path or a hub id that is in the local cache.
/// Throws Failure.
std::vector<FileHash> hashesOf(const std::string &name, HubPart part);

struct ReportedDelta {
    std::string name, kind, library, summary, path;
    std::int64_t parameters = 0;
    std::size_t sites = 0;
    double strength = 1;
    Attachment attached = Attachment::Everywhere;
    std::vector<FileHash> files;
};

/// Of one colour scheme, as CSS writes them.
struct Colours {
    std::string window, panel, line, text, muted, accent, good, bad;
    std::vector<std::string> series; ///< of columns, starting over after the last
};

/// An input that could not run, and why.
struct LeftOutInput {
    std::string title, sentence;
};

/// Everything that a report shows. The same value makes the same bytes.
struct Report {
    std::string title, model, architecture, date;
    std::int64_t parameters = 0;
    std::string command; ///< that makes the report again
    std::string session = {}; ///< a session's text, written beside the page; empty: none
    std::vector<std::pair<std::string, std::string>> versions; ///< of programs and libraries
    std::vector<FileHash> modelFiles;
    std::vector<ReportedDelta> deltas; ///< in order of insertion
    std::vector<Input> inputs;
    std::optional<RunResult> result; ///< of the inputs, with divergence; none where there are no inputs
    /// By column, by input: which configuration a rule picked; nothing for other columns. Empty: there are no rules.
    std::vector<std::vector<std::string>> taken = {};
    std::vector<LeftOutInput> leftOut; ///< of the inputs that were asked about
    std::vector<std::string> leftOutColumns = {}; ///< a sentence for each column that did not run
    std::optional<Similarity> similarity; ///< none where no two deltas change the same weights
    std::string treeLight, treeDark; ///< SVG
    std::string treePdf;
    Colours light, dark;
    std::vector<std::string> fonts;
};

/// Inputs and result of what ran; those that could not run are named among `leftOut` and go from `taken`. No result
/// where none could.
void addRun(Report &report, std::vector<Input> inputs, RunResult result);

/// The files of the report by name: index.html, which needs no other, tree.svg, tree.pdf, plots, outputs and facts.
std::vector<std::pair<std::string, std::string>> filesOf(const Report &report);

/// Throws Failure unless a report can be written there.
void expectFree(const std::string &folder);
/// Writes them as a folder, new or empty, that is there whole or not at all; the paths. Throws Failure.
std::vector<std::string> write(const Report &report, const std::string &folder);

} // namespace deltascope::report

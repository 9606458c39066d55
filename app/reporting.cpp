#include "app/reporting.h"

#include "app/reportparts.h"
#include "core/columns.h"
#include "files/sessionfile.h"
#include "items/columninput.h"
#include "items/typedinput.h"

#include <QDate>

#include <algorithm>

namespace deltascope::app {

namespace {

constexpr const char *sessionName = "session.deltascope";

} // namespace

/// What is reported, as it was when the report was asked for.
struct Reporting::Plan {
    QString folder;
    files::SessionFile session;
    views::TreePicture picture;
    std::vector<std::string> titles; ///< of the columns
    std::vector<std::vector<std::size_t>> places; ///< [column][input]: which of the run's columns answers
    std::vector<std::vector<std::string>> taken; ///< [column by rule][input]: what the rule picked
    std::vector<std::string> leftOut; ///< a sentence for each column that is not reported
    RunRequest run;
    std::optional<RunResult> result;
    std::optional<Similarity> similarity;
};

namespace {

/// The columns that the report can show; the others are said.
std::vector<items::BenchColumn> reportable(const items::SessionState &state, std::vector<std::string> &leftOut)
{
    std::vector<items::BenchColumn> columns;
    for (const items::BenchColumn &column : state.columns) {
        const bool lacks = std::any_of(state.inputs.begin(), state.inputs.end(), [&](const items::BenchInput &input) {
            return items::isRunnable(input.input) && !state.lacking(column, input).empty();
        });
        if (items::runsHere(column) && !lacks) {
            columns.push_back(column);
            continue;
        }
        leftOut.push_back("the column " + items::titleOf(state, column).toStdString() + " is left out: it "
                          + (lacks ? "lacks a delta" : "runs on a server, and this report asks none"));
    }
    return columns;
}

/// The columns as the session has them; one that goes by rule takes each input's answer from another configuration.
RunResult arranged(const RunResult &ran, const std::vector<std::string> &titles,
                   const std::vector<std::vector<std::size_t>> &places)
{
    RunResult result = ran;
    result.columns.clear();
    for (std::size_t column = 0; column < titles.size(); ++column) {
        const std::vector<std::size_t> &from = places[column];
        const bool isOne = std::all_of(from.begin(), from.end(), [&](std::size_t place) { return place == from[0]; });
        ColumnResult whole = isOne ? ran.columns[from[0]] : ColumnResult();
        whole.name = titles[column];
        for (std::size_t input = 0; !isOne && input < from.size(); ++input)
            whole.outputs.push_back(ran.columns[from[input]].outputs[input]);
        result.columns.push_back(std::move(whole));
    }
    return result;
}

} // namespace

Reporting::Reporting(items::Desk &desk, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
{
}

void Reporting::start(const QString &folder)
{
    const items::Session &session = m_desk.session();
    if (!session.network())
        return;
    const items::SessionState &state = session.state();
    auto plan = std::make_shared<Plan>();
    plan->folder = folder;
    plan->session = m_desk.opening().current();
    Mix rack;
    for (const items::SessionDelta &delta : state.deltas)
        if (delta.isThere()) {
            plan->picture.deltas.push_back(delta);
            rack.deltas.push_back(delta.setting);
        }
    plan->picture.network = session.sharedNetwork();
    plan->picture.mix = rack;
    plan->picture.date = QDate::currentDate();
    plan->run.generation = state.run.generation;
    // Distances are told from the first column, so that one has a configuration of its own.
    std::vector<items::BenchColumn> columns = reportable(state, plan->leftOut);
    std::stable_partition(columns.begin(), columns.end(),
                          [](const items::BenchColumn &column) { return column.kind != items::ColumnKind::ByRule; });
    for (const items::BenchColumn &column : columns) {
        plan->titles.push_back(items::titleOf(state, column).toStdString());
        plan->places.emplace_back();
        plan->taken.emplace_back();
    }
    for (const items::BenchInput &input : state.inputs) {
        if (!items::isRunnable(input.input))
            continue;
        plan->run.inputs.push_back(columns.empty() ? input.input : items::inputFor(columns.front(), input));
        for (std::size_t i = 0; i < columns.size(); ++i) {
            plan->places[i].push_back(placeOf(state.mixOf(columns[i], input), plan->run.columns));
            if (columns[i].kind == items::ColumnKind::ByRule)
                plan->taken[i].push_back(items::titleOf(state, state.pickFor(input)).toStdString());
        }
    }
    plan->run.divergence = plan->run.columns.size() > 1;
    m_isRunning = true;
    session.network()->runnable && !plan->run.inputs.empty() && !plan->run.columns.empty() ? run(plan) : compare(plan);
}

void Reporting::run(std::shared_ptr<Plan> plan)
{
    m_question = m_desk.workspace().run(this, bridge::Urgency::Report, plan->run,
                                        {.then =
                                             [this, plan](const RunResult &result) {
                                                 plan->result = arranged(result, plan->titles, plan->places);
                                                 compare(plan);
                                             },
                                         .failed = [this](const Error &error) { end(error); },
                                         .cancelled = [this] { m_isRunning = false; }});
}

void Reporting::compare(std::shared_ptr<Plan> plan)
{
    std::vector<DeltaId> deltas;
    for (const items::SessionDelta &delta : plan->picture.deltas)
        deltas.push_back(delta.setting.id);
    if (deltas.size() < 2)
        return write(plan);
    m_question = m_desk.workspace().compare(this, deltas,
                                            {.then =
                                                 [this, plan](const Comparison &comparison) {
                                                     if (!comparison.similarity.pairs.empty())
                                                         plan->similarity = comparison.similarity;
                                                     write(plan);
                                                 },
                                             .failed = [this, plan](const Error &) { write(plan); },
                                             .cancelled = [this] { m_isRunning = false; }});
}

void Reporting::write(std::shared_ptr<Plan> plan)
{
    m_background.start([this, plan]() -> items::Background::Finish {
        // On another thread: nothing of this object may be touched here.
        try {
            report::expectFree(plan->folder.toStdString());
            std::vector<DeltaInfo> deltas;
            for (const items::SessionDelta &delta : plan->picture.deltas)
                deltas.push_back(*delta.info);
            report::Report report
                = reportOf(plan->session.model.model, *plan->picture.network, deltas, plan->picture.mix);
            report.title = reportTitle(plan->session.model.model);
            report.command = std::string("deltascope report --session ") + sessionName + " -o DIR";
            report.session = files::sessionText(plan->session);
            report.taken = plan->taken;
            report.leftOutColumns = plan->leftOut;
            if (plan->result)
                report::addRun(report, plan->run.inputs, std::move(*plan->result));
            report.similarity = std::move(plan->similarity);
            addPictures(report, plan->picture);
            report::write(report, plan->folder.toStdString());
        } catch (const Failure &failure) {
            return [this, error = failure.error()] { end(error); };
        }
        return [this, page = plan->folder + QStringLiteral("/index.html")] {
            m_isRunning = false;
            Q_EMIT written(page);
        };
    });
}

void Reporting::end(const Error &error)
{
    m_isRunning = false;
    Q_EMIT failed(error);
}

} // namespace deltascope::app

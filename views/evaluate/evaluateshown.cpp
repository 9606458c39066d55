// What the panel says of data, run and results.
#include "views/evaluate/evaluatepanel.h"

#include "items/wording.h"
#include "views/common/columnlook.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/evaluate/confusionmap.h"
#include "views/evaluate/labelbars.h"
#include "views/evaluate/resultstable.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>
#include <numeric>

namespace deltascope::views {

namespace {

ConfusionData confusionOf(const evaluate::Confusion &confusion, const std::vector<std::string> &labels,
                          const QColor &color)
{
    ConfusionData data;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        data.labels << QString::fromStdString(labels[i]);
        data.recall.push_back(confusion.quality(i).recall);
        data.precision.push_back(confusion.quality(i).precision);
    }
    data.counts = confusion.counts();
    data.color = color;
    return data;
}

} // namespace

QString EvaluatePanel::dataText() const
{
    const items::LabelledData &data = *m_evaluation.data();
    QStringList facts{counted(std::int64_t(data.lines.size()), tr("%1 line"), tr("%1 lines"))};
    if (m_evaluation.labelledLines() != int(data.lines.size()))
        facts << tr("%1 of them labelled").arg(grouped(m_evaluation.labelledLines()));
    const NetworkInfo *network = m_session.network();
    if (network && !network->labels.empty())
        facts << counted(std::int64_t(network->labels.size()), tr("%1 label"), tr("%1 labels"));
    if (data.isOfInputs())
        facts << tr("type what is right under “expected”");
    else if (!data.note.isEmpty())
        facts << data.note;
    const QList<int> evaluated = m_evaluation.columns();
    for (const items::BenchColumn &column : m_session.state().columns)
        if (column.kind == items::ColumnKind::ByRule && !evaluated.contains(column.key))
            facts << tr("%1 waits: a delta is not there").arg(items::titleOf(m_session.state(), column));
    return facts.join(QStringLiteral("  ·  "));
}

void EvaluatePanel::showData()
{
    const auto &data = m_evaluation.data();
    const auto &missing = m_evaluation.missing();
    const NetworkInfo *network = m_session.network();
    const bool isReady = network && network->runnable;
    m_pages->setCurrentIndex(data && isReady ? 1 : 0);
    m_hint->setText(!network             ? tr("Open a model first.")
                    : !network->runnable ? tr("This model opens as a tree only: there is nothing to evaluate.")
                    : missing
                        ? tr("The labelled lines of this session are not there: %1. Put the file back and open it "
                             "again, or drop another one here.")
                              .arg(items::wording(*missing))
                        : tr("Drop a file of labelled lines here (JSON lines or CSV with text and label "
                             "or target), or label the inputs that are typed already."));
    m_change->setVisible(data.has_value());
    m_generates->setVisible(data && isReady && network->head == HeadKind::ConditionalGeneration);
    m_generates->setChecked(m_evaluation.texts() == EvaluationRequest::Texts::Generated);
    if (!data) {
        m_name->setFullText(tr("No labelled data"));
        m_facts->setFullText({});
        return;
    }
    m_name->setFullText(data->isOfInputs() ? tr("Inputs of the comparison") : QFileInfo(data->path).fileName());
    m_name->setHint(data->path);
    m_facts->setFullText(dataText());
}

void EvaluatePanel::showRun()
{
    const bool isRunning = m_evaluation.isRunning();
    const auto [done, all] = m_evaluation.progress();
    m_bar->setVisible(isRunning || m_evaluation.isReading());
    m_bar->setRange(0, m_evaluation.isReading() ? 0 : std::max(1, all));
    m_bar->setValue(done);
    m_progress->setText(isRunning                  ? tr("%1 of %2 lines").arg(grouped(done), grouped(all))
                        : m_evaluation.isReading() ? tr("reading…")
                                                   : QString());
    m_stop->setVisible(isRunning);
    m_run->setVisible(!isRunning && m_evaluation.isWanting());
    m_save->setVisible(m_evaluation.summary(m_evaluation.baseline()));
    m_run->setText(m_evaluation.summary(m_evaluation.baseline()) ? tr("Go on") : tr("Evaluate"));
    const auto &error = m_evaluation.error();
    const QString failed
        = items::wording(failedSentence(m_evaluation.failures(), std::size_t(m_evaluation.labelledLines())));
    m_error->setText(error ? items::wording(*error) : failed);
    m_error->setVisible(!m_error->text().isEmpty());
}

void EvaluatePanel::showChosen()
{
    const int key = m_results->chosen(), baseline = m_evaluation.baseline();
    const items::SessionState &state = m_session.state();
    const auto title = [&state](int column) {
        const items::BenchColumn *known = state.column(column);
        return known ? items::titleOf(state, *known) : QString();
    };
    m_baseline->setText(tr("baseline: %1").arg(title(baseline)));
    m_baseline->setAccessibleName(m_baseline->text());
    m_baseline->setEnabled(baseline >= 0);
    const evaluate::Summary *summary = m_evaluation.summary(key);
    const items::BenchColumn *column = state.column(key);
    const bool hasMap = summary && summary->confusion && summary->accuracy && column;
    m_right->setVisible(hasMap);
    if (hasMap) {
        m_confusionOf->setFullText(tr("%1: rows expected, columns answered").arg(title(key)));
        m_confusion->show(confusionOf(*summary->confusion, m_evaluation.labels(key), columnColor(state, *column)));
        m_weakest->setFullText(weakestText(*summary->confusion, m_evaluation.labels(key)));
        showBars();
    }
    showRun(); // what is wanting may be another
}

void EvaluatePanel::showBars()
{
    const int key = m_results->chosen(), baseline = m_evaluation.baseline();
    const evaluate::Summary *here = m_evaluation.summary(key), *there = m_evaluation.summary(baseline);
    const std::vector<std::string> &labels = m_evaluation.labels(key), &others = m_evaluation.labels(baseline);
    LabelBarsData data;
    data.here = columnColor(m_session.state(), *m_session.state().column(key));
    data.isBaseline = key == baseline;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        LabelBarsData::Bar bar{QString::fromStdString(labels[i]), 0, here->confusion->quality(i).f1, false};
        const auto same = std::find(others.begin(), others.end(), labels[i]);
        if (there && there->confusion && there->accuracy && same != others.end()) {
            bar.there = there->confusion->quality(std::size_t(same - others.begin())).f1;
            bar.hasThere = true;
        }
        data.bars << bar;
    }
    m_bars->show(data);
    m_barsOf->setFullText(data.isBaseline ? tr("F1") : tr("F1, the baseline above"));
}

/// The label with the lowest recall, and what it is taken for most.
QString EvaluatePanel::weakestText(const evaluate::Confusion &confusion, const std::vector<std::string> &labels) const
{
    std::size_t weakest = labels.size();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const evaluate::LabelQuality quality = confusion.quality(i);
        if (quality.support > 0 && quality.recall < 1
            && (weakest == labels.size() || quality.recall < confusion.quality(weakest).recall))
            weakest = i;
    }
    if (weakest == labels.size())
        return {};
    std::vector<std::int64_t> row = confusion.counts()[weakest];
    row[weakest] = 0;
    const auto most = std::max_element(row.begin(), row.end());
    return tr("Weakest for %1: %2 of %3 errors become %4.")
        .arg(QString::fromStdString(labels[weakest]), grouped(*most),
             grouped(std::accumulate(row.begin(), row.end(), std::int64_t(0))),
             QString::fromStdString(labels[std::size_t(most - row.begin())]));
}

} // namespace deltascope::views

#include "views/bench/plotpanel.h"

#include "core/pictures.h"
#include "items/bench.h"
#include "items/typedinput.h"
#include "views/bench/divergencelegend.h"
#include "views/bench/divergenceplot.h"
#include "views/common/columnlook.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/common/popup.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::views {

using items::Session;

namespace {

constexpr int shownText = 60;

/// The first module that any line moves; empty if none does.
QString firstDifference(const QList<DivergenceLine> &lines)
{
    std::size_t first = SIZE_MAX;
    QString name;
    for (const DivergenceLine &line : lines) {
        const auto moved = std::find_if(line.points().begin(), line.points().end(), [](const ModuleDivergence &point) {
            return point.relative > items::roundingNoise;
        });
        if (moved == line.points().end() || std::size_t(moved - line.points().begin()) >= first)
            continue;
        first = std::size_t(moved - line.points().begin());
        name = QString::fromStdString(moved->name);
    }
    return name;
}

} // namespace

PlotPanel::PlotPanel(Session &session, items::Meters &meters, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_meters(meters)
    , m_scope(new QToolButton(this))
    , m_hint(new ElidedLabel({}, this))
    , m_legend(new DivergenceLegend(this))
    , m_plot(new DivergencePlot(this))
{
    m_scope->setProperty("role", "choice");
    m_scope->setToolTip(tr("On which inputs the plot and the meters of the deltas are measured"));
    m_hint->setProperty("role", "small");
    m_hint->setElideMode(Qt::ElideMiddle);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 5, 12, 0);
    head->setSpacing(8);
    head->addWidget(makeLabel(tr("WHERE OUTPUTS PART FROM THE BACKBONE"), "section", this));
    head->addWidget(m_scope);
    head->addWidget(m_hint, 1);
    head->addWidget(m_legend);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(2);
    all->addLayout(head);
    all->addWidget(m_plot, 1);
    connect(m_scope, &QToolButton::clicked, this, &PlotPanel::openScopeMenu);
    connect(&meters, &items::Meters::measured, this, &PlotPanel::refresh);
    for (const auto signal : {&Session::networkChanged, &Session::columnsChanged, &Session::deltasChanged,
                              &Session::inputsChanged, &Session::mixChanged})
        connect(&session, signal, this, &PlotPanel::refresh);
    refresh();
}

QList<DivergenceLine> PlotPanel::lines() const
{
    const items::SessionState &state = m_session.state();
    QList<DivergenceLine> lines;
    int number = 0;
    for (const items::BenchColumn &column : state.columns) {
        const QList<int> series = columnSeries(state, column);
        const auto points = m_meters.divergence(column.key);
        if (!points || series.isEmpty() || items::isRepeat(state, column))
            continue;
        const bool isLive = column.kind == items::ColumnKind::AsAttached;
        lines.append({items::titleOf(state, column), isLive ? DivergenceLine::live : number++, series, points});
    }
    return lines;
}

QString PlotPanel::hint(const QList<DivergenceLine> &lines) const
{
    const NetworkInfo *network = m_session.network();
    const auto &inputs = m_session.state().inputs;
    const bool hasInputs = std::any_of(inputs.begin(), inputs.end(),
                                       [](const items::BenchInput &input) { return items::isRunnable(input.input); });
    if (!network)
        return tr("open a model first");
    if (!network->runnable)
        return tr("this model opens as a tree only");
    if (!hasInputs)
        return takesPictures(*network) ? tr("choose a picture to see where the columns act")
                                       : tr("type a sentence to see where the columns act");
    if (lines.isEmpty())
        return m_meters.isSettled() ? tr("attach a delta or add a column to see where it acts") : tr("measuring…");
    const QString first = firstDifference(lines);
    if (first.isEmpty() && !m_meters.isSettled())
        return tr("measuring…");
    return first.isEmpty() ? tr("|y − y₀| / |y₀|, no difference anywhere")
                           : tr("|y − y₀| / |y₀|, first difference at %1").arg(first);
}

QString PlotPanel::scopeText() const
{
    const auto &inputs = m_session.state().inputs;
    const auto only = std::find_if(inputs.begin(), inputs.end(), [this](const items::BenchInput &input) {
        return input.key == m_meters.onlyInput();
    });
    if (only != inputs.end())
        return tr("on input %1 alone").arg(only - inputs.begin() + 1);
    const auto count = std::count_if(inputs.begin(), inputs.end(),
                                     [](const items::BenchInput &input) { return items::isRunnable(input.input); });
    if (m_meters.failed() > 0)
        return tr("on %1 of %2 inputs together, the others could not run")
            .arg(grouped(count - m_meters.failed()), grouped(count));
    return count == 1 ? tr("on the input") : tr("on all %1 inputs together").arg(grouped(count));
}

void PlotPanel::refresh()
{
    const QList<DivergenceLine> shown = lines();
    const NetworkInfo *network = m_session.network();
    m_scope->setText(scopeText());
    m_scope->setAccessibleName(m_scope->text());
    m_scope->setVisible(!shown.isEmpty());
    m_hint->setFullText(hint(shown));
    m_legend->setLines(shown);
    m_plot->setLines(shown);
    m_plot->setSubject(network ? tr("%1, relative change of each module's output %2")
                                     .arg(QString::fromStdString(network->model), scopeText())
                               : QString());
}

void PlotPanel::openScopeMenu()
{
    QMenu *menu = makePopup(this);
    const auto add = [&](const QString &text, std::optional<int> key) {
        QAction *action = menu->addAction(text, this, [this, key] { m_meters.measureOn(key); });
        action->setCheckable(true);
        action->setChecked(m_meters.onlyInput() == key);
    };
    add(tr("All inputs together"), {});
    menu->addSeparator();
    int number = 0;
    for (const items::BenchInput &input : m_session.state().inputs) {
        ++number;
        if (!items::isRunnable(input.input))
            continue;
        const QString text = items::typedText(input.input).simplified();
        add(tr("%1: %2").arg(number).arg(text.size() > shownText ? text.left(shownText - 1) + QStringLiteral("…")
                                                                 : text),
            input.key);
    }
    popUpBelow(menu, *m_scope);
}

void PlotPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        refresh();
}

} // namespace deltascope::views

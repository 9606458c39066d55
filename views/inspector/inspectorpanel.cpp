#include "views/inspector/inspectorpanel.h"

#include "views/common/labels.h"
#include "views/common/meterbar.h"
#include "views/common/numbers.h"
#include "views/common/theme.h"
#include "views/inspector/barchart.h"
#include "views/inspector/taplist.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

using items::Session;

namespace {

constexpr int emptyChartHeight = 26;

QHBoxLayout *titleRow(QLabel *left, QLabel *right)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 0);
    row->addWidget(left);
    row->addStretch();
    row->addWidget(right);
    return row;
}

/// "512 → 128" where a weight says so.
QString flowOf(const ModuleInfo &module)
{
    for (const ParamInfo &param : module.params)
        if (param.name == "weight" && param.shape.size() == 2) {
            const bool inFirst = module.type == "Conv1D" || module.type.find("Embedding") != std::string::npos;
            return QStringLiteral("%1 → %2").arg(grouped(param.shape[inFirst ? 0 : 1]), grouped(param.shape[inFirst ? 1 : 0]));
        }
    return {};
}

} // namespace

InspectorPanel::InspectorPanel(Session &session, bridge::Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_workspace(workspace)
    , m_hint(makeLabel(tr("Select a module in the tree: its parameters, the deltas that sit there and their spectrum stand here."), "muted", this))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Inspector"));
    auto *title = makeLabel(tr("INSPECTOR"), "section", this);
    title->setContentsMargins(12, 9, 12, 6);
    m_hint->setWordWrap(true);
    m_hint->setContentsMargins(12, 4, 12, 4);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_body = makeBody();
    scroll->setWidget(m_body);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(title);
    all->addWidget(m_hint);
    all->addWidget(scroll, 1);
    connectSession();
    refresh();
}

QWidget *InspectorPanel::makeBody()
{
    auto *body = new QWidget;
    m_name = makeLabel({}, "muted", body);
    m_name->setWordWrap(true);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_name->setTextFormat(Qt::RichText);
    m_name->setContentsMargins(12, 0, 12, 0);
    m_facts = makeLabel({}, "muted", body);
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setContentsMargins(12, 2, 12, 10);
    m_tapsTitle = makeLabel(tr("TAPS, IN ORDER"), "section", body);
    m_taps = new TapList(m_session, body);
    m_spectrumTitle = makeLabel({}, "section", body);
    m_rank = makeLabel({}, "small", body);
    m_spectrum = new BarChart(body);
    m_ratioBar = new MeterBar(body);
    m_ratio = makeLabel({}, "small", body);
    m_weightPart = new QWidget(body);
    m_weightFacts = makeLabel({}, "small", m_weightPart);
    m_weights = new BarChart(m_weightPart);

    auto *all = new QVBoxLayout(body);
    all->setContentsMargins(0, 0, 0, 8);
    all->setSpacing(4);
    all->addWidget(m_name);
    all->addWidget(m_facts);
    all->addLayout(titleRow(m_tapsTitle, makeLabel({}, "small", body)));
    all->addWidget(m_taps);
    m_spectrumPart = new QWidget(body);
    auto *spectrum = new QVBoxLayout(m_spectrumPart);
    spectrum->setContentsMargins(0, 10, 0, 0);
    spectrum->setSpacing(4);
    spectrum->addLayout(titleRow(m_spectrumTitle, m_rank));
    auto *chart = new QHBoxLayout;
    chart->setContentsMargins(12, 0, 12, 0);
    chart->addWidget(m_spectrum);
    spectrum->addLayout(chart);
    m_ratioPart = new QWidget(m_spectrumPart);
    auto *ratio = new QHBoxLayout(m_ratioPart);
    ratio->setContentsMargins(12, 2, 12, 0);
    auto *ratioName = makeLabel(tr("|ΔW| / |W|"), "muted", m_ratioPart);
    ratioName->setToolTip(tr("Frobenius norm of this tap's update over that of the weight, at strength 1"));
    ratio->addWidget(ratioName);
    ratio->addWidget(m_ratioBar, 1);
    ratio->addWidget(m_ratio);
    spectrum->addWidget(m_ratioPart);
    all->addWidget(m_spectrumPart);
    auto *weights = new QVBoxLayout(m_weightPart);
    weights->setContentsMargins(12, 10, 12, 0);
    weights->setSpacing(4);
    m_paramRow = new QHBoxLayout;
    m_paramRow->setSpacing(4);
    m_paramRow->addStretch();
    m_paramRow->addWidget(m_weightFacts);
    weights->addLayout(m_paramRow);
    weights->addWidget(m_weights);
    all->addWidget(m_weightPart);
    all->addStretch();
    return body;
}

void InspectorPanel::connectSession()
{
    connect(&m_session, &Session::networkChanged, this, [this] { inspect({}, {}); });
    connect(&m_session, &Session::deltasChanged, this, &InspectorPanel::load);
    connect(&m_session, &Session::engineTold, this, &InspectorPanel::load);
    connect(&m_session, &Session::mixChanged, this, &InspectorPanel::syncTaps);
    connect(m_taps, &TapList::selectionChanged, this, &InspectorPanel::showSpectrum);
    connect(&m_workspace, &bridge::Workspace::described, this, [this](bridge::Ticket ticket, const ModuleStatistics &statistics) {
        if (ticket != m_ticket)
            return;
        m_ticket = 0;
        m_statistics = statistics;
        refresh();
    });
    connect(&m_workspace, &bridge::Workspace::failed, this, [this](bridge::Ticket ticket, bridge::Lane, const Error &error) {
        if (ticket != m_ticket)
            return;
        m_ticket = 0;
        m_error = QString::fromStdString(error.sentence());
        refresh();
    });
}

void InspectorPanel::inspect(const QString &label, const QList<int> &modules)
{
    if (m_modules != modules) {
        m_statistics.reset();
        m_param = 0;
    }
    m_label = label;
    m_modules = modules;
    load();
}

void InspectorPanel::load()
{
    m_error.clear();
    m_ticket = m_modules.isEmpty() || !m_session.network() ? 0 : m_workspace.statistics(m_modules.first());
    refresh();
}

void InspectorPanel::refresh()
{
    const bool isEmpty = m_modules.isEmpty() || !m_session.network();
    m_hint->setVisible(isEmpty);
    m_body->setVisible(!isEmpty);
    if (isEmpty)
        return;
    showModule();
    syncTaps();
    showWeights();
}

void InspectorPanel::showModule()
{
    const Theme &t = theme();
    const ModuleInfo &module = m_session.network()->modules.at(std::size_t(m_modules.first()));
    const QString name = !m_label.isEmpty() ? m_label : module.name.empty() ? tr("root") : QString::fromStdString(module.name);
    // Zero-width spaces let a long path break at its dots.
    m_name->setFont(t.mono());
    m_name->setText(QStringLiteral("<span style='color:%1'>%2</span>")
                        .arg(t.name.name(), name.toHtmlEscaped().replace(QLatin1Char('.'), QStringLiteral(".&#8203;"))));
    QStringList facts;
    if (const QString flow = flowOf(module); !flow.isEmpty())
        facts << flow;
    std::int64_t bytes = 0;
    for (const ParamInfo &param : module.params)
        bytes += elementCount(param.shape).value_or(0) * std::int64_t(byteSize(param.dtype));
    if (!module.params.empty()) {
        facts << QString::fromUtf8(toText(module.params.front().dtype).data());
        facts << (m_modules.size() > 1 ? tr("%1 each, %2 modules").arg(bytesText(bytes)).arg(m_modules.size()) : bytesText(bytes));
    } else {
        facts << tr("no parameters of its own");
    }
    m_facts->setText(QStringLiteral("<span style='color:%1'>%2</span> <span style='color:%3'>%4</span>")
                         .arg(t.type.name(), QString::fromStdString(module.type).toHtmlEscaped(), t.muted.name(),
                             facts.join(QStringLiteral(", ")).toHtmlEscaped()));
}

TapRow *InspectorPanel::tapRow(DeltaId id) const
{
    return m_taps->row(id);
}

void InspectorPanel::syncTaps()
{
    if (m_modules.isEmpty() || !m_session.network())
        return;
    m_taps->show(m_modules);
    showSpectrum();
}

void InspectorPanel::showSpectrum()
{
    const items::SessionDelta *delta = m_session.state().find(m_taps->selected());
    m_spectrumPart->setVisible(delta);
    if (!delta)
        return;
    m_spectrumTitle->setText(tr("SPECTRUM, %1").arg(QString::fromStdString(delta->info->name).toUpper()));
    const TapStatistics *tap = nullptr;
    if (m_statistics)
        for (const TapStatistics &each : m_statistics->taps)
            if (each.delta == delta->setting.id && (!tap || tap->singularValues.empty()))
                tap = &each;
    BarData data;
    data.horizontal = tr("index");
    data.vertical = tr("singular value");
    data.color = theme().seriesColor(delta->series);
    data.marks = BarData::Marks::Count;
    data.waiting = !m_error.isEmpty() ? m_error : m_ticket ? tr("computing…") : tr("no update of a weight matrix here");
    if (tap)
        data.bars = tap->singularValues;
    const bool isDefined = tap && !tap->singularValues.empty();
    m_spectrum->setFixedHeight(isDefined || m_ticket ? m_spectrum->sizeHint().height() : emptyChartHeight);
    m_spectrum->show(data);
    m_rank->setText(isDefined ? tr("rank %1 of %2").arg(tap->effectiveRank, 0, 'f', 1).arg(tap->singularValues.size()) : QString());
    m_rank->setToolTip(tr("effective rank: exponential of the entropy of the normalised singular values"));
    const bool hasRatio = tap && tap->relativeNorm > 0;
    m_ratioPart->setVisible(hasRatio || m_ticket);
    m_ratioBar->setLevel(hasRatio ? std::min(1.0, tap->relativeNorm) : 0, data.color);
    m_ratioBar->setToolTip(tr("full where the update is as large as the weight"));
    m_ratio->setText(hasRatio ? shortNumber(tap->relativeNorm) : QStringLiteral("–"));
}

/// A button for every parameter of the module; the chosen one's histogram is shown.
void InspectorPanel::syncParams(const ModuleInfo &module)
{
    const int count = int(module.params.size());
    m_param = std::min(m_param, count - 1);
    while (m_params.size() > count)
        delete m_params.takeLast();
    while (m_params.size() < count) {
        auto *button = new QToolButton(m_weightPart);
        button->setCheckable(true);
        button->setProperty("role", "toggle");
        const int index = int(m_params.size());
        connect(button, &QToolButton::clicked, this, [this, index] {
            m_param = index;
            showWeights();
        });
        m_paramRow->insertWidget(index, button);
        m_params.append(button);
    }
    for (int i = 0; i < count; ++i) {
        const ParamInfo &param = module.params[std::size_t(i)];
        m_params[i]->setText(QString::fromStdString(param.name));
        m_params[i]->setToolTip(QString::fromStdString(param.name + " " + toText(param.shape)));
        m_params[i]->setAccessibleName(tr("Histogram of %1").arg(m_params[i]->text()));
        m_params[i]->setChecked(i == m_param);
    }
}

void InspectorPanel::showWeights()
{
    const ModuleInfo &module = m_session.network()->modules.at(std::size_t(m_modules.first()));
    m_weightPart->setVisible(!module.params.empty());
    if (module.params.empty())
        return;
    syncParams(module);
    BarData data;
    data.horizontal = tr("value");
    data.vertical = tr("count");
    data.color = Theme::mixed(theme().accent, theme().panel, 0.75);
    data.waiting = !m_error.isEmpty() ? m_error : m_ticket ? tr("computing…") : tr("no numbers");
    m_weightFacts->clear();
    if (m_statistics && std::size_t(m_param) < m_statistics->params.size()) {
        const ParamStatistics &weight = m_statistics->params[std::size_t(m_param)];
        data.bars = weight.histogram;
        data.from = weight.smallest;
        data.to = weight.largest;
        QString facts = tr("mean %1 std %2").arg(weight.mean, 0, 'f', 3).arg(weight.deviation, 0, 'f', 3);
        if (weight.notFinite > 0)
            facts += tr(", %1 not finite").arg(grouped(weight.notFinite));
        m_weightFacts->setText(facts);
    }
    m_weights->show(data);
}

void InspectorPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_body)
        refresh();
}

} // namespace deltascope::views

#include "views/inspector/inspectorpanel.h"

#include "items/wording.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/common/theme.h"
#include "views/inspector/spectrumview.h"
#include "views/inspector/taplist.h"
#include "views/inspector/weightsview.h"

#include <QEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

namespace deltascope::views {

using items::Session;

namespace {

/// "512 → 128" where a weight says so.
QString flowOf(const ModuleInfo &module)
{
    for (const ParamInfo &param : module.params)
        if (param.name == "weight" && param.shape.size() == 2) {
            const bool inFirst = module.type == "Conv1D" || module.type.find("Embedding") != std::string::npos;
            return QStringLiteral("%1 → %2").arg(grouped(param.shape[inFirst ? 0 : 1]),
                                                 grouped(param.shape[inFirst ? 1 : 0]));
        }
    return {};
}

} // namespace

InspectorPanel::InspectorPanel(Session &session, items::Questions &questions, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_questions(questions)
    , m_hint(makeLabel(
          tr("Select a module in the tree: its parameters, the deltas that sit there and their spectrum stand here."),
          "muted", this))
    , m_scroll(new QScrollArea(this))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Inspector"));
    auto *title = makeLabel(tr("INSPECTOR"), "section", this);
    title->setContentsMargins(12, 9, 12, 6);
    m_hint->setWordWrap(true);
    m_hint->setContentsMargins(12, 4, 12, 4);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // what it holds takes it
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_body = makeBody();
    m_scroll->setWidget(m_body);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(title);
    all->addWidget(m_hint);
    all->addWidget(m_scroll, 1);
    all->addStretch();
    connectSession();
    refresh();
}

QWidget *InspectorPanel::makeBody()
{
    auto *body = new QWidget;
    m_name = makeLabel({}, "mono", body);
    m_name->setWordWrap(true);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_name->setTextFormat(Qt::RichText);
    m_name->setContentsMargins(12, 0, 12, 0);
    m_facts = makeLabel({}, "muted", body);
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setContentsMargins(12, 2, 12, 10);
    auto *tapsTitle = makeLabel(tr("TAPS, IN ORDER"), "section", body);
    tapsTitle->setContentsMargins(12, 0, 12, 0);
    m_taps = new TapList(m_session, body);
    m_spectrum = new SpectrumView(body);
    m_weights = new WeightsView(body);
    auto *all = new QVBoxLayout(body);
    all->setContentsMargins(0, 0, 0, 8);
    all->setSpacing(4);
    all->addWidget(m_name);
    all->addWidget(m_facts);
    all->addWidget(tapsTitle);
    all->addWidget(m_taps);
    all->addWidget(m_spectrum);
    all->addWidget(m_weights);
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
}

void InspectorPanel::inspect(const QString &label, const QList<int> &modules)
{
    if (m_modules != modules) {
        m_statistics.reset();
        m_weights->startOver();
    }
    m_label = label;
    m_modules = modules;
    load();
}

void InspectorPanel::load()
{
    m_error.clear();
    m_question.cancel();
    if (!m_modules.isEmpty() && m_session.network() && m_questions.can().statistics)
        m_question = m_questions.statistics(this, m_modules.first(),
                                            {.then =
                                                 [this](ModuleStatistics statistics) {
                                                     m_statistics = std::move(statistics);
                                                     refresh();
                                                 },
                                             .failed =
                                                 [this](const Error &error) {
                                                     m_error = items::wording(error);
                                                     refresh();
                                                 }});
    refresh();
}

void InspectorPanel::refresh()
{
    const bool isEmpty = m_modules.isEmpty() || !m_session.network();
    m_hint->setVisible(isEmpty);
    m_scroll->setVisible(!isEmpty);
    if (isEmpty)
        return;
    showModule();
    syncTaps();
    m_weights->show(m_session.network()->modules.at(std::size_t(m_modules.first())), m_statistics, waiting());
}

void InspectorPanel::showModule()
{
    const Theme &t = theme();
    const ModuleInfo &module = m_session.network()->modules.at(std::size_t(m_modules.first()));
    const QString name = !m_label.isEmpty()    ? m_label
                         : module.name.empty() ? tr("root")
                                               : QString::fromStdString(module.name);
    // Zero-width spaces let a long path break at its dots.
    m_name->setText(
        QStringLiteral("<span style='color:%1'>%2</span>")
            .arg(t.name.name(), name.toHtmlEscaped().replace(QLatin1Char('.'), QStringLiteral(".&#8203;"))));
    QStringList facts;
    if (const QString flow = flowOf(module); !flow.isEmpty())
        facts << flow;
    std::int64_t bytes = 0;
    for (const ParamInfo &param : module.params)
        bytes += elementCount(param.shape).value_or(0) * std::int64_t(byteSize(param.dtype));
    if (!module.params.empty()) {
        facts << QString::fromUtf8(toText(module.params.front().dtype).data());
        facts << (m_modules.size() > 1 ? tr("%1 each, %2 modules").arg(bytesText(bytes)).arg(m_modules.size())
                                       : bytesText(bytes));
    } else {
        facts << tr("no parameters of its own");
    }
    m_facts->setText(QStringLiteral("<span style='color:%1'>%2</span> <span style='color:%3'>%4</span>")
                         .arg(t.type.name(), QString::fromStdString(module.type).toHtmlEscaped(), t.muted.name(),
                              facts.join(QStringLiteral(", ")).toHtmlEscaped()));
}

TapRow *InspectorPanel::tapRow(DeltaId id) const { return m_taps->row(id); }

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
    m_spectrum->setVisible(delta);
    if (!delta)
        return;
    const TapStatistics *tap = nullptr;
    if (m_statistics)
        for (const TapStatistics &each : m_statistics->taps)
            if (each.delta == delta->setting.id && (!tap || tap->singularValues.empty()))
                tap = &each;
    m_spectrum->show(*delta, tap, waiting());
}

/// Why there are no statistics, if there are none yet.
QString InspectorPanel::waiting() const
{
    return !m_error.isEmpty() ? m_error : m_question.isOpen() ? tr("computing…") : QString();
}

void InspectorPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_body)
        refresh();
}

} // namespace deltascope::views

#include "views/responsible/responsiblepanel.h"

#include "items/wording.h"
#include "views/common/columnlook.h"
#include "views/common/inputtext.h"
#include "views/common/labels.h"
#include "views/common/mark.h"
#include "views/common/numbers.h"
#include "views/common/popup.h"
#include "views/common/takeaway.h"
#include "views/common/theme.h"
#include "views/responsible/blamechart.h"
#include "views/responsible/blametext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace deltascope::views {

using items::Blaming;

namespace {

/// The marks of the deltas that sit at a module, one behind the other.
QIcon marksAt(const BlameRequest &asked, const items::SessionState &state, int module)
{
    QList<int> series;
    for (const DeltaInfo &delta : asked.deltas)
        if (const items::SessionDelta *known = state.find(delta.id))
            if (std::any_of(delta.taps.begin(), delta.taps.end(),
                            [module](const TapInfo &tap) { return tap.module == module; }))
                series << known->series;
    return markIcon(series);
}

} // namespace

ResponsiblePanel::ResponsiblePanel(items::Session &session, Blaming &blaming, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_blaming(blaming)
    , m_input(new QToolButton(this))
    , m_from(new QToolButton(this))
    , m_to(new QToolButton(this))
    , m_save(new QToolButton(this))
    , m_progress(makeLabel({}, "small", this))
    , m_hint(makeLabel({}, "muted", this))
    , m_sentence(makeLabel({}, "result", this))
    , m_detail(makeLabel({}, "muted", this))
    , m_error(makeLabel({}, "bad", this))
    , m_bar(new QProgressBar(this))
    , m_search(new QPushButton(this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_attach(new QPushButton(tr("Attach only these"), this))
    , m_chart(new BlameChart(this))
    , m_sites(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Which layers are responsible?"));
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setContentsMargins(40, 12, 40, 12);
    m_pages->addWidget(m_hint);
    m_pages->addWidget(makeResult());
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeHead());
    all->addWidget(m_pages, 1);
    const auto text = [this] { return BlameText(m_session, m_blaming); };
    m_take = new TakeAway(*m_chart, {QStringLiteral("responsible"), [text](QChar c) { return text().table(c); },
                                     [text] { return text().json(); }, QStringLiteral("json"),
                                     [this] { return m_chart->picture(Theme::Kind::Light); }});
    connectParts();
    refresh();
}

void ResponsiblePanel::connectParts()
{
    connect(&m_blaming, &Blaming::changed, this, [this] {
        if (isVisible())
            refresh();
        tellLit();
    });
    connect(m_search, &QPushButton::clicked, &m_blaming, &Blaming::start);
    connect(m_stop, &QPushButton::clicked, &m_blaming, &Blaming::stop);
    connect(m_attach, &QPushButton::clicked, &m_blaming, &Blaming::attachFound);
    connect(m_input, &QToolButton::clicked, this, &ResponsiblePanel::openInputMenu);
    for (QToolButton *button : {m_from, m_to})
        connect(button, &QToolButton::clicked, this, [this, button] { openColumnMenu(button); });
    connect(m_save, &QToolButton::clicked, this, &ResponsiblePanel::openSaveMenu);
    const auto choose = [this](QListWidgetItem *item) {
        if (item)
            Q_EMIT moduleChosen(item->data(Qt::UserRole).toInt());
    };
    connect(m_sites, &QListWidget::itemClicked, this, choose);
    connect(m_sites, &QListWidget::itemActivated, this, choose);
    connect(m_chart, &BlameChart::trialChosen, this, [this](int trial) {
        const std::vector<int> &sites = m_blaming.trials()[std::size_t(trial)].sites;
        Q_EMIT lit({sites.begin(), sites.end()});
    });
    connect(m_take, &TakeAway::saved, this, &ResponsiblePanel::saved);
    connect(m_take, &TakeAway::failed, this, &ResponsiblePanel::failed);
}

QString ResponsiblePanel::sentence() const { return m_sentence->text(); }

void ResponsiblePanel::refresh()
{
    showQuestion();
    const bool isRunning = m_blaming.isRunning();
    m_pages->setCurrentIndex(m_blaming.hasBegun() ? 1 : 0);
    m_stop->setVisible(isRunning);
    m_search->setVisible(!isRunning);
    m_search->setText(m_blaming.hasBegun() ? tr("Search again") : tr("Search"));
    m_bar->setVisible(isRunning);
    const int all = int(m_blaming.candidates().size()), left = int(m_blaming.lit().size());
    m_bar->setRange(0, std::max(1, all));
    m_bar->setValue(all - left);
    m_progress->setText(m_blaming.hasBegun()
                            ? counted(std::int64_t(m_blaming.trials().size()), tr("%1 run"), tr("%1 runs"))
                                  + QStringLiteral(", ") + durationText(m_blaming.seconds())
                            : QString());
    m_save->setVisible(!m_blaming.trials().empty());
    if (!m_blaming.hasBegun())
        return;
    const BlameText text(m_session, m_blaming);
    m_sentence->setText(text.sentence());
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    QString detail = text.detail();
    if (!isRunning && !m_blaming.isCurrent())
        detail += (detail.isEmpty() ? QString() : QStringLiteral(" "))
                  + tr("This is of what was set when it was searched; something is otherwise now.");
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_error->setText(m_blaming.error() ? items::wording(*m_blaming.error()) : QString());
    m_error->setVisible(m_blaming.error().has_value());
    showChart();
    showSites();
}

/// The tree shows what the search has come down to, also while another tab is shown.
void ResponsiblePanel::tellLit()
{
    if (const QList<int> now = m_blaming.lit(); now != m_lit) {
        m_lit = now;
        Q_EMIT lit(now);
    }
}

void ResponsiblePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void ResponsiblePanel::showQuestion()
{
    const items::SessionState &state = m_session.state();
    const Blaming::Question question = m_blaming.question();
    const items::BenchInput *input = state.input(question.input);
    const auto title = [&state](int key) {
        const items::BenchColumn *column = state.column(key);
        return column ? items::titleOf(state, *column) : ResponsiblePanel::tr("choose…");
    };
    const auto number = input ? input - state.inputs.data() + 1 : 0;
    m_input->setText(input ? tr("Input %1  “%2”").arg(number).arg(shortInput(input->input)) : tr("no input"));
    m_from->setText(title(question.against));
    m_to->setText(title(question.column));
    m_input->setAccessibleName(m_input->text());
    m_from->setAccessibleName(tr("from %1").arg(m_from->text()));
    m_to->setAccessibleName(tr("to %1").arg(m_to->text()));
    const bool canSearch = input && state.column(question.column) && state.column(question.against);
    m_search->setEnabled(canSearch);
    const NetworkInfo *network = m_session.network();
    m_hint->setText(
        !network               ? tr("Open a model first.")
        : !network->runnable   ? tr("This model opens as a tree only: there is no answer to explain.")
        : state.deltas.empty() ? tr("Add a delta: then its answer can be traced to the layers it comes from.")
        : !canSearch           ? tr("Type an input under Try, and keep two columns that answer it.")
                               : tr("Search switches sites off, by halves and at last one by one, until the fewest are "
                                              "left that still give the answer of %1 in place of that of %2.")
                           .arg(title(question.column), title(question.against)));
}

void ResponsiblePanel::showSites()
{
    const QList<int> modules = m_blaming.lit();
    QList<int> shown;
    for (int i = 0; i < m_sites->count(); ++i)
        shown << m_sites->item(i)->data(Qt::UserRole).toInt();
    m_attach->setVisible(m_blaming.result() && !m_blaming.result()->sites.empty());
    if (shown == modules)
        return;
    m_sites->clear();
    const BlameText text(m_session, m_blaming);
    for (const int module : modules) {
        auto *item = new QListWidgetItem(marksAt(m_blaming.asked(), m_session.state(), module), text.nameOf(module));
        item->setData(Qt::UserRole, module);
        item->setToolTip(item->text());
        m_sites->addItem(item);
    }
}

void ResponsiblePanel::openInputMenu()
{
    QMenu *menu = makePopup(this);
    int number = 0;
    for (const items::BenchInput &input : m_session.state().inputs)
        menu->addAction(tr("%1  %2").arg(++number).arg(shortInput(input.input)), this, [this, key = input.key] {
            Blaming::Question question = m_blaming.question();
            question.input = key;
            m_blaming.choose(question);
        });
    popUpBelow(menu, *m_input);
}

void ResponsiblePanel::openColumnMenu(QToolButton *button)
{
    QMenu *menu = makePopup(this);
    const items::SessionState &state = m_session.state();
    for (const items::BenchColumn &column : state.columns)
        if (items::runsHere(column) && !items::isRepeat(state, column))
            menu->addAction(items::titleOf(state, column), this, [this, button, key = column.key] {
                Blaming::Question question = m_blaming.question();
                (button == m_from ? question.against : question.column) = key;
                m_blaming.choose(question);
            });
    popUpBelow(menu, *button);
}

void ResponsiblePanel::openSaveMenu()
{
    QMenu *menu = makePopup(this);
    m_take->addTo(*menu);
    popUpBelow(menu, *m_save);
}

void ResponsiblePanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_take)
        refresh();
}

} // namespace deltascope::views

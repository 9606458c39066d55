#include "views/compare/sweeppanel.h"

#include "items/wording.h"
#include "views/common/inputtext.h"
#include "views/common/labels.h"
#include "views/common/popup.h"
#include "views/common/takeaway.h"
#include "views/compare/sweepplot.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace deltascope::views {

using items::Sweep;

namespace {

constexpr int progressWidth = 90;

QString besideText(Sweep::Beside beside)
{
    return beside == Sweep::Beside::Nothing ? SweepPanel::tr("alone") : SweepPanel::tr("beside what is attached now");
}

} // namespace

SweepPanel::SweepPanel(items::Session &session, Sweep &sweep, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_sweep(sweep)
    , m_head(new QWidget(this))
    , m_delta(new QToolButton(this))
    , m_input(new QToolButton(this))
    , m_beside(new QToolButton(this))
    , m_save(new QToolButton(this))
    , m_bar(new QProgressBar(this))
    , m_hint(makeLabel({}, "muted", this))
    , m_error(makeLabel({}, "bad", this))
    , m_plot(new SweepPlot(this))
    , m_take(new TakeAway(*m_plot, {QStringLiteral("sweep"),
                                    [this](QChar c) { return SweepPlot::tableOf(m_plot->figure(), c); },
                                    {},
                                    {},
                                    [this] { return m_plot->picture(Theme::Kind::Light); }}))
{
    setProperty("surface", "window");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Strength of a delta"));
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_error->setWordWrap(true);
    m_error->setContentsMargins(12, 6, 12, 6);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_error);
    all->addWidget(m_hint, 1);
    all->addWidget(m_plot, 1);
    fillHead();
    connectParts();
    refresh();
}

void SweepPanel::fillHead()
{
    for (QToolButton *button : {m_delta, m_input, m_beside, m_save})
        button->setProperty("role", "choice");
    m_delta->setToolTip(tr("The delta whose strength is swept"));
    m_input->setToolTip(tr("The input that is answered"));
    m_beside->setToolTip(tr("What else is attached meanwhile"));
    m_save->setText(tr("Save…"));
    m_save->setToolTip(tr("Copy or save the numbers and their picture"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(progressWidth);
    m_bar->setRange(0, 0);
    m_bar->setAccessibleName(tr("Computing the sweep"));
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_delta);
    row->addWidget(m_beside);
    row->addWidget(makeLabel(tr("on"), "small", m_head));
    row->addWidget(m_input);
    row->addStretch();
    row->addWidget(m_bar);
    row->addWidget(m_save);
}

void SweepPanel::connectParts()
{
    connect(&m_sweep, &Sweep::changed, this, &SweepPanel::refresh);
    connect(m_delta, &QToolButton::clicked, this, &SweepPanel::openDeltaMenu);
    connect(m_input, &QToolButton::clicked, this, &SweepPanel::openInputMenu);
    connect(m_beside, &QToolButton::clicked, this, &SweepPanel::openBesideMenu);
    connect(m_save, &QToolButton::clicked, this, &SweepPanel::openSaveMenu);
    connect(m_plot, &SweepPlot::strengthClicked, this,
            [this](double strength) { m_session.setStrength(m_sweep.question().delta, strength); });
    connect(m_take, &TakeAway::saved, this, &SweepPanel::saved);
    connect(m_take, &TakeAway::failed, this, &SweepPanel::failed);
}

void SweepPanel::refresh()
{
    const items::SessionState &state = m_session.state();
    const Sweep::Question question = m_sweep.question();
    const items::SessionDelta *delta = state.find(question.delta);
    const items::BenchInput *input = state.input(question.input);
    const QString name = delta ? QString::fromStdString(delta->name()) : tr("no delta");
    m_delta->setText(name);
    m_input->setText(input ? QStringLiteral("“%1”").arg(shortInput(input->input)) : tr("no input"));
    m_beside->setText(besideText(question.beside));
    m_bar->setVisible(m_sweep.isRunning());
    m_error->setText(m_sweep.error() ? items::wording(*m_sweep.error()) : QString());
    m_error->setVisible(m_sweep.error().has_value());
    showHint();
    m_save->setVisible(!m_sweep.lines().isEmpty());
    SweepFigure figure{tr("%1, %2: %3").arg(name, besideText(question.beside), m_input->text()),
                       name,
                       m_sweep.meaning(),
                       m_sweep.strengths(),
                       m_sweep.lines(),
                       m_sweep.answers(),
                       delta ? delta->setting.strength : 1};
    m_plot->show(figure);
}

void SweepPanel::showHint()
{
    const Sweep::Question question = m_sweep.question();
    const NetworkInfo *network = m_session.network();
    m_hint->setText(!network             ? tr("Open a model first.")
                    : !network->runnable ? tr("This model opens as a tree only: nothing comes out of it.")
                    : question.delta < 0
                        ? tr("Add a delta that has a strength: what comes out from none of it to twice "
                             "as trained stands here.")
                    : question.input < 0 ? tr("Type an input under Try.")
                                         : QString());
    const bool hasHint = !m_hint->text().isEmpty();
    m_hint->setVisible(hasHint);
    m_plot->setVisible(!hasHint);
}

void SweepPanel::openDeltaMenu()
{
    QMenu *menu = makePopup(this);
    for (const items::SessionDelta &delta : m_session.state().deltas)
        menu->addAction(QString::fromStdString(delta.name()), this,
                        [this, id = delta.setting.id] {
                            Sweep::Question question = m_sweep.question();
                            question.delta = id;
                            m_sweep.choose(question);
                        })
            ->setEnabled(delta.isThere() && delta.info->hasStrength);
    popUpBelow(menu, *m_delta);
}

void SweepPanel::openInputMenu()
{
    QMenu *menu = makePopup(this);
    int number = 0;
    for (const items::BenchInput &input : m_session.state().inputs)
        menu->addAction(tr("%1  %2").arg(++number).arg(shortInput(input.input)), this, [this, key = input.key] {
            Sweep::Question question = m_sweep.question();
            question.input = key;
            m_sweep.choose(question);
        });
    popUpBelow(menu, *m_input);
}

void SweepPanel::openBesideMenu()
{
    QMenu *menu = makePopup(this);
    for (const Sweep::Beside beside : {Sweep::Beside::Nothing, Sweep::Beside::Attached})
        menu->addAction(besideText(beside), this, [this, beside] {
            Sweep::Question question = m_sweep.question();
            question.beside = beside;
            m_sweep.choose(question);
        });
    popUpBelow(menu, *m_beside);
}

void SweepPanel::openSaveMenu()
{
    QMenu *menu = makePopup(this);
    m_take->addTo(*menu);
    popUpBelow(menu, *m_save);
}

void SweepPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_sweep.setFollowed(true);
}

void SweepPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_sweep.setFollowed(false);
}

} // namespace deltascope::views

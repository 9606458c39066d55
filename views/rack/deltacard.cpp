#include "views/rack/deltacard.h"

#include "items/meters.h"
#include "views/common/labels.h"
#include "views/common/mark.h"
#include "views/common/meterbar.h"
#include "views/common/numbers.h"
#include "views/common/pressdrag.h"
#include "views/common/strengthslider.h"
#include "views/common/switch.h"
#include "views/common/theme.h"
#include "views/rack/problemchips.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace deltascope::views {

namespace {

constexpr int widestBadge = 84;

/// How many, and of a delta that is half attached at how many of its parameters.
QString parametersText(const CardState &state)
{
    const QString all = grouped(state.delta.info->parameterCount);
    return state.attached ? DeltaCard::tr("%1 of %2 parameters").arg(grouped(*state.attached), all)
                          : DeltaCard::tr("%1 parameters").arg(all);
}

QString badgeOf(const items::SessionDelta &delta)
{
    if (!delta.isThere())
        return delta.problem.empty() ? DeltaCard::tr("loading…") : DeltaCard::tr("not there");
    return QString::fromStdString(delta.info->summary.empty() ? delta.info->kind : delta.info->summary);
}

} // namespace

DeltaCard::DeltaCard(QWidget *parent)
    : QFrame(parent)
    , m_mark(new MarkLabel(0, MarkFill::Hollow, this))
    , m_name(new ElidedLabel({}, this))
    , m_nameEdit(new QLineEdit(this))
    , m_badge(new ElidedLabel({}, this))
    , m_solo(new QToolButton(this))
    , m_switch(new Switch(this))
    , m_hyper(new ElidedLabel({}, this))
    , m_strength(new StrengthSlider(this))
    , m_noStrength(makeLabel({}, "small", this))
    , m_meter(new MeterBar(this))
    , m_problems(new ProblemChips(this))
    , m_find(new QPushButton(tr("Find it…"), this))
    , m_parameters(makeLabel({}, "small", this))
    , m_effect(makeLabel({}, "small", this))
{
    setFocusPolicy(Qt::StrongFocus);
    m_name->setProperty("role", "strong");
    m_name->setMinimumWidth(46);
    m_badge->setProperty("role", "chip");
    m_badge->setElideMode(Qt::ElideRight);
    m_badge->setAlignment(Qt::AlignCenter);
    m_hyper->setProperty("role", "small");
    m_hyper->setElideMode(Qt::ElideRight);
    m_noStrength->setWordWrap(true);
    m_nameEdit->setProperty("role", "inline");
    m_nameEdit->setVisible(false);
    m_nameEdit->setAccessibleName(tr("New name of the delta"));
    m_nameEdit->installEventFilter(this);
    m_solo->setText(tr("S"));
    m_solo->setCheckable(true);
    m_solo->setProperty("role", "framed");
    layOut();
    connectParts();
}

void DeltaCard::layOut()
{
    auto *head = new QHBoxLayout;
    head->setSpacing(5);
    head->addWidget(m_mark);
    head->addWidget(m_name);
    head->addWidget(m_nameEdit, 1);
    head->addWidget(m_badge);
    head->addStretch();
    head->addWidget(m_solo);
    head->addWidget(m_switch);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_parameters);
    foot->addStretch();
    foot->addWidget(m_effect);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(12, 7, 8, 7);
    all->setSpacing(4);
    all->addLayout(head);
    all->addWidget(m_hyper);
    all->addWidget(m_problems);
    all->addWidget(m_find, 0, Qt::AlignLeft);
    all->addWidget(m_strength);
    all->addWidget(m_noStrength);
    all->addWidget(m_meter);
    all->addLayout(foot);
}

void DeltaCard::connectParts()
{
    auto *drag = new PressDrag(this);
    connect(drag, &PressDrag::clicked, this, &DeltaCard::selected);
    connect(drag, &PressDrag::moved, this, &DeltaCard::dragMoved);
    connect(drag, &PressDrag::ended, this, &DeltaCard::dragEnded);
    connect(m_switch, &Switch::clicked, this, &DeltaCard::switched);
    connect(m_solo, &QToolButton::clicked, this, &DeltaCard::soloed);
    connect(m_find, &QPushButton::clicked, this, &DeltaCard::findAsked);
    connect(m_strength, &StrengthSlider::gestureBegun, this, &DeltaCard::strengthGestureBegun);
    connect(m_strength, &StrengthSlider::valueEdited, this, &DeltaCard::strengthEdited);
    connect(m_nameEdit, &QLineEdit::editingFinished, this, [this] {
        if (m_nameEdit->isHidden())
            return;
        m_nameEdit->setVisible(false);
        m_name->setVisible(true);
        m_badge->setVisible(true);
        Q_EMIT renamed(m_nameEdit->text().trimmed());
    });
}

void DeltaCard::show(const CardState &state)
{
    m_state = state;
    const items::SessionDelta &delta = state.delta;
    const QString name = QString::fromStdString(delta.info->name);
    const QColor color = theme().seriesColor(delta.series);
    const bool isHeard = items::isHeard(delta.setting);
    m_mark->setMark(delta.series, fillOf(state.attachment));
    m_name->setLikes(state.names);
    m_name->setFullText(name);
    m_badge->setFullText(badgeOf(delta));
    m_badge->setMinimumWidth(std::min(m_badge->sizeHint().width(), widestBadge));
    m_solo->setChecked(state.solo == CardState::Solo::This);
    m_solo->setToolTip(tr("Solo: hear only %1").arg(name));
    m_solo->setAccessibleName(tr("Solo %1").arg(name));
    const bool isSoloed = state.solo == CardState::Solo::This;
    m_switch->setChecked(isHeard || isSoloed);
    m_switch->setColor(color);
    m_switch->setToolTip(
        isHeard    ? tr("Detach %1 everywhere").arg(name)
        : isSoloed ? tr("Solo: %1 is heard although it is detached. Click to attach it beyond the solo.").arg(name)
                   : tr("Attach %1 everywhere").arg(name));
    m_switch->setAccessibleName(tr("%1 attached").arg(name));
    m_strength->setColor(isHeard || isSoloed ? color : QColor());
    m_strength->setWhat(name);
    m_strength->setValue(delta.setting.strength);
    m_strength->setVisible(delta.info->hasStrength);
    m_noStrength->setText(noStrengthText(*delta.info));
    m_noStrength->setVisible(!delta.info->hasStrength);
    setAccessibleName(tr("%1, %2, %3")
                          .arg(name, m_badge->fullText(),
                               state.attachment == Attachment::Partly ? tr("half attached")
                               : isHeard                              ? tr("attached")
                               : isSoloed                             ? tr("detached, heard by solo")
                                                                      : tr("detached")));
    setRole(m_badge, state.isSelected ? "selected-chip" : "chip");
    setRole(m_solo, state.isSelected ? "selected-framed" : "framed");
    showHyper();
    showProblems();
    showFoot();
    showPresence();
    update();
}

/// Of a delta that is not there the card holds the place, with its name, colour and strength.
void DeltaCard::showPresence()
{
    const items::SessionDelta &delta = m_state.delta;
    const bool isGone = !delta.problem.empty();
    m_find->setVisible(isGone);
    m_find->setEnabled(!delta.request.path.empty());
    m_find->setAccessibleName(tr("Find %1").arg(QString::fromStdString(delta.name())));
    m_meter->setVisible(delta.isThere());
    m_parameters->setVisible(delta.isThere());
    m_effect->setVisible(delta.isThere());
    m_switch->setEnabled(delta.isThere());
    m_solo->setEnabled(delta.isThere());
}

void DeltaCard::showHyper()
{
    QStringList values, lines{tr("Targets: %1").arg(joined(m_state.delta.info->targets))};
    for (const HyperParameter &hyper : m_state.delta.info->hyper) {
        values << QString::fromStdString(hyper.name + " " + hyper.value);
        lines << QString::fromStdString(hyper.name + " = " + hyper.value);
    }
    m_hyper->setFullText(values.join(QStringLiteral(" · ")));
    m_hyper->setHint(lines.join(QLatin1Char('\n')));
    m_hyper->setVisible(!values.isEmpty());
}

void DeltaCard::showProblems()
{
    std::vector<Problem> problems = m_state.delta.info->problems;
    if (!m_state.delta.problem.empty())
        problems.push_back({"not-there", Problem::Severity::Error, m_state.delta.problem});
    const bool saysNoEffect
        = std::any_of(problems.begin(), problems.end(), [](const Problem &p) { return p.code == "no-effect"; });
    if (!saysNoEffect && m_state.effect && *m_state.effect < items::roundingNoise
        && m_state.delta.setting.strength != 0)
        problems.push_back({"no-effect", Problem::Severity::Warning,
                            tr("On the current inputs this delta does not change the output at all.").toStdString()});
    m_problems->show(problems);
}

void DeltaCard::showFoot()
{
    const DeltaSetting &setting = m_state.delta.setting;
    const bool isSilenced = m_state.solo == CardState::Solo::Other;
    const bool isHeard = (items::isHeard(setting) || m_state.solo == CardState::Solo::This) && !isSilenced;
    const QColor color = theme().seriesColor(m_state.delta.series);
    m_parameters->setText(parametersText(m_state));
    const QString effect = m_state.effect ? tr("effect %1").arg(percent(*m_state.effect, 0)) : QString();
    m_meter->setLevel(isHeard ? m_state.effect.value_or(0) : 0, color);
    const bool isOnlySoloed = isHeard && !items::isHeard(setting);
    m_effect->setText(isSilenced && items::isHeard(setting)      ? tr("silent (solo)")
                      : !isHeard                                 ? tr("detached")
                      : isOnlySoloed                             ? tr("solo, detached · %1").arg(effect)
                      : !effect.isEmpty()                        ? effect
                      : m_state.attachment == Attachment::Partly ? tr("half attached")
                                                                 : tr("attached"));
    QString tip = m_state.effectMeaning;
    if (m_state.effect && !isHeard)
        tip = tr("Attached alone: %1.").arg(effect) + QLatin1Char('\n') + tip;
    m_meter->setToolTip(tip);
    m_effect->setToolTip(tip);
    m_meter->setAccessibleName(effect);
}

void DeltaCard::editName()
{
    m_nameEdit->setText(m_name->fullText());
    m_name->setVisible(false);
    m_badge->setVisible(false);
    m_nameEdit->setVisible(true);
    m_nameEdit->selectAll();
    m_nameEdit->setFocus();
}

void DeltaCard::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(box, t.radius + 1, t.radius + 1);
    painter.fillPath(outline, m_state.isSelected ? Theme::mixed(t.selection, t.raised, 0.55) : t.raised);
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme().seriesColor(m_state.delta.series));
    painter.restore();
    painter.setPen(QPen(hasFocus() ? t.accent : t.line, hasFocus() ? 1.5 : 1));
    painter.drawPath(outline);
}

void DeltaCard::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_name->geometry().contains(event->position().toPoint()))
        editName();
}

void DeltaCard::contextMenuEvent(QContextMenuEvent *event) { Q_EMIT menuRequested(event->globalPos()); }

void DeltaCard::keyPressEvent(QKeyEvent *event)
{
    const bool alt = event->modifiers() & Qt::AltModifier;
    switch (event->key()) {
    case Qt::Key_Space: Q_EMIT switched(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT selected(); break;
    case Qt::Key_F2: editName(); break;
    case Qt::Key_Delete: Q_EMIT removeAsked(); break;
    case Qt::Key_Up: alt ? Q_EMIT moveAsked(-1) : void(focusNextPrevChild(false)); break;
    case Qt::Key_Down: alt ? Q_EMIT moveAsked(1) : void(focusNextPrevChild(true)); break;
    default: QFrame::keyPressEvent(event);
    }
}

bool DeltaCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_nameEdit && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_nameEdit->setText(m_name->fullText());
        m_nameEdit->clearFocus();
        setFocus();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace deltascope::views

#include "views/rack/presetrow.h"

#include "views/common/mark.h"
#include "views/common/popup.h"
#include "views/common/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace deltascope::views {

namespace {

constexpr int chipHeight = 24, padding = 6, gap = 4, signSize = 10, mostMarks = 4, mostName = 90, mostKeys = 9;

} // namespace

PresetChip::PresetChip(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
}

void PresetChip::show(const Look &look)
{
    m_look = look;
    const QString key = look.number <= mostKeys ? tr(" (Ctrl+%1)").arg(look.number) : QString();
    setToolTip(tr("Attach %1%2").arg(look.name, key));
    setAccessibleName(tr("Preset %1: %2").arg(look.number).arg(look.name));
    setAccessibleDescription(look.isPluggedIn ? tr("attached") : QString());
    updateGeometry();
    update();
}

QSize PresetChip::sizeHint() const
{
    const QFontMetrics metrics(theme().ui(Theme::Size::Small));
    const int marks = std::clamp(int(m_look.series.size()), 1, mostMarks);
    int width = 2 * padding + metrics.horizontalAdvance(QString::number(m_look.number)) + marks * (signSize + 3) + 2;
    if (m_look.isPluggedIn)
        width += std::min(metrics.horizontalAdvance(m_look.name), mostName) + 5;
    return {width, chipHeight};
}

void PresetChip::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = m_look.isPluggedIn ? t.selection : underMouse() ? t.hover : t.panel;
    painter.setPen(QPen(hasFocus() || m_look.isPluggedIn ? t.accent : t.line, hasFocus() ? 1.5 : 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), t.radius - 1, t.radius - 1);
    painter.setFont(t.ui(Theme::Size::Small));
    painter.setPen(t.readable(m_look.isPluggedIn ? t.text : t.muted, ground));
    const QString number = QString::number(m_look.number);
    int x = padding;
    painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter, number);
    x += painter.fontMetrics().horizontalAdvance(number) + 4;
    const double y = (height() - signSize) / 2.0;
    for (int i = 0; i < std::min(int(m_look.series.size()), mostMarks); ++i, x += signSize + 3)
        drawMark(painter, m_look.series[i], MarkFill::Filled, QRectF(x, y, signSize, signSize));
    if (m_look.series.isEmpty()) { // nothing attached
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.readable(t.muted, ground), 1.2));
        const QRectF box(x, y, signSize, signSize);
        painter.drawEllipse(box.adjusted(1, 1, -1, -1));
        painter.drawLine(box.bottomLeft(), box.topRight());
        x += signSize + 3;
    }
    if (!m_look.isPluggedIn)
        return;
    painter.setPen(t.readable(t.text, ground));
    painter.drawText(QRect(x + 2, 0, width() - x - padding, height()), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_look.name, Qt::ElideRight, width() - x - padding));
}

PresetRow::PresetRow(items::Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_keep(new QToolButton(this))
    , m_edit(new QLineEdit(this))
{
    setAccessibleName(tr("Presets"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_keep->setText(QStringLiteral("+"));
    m_keep->setToolTip(tr("Keep what is attached now as a preset: Ctrl and its number bring it back"));
    m_keep->setAccessibleName(tr("Keep as a preset"));
    m_edit->setProperty("role", "inline");
    m_edit->setVisible(false);
    m_edit->setAccessibleName(tr("Name of the preset"));
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::editingFinished, this, &PresetRow::takeName);
    connect(m_keep, &QToolButton::clicked, &session, [&session] { session.addPreset(); });
    for (const auto signal : {&items::Session::presetsChanged, &items::Session::mixChanged,
                              &items::Session::deltasChanged, &items::Session::networkChanged})
        connect(&session, signal, this, &PresetRow::sync);
    sync();
}

void PresetRow::sync()
{
    const items::SessionState &state = m_session.state();
    const auto &presets = state.presets;
    while (std::size_t(m_chips.size()) > presets.size()) {
        PresetChip *gone = m_chips.takeLast();
        gone->hide();
        gone->deleteLater();
    }
    while (std::size_t(m_chips.size()) < presets.size()) {
        auto *chip = new PresetChip(this);
        chip->installEventFilter(this);
        connect(chip, &QAbstractButton::clicked, this, [this, place = std::size_t(m_chips.size())] {
            m_session.plugInPreset(m_session.state().presets[place].key);
        });
        chip->setVisible(true);
        setTabOrder(m_chips.isEmpty() ? static_cast<QWidget *>(this) : m_chips.last(), chip);
        m_chips << chip;
    }
    setTabOrder(m_chips.isEmpty() ? static_cast<QWidget *>(this) : m_chips.last(), m_keep);
    for (std::size_t i = 0; i < presets.size(); ++i) {
        PresetChip::Look look{int(i) + 1, items::titleOf(state, presets[i]), {}, items::isPluggedIn(state, presets[i])};
        for (const DeltaSetting &setting : presets[i].mix.deltas)
            if (const items::SessionDelta *delta = state.find(setting.id); delta && items::isHeard(setting))
                look.series << delta->series;
        m_chips[qsizetype(i)]->show(look);
    }
    m_keep->setVisible(!state.deltas.empty());
    setVisible(!state.deltas.empty());
    place(width(), Placing::Move);
    updateGeometry();
}

/// Chips from left to right, in as many lines as they need; the height of all.
int PresetRow::place(int width, Placing placing) const
{
    int x = 0, y = 0;
    const auto put = [&](QWidget *widget, const QSize &size) {
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += chipHeight + gap;
        }
        if (placing == Placing::Move)
            widget->setGeometry(x, y, std::min(size.width(), width), size.height());
        x += size.width() + gap;
    };
    for (PresetChip *chip : m_chips)
        put(chip, chip->sizeHint());
    put(m_keep, {chipHeight, chipHeight});
    return y + chipHeight + 2;
}

void PresetRow::openMenu(int number, const QPoint &globalPosition)
{
    const int key = m_session.state().presets[std::size_t(number - 1)].key;
    QMenu *menu = makePopup(this);
    menu->addAction(tr("Attach"), this, [this, key] { m_session.plugInPreset(key); });
    menu->addAction(tr("Set to what is attached now"), this, [this, key] { m_session.updatePreset(key); });
    menu->addAction(tr("Rename"), this, [this, key] { editName(key); });
    menu->addSeparator();
    menu->addAction(tr("Remove"), this, [this, key] { m_session.removePreset(key); });
    popUp(menu, globalPosition);
}

void PresetRow::editName(int key)
{
    const auto &presets = m_session.state().presets;
    for (std::size_t i = 0; i < presets.size(); ++i)
        if (presets[i].key == key) {
            m_edited = key;
            m_edit->setText(items::titleOf(m_session.state(), presets[i]));
            const int y = m_chips[qsizetype(i)]->y();
            m_edit->setGeometry(0, y, width(), chipHeight);
            m_edit->setVisible(true);
            m_edit->raise();
            m_edit->selectAll();
            m_edit->setFocus();
        }
}

void PresetRow::takeName()
{
    if (m_edit->isHidden())
        return;
    m_edit->setVisible(false);
    m_session.renamePreset(m_edited, m_edit->text());
}

bool PresetRow::eventFilter(QObject *watched, QEvent *event)
{
    const int number = int(m_chips.indexOf(qobject_cast<PresetChip *>(watched))) + 1;
    if (number > 0 && event->type() == QEvent::ContextMenu) {
        openMenu(number, static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (watched == m_edit && key == Qt::Key_Escape) {
            m_edit->setVisible(false);
            return true;
        }
        if (number > 0 && (key == Qt::Key_Delete || key == Qt::Key_F2)) {
            const int preset = m_session.state().presets[std::size_t(number - 1)].key;
            key == Qt::Key_F2 ? editName(preset) : m_session.removePreset(preset);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PresetRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place(width(), Placing::Move);
}

void PresetRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_keep)
        place(width(), Placing::Move);
}

} // namespace deltascope::views

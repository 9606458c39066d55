#include "views/modules/findfield.h"

#include "views/common/icons.h"
#include "views/common/labels.h"

#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace deltascope::views {

namespace {

constexpr int toolSize = 20, edge = 5, leastText = 64, widestNote = 420;

enum class Step { None, Next, Previous };

Step stepOf(const QKeyEvent &event)
{
    const bool isStep = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter || event.key() == Qt::Key_F3;
    return !isStep ? Step::None : event.modifiers().testFlag(Qt::ShiftModifier) ? Step::Previous : Step::Next;
}

} // namespace

FindField::FindField(QWidget *parent)
    : QLineEdit(parent)
    , m_key(makeLabel(tr("Ctrl F"), "chip", this))
    , m_summary(makeLabel({}, "muted", this))
    , m_previous(makeTool(QStringLiteral("chevron-up"), tr("Previous row found (Shift+F3)")))
    , m_next(makeTool(QStringLiteral("chevron-down"), tr("Next row found (F3)")))
    , m_clear(makeTool(QStringLiteral("close"), tr("End the search (Esc)")))
{
    setAccessibleName(tr("Find modules"));
    m_key->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_summary->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(m_previous, &QToolButton::clicked, this, &FindField::previousAsked);
    connect(m_next, &QToolButton::clicked, this, &FindField::nextAsked);
    connect(m_clear, &QToolButton::clicked, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, this, &FindField::place);
    place();
}

QToolButton *FindField::makeTool(const QString &icon, const QString &name)
{
    auto *tool = new QToolButton(this);
    tool->setIcon(views::icon(icon));
    tool->setIconSize({12, 12});
    tool->setAutoRaise(true);
    tool->setFixedSize(toolSize, toolSize);
    tool->setToolTip(name);
    tool->setAccessibleName(name);
    tool->setFocusPolicy(Qt::NoFocus);
    tool->setCursor(Qt::ArrowCursor);
    return tool;
}

void FindField::showSummary(const QString &summary, bool isWrong)
{
    m_summary->setText(summary);
    m_isWrong = isWrong;
    setAccessibleDescription(summary);
    place();
}

/// The key's name while the field is empty, else what was found and the tools, from the right edge to the left.
void FindField::place()
{
    const bool isOn = !text().isEmpty();
    m_key->setVisible(!isOn);
    int right = width() - edge;
    for (QToolButton *tool : {m_clear, m_next, m_previous}) {
        tool->setVisible(isOn);
        if (!isOn)
            continue;
        right -= toolSize;
        tool->move(right, (height() - toolSize) / 2);
    }
    const bool isRoomy = m_summary->sizeHint().width() <= right - leastText;
    m_summary->setVisible(isOn && !m_isWrong && isRoomy);
    QLabel *label = isOn ? m_summary : m_key;
    if (!isOn || !m_summary->isHidden()) {
        label->resize(label->sizeHint());
        right -= label->width() + 2;
        label->move(right, (height() - label->height()) / 2);
    }
    setTextMargins(0, 0, width() - right, 0);
    const QString example = tr("Find modules: fc2, [r]decoder.*attn, attn@.q@");
    const bool isExampleShown = fontMetrics().horizontalAdvance(example) <= right - 2 * edge;
    setPlaceholderText(isExampleShown ? example : tr("Find modules"));
    placeNote();
}

void FindField::placeNote()
{
    const bool isWanted = isVisible() && !text().isEmpty() && !m_summary->text().isEmpty() && m_summary->isHidden();
    if (!isWanted) {
        if (m_note)
            m_note->hide();
        return;
    }
    if (!m_note) {
        m_note = makeLabel({}, "note", window());
        m_note->setWordWrap(true);
        m_note->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    setRole(m_note, m_isWrong ? "bad-note" : "note");
    m_note->setText(m_summary->text());
    m_note->ensurePolished();
    const int margins = m_note->width() - m_note->contentsRect().width();
    const int natural = m_note->fontMetrics().horizontalAdvance(m_note->text()) + std::max(margins, 20);
    const int width = std::clamp(natural, this->width(), std::max(widestNote, this->width()));
    m_note->resize(width, m_note->heightForWidth(width));
    const QPoint below = mapTo(window(), QPoint(0, height() + 4));
    m_note->move(std::max(0, std::min(below.x(), window()->width() - width)), below.y());
    m_note->show();
    m_note->raise();
}

bool FindField::event(QEvent *event)
{
    // The field's own keys, before the window's shortcuts take them.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (stepOf(*key) != Step::None || key->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    return QLineEdit::event(event);
}

void FindField::keyPressEvent(QKeyEvent *event)
{
    switch (stepOf(*event)) {
    case Step::Next: Q_EMIT nextAsked(); return;
    case Step::Previous: Q_EMIT previousAsked(); return;
    case Step::None: break;
    }
    if (event->key() != Qt::Key_Escape) {
        QLineEdit::keyPressEvent(event);
        return;
    }
    clear();
    Q_EMIT left();
}

void FindField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    place();
}

void FindField::moveEvent(QMoveEvent *event)
{
    QLineEdit::moveEvent(event);
    placeNote();
}

void FindField::hideEvent(QHideEvent *event)
{
    QLineEdit::hideEvent(event);
    placeNote();
}

} // namespace deltascope::views

#include "views/modules/findfield.h"

#include "views/common/icons.h"
#include "views/common/labels.h"

#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

namespace deltascope::views {

namespace {

constexpr int toolSize = 20, edge = 5, mostSummary = 190;

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
    , m_summary(new ElidedLabel({}, this))
    , m_previous(makeTool(QStringLiteral("chevron-up"), tr("Previous row found (Shift+F3)")))
    , m_next(makeTool(QStringLiteral("chevron-down"), tr("Next row found (F3)")))
    , m_clear(makeTool(QStringLiteral("close"), tr("End the search (Esc)")))
{
    setPlaceholderText(tr("Find modules: fc2, [r]decoder.*attn, attn@.q@"));
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
    setRole(m_summary, isWrong ? "bad" : "muted");
    static_cast<ElidedLabel *>(m_summary)->setFullText(summary);
    setToolTip(isWrong ? summary : QString());
    setAccessibleDescription(summary);
    place();
}

/// The key's name while the field is empty, else what was found and the tools, from the right edge to the left.
void FindField::place()
{
    const bool isOn = !text().isEmpty();
    m_key->setVisible(!isOn);
    m_summary->setVisible(isOn);
    int right = width() - edge;
    for (QToolButton *tool : {m_clear, m_next, m_previous}) {
        tool->setVisible(isOn);
        if (!isOn)
            continue;
        right -= toolSize;
        tool->move(right, (height() - toolSize) / 2);
    }
    QLabel *label = isOn ? m_summary : m_key;
    const int wanted = isOn ? std::min({m_summary->sizeHint().width(), mostSummary, std::max(40, right / 2)})
                            : m_key->sizeHint().width();
    label->resize(wanted, label->sizeHint().height());
    right -= wanted + 2;
    label->move(right, (height() - label->height()) / 2);
    setTextMargins(0, 0, width() - right, 0);
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

} // namespace deltascope::views

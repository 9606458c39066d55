#include "views/common/toast.h"

#include "views/common/icons.h"
#include "views/common/labels.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QSvgRenderer>
#include <QToolButton>

namespace deltascope::views {

namespace {

constexpr int signSize = 16, leftMargin = 38;
constexpr int doneMilliseconds = 6000, doubtMilliseconds = 15000;

QToolButton *makeTool(const QString &drawing, const QString &name, QWidget *parent)
{
    auto *tool = new QToolButton(parent);
    tool->setIcon(icon(drawing));
    tool->setToolTip(name);
    tool->setAccessibleName(name);
    return tool;
}

} // namespace

Toast::Toast(const Message &message, QWidget *parent)
    : QFrame(parent)
    , m_message(message)
    , m_text(makeLabel(message.text, "plain", this))
{
    setAccessibleName(message.text);
    setFocusPolicy(Qt::ClickFocus);
    layOut();
    m_life.setSingleShot(true);
    m_life.setInterval(message.tone == Message::Tone::Done ? doneMilliseconds : doubtMilliseconds);
    connect(&m_life, &QTimer::timeout, this, &Toast::closed);
    if (message.tone != Message::Tone::Failure)
        m_life.start();
}

void Toast::layOut()
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(leftMargin, 8, 8, 8);
    row->setSpacing(6);
    row->addWidget(m_text, 1);
    if (!m_message.action.isEmpty()) {
        auto *action = new QPushButton(m_message.action, this);
        action->setProperty("role", "link");
        connect(action, &QPushButton::clicked, this, [this] {
            const auto act = m_message.act;
            Q_EMIT closed();
            if (act)
                act();
        });
        row->addWidget(action);
    }
    if (m_message.tone == Message::Tone::Failure) {
        QToolButton *copy = makeTool(QStringLiteral("copy"), tr("Copy the message"), this);
        connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_message.text); });
        row->addWidget(copy, 0, Qt::AlignTop);
    }
    QToolButton *close = makeTool(QStringLiteral("close"), tr("Close the message"), this);
    connect(close, &QToolButton::clicked, this, &Toast::closed);
    row->addWidget(close, 0, Qt::AlignTop);
}

QSize Toast::sizeHint() const
{
    const QSize size = layout()->sizeHint();
    const int natural
        = m_text->fontMetrics().size(0, m_message.text).width() + 4; // its own hint is that of a wrapped text
    return {size.width() - m_text->sizeHint().width() + natural, size.height()};
}

void Toast::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    const auto [drawing, tone] = m_message.tone == Message::Tone::Done ? std::pair(QStringLiteral("done"), t.good)
                                 : m_message.tone == Message::Tone::Doubt
                                     ? std::pair(QStringLiteral("doubt"), t.warning)
                                     : std::pair(QStringLiteral("failure"), t.bad);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? t.accent : Theme::mixed(tone, t.line, 0.4), 1));
    painter.setBrush(Theme::mixed(tone, t.raised, 0.06));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), t.radius + 1, t.radius + 1);
    QSvgRenderer(tintedSvg(drawing, tone)).render(&painter, QRectF(12, 10, signSize, signSize));
}

void Toast::enterEvent(QEnterEvent *) { m_life.stop(); }

void Toast::leaveEvent(QEvent *)
{
    if (m_message.tone != Message::Tone::Failure)
        m_life.start();
}

void Toast::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QFrame::keyPressEvent(event);
}

} // namespace deltascope::views

#include "views/common/messagebar.h"

#include "views/common/icons.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace deltascope::views {

MessageBar::MessageBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_offers(new QHBoxLayout)
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *copy = new QToolButton(this);
    copy->setIcon(icon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy the message"));
    copy->setAccessibleName(tr("Copy the message"));
    auto *close = new QToolButton(this);
    close->setIcon(icon(QStringLiteral("close")));
    close->setToolTip(tr("Close the message"));
    close->setAccessibleName(tr("Close the message"));
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_text->text()); });
    connect(close, &QToolButton::clicked, this, &MessageBar::clear);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 8, 6);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_offers);
    layout->addWidget(copy);
    layout->addWidget(close);
    setVisible(false);
}

void MessageBar::show(Tone tone, const QString &text)
{
    while (QLayoutItem *offer = m_offers->takeAt(0)) {
        offer->widget()->deleteLater();
        delete offer;
    }
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(true);
    update();
}

void MessageBar::offer(const QString &label, std::function<void()> action)
{
    auto *button = new QPushButton(label, this);
    connect(button, &QPushButton::clicked, this, [action = std::move(action)] { action(); });
    m_offers->addWidget(button);
}

QString MessageBar::text() const { return isHidden() ? QString() : m_text->text(); }

void MessageBar::clear() { setVisible(false); }

void MessageBar::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    const QColor tone = m_tone == Tone::Error ? t.bad : t.warning;
    QPainter painter(this);
    painter.fillRect(rect(), Theme::mixed(tone, t.panel, 0.14));
    painter.fillRect(QRect(0, 0, 3, height()), tone);
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.line);
}

} // namespace deltascope::views

#include "app/start/droptarget.h"

#include "views/common/icons.h"
#include "views/common/labels.h"
#include "views/common/theme.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace deltascope::app {

namespace {
constexpr int targetHeight = 76, iconSize = 24, iconRoom = 52;
}

DropTarget::DropTarget(QWidget *parent)
    : QFrame(parent)
    , m_choose(new QPushButton(tr("Choose…"), this))
{
    setAcceptDrops(true);
    setFixedHeight(targetHeight);
    setAccessibleName(tr("Drop a model folder or a delta folder"));
    m_choose->setIcon(views::icon(QStringLiteral("folder")));
    m_choose->setAccessibleName(tr("Choose a model folder"));
    m_choose->setToolTip(tr("Open a model folder (Ctrl+O)"));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch();
    words->addWidget(views::makeLabel(tr("Drop a model folder or a delta folder"), "strong", this));
    words->addWidget(
        views::makeLabel(tr("anywhere on the window. A delta goes to the model that is open."), "muted", this));
    words->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(iconRoom, 0, 16, 0);
    row->addLayout(words, 1);
    row->addWidget(m_choose);
}

void DropTarget::light(bool isOver)
{
    m_isOver = isOver;
    update();
}

void DropTarget::paintEvent(QPaintEvent *)
{
    const views::Theme &t = views::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_isOver ? t.accent : t.muted, m_isOver ? 2 : 1);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(m_isOver ? t.selection : t.window);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), t.radius, t.radius);
    views::icon(QStringLiteral("drop"))
        .paint(&painter, QRect((iconRoom - iconSize) / 2 + 2, (height() - iconSize) / 2, iconSize, iconSize),
               Qt::AlignCenter, QIcon::Active);
}

void DropTarget::dragEnterEvent(QDragEnterEvent *event)
{
    if (!event->mimeData()->hasUrls())
        return;
    event->acceptProposedAction();
    light(true);
}

void DropTarget::dragLeaveEvent(QDragLeaveEvent *) { light(false); }

void DropTarget::dropEvent(QDropEvent *event)
{
    light(false);
    event->acceptProposedAction();
    for (const QUrl &url : event->mimeData()->urls())
        Q_EMIT dropped(url.toLocalFile());
}

} // namespace deltascope::app

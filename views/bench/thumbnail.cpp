#include "views/bench/thumbnail.h"

#include "views/common/theme.h"

#include <QImageReader>
#include <QPainter>

namespace deltascope::views {

namespace {
constexpr QSize box(180, 64);
}

Thumbnail::Thumbnail(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Thumbnail::show(const QString &path)
{
    if (path == m_path)
        return;
    m_path = path;
    m_isRead = false;
    setToolTip(path);
    setAccessibleName(tr("Picture %1").arg(path));
    update();
}

QSize Thumbnail::sizeHint() const { return box; }

/// Decoders that can, JPEG's among them, make the small copy without the large picture.
void Thumbnail::read()
{
    QImageReader reader(m_path);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const bool isTurned = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
    const QSize size = reader.size().scaled(isTurned ? box.transposed() : box, Qt::KeepAspectRatio);
    if (size.isValid())
        reader.setScaledSize(size.expandedTo({1, 1}) * devicePixelRatio());
    m_pixmap = QPixmap::fromImage(reader.read());
    m_pixmap.setDevicePixelRatio(devicePixelRatio());
    m_isRead = true;
}

void Thumbnail::paintEvent(QPaintEvent *)
{
    if (!m_isRead)
        read();
    QPainter painter(this);
    if (!m_pixmap.isNull()) {
        painter.drawPixmap(0, 0, m_pixmap);
        return;
    }
    painter.setPen(theme().bad);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, tr("This picture cannot be read."));
}

} // namespace deltascope::views

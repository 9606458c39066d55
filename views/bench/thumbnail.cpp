#include "views/bench/thumbnail.h"

#include "views/common/theme.h"

#include <QImageReader>
#include <QPainter>

namespace deltascope::views {

namespace {

constexpr QSize box(180, 64);

/// Decoders that can, JPEG's among them, make the small copy without the large picture.
QImage smallCopy(const QString &path, double ratio)
{
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const bool isTurned = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
    const QSize size = reader.size().scaled(isTurned ? box.transposed() : box, Qt::KeepAspectRatio);
    if (size.isValid())
        reader.setScaledSize(size.expandedTo({1, 1}) * ratio);
    QImage copy = reader.read();
    copy.setDevicePixelRatio(ratio);
    return copy;
}

} // namespace

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
    m_state = State::Unread;
    setToolTip(path);
    setAccessibleName(tr("Picture %1").arg(path));
    update();
}

QSize Thumbnail::sizeHint() const { return box; }

void Thumbnail::read()
{
    m_state = State::Reading;
    m_reading.start([this, path = m_path, ratio = devicePixelRatio()] {
        return [this, path, copy = smallCopy(path, ratio)] {
            if (path != m_path)
                return;
            m_pixmap = QPixmap::fromImage(copy);
            m_state = State::Read;
            update();
        };
    });
}

void Thumbnail::paintEvent(QPaintEvent *)
{
    if (m_state == State::Unread)
        read();
    QPainter painter(this);
    if (m_state == State::Reading) {
        painter.fillRect(QRect(QPoint(), box), theme().raised);
        return;
    }
    if (!m_pixmap.isNull()) {
        painter.drawPixmap(0, 0, m_pixmap);
        return;
    }
    painter.setPen(theme().bad);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, tr("This picture cannot be read."));
}

} // namespace deltascope::views

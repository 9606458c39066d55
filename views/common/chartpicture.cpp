#include "views/common/chartpicture.h"

#include <QPainter>

namespace deltascope::views {

QImage chartPicture(const QSize &size, Theme::Kind kind, const std::function<void(QPainter &, const Theme &)> &draw)
{
    constexpr int scale = 2;
    const Theme theme = Theme::load(kind);
    QImage image(size * scale, QImage::Format_RGB32);
    image.fill(theme.panel);
    QPainter painter(&image);
    painter.scale(scale, scale);
    draw(painter, theme);
    return image;
}

} // namespace deltascope::views

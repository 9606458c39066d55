#include "views/common/icons.h"

#include "views/common/theme.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>
#include <QTemporaryDir>

namespace deltascope::views {

namespace {

class TintedEngine : public QIconEngine {
public:
    explicit TintedEngine(const QString &name)
        : m_name(name)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const Theme &t = theme();
        const QColor color = mode == QIcon::Disabled   ? Theme::mixed(t.muted, t.panel, 0.5)
                             : mode == QIcon::Selected ? t.onAccent
                             : mode == QIcon::Active   ? t.text
                                                       : t.muted;
        QSvgRenderer(tintedSvg(m_name, color)).render(painter, QRectF(rect));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine *clone() const override { return new TintedEngine(m_name); }

private:
    QString m_name;
};

} // namespace

QByteArray tintedSvg(const QString &name, const QColor &color)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", color.name().toLatin1());
}

QIcon icon(const QString &name) { return QIcon(new TintedEngine(name)); }

QIcon programIcon() { return QIcon(QStringLiteral(":/icons/deltascope.svg")); }

QString iconFolder(const Theme &theme)
{
    static const QTemporaryDir folder;
    const std::pair<const char *, QColor> needed[] = {{"chevron-down", theme.muted}, {"check", theme.onAccent}};
    const QDir place(
        folder.filePath(theme.kind == Theme::Kind::Dark ? QStringLiteral("dark") : QStringLiteral("light")));
    place.mkpath(QStringLiteral("."));
    for (const auto &[name, color] : needed) {
        QFile file(place.filePath(QLatin1String(name) + QLatin1String(".svg")));
        if (!file.exists() && file.open(QIODevice::WriteOnly))
            file.write(tintedSvg(QLatin1String(name), color));
    }
    return place.path();
}

} // namespace deltascope::views

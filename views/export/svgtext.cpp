#include "views/export/svgtext.h"

#include <QFont>
#include <QFontMetricsF>
#include <QRegularExpression>

namespace deltascope::views {

namespace {

QString attribute(const QString &attributes, const QString &name)
{
    const QRegularExpression wanted(QStringLiteral("\\b%1=\"([^\"]*)\"").arg(name));
    return wanted.match(attributes).captured(1);
}

QString plain(QString text)
{
    return text.replace(QLatin1String("&lt;"), QLatin1String("<"))
        .replace(QLatin1String("&gt;"), QLatin1String(">"))
        .replace(QLatin1String("&quot;"), QLatin1String("\""))
        .replace(QLatin1String("&amp;"), QLatin1String("&"));
}

double widthOf(const QString &attributes, const QString &text)
{
    const QString families = attribute(attributes, QStringLiteral("font-family"));
    QFont font; // by its description: family, points, pixels, hint, weight and what stays as it is
    font.fromString(QStringLiteral("%1,%2,-1,5,%3,0,0,0,0,0,0,0,0,0,0,1")
                        .arg(families.section(QLatin1Char(','), 0, 0))
                        .arg(attribute(attributes, QStringLiteral("font-size")).toDouble() * 72 / 96)
                        .arg(attribute(attributes, QStringLiteral("font-weight")).toInt()));
    font.setFamilies(families.split(QLatin1Char(',')));
    return QFontMetricsF(font).horizontalAdvance(plain(text));
}

} // namespace

QByteArray withTextWidths(const QByteArray &svg)
{
    static const QRegularExpression element(QStringLiteral("<text\\b([^>]*)>([^<]*)</text>"));
    const QString source = QString::fromUtf8(svg);
    QString out;
    qsizetype at = 0;
    for (auto matches = element.globalMatch(source); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        out += source.mid(at, match.capturedStart() - at);
        out += QStringLiteral("<text textLength=\"%1\" lengthAdjust=\"spacingAndGlyphs\"%2>%3</text>")
                   .arg(QString::number(widthOf(match.captured(1), match.captured(2)), 'f', 2), match.captured(1),
                        match.captured(2));
        at = match.capturedEnd();
    }
    return (out + source.mid(at)).toUtf8();
}

} // namespace deltascope::views

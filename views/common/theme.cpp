#include "views/common/theme.h"

#include "views/common/fonts.h"
#include "views/common/icons.h"
#include "views/common/quietstyle.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>

#include <algorithm>
#include <cmath>
#include <utility>

namespace deltascope::views {

namespace {

constexpr std::pair<const char *, QColor Theme::*> colorNames[]
    = {{"window", &Theme::window}, {"panel", &Theme::panel},         {"raised", &Theme::raised},
       {"line", &Theme::line},     {"hover", &Theme::hover},         {"selection", &Theme::selection},
       {"text", &Theme::text},     {"muted", &Theme::muted},         {"name", &Theme::name},
       {"type", &Theme::type},     {"parameter", &Theme::parameter}, {"folded", &Theme::folded},
       {"accent", &Theme::accent}, {"good", &Theme::good},           {"warning", &Theme::warning},
       {"bad", &Theme::bad},       {"onAccent", &Theme::onAccent},   {"knob", &Theme::knob}};

QByteArray resource(const QString &name)
{
    QFile file(QStringLiteral(":/theme/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &item : value.toArray())
        list << item.toString();
    return list;
}

Theme &worn()
{
    static Theme theme = Theme::load(Theme::Kind::Dark);
    return theme;
}

QFont font(const QStringList &families, double pixels)
{
    QFont font;
    font.setFamilies(families);
    font.setPointSizeF(pixels * 72 / 96);
    return font;
}

double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QString styleSheet(Theme theme)
{
    // Where they are inks, they stand on panels.
    for (QColor Theme::*ink : {&Theme::good, &Theme::warning, &Theme::bad})
        theme.*ink = theme.readable(theme.*ink, theme.panel);
    QString sheet = QString::fromUtf8(resource(QStringLiteral("style.qss")));
    QList<std::pair<QString, QString>> values;
    for (const auto &[name, member] : colorNames)
        values.append(
            {QLatin1Char('@') + QLatin1String(name) + QLatin1Char(';'), (theme.*member).name() + QLatin1Char(';')});
    for (const auto &[name, value] : values)
        sheet.replace(name, value);
    // Inside a shorthand the name is followed by a blank.
    for (const auto &[name, member] : colorNames)
        sheet.replace(QLatin1Char('@') + QLatin1String(name) + QLatin1Char(' '),
                      (theme.*member).name() + QLatin1Char(' '));
    sheet.replace(QStringLiteral("@mono"),
                  QLatin1Char('"') + theme.monoFonts.join(QStringLiteral("\",\"")) + QLatin1Char('"'));
    sheet.replace(QStringLiteral("@smallpx"), QStringLiteral("%1pt").arg(theme.sizes[0] * 72 / 96));
    sheet.replace(QStringLiteral("@largepx"), QStringLiteral("%1pt").arg(theme.sizes[2] * 72 / 96));
    sheet.replace(QStringLiteral("@icons"), iconFolder(theme));
    sheet.replace(QStringLiteral("@radiuspx"), QStringLiteral("%1px").arg(theme.radius));
    return sheet;
}

QPalette palette(const Theme &theme)
{
    QPalette palette(theme.text, theme.raised, theme.hover, theme.line, theme.muted, theme.text, theme.text,
                     theme.panel, theme.window);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.onAccent);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::ToolTipBase, theme.raised);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Link, theme.accent);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.muted);
    return palette;
}

} // namespace

Theme Theme::load(Kind kind)
{
    Theme theme;
    theme.kind = kind;
    const QJsonObject own = QJsonDocument::fromJson(resource(kind == Kind::Dark ? QStringLiteral("dark.json")
                                                                                : QStringLiteral("light.json")))
                                .object();
    const QJsonObject common = QJsonDocument::fromJson(resource(QStringLiteral("common.json"))).object();
    const QJsonObject colors = own.value(QLatin1String("colors")).toObject();
    for (const auto &[name, member] : colorNames)
        theme.*member = QColor(colors.value(QLatin1String(name)).toString());
    for (const QString &color : strings(own.value(QLatin1String("series"))))
        theme.series << QColor(color);
    theme.uiFonts = strings(common.value(QLatin1String("uiFonts")));
    theme.monoFonts = strings(common.value(QLatin1String("monoFonts")));
    const QJsonObject sizes = common.value(QLatin1String("sizes")).toObject();
    for (const char *size : {"small", "normal", "large", "title"})
        theme.sizes << sizes.value(QLatin1String(size)).toDouble(12);
    theme.row = common.value(QLatin1String("row")).toInt(theme.row);
    theme.radius = common.value(QLatin1String("radius")).toInt(theme.radius);
    theme.step = common.value(QLatin1String("step")).toInt(theme.step);
    return theme;
}

QFont Theme::ui(Size size, QFont::Weight weight) const
{
    QFont font = views::font(uiFonts, sizes[int(size)]);
    font.setWeight(weight);
    return font;
}

QFont Theme::mono(Size size) const
{
    QFont font = views::font(monoFonts, sizes[int(size)]);
    font.setStyleHint(QFont::Monospace);
    return font;
}

QColor Theme::mixed(const QColor &top, const QColor &bottom, double share)
{
    const auto channel = [share](int a, int b) { return int(a * share + b * (1 - share) + 0.5); };
    return {channel(top.red(), bottom.red()), channel(top.green(), bottom.green()), channel(top.blue(), bottom.blue())};
}

double Theme::contrast(const QColor &one, const QColor &other)
{
    const std::pair<double, double> both = std::minmax({luminance(one), luminance(other)});
    return (both.second + 0.05) / (both.first + 0.05);
}

QColor Theme::readable(const QColor &ink, const QColor &background) const
{
    constexpr int steps = 20;
    for (int i = 0; i < steps; ++i)
        if (const QColor moved = mixed(name, ink, double(i) / steps); contrast(moved, background) >= leastContrast)
            return moved;
    return name;
}

const Theme &theme() { return worn(); }

void wear(QApplication &application, Theme::Kind kind)
{
    loadBundledFonts();
    worn() = Theme::load(kind);
    application.setStyleSheet({}); // one sheet in place of another costs four times as much as none in between
    application.setStyle(new QuietStyle);
    application.setPalette(palette(worn()));
    application.setFont(worn().ui());
    application.setStyleSheet(styleSheet(worn()));
}

} // namespace deltascope::views

#include "views/bench/prompttext.h"

#include "views/common/numbers.h"
#include "views/common/theme.h"

#include <QCoreApplication>

#include <algorithm>

namespace deltascope::views {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Prompt)
};

QString shown(const QString &text)
{
    return text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("\u21b5<br>"));
}

} // namespace

QString promptHtml(const TokenizedText &prompt)
{
    const Theme &t = theme();
    const QList<uint> letters = QString::fromStdString(prompt.prompt.value_or(prompt.decoded)).toUcs4();
    const QColor shades[] = {t.window, t.selection};
    QString html;
    std::int64_t at = 0;
    for (std::size_t i = 0; i < prompt.offsets.size(); ++i) {
        // A letter of several tokens is shown with the first of them.
        const std::int64_t end = std::clamp<std::int64_t>(prompt.offsets[i].second, at, letters.size());
        const QString piece
            = QString::fromUcs4(reinterpret_cast<const char32_t *>(letters.constData()) + at, qsizetype(end - at));
        html += QStringLiteral("<span style=\"background-color:%1\">%2</span>").arg(shades[i % 2].name(), shown(piece));
        at = end;
    }
    const QString count = counted(std::int64_t(prompt.ids.size()), Words::tr("%1 token"), Words::tr("%1 tokens"));
    return QStringLiteral("<p style=\"white-space:pre-wrap;margin:0;color:%1\">%2</p>"
                          "<p style=\"margin:4px 0 0 0;color:%3\">%4</p>")
        .arg(t.text.name(), html, t.muted.name(), count);
}

} // namespace deltascope::views

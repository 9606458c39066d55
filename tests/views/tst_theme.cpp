#include "views/common/fonts.h"
#include "views/common/icons.h"
#include "views/common/mark.h"
#include "views/common/theme.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFontDatabase>
#include <QLabel>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>

using namespace deltascope::views;

namespace {

using Ink = QColor Theme::*;

constexpr std::pair<const char *, Ink> inks[]
    = {{"text", &Theme::text},           {"muted", &Theme::muted},   {"name", &Theme::name},     {"type", &Theme::type},
       {"parameter", &Theme::parameter}, {"folded", &Theme::folded}, {"accent", &Theme::accent}, {"good", &Theme::good},
       {"warning", &Theme::warning},     {"bad", &Theme::bad}};
constexpr std::pair<const char *, Ink> surfaces[] = {{"window", &Theme::window},
                                                     {"panel", &Theme::panel},
                                                     {"raised", &Theme::raised},
                                                     {"hover", &Theme::hover},
                                                     {"selection", &Theme::selection}};

QString sourceText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QImage markImage(int series, MarkFill fill)
{
    QImage image(40, 40, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    drawMark(painter, series, fill, QRectF(0, 0, 40, 40), Qt::black);
    return image;
}

/// How many pixels one image has inked and the other has not.
int difference(const QImage &one, const QImage &other)
{
    int pixels = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x)
            pixels += (one.pixelColor(x, y).alpha() > 127) != (other.pixelColor(x, y).alpha() > 127);
    return pixels;
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private:
    static void eachTheme()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("dark") << true;
        QTest::newRow("light") << false;
    }
    static Theme loaded()
    {
        QFETCH(bool, isDark);
        return Theme::load(isDark ? Theme::Kind::Dark : Theme::Kind::Light);
    }

private Q_SLOTS:
    void textIsReadable_data() { eachTheme(); }
    void textIsReadable()
    {
        const Theme theme = loaded();
        for (const Ink ink : {&Theme::text, &Theme::muted})
            for (const Ink surface : {&Theme::window, &Theme::panel, &Theme::raised})
                QVERIFY2(Theme::contrast(theme.*ink, theme.*surface) >= Theme::leastContrast,
                         qPrintable((theme.*ink).name() + " on " + (theme.*surface).name()));
        QVERIFY(Theme::contrast(theme.onAccent, theme.accent) >= Theme::leastContrast);
    }

    void everyInkCanBeMadeReadable_data() { eachTheme(); }
    void everyInkCanBeMadeReadable()
    {
        const Theme theme = loaded();
        for (const auto &[surface, background] : surfaces) {
            for (const auto &[name, ink] : inks)
                QVERIFY2(Theme::contrast(theme.readable(theme.*ink, theme.*background), theme.*background)
                             >= Theme::leastContrast,
                         qPrintable(QString("%1 on %2").arg(name, surface)));
            for (const QColor &series : theme.series)
                QVERIFY(Theme::contrast(theme.readable(series, theme.*background), theme.*background)
                        >= Theme::leastContrast);
        }
        QCOMPARE(theme.readable(theme.text, theme.panel), theme.text);
    }

    void contrastIsThatOfTheGuidelines()
    {
        QCOMPARE(Theme::contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(Theme::contrast(Qt::white, Qt::black), 21.0);
        QCOMPARE(Theme::contrast(Qt::red, Qt::red), 1.0);
        QVERIFY(std::abs(Theme::contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void tokensAreComplete_data() { eachTheme(); }
    void tokensAreComplete()
    {
        const Theme theme = loaded();
        for (const auto &[name, ink] : inks)
            QVERIFY2((theme.*ink).isValid(), name);
        QVERIFY(theme.line.isValid() && theme.knob.isValid());
        QCOMPARE(theme.series.size(), 8);
        QCOMPARE(theme.row, 23);
        QCOMPARE(theme.sizes.size(), 4);
        QCOMPARE(theme.seriesColor(8), theme.seriesColor(0));
    }

    void theStyleSheetKnowsAllItsTokens_data() { eachTheme(); }
    void theStyleSheetKnowsAllItsTokens()
    {
        wear(*qApp, loaded().kind);
        QVERIFY(!qApp->styleSheet().isEmpty());
        QVERIFY2(!qApp->styleSheet().contains('@'), "a name was left in the style sheet");
        const auto icons = QRegularExpression("url\\(\"([^\"]+)\"\\)").globalMatch(qApp->styleSheet());
        QVERIFY(icons.isValid());
        for (auto it = icons; it.hasNext();)
            QVERIFY(QFile::exists(it.next().captured(1)));
    }

    void coloursAndFontsStandInTheTokensOnly()
    {
        const QRegularExpression literal(
            "QColor\\(\\s*(0x|[0-9]|\"|Qt::)|Qt::(white|black|red|green|blue|gray|lightGray|darkGray)\\b"
            "|\"#[0-9a-fA-F]{6}\"|setPixelSize|setPointSize|setFamily\\(");
        for (const char *folder : {"views", "app"})
            for (QDirIterator files(QString(SOURCES) + "/" + folder, {"*.cpp", "*.h"}, QDir::Files,
                                    QDirIterator::Subdirectories);
                 files.hasNext();) {
                const QString path = files.next();
                const auto found = literal.match(sourceText(path));
                QVERIFY2(!found.hasMatch() || path.endsWith("common/theme.cpp"),
                         qPrintable(path + ": " + found.captured()));
            }
    }

    void iconsHaveOneWeightAndFollowTheTheme()
    {
        const QDir folder(":/icons");
        QVERIFY(folder.entryList().size() > 10);
        for (const QString &file : folder.entryList()) {
            if (file == "deltascope.svg")
                continue;
            const QString text = sourceText(folder.filePath(file));
            QVERIFY2(text.contains("stroke=\"currentColor\"") && text.count("stroke-width=\"1.5\"") == 1
                         && text.count("stroke-width") == 1,
                     qPrintable(file));
            wear(*qApp, Theme::Kind::Dark);
            const QImage dark = icon(file.chopped(4)).pixmap(16, 16).toImage();
            wear(*qApp, Theme::Kind::Light);
            const QImage light = icon(file.chopped(4)).pixmap(16, 16).toImage();
            QVERIFY2(dark != light, qPrintable(file));
        }
        QVERIFY(!programIcon().pixmap(64, 64).isNull());
        QVERIFY(tintedSvg("no such icon", Qt::red).isEmpty());
    }

    void interIsAtHand()
    {
        loadBundledFonts();
        if (QDir(":/fonts").entryList().isEmpty())
            QSKIP("built without the distribution's Inter");
        QVERIFY(QFontDatabase::families().contains("Inter"));
    }

    void aSwitchOfThemesReachesWidgets()
    {
        wear(*qApp, Theme::Kind::Dark);
        QLabel label("text");
        label.ensurePolished();
        QCOMPARE(label.palette().color(QPalette::WindowText), theme().text);
        wear(*qApp, Theme::Kind::Light);
        QCOMPARE(theme().kind, Theme::Kind::Light);
        QCOMPARE(label.palette().color(QPalette::WindowText), theme().text);
    }

    /// Told apart by shape alone, whatever the colour.
    void marksDiffer()
    {
        for (int one = 0; one < 32; ++one)
            for (int other = 0; other < one; ++other)
                if (one % 8 == other % 8 || (one < 8 && other < 8)) // others have another colour as well
                    QVERIFY2(difference(markImage(one, MarkFill::Filled), markImage(other, MarkFill::Filled)) > 60,
                             qPrintable(QString("%1 and %2: %3")
                                            .arg(one)
                                            .arg(other)
                                            .arg(difference(markImage(one, MarkFill::Filled),
                                                            markImage(other, MarkFill::Filled)))));
        for (int series = 0; series < 8; ++series) {
            const QImage hollow = markImage(series, MarkFill::Hollow), half = markImage(series, MarkFill::Half),
                         filled = markImage(series, MarkFill::Filled);
            QVERIFY(difference(hollow, half) > 40);
            QVERIFY(difference(half, filled) > 40);
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"

#include "views/export/svgtext.h"
#include "views/export/treepicture.h"
#include "views/viewrig.h"

#include <QImage>
#include <QRegularExpression>
#include <QSet>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::ViewRig;

namespace {

TreePicture pictureOf(const ViewRig &rig, tree::Repeats repeats = tree::Repeats::Folded)
{
    return {rig.session.sharedNetwork(), rig.session.state().deltas, rig.session.state().liveMix(), repeats,
            Theme::Kind::Light,          QDate(2026, 1, 1)};
}

QString svgOf(const TreePicture &picture) { return QString::fromUtf8(drawTree(picture, PictureFormat::Svg)); }

QStringList textsOf(const QString &svg)
{
    static const QRegularExpression text(QStringLiteral("<text[^>]*>([^<]*)</text>"));
    QStringList texts;
    for (auto matches = text.globalMatch(svg); matches.hasNext();)
        texts << matches.next().captured(1);
    return texts;
}

} // namespace

class TreePictureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void strengthsAndHalfAttachedDeltasAreSaid()
    {
        ViewRig rig;
        rig.session.attach(rig.id(0));
        rig.session.setStrength(rig.id(0), 0.5);
        rig.session.attachAt(rig.id(1), {rig.delta(1).info->taps.front().module});
        const QStringList texts = textsOf(svgOf(pictureOf(rig)));
        QVERIFY(texts.contains("× 0.5"));
        QVERIFY(texts.contains("at 1 of 6 modules"));
        QVERIFY(texts.contains("detached"));
    }

    void theFootCountsAsTheWindowDoes()
    {
        ViewRig rig;
        rig.add("Bias", "bitfit"); // tunes parameters of the backbone: no row lists them
        std::int64_t all = 0;
        for (const items::SessionDelta &delta : rig.session.state().deltas)
            all += delta.info->parameterCount;
        const QString foot = textsOf(svgOf(pictureOf(rig))).last();
        QVERIFY2(foot.contains("deltas " + QLocale(QLocale::English).toString(qlonglong(all))), qPrintable(foot));
    }

    void theFootCountsOnlyWhatIsAttached()
    {
        ViewRig rig;
        const auto &taps = rig.delta(0).info->taps;
        const std::int64_t attached = rig.delta(0).info->parameterCount / std::int64_t(taps.size());
        rig.session.attachAt(rig.id(0), {taps.front().module});
        const QString foot = textsOf(svgOf(pictureOf(rig))).last();
        QVERIFY2(foot.contains("trainable " + QLocale(QLocale::English).toString(qlonglong(attached))),
                 qPrintable(foot));
    }

    void aLongLegendWraps()
    {
        ViewRig rig;
        for (int i = 0; i < 12; ++i)
            rig.add(qPrintable(QStringLiteral("a-really-long-delta-name-number-%1-of-twelve").arg(i)), "lora");
        const QImage image = QImage::fromData(drawTree(pictureOf(rig), PictureFormat::Png));
        QVERIFY2(image.width() < 4000, qPrintable(QString::number(image.width())));
    }

    void theUnfoldedTreeHasEveryModule()
    {
        ViewRig rig;
        const QStringList folded = textsOf(svgOf(pictureOf(rig))),
                          shown = textsOf(svgOf(pictureOf(rig, tree::Repeats::Shown)));
        QVERIFY(folded.contains("0-2") && !shown.contains("0-2"));
        QCOMPARE(shown.filter("fc2").size(), 6);
    }

    void everyTextKeepsItsWidthWithOtherFonts()
    {
        QTest::failOnWarning(QRegularExpression("QFont::")); // a face that is not understood is measured as another
        ViewRig rig;
        const QString svg = svgOf(pictureOf(rig));
        QCOMPARE(svg.count("<text "), svg.count("textLength=\""));
        QVERIFY(svg.count("<text ") > 50);
        static const QRegularExpression length(QStringLiteral("textLength=\"([0-9.]+)\"[^>]*>model</text>"));
        const QFontMetricsF metrics(theme().mono());
        QVERIFY(std::abs(length.match(svg).captured(1).toDouble() - metrics.horizontalAdvance("model")) < 1);
    }
};

QTEST_MAIN(TreePictureTest)
#include "tst_treepicture.moc"

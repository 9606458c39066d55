// The sweep over a delta's strength, as its panel shows it, on the toy engine.
#include "items/sweep.h"
#include "support/turns.h"
#include "views/common/takeaway.h"
#include "views/compare/sweeppanel.h"
#include "views/compare/sweepplot.h"
#include "views/viewrig.h"

#include <QFile>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::ViewRig;

namespace {

struct Rig {
    ViewRig rig;
    items::Sweep sweep{rig.session, rig.workspace};
    SweepPanel panel{rig.session, sweep};

    explicit Rig(std::optional<HeadChoice> head = {})
        : rig(head)
    {
        panel.resize(1000, 420);
        panel.show();
        (void)settle();
    }
    bool settle()
    {
        const bool isSettled = QTest::qWaitFor([this] { return sweep.isSettled(); }, 10000) && rig.settle();
        test::finishTurns();
        return isSettled;
    }
    void pick(int button, int entry)
    {
        auto *tool = panel.findChildren<QToolButton *>()[button];
        QTest::mouseClick(tool, Qt::LeftButton);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        menu->actions()[entry]->trigger();
        menu->close();
        QVERIFY(settle());
    }
    /// What the engine says to the first input with one delta at that strength.
    Output output(DeltaId delta, double strength)
    {
        const int key = rig.session.addColumn({}, {{{delta, true, strength, {}}}});
        (void)rig.settle();
        const Output output = rig.bench.cell(rig.input(0), key)->output;
        rig.session.removeColumn(key);
        (void)settle();
        return output;
    }
};

} // namespace

class CompareTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesAreWhatTheEngineSaysAtThoseStrengths()
    {
        Rig r;
        const SweepFigure &figure = r.panel.plot()->figure();
        QCOMPARE(figure.lines.size(), 6); // labels
        QCOMPARE(figure.strengths.size(), std::size_t(21));
        QCOMPARE(figure.delta, QString("English"));
        for (const auto &[step, strength] : {std::pair(0, 0.0), {10, 1.0}, {20, 2.0}}) {
            const Output output = r.output(r.rig.id(0), strength);
            QCOMPARE(figure.answers[step].toStdString(), output.label);
            for (std::size_t label = 0; label < 6; ++label)
                QVERIFY(qAbs(*figure.lines[qsizetype(label)].values[std::size_t(step)]
                             - double(output.probabilities[label]))
                        < 1e-6);
        }
    }

    void anotherDeltaAndWhatElseIsAttachedAreChosen()
    {
        Rig r;
        const QString english = SweepPlot::tableOf(r.panel.plot()->figure(), ',');
        r.pick(0, 1);
        QCOMPARE(r.panel.plot()->figure().delta, QString("Chinese"));
        const QString alone = SweepPlot::tableOf(r.panel.plot()->figure(), ',');
        QVERIFY(alone != english);
        r.rig.session.attach(r.rig.id(2));
        QVERIFY(r.settle());
        QCOMPARE(SweepPlot::tableOf(r.panel.plot()->figure(), ','), alone); // alone is alone
        r.pick(1, 1);
        QVERIFY(SweepPlot::tableOf(r.panel.plot()->figure(), ',') != alone);
        r.pick(2, 1);
        QCOMPARE(r.sweep.question().input, r.rig.input(1));
    }

    void aPointIsReadOutAndAClickSetsTheStrength()
    {
        Rig r;
        SweepPlot *plot = r.panel.plot();
        const QString text = plot->readOut(plot->positionOf(1.5));
        QVERIFY2(text.startsWith("strength 1.50: " + plot->figure().answers[15]), qPrintable(text));
        QCOMPARE(text.count('\n'), 6);
        QVERIFY(plot->readOut({1, 1}).isEmpty());
        QTest::mouseClick(plot->findChildren<QWidget *>().first(), Qt::LeftButton, {}, plot->positionOf(0.5));
        QCOMPARE(r.rig.delta(0).setting.strength, 0.5);
        QCOMPARE(plot->figure().now, 0.5);
    }

    void itIsComputedOnlyWhileItIsSeen()
    {
        Rig r;
        r.panel.hide();
        const QString before = SweepPlot::tableOf(r.panel.plot()->figure(), ',');
        r.rig.session.setInput(r.rig.input(0), test::sentence("quite another one"));
        QVERIFY(r.settle());
        QCOMPARE(SweepPlot::tableOf(r.panel.plot()->figure(), ','), before);
        r.panel.show();
        QVERIFY(r.settle());
        QVERIFY(SweepPlot::tableOf(r.panel.plot()->figure(), ',') != before);
    }

    void otherTasksHaveNumbersOfTheirOwn_data()
    {
        QTest::addColumn<int>("head");
        QTest::addColumn<QString>("meaning");
        QTest::addRow("masks") << int(HeadKind::MaskedLm) << "probability";
        QTest::addRow("texts") << int(HeadKind::CausalLm) << "share of its tokens, from the first on";
        QTest::addRow("embeddings") << int(HeadKind::None) << "1 - cosine";
    }

    void otherTasksHaveNumbersOfTheirOwn()
    {
        QFETCH(int, head);
        Rig r(HeadChoice{HeadKind(head), 0});
        QTEST(r.panel.plot()->figure().meaning, "meaning");
        QVERIFY(!r.panel.plot()->figure().lines.isEmpty());
        QCOMPARE(r.panel.plot()->figure().answers.size(), 21);
    }

    void anInputThatCannotRunSaysWhy()
    {
        Rig r;
        r.rig.session.setInput(r.rig.input(0), test::sentence("this is too long"));
        QVERIFY(r.settle());
        QVERIFY(r.sweep.error());
        QVERIFY(r.panel.plot()->figure().lines.isEmpty());
    }

    void numbersAndPictureAreSaved()
    {
        Rig r;
        QTemporaryDir folder;
        QSignalSpy saved(&r.panel, &SweepPanel::saved);
        r.panel.takings()->saveAs(folder.filePath("s.csv"));
        r.panel.takings()->saveAs(folder.filePath("s.png"));
        QTRY_COMPARE(saved.count(), 2);
        QFile csv(folder.filePath("s.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().count('\n'), 22);
        const QImage picture(folder.filePath("s.png"));
        QVERIFY(picture.width() > 900);
        QVERIFY(picture.pixelColor(2, 2).lightness() > 200); // light, whatever the window wears
    }
};

QTEST_MAIN(CompareTest)
#include "tst_compare.moc"

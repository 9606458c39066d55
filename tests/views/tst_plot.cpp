#include "support/turns.h"
#include "views/bench/divergencefigure.h"
#include "views/bench/divergencelegend.h"
#include "views/bench/divergencepicture.h"
#include "views/bench/divergenceplot.h"
#include "views/bench/plotpanel.h"
#include "views/bench/readout.h"
#include "views/viewrig.h"

#include <QFile>
#include <QImage>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QWheelEvent>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::ViewRig;

namespace {

/// The plot at the foot of a low window, with five columns of which four begin with the same delta.
struct Plot {
    ViewRig rig;
    QWidget window;
    PlotPanel panel{rig.session, rig.meters, &window};

    Plot()
    {
        const auto with = [this](std::vector<std::pair<int, double>> deltas) {
            Mix mix;
            for (const auto &[delta, strength] : deltas)
                mix.deltas.push_back({rig.id(delta), true, strength, {}});
            rig.session.addColumn({}, mix);
        };
        with({{0, 1}});
        with({{0, 0.5}});
        with({{0, 1}, {1, 1}});
        with({{0, 1}, {2, 1}});
        with({{1, 1}});
        window.resize(900, 300);
        panel.setGeometry(0, 190, 900, 110);
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
        (void)rig.settle();
        test::finishTurns();
    }
    ~Plot() { panel.setParent(nullptr); }
    QWidget *canvas() { return panel.plot()->findChild<QWidget *>(); }
    ReadOut *readOut() { return window.findChild<ReadOut *>(); }
    QString scope() { return panel.findChild<QToolButton *>()->text(); }
};

} // namespace

class PlotTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theReadOutIsWholeAndGoesWithThePointer()
    {
        Plot p;
        const int module = p.rig.delta(0).info->taps.front().module;
        QTest::mouseMove(p.canvas(), p.panel.plot()->positionOf(module));
        QTRY_VERIFY(p.readOut() && p.readOut()->isVisible());
        QVERIFY2(p.window.rect().contains(p.readOut()->geometry()), "cut at the window's edge");
        QCOMPARE(p.readOut()->text().count('\n'), 5);
        QVERIFY(p.readOut()->text().contains("English + Chinese "));
        p.rig.session.setStrength(p.rig.id(0), 0.7); // other numbers come, the pointer stays
        QVERIFY(p.rig.settle());
        QVERIFY(p.readOut()->isVisible());
        QTest::mouseMove(&p.window, {400, 20});
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(p.canvas(), &leave);
        QVERIFY(!p.readOut()->isVisible());
        p.panel.plot()->setCursorModule(module); // as pointing at the tree does
        QVERIFY(!p.readOut()->isVisible());
    }

    void noTwoColumnsLookAlike()
    {
        Plot p;
        const QList<DivergenceLine> lines = p.panel.plot()->picture().lines;
        QCOMPARE(lines.size(), 5);
        for (qsizetype i = 0; i < lines.size(); ++i)
            for (qsizetype j = 0; j < i; ++j)
                QVERIFY(linePen(lines[i], theme()) != linePen(lines[j], theme()));
        QVERIFY(p.panel.findChild<DivergenceLegend *>()->accessibleName().contains("English*0.5, English + Chinese"));
    }

    void itSaysOnWhichInputsAndMeasuresTheChosenOneAlone()
    {
        Plot p;
        QCOMPARE(p.scope(), QString("on all 2 inputs together"));
        const double together = *p.rig.meters.effect(p.rig.id(0));
        QTest::mouseClick(p.panel.findChild<QToolButton *>(), Qt::LeftButton);
        auto *menu = p.panel.findChild<QMenu *>();
        QVERIFY(menu && menu->actions().size() == 4);
        menu->actions().last()->trigger();
        QVERIFY(p.rig.settle());
        QCOMPARE(p.scope(), QString("on input 2 alone"));
        QVERIFY(*p.rig.meters.effect(p.rig.id(0)) != together);
        QVERIFY(p.rig.meters.effectMeaning().contains("chosen input alone"));
        p.rig.session.removeInput(p.rig.input(1));
        QVERIFY(p.rig.settle());
        QCOMPARE(p.scope(), QString("on the input"));
    }

    void aSavedPlotExplainsItselfInTheLightTheme()
    {
        Plot p;
        QTemporaryDir folder;
        QSignalSpy saved(p.panel.plot(), &DivergencePlot::saved);
        p.panel.plot()->saveAs(folder.filePath("plot.png"));
        QTRY_COMPARE(saved.count(), 1);
        const QImage picture(folder.filePath("plot.png"));
        QVERIFY(!picture.isNull());
        QCOMPARE(picture.pixelColor(2, 2), Theme::load(Theme::Kind::Light).window);
        p.panel.plot()->saveAs(folder.filePath("plot.svg"));
        QTRY_COMPARE(saved.count(), 2);
        QFile file(folder.filePath("plot.svg"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString svg = QString::fromUtf8(file.readAll());
        for (const char *text :
             {"Where outputs part from the backbone", "toy, relative change", "on all 2 inputs together", "English*0.5",
              "English + Chinese", "modules in the order they run"})
            QVERIFY2(svg.contains(text), text);
        p.panel.plot()->saveAs(folder.filePath("plot.pdf"));
        QTRY_COMPARE(saved.count(), 3);
    }

    void whatCannotBeSavedIsSaid()
    {
        Plot p;
        QSignalSpy failed(p.panel.plot(), &DivergencePlot::failed);
        p.panel.plot()->saveAs("/nowhere/plot.png");
        p.panel.plot()->saveAs("plot.jpg");
        QTRY_COMPARE(failed.count(), 2);
        QVERIFY(failed[0][0].toString().contains("plot.jpg: expected a name that ends in .png, .svg, .pdf or .csv"));
        QVERIFY(failed[1][0].toString().startsWith("/nowhere/plot.png could not be written"));
    }

    void theTableHasAColumnForEachLine()
    {
        Plot p;
        const QStringList csv = csvOf(p.panel.plot()->picture().lines).split('\n');
        QVERIFY(csv[0].startsWith("module,English,English*0.5"));
        QVERIFY(csv.size() > 20);
    }

    void theWheelComesCloserAndADoubleClickShowsAll()
    {
        Plot p;
        const auto &taps = p.rig.delta(0).info->taps;
        const auto place = [&](std::size_t tap) { return p.panel.plot()->positionOf(taps[tap].module).x(); };
        const int before = place(1) - place(0), first = place(0);
        const auto turn = [&p](const QPoint &at, int steps, Qt::KeyboardModifiers keys = {}) {
            QWheelEvent wheel(at, p.canvas()->mapToGlobal(at), {}, {0, 120 * steps}, Qt::NoButton, keys,
                              Qt::NoScrollPhase, false);
            QApplication::sendEvent(p.canvas(), &wheel);
        };
        const QPoint pointer = p.panel.plot()->positionOf(taps[1].module);
        turn(pointer, 4);
        QVERIFY(place(1) - place(0) > 2 * before);
        QVERIFY(qAbs(place(1) - pointer.x()) <= 3); // what is under the pointer stays there
        const int closer = place(1);
        turn(pointer, -1, Qt::ShiftModifier);
        QVERIFY(place(1) < closer);
        p.rig.session.setStrength(p.rig.id(0), 0.7); // other numbers leave it
        (void)p.rig.settle();
        QVERIFY(place(1) - place(0) > 2 * before);
        turn(pointer, 100);
        QTest::mouseDClick(p.canvas(), Qt::LeftButton, {}, pointer);
        QCOMPARE(place(0), first);
    }
};

QTEST_MAIN(PlotTest)
#include "tst_plot.moc"

// The bench while a run is under way, as the panel shows it: an engine whose runs wait at a gate.
#include "items/benchmodel.h"
#include "session/edit.h"
#include "support/turns.h"
#include "views/bench/benchpanel.h"
#include "views/bench/benchtable.h"
#include "views/bench/inputspanel.h"
#include "views/bench/runprogress.h"
#include "views/viewrig.h"

#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QToolTip>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::named;
using deltascope::test::sentence;
using deltascope::test::ViewRig;
using items::Bench;

namespace {

struct Running {
    ViewRig rig;
    BenchPanel panel;
    QSplitter window;

    explicit Running(HeadKind head)
        : rig(HeadChoice{head, 6})
        , panel(rig.session, rig.bench, rig.meters)
    {
        window.addWidget(panel.inputs());
        window.addWidget(&panel);
        window.setSizes({260, 900});
        window.resize(1160, 420);
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
        (void)rig.settle();
    }
    ~Running() { panel.setParent(nullptr); }
    QString state() const { return named<QLabel>(*panel.inputs(), "State of the run")->text(); }
    /// The button that says so, if it is to be seen.
    QPushButton *button(const char *name) const
    {
        auto *button = named<QPushButton>(*panel.inputs(), name);
        return button && button->isVisible() ? button : nullptr;
    }
    QModelIndex cell(int row, int column) const { return panel.table()->model()->index(row, column); }
    Bench::State stateOf(int row, int column) const { return rig.bench.stateOf(rig.input(row), rig.column(column)); }
    /// The inputs change, and their run waits at the gate.
    void begin()
    {
        rig.gate->hold(test::Gate::Call::Run);
        rig.session.setInput(rig.input(0), sentence("a new text"));
        rig.session.setInput(rig.input(1), sentence("another one"));
        QVERIFY(QTest::qWaitFor([this] { return rig.gate->waiting() > 0; }, 10000));
    }
};

} // namespace

class BenchRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void progressIsShownWithStopAndWhatHadComeStays()
    {
        Running p(HeadKind::SequenceClassification);
        QVERIFY(!p.button("Stop the run"));
        p.begin();
        QVERIFY(QTest::qWaitFor([&] { return p.button("Stop the run") != nullptr; }, 10000));
        QCOMPARE(p.state(), QString("0 of 4"));
        p.rig.gate->letUpTo(p.rig.gate->entered());
        QVERIFY(QTest::qWaitFor([&] { return p.state() == "2 of 4"; }, 10000));
        QCOMPARE(p.stateOf(0, 0), Bench::State::Current);
        QCOMPARE(p.stateOf(1, 0), Bench::State::Stale);
        QTest::mouseClick(p.button("Stop the run"), Qt::LeftButton);
        QVERIFY(!p.rig.bench.isRunning());
        QCOMPARE(p.state(), QString("stopped"));
        QVERIFY(!p.rig.bench.wasStopped(p.rig.input(0), p.rig.column(0)));
        QVERIFY(p.rig.bench.wasStopped(p.rig.input(1), p.rig.column(0)));
        QVERIFY(!p.cell(1, 0).data().toString().isEmpty()); // the old answer stays
        p.rig.gate->lift(test::Gate::Call::Run);
        QTest::mouseClick(p.button("Go on with the run"), Qt::LeftButton);
        QVERIFY(p.rig.settle());
        QCOMPARE(p.stateOf(1, 1), Bench::State::Current);
        QVERIFY(!p.rig.bench.wasStopped(p.rig.input(1), p.rig.column(0)));
        QVERIFY(!p.button("Go on with the run"));
    }

    void aTextGrowsInItsCellAndItsBeginningStaysAfterStop()
    {
        Running p(HeadKind::CausalLm);
        p.begin();
        QVERIFY(QTest::qWaitFor([&] { return p.stateOf(0, 0) == Bench::State::Growing; }, 10000));
        QCOMPARE(p.cell(0, 0).data().toString(), QString("It is"));
        QVERIFY(QTest::qWaitFor([&] { return p.button("Stop the run") != nullptr; }, 10000));
        QTest::mouseClick(p.button("Stop the run"), Qt::LeftButton);
        QCOMPARE(p.stateOf(0, 0), Bench::State::Growing);
        QCOMPARE(p.cell(0, 0).data().toString(), QString("It is"));
        QVERIFY(p.rig.bench.wasStopped(p.rig.input(0), p.rig.column(0)));
        p.rig.gate->lift(test::Gate::Call::Run);
        p.rig.bench.resume();
        QVERIFY(p.rig.settle());
        QCOMPARE(p.stateOf(0, 0), Bench::State::Current);
        QVERIFY(p.cell(0, 0).data().toString().startsWith("It is about "));
    }

    void theHeadOfAColumnThatWaitsShowsTheMarkItWaitsFor()
    {
        Running p(HeadKind::SequenceClassification);
        p.rig.gate->hold(test::Gate::Call::Add);
        items::SessionState state;
        DeltaRequest request;
        request.name = "en";
        request.kind = "lora";
        session::addWaiting(state, request);
        session::perform(state,
                         session::PutColumn{{1, session::ColumnKind::Fixed, {}, {{state.deltas[0].setting}}}, 0});
        p.rig.session.open(*p.rig.session.network(), state);
        auto *head = p.panel.table()->horizontalHeader();
        const QPoint at(head->sectionViewportPosition(0) + 20, 18);
        QHelpEvent help(QEvent::ToolTip, at, head->viewport()->mapToGlobal(at));
        QApplication::sendEvent(head->viewport(), &help);
        QVERIFY2(QToolTip::text().contains("waits for en"), qPrintable(QToolTip::text()));
        QVERIFY(hasColor(head->viewport()->grab(QRect(at - QPoint(10, 9), QSize(18, 18))).toImage()));
        p.rig.gate->lift(test::Gate::Call::Add);
        QVERIFY(p.rig.settle());
        p.rig.session.addColumn({}, Mix{}); // the backbone's sign has none
        QVERIFY(p.rig.settle());
        const QPoint bare(head->sectionViewportPosition(1) + 20, 18);
        QVERIFY(!hasColor(head->viewport()->grab(QRect(bare - QPoint(10, 9), QSize(18, 18))).toImage()));
    }

    void severalAnswersOfACellAreDrawnWithSeedsOfTheirOwn()
    {
        Running p(HeadKind::CausalLm);
        items::RunSettings run = p.rig.session.state().run;
        run.generation.samples = true;
        run.generation.seed = 7;
        run.samples = 3;
        p.rig.session.setRun(run);
        QCOMPARE(p.stateOf(0, 0), Bench::State::Stale);
        QVERIFY(p.rig.settle());
        const Bench::Cell *cell = p.rig.bench.cell(p.rig.input(0), p.rig.column(0));
        QVERIFY(cell->isWhole && cell->others.size() == 2);
        QVERIFY(QString::fromStdString(cell->output.text).endsWith("#7"));
        QVERIFY(QString::fromStdString(cell->others[1].text).endsWith("#9"));
        QVERIFY(p.cell(0, 0).data().toString().contains("#8"));
        p.rig.session.undoStack().undo();
        QVERIFY(p.rig.settle());
        cell = p.rig.bench.cell(p.rig.input(0), p.rig.column(0));
        QVERIFY(cell->others.empty());
        QVERIFY(!QString::fromStdString(cell->output.text).contains('#'));
    }

private:
    static bool hasColor(const QImage &image)
    {
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (const QColor color = image.pixelColor(x, y); color.lightness() > 60 && color.hslSaturation() > 60)
                    return true;
        return false;
    }
};

QTEST_MAIN(BenchRunTest)
#include "tst_benchrun.moc"

// The bench while runs are under way, and opening while something else is: an engine whose calls wait at a gate.
#include "items/desk.h"
#include "support/toyengine.h"

#include <QTest>

using namespace deltascope;
using namespace deltascope::items;
using test::Gate;

namespace {

Input sentence(const QString &text)
{
    Input input;
    input.text = text.toStdString();
    return input;
}

files::SessionFile planFor(const char *model, int deltas)
{
    files::SessionFile plan;
    plan.model.model = model;
    for (int i = 0; i < deltas; ++i) {
        DeltaRequest request;
        request.name = "d" + std::to_string(i);
        request.kind = "lora";
        addWaiting(plan.state, request);
        const DeltaSetting setting = plan.state.deltas.back().setting;
        perform(plan.state, session::PutColumn{{i + 1, ColumnKind::Fixed, {}, {{setting}}}, i});
    }
    addInput(plan.state, sentence("a card game"));
    addInput(plan.state, sentence("an image viewer"));
    return plan;
}

/// A session and a bench without meters, whose runs would wait at the same gate.
struct Rig {
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();
    bridge::Workspace workspace{[gate = gate] { return std::make_unique<test::ToyEngine>(gate); }};
    Session session{workspace};
    Bench bench{session, workspace};
    Opening opening{session, workspace};

    Rig()
    {
        opening.start(planFor("/shelf/a", 2));
        (void)settle();
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return !opening.isBusy() && bench.isSettled() && !bench.isRunning(); }, 20000);
    }
    bool waitUntilHeld()
    {
        return QTest::qWaitFor([this] { return gate->waiting() > 0; }, 20000);
    }
    int input(int i) const { return session.state().inputs[i].key; }
    Bench::State state(int i, int c) const { return bench.stateOf(input(i), session.state().columns[c].key); }
};

} // namespace

class RunningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Every run takes longer than the next key takes to come: it is let through only after another key was typed.
    void answersFollowATypingHand()
    {
        Rig rig;
        rig.gate->hold(Gate::Call::Run);
        QString text = "a";
        rig.session.setInput(rig.input(0), sentence(text), {77});
        int answers = 0;
        QObject::connect(&rig.bench, &Bench::answered, &rig.bench, [&answers] { ++answers; });
        for (int key = 0; key < 30; ++key) {
            QVERIFY(rig.waitUntilHeld());
            const int run = rig.gate->entered(), before = answers;
            text += QChar('a' + key % 26);
            rig.session.setInput(rig.input(0), sentence(text), {77});
            QTest::qWait(70); // for the key to be asked about; if it is not, the run answers all the same
            rig.gate->letUpTo(run);
            QVERIFY2(QTest::qWaitFor([&] { return answers > before; }, 10000), qPrintable(QString::number(key)));
        }
        rig.gate->lift(Gate::Call::Run);
        QVERIFY(rig.settle());
        QCOMPARE(QString::fromStdString(*rig.bench.cell(rig.input(0), rig.session.state().columns[0].key)->input.text),
                 text);
    }

    void cellsAppearAsTheyAreReadyAndStopLetsGoOfTheRest()
    {
        Rig rig;
        rig.gate->hold(Gate::Call::Run);
        for (int i = 0; i < 2; ++i)
            rig.session.setInput(rig.input(i), sentence(QString("another text %1").arg(i)));
        QVERIFY(rig.waitUntilHeld());
        QVERIFY(rig.bench.isRunning());
        QCOMPARE(rig.bench.progress(), qMakePair(0, 4));
        rig.gate->letUpTo(rig.gate->entered());
        QVERIFY(QTest::qWaitFor([&] { return rig.state(0, 0) == Bench::State::Current; }));
        QCOMPARE(rig.state(0, 1), Bench::State::Current);
        QCOMPARE(rig.state(1, 0), Bench::State::Stale);
        QCOMPARE(rig.bench.progress(), qMakePair(2, 4));
        QVERIFY(!rig.bench.isSettled());
        rig.bench.stop();
        QVERIFY(!rig.bench.isRunning());
        QVERIFY(rig.bench.isSettled());
        QCOMPARE(rig.state(1, 0), Bench::State::Stale);
        rig.gate->lift(Gate::Call::Run);
        rig.session.setInput(rig.input(0), sentence("and on"));
        QVERIFY(rig.settle());
        QCOMPARE(rig.state(1, 1), Bench::State::Current);
    }

    void anInputThatCannotRunStopsNoOther()
    {
        Rig rig;
        rig.session.setInput(rig.input(0), sentence("this is too long"));
        QVERIFY(rig.settle());
        QCOMPARE(rig.state(0, 0), Bench::State::Failed);
        QCOMPARE(rig.state(0, 1), Bench::State::Failed);
        QCOMPARE(rig.state(1, 0), Bench::State::Current);
        QVERIFY(!rig.bench.error());
        QCOMPARE(rig.bench.failure(rig.input(0))->error.code, std::string("too-long"));
        QCOMPARE(rig.bench.failure(rig.input(0))->most, 128);
        QVERIFY(!rig.bench.failure(rig.input(1)));
        const int runs = rig.gate->entered();
        rig.session.setInput(rig.input(1), sentence("another"));
        QVERIFY(rig.settle());
        QCOMPARE(rig.gate->entered(), runs + 1); // the one that failed is not tried again
        rig.session.setInput(rig.input(0), sentence("short"));
        QVERIFY(rig.settle());
        QCOMPARE(rig.state(0, 0), Bench::State::Current);
        QVERIFY(!rig.bench.failure(rig.input(0)));
    }

    void aModelThatDoesNotOpenLeavesTheOtherWhole()
    {
        Rig rig;
        rig.gate->hold(Gate::Call::Add);
        rig.opening.start(planFor("/shelf/b", 3));
        QVERIFY(rig.waitUntilHeld());
        QStringList heard;
        QObject::connect(&rig.opening, &Opening::failed, &rig.opening, [&heard] { heard << "failed"; });
        QObject::connect(&rig.opening, &Opening::finished, &rig.opening, [&heard] { heard << "finished"; });
        rig.opening.start(planFor("/shelf/missing", 1));
        rig.gate->lift(Gate::Call::Add);
        QVERIFY(QTest::qWaitFor([&] { return heard.size() == 2; }));
        QVERIFY(rig.settle());
        QVERIFY(heard.contains("failed") && heard.contains("finished"));
        QCOMPARE(rig.session.network()->model, std::string("/shelf/b"));
        QCOMPARE(rig.opening.model().model, std::string("/shelf/b"));
        QCOMPARE(int(rig.session.state().deltas.size()), 3);
        QCOMPARE(int(rig.session.state().columns.size()), 3);
        QCOMPARE(int(rig.session.state().inputs.size()), 2);
    }
};

QTEST_GUILESS_MAIN(RunningTest)
#include "tst_running.moc"

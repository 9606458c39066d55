#include "items/bench.h"
#include "items/meters.h"
#include "support/toyengine.h"
#include "support/turns.h"

#include <QSignalSpy>
#include <QTest>

using namespace deltascope;
using namespace deltascope::items;
using deltascope::bridge::Workspace;

namespace {

Input sentence(const char *text)
{
    Input input;
    input.text = text;
    return input;
}

struct Rig {
    Workspace workspace{[] { return std::make_unique<test::ToyEngine>(); }};
    Session session{workspace};
    Bench bench{session, workspace};
    Meters meters{session, workspace};
    QList<RunRequest> unused;

    Rig()
    {
        OpenRequest request;
        request.model = "toy";
        workspace.open(&session, request,
                       {.then = [this](const bridge::Opened &opened) { session.setNetwork(opened.network); }});
        settle();
        for (const char *name : {"en", "zh"}) {
            DeltaRequest delta;
            delta.name = name;
            delta.kind = "lora";
            session.add(delta, {-1, false, 1.0, {}});
        }
        session.addInputs({sentence("a card game"), sentence("")});
        settle();
    }
    bool settle()
    {
        return QTest::qWaitFor([this] {
            return !workspace.isBusy(bridge::Lane::Open) && !workspace.isBusy(bridge::Lane::Edit) && bench.isSettled()
                   && meters.isSettled();
        });
    }
    int input(int i) const { return session.state().inputs[i].key; }
    int column(int i) const { return session.state().columns[i].key; }
    DeltaId delta(int i) const { return session.state().deltas[i].setting.id; }
    std::vector<float> probabilities(int i, int c) const
    {
        return bench.cell(input(i), column(c))->output.probabilities;
    }
};

} // namespace

class BenchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCellIsComputedAndEmptyInputsAreNot()
    {
        Rig rig;
        QCOMPARE(rig.bench.stateOf(rig.input(0), rig.column(0)), Bench::State::Current);
        QCOMPARE(rig.bench.stateOf(rig.input(1), rig.column(0)), Bench::State::Empty);
        QCOMPARE(rig.bench.task(), Task::Classify);
        QVERIFY(rig.bench.attached(rig.column(0))->empty());
        QCOMPARE(rig.bench.tokenCount(rig.input(0)), 5);
        QVERIFY(rig.bench.seconds());
    }

    void detachingBringsBackTheVeryNumbers()
    {
        Rig rig;
        const auto before = rig.probabilities(0, 0);
        rig.session.attach(rig.delta(0));
        QCOMPARE(rig.bench.stateOf(rig.input(0), rig.column(0)), Bench::State::Stale);
        QCOMPARE(rig.probabilities(0, 0), before);
        QVERIFY(rig.settle());
        QVERIFY(rig.probabilities(0, 0) != before);
        QCOMPARE(rig.bench.attached(rig.column(0))->at(0).name, std::string("en"));
        rig.session.detach(rig.delta(0));
        QVERIFY(rig.settle());
        QCOMPARE(rig.probabilities(0, 0), before);
    }

    void onlyWhatChangedRunsAgain()
    {
        Rig rig;
        rig.session.addInputs({sentence("another")});
        rig.settle();
        int runs = 0;
        QObject::connect(&rig.bench, &Bench::runningChanged, &rig.bench, [&] { runs += !rig.bench.isRunning(); });
        rig.session.attach(rig.delta(1));
        QCOMPARE(rig.bench.stateOf(rig.input(0), rig.column(1)), Bench::State::Current);
        rig.settle();
        rig.session.setInput(rig.input(2), sentence("another one"));
        QCOMPARE(rig.bench.stateOf(rig.input(0), rig.column(0)), Bench::State::Current);
        QCOMPARE(rig.bench.stateOf(rig.input(2), rig.column(0)), Bench::State::Stale);
        rig.settle();
        QCOMPARE(runs, 2);
    }

    void aNameAloneRunsNothing()
    {
        Rig rig;
        QSignalSpy answered(&rig.bench, &Bench::answered);
        rig.session.renameColumn(rig.column(1), "bare");
        rig.session.rename(rig.delta(0), "English");
        test::finishTurns();
        QTRY_VERIFY(rig.bench.isSettled());
        QCOMPARE(answered.count(), 0);
    }

    void typingAnswersForTheLastText()
    {
        Rig rig;
        for (const char *text : {"a", "a n", "a ne", "a new game"}) {
            rig.session.setInput(rig.input(0), sentence(text), {77});
            test::finishTurns();
        }
        rig.settle();
        QCOMPARE(*rig.bench.cell(rig.input(0), rig.column(0))->input.text, std::string("a new game"));
    }

    void aColumnByRulePlugsInTheDeltaOfEachInput()
    {
        Rig rig;
        rig.session.addInputs({sentence("显示内核版本")});
        rig.session.setInput(rig.input(0), sentence("the kernel and its version"));
        const int key = rig.session.addColumn(ColumnKind::ByRule);
        const int en = rig.session.addColumn({}, {{{rig.delta(0), true, 1.0, {}}}});
        const int zh = rig.session.addColumn({}, {{{rig.delta(1), true, 1.0, {}}}});
        rig.settle();
        const auto found
            = [&](int input, int column) { return rig.bench.cell(rig.input(input), column)->output.probabilities; };
        QCOMPARE(found(0, key), found(0, en));
        QCOMPARE(found(2, key), found(2, zh));
        QVERIFY(found(0, key) != found(0, zh));
        rig.session.setRule(rig.input(0), {RuleKind::Chosen, rig.delta(1)});
        rig.settle();
        QCOMPARE(found(0, key), found(0, zh));
        rig.session.setRule(rig.input(0), {RuleKind::None, -1});
        rig.settle();
        QCOMPARE(found(0, key), rig.probabilities(0, 1));
    }

    void metersTellEffectsAndWhereColumnsPart()
    {
        Rig rig;
        QVERIFY(rig.meters.effect(rig.delta(0)).value() > 0);
        QVERIFY(rig.meters.divergence(rig.column(0))->back().relative == 0);
        rig.session.attach(rig.delta(0));
        rig.settle();
        QVERIFY(rig.meters.divergence(rig.column(0))->back().relative > 0);
        const double full = *rig.meters.effect(rig.delta(0));
        rig.session.setStrength(rig.delta(0), 0.0);
        rig.settle();
        QVERIFY(full > 0.05);
        QCOMPARE(*rig.meters.effect(rig.delta(0)), 0.0);
    }

    void distances()
    {
        QCOMPARE(totalVariation({1, 0}, {0, 1}), 1.0);
        QCOMPARE(totalVariation({0.5f, 0.5f}, {0.5f, 0.5f}), 0.0);
        QCOMPARE(cosineDistance({1, 0}, {0, 1}), 1.0);
        QCOMPARE(cosineDistance({1, 2}, {1, 2}), 0.0);
        QCOMPARE(cosineDistance({0, 0}, {1, 2}), 1.0);
    }
};

QTEST_GUILESS_MAIN(BenchTest)
#include "tst_bench.moc"

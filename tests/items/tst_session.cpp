#include "items/opening.h"
#include "items/session.h"
#include "support/toyengine.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace deltascope;
using namespace deltascope::items;
using deltascope::bridge::Workspace;

namespace {

/// A session over a ToyEngine that the test can ask for its list of deltas once the worker has nothing to do.
struct Rig {
    test::ToyEngine *engine = nullptr;
    Workspace workspace{[this] {
        auto made = std::make_unique<test::ToyEngine>();
        engine = made.get();
        return made;
    }};
    Session session{workspace};
    int failures = 0;

    Rig()
    {
        QObject::connect(&workspace, &Workspace::failed, &session, [this] { ++failures; });
        OpenRequest request;
        request.model = "toy";
        workspace.open(&session, request,
                       {.then = [this](const bridge::Opened &opened) { session.setNetwork(opened.network); }});
        settle();
    }
    bool settle()
    {
        return QTest::qWaitFor(
            [this] { return !workspace.isBusy(bridge::Lane::Open) && !workspace.isBusy(bridge::Lane::Edit); });
    }
    DeltaId add(const std::string &kind)
    {
        DeltaRequest request;
        request.name = session.state().freeName(kind);
        request.kind = kind;
        session.add(request, {});
        settle();
        return session.state().deltas.back().setting.id;
    }
    QStringList engineNames() const
    {
        QStringList names;
        for (const DeltaInfo &delta : engine->deltas())
            names << QString::fromStdString(delta.name);
        return names;
    }
    QStringList names() const
    {
        QStringList names;
        for (const SessionDelta &delta : session.state().deltas)
            names << QString::fromStdString(delta.info->name);
        return names;
    }
};

Input sentence(const char *text)
{
    Input input;
    input.text = text;
    return input;
}

} // namespace

class SessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSwitchIsOneStepAndTellsOnlyTheMix()
    {
        Rig rig;
        const DeltaId id = rig.add("lora");
        QSignalSpy mix(&rig.session, &Session::mixChanged), deltas(&rig.session, &Session::deltasChanged);
        rig.session.detach(id);
        QVERIFY(!rig.session.state().find(id)->setting.attached);
        QCOMPARE(mix.count(), 1);
        QCOMPARE(deltas.count(), 0);
        rig.session.detach(id);
        QCOMPARE(mix.count(), 1);
        rig.session.undoStack().undo();
        QVERIFY(rig.session.state().find(id)->setting.attached);
    }

    void aDragIsOneStep()
    {
        Rig rig;
        const DeltaId id = rig.add("lora");
        const int steps = rig.session.undoStack().count();
        const Gesture drag = Gesture::begin();
        for (const double strength : {0.9, 0.7, 0.4})
            rig.session.setStrength(id, strength, drag);
        QCOMPARE(rig.session.undoStack().count(), steps + 1);
        rig.session.setStrength(id, 0.2, Gesture::begin());
        QCOMPARE(rig.session.undoStack().count(), steps + 2);
        rig.session.undoStack().undo();
        QCOMPARE(rig.session.state().find(id)->setting.strength, 0.4);
        rig.session.undoStack().undo();
        QCOMPARE(rig.session.state().find(id)->setting.strength, 1.0);
        const Gesture there = Gesture::begin();
        rig.session.setStrength(id, 0.5, there);
        rig.session.setStrength(id, 1.0, there);
        QVERIFY(!rig.session.undoStack().canUndo() || rig.session.undoStack().undoText() != "strength of lora");
    }

    void aDragOverAFoldedRowIsOneStepAndOneWordATick()
    {
        Rig rig;
        const DeltaId id = rig.add("lora");
        QList<int> modules;
        for (const TapInfo &tap : rig.session.state().find(id)->info->taps)
            modules << tap.module;
        modules = modules.mid(0, 3);
        const int steps = rig.session.undoStack().count();
        QSignalSpy mix(&rig.session, &Session::mixChanged);
        const Gesture drag = Gesture::begin();
        for (int tick = 1; tick <= 20; ++tick)
            rig.session.setStrengthAt(id, modules, 1.0 - tick / 40.0, drag);
        QCOMPARE(rig.session.undoStack().count(), steps + 1);
        QCOMPARE(mix.count(), 20);
        for (const int module : modules)
            QCOMPARE(rig.session.state().find(id)->setting.strengthAt(module), 0.5);
        rig.session.undoStack().undo();
        QVERIFY(rig.session.state().find(id)->setting.sites.empty());
    }

    void aKeptSessionHoldsThePlaceOfWhatIsGone()
    {
        Rig rig;
        SessionState kept;
        for (const char *path : {"/shelf/en", "/missing/zh", "/shelf/fr"}) {
            DeltaRequest request;
            request.path = path;
            request.name = std::string(path).substr(std::string(path).rfind('/') + 1);
            addWaiting(kept, request, {-1, true, 0.5, {}});
        }
        Mix both;
        both.deltas = {kept.deltas[0].setting, kept.deltas[1].setting};
        perform(kept, session::PutColumn{{1, ColumnKind::Fixed, {}, both}, 0});
        perform(kept, session::PutColumn{{2, ColumnKind::Fixed, {}, {{kept.deltas[2].setting}}}, 1});
        addInput(kept, sentence("one"));
        rig.session.open(test::toyNetwork(), kept);
        QVERIFY(rig.session.isLoading());
        rig.session.undoStack().undo();
        QVERIFY(QTest::qWaitFor([&] { return !rig.session.isLoading(); }));
        const SessionState &state = rig.session.state();
        QCOMPARE(rig.names(), (QStringList{"en", "zh", "fr"}));
        QVERIFY(state.deltas[0].isThere() && !state.deltas[1].isThere() && state.deltas[2].isThere());
        QVERIFY(!state.deltas[1].problem.empty());
        QCOMPARE(state.deltas[2].series, 2);
        QCOMPARE(state.deltas[2].setting.strength, 0.5);
        QCOMPARE(titleOf(state, state.columns[0]), QString("en*0.5 + zh*0.5"));
        QVERIFY(!lackOf(state, state.columns[0], state.inputs[0]).isEmpty());
        QCOMPARE(state.mixOf(state.columns[1]).deltas.size(), std::size_t(1));
        QCOMPARE(rig.engineNames(), (QStringList{"en", "fr"}));

        rig.session.locate(state.deltas[1].setting.id, "/shelf/zh");
        QVERIFY(QTest::qWaitFor([&] { return !rig.session.isLoading(); }));
        rig.settle();
        QVERIFY(state.deltas[1].isThere());
        QCOMPARE(state.deltas[1].request.path, std::string("/shelf/zh"));
        QCOMPARE(state.deltas[1].series, 1);
        QVERIFY(state.lacking(state.columns[0]).empty());
        QCOMPARE(rig.engineNames(), rig.names());
    }

    void anAdditionThatAnotherModelOvertakesIsToldAndOneThatAHeadOvertakesComes()
    {
        auto gate = std::make_shared<test::Gate>();
        Workspace workspace([gate] { return std::make_unique<test::ToyEngine>(gate); });
        Session session(workspace);
        Opening opening(session, workspace);
        const auto isStill = [&] {
            return QTest::qWaitFor([&] { return !opening.isBusy() && !workspace.isBusy(bridge::Lane::Edit); });
        };
        files::SessionFile plan;
        plan.model.model = "toy";
        opening.start(plan);
        QVERIFY(isStill());
        QSignalSpy failed(&session, &Session::addingFailed), ended(&session, &Session::addingEnded);
        DeltaRequest request;
        request.name = "late";
        request.kind = "lora";

        gate->hold(test::Gate::Call::Open);
        opening.restart(opening.model());
        const bridge::Ticket kept = session.add(request, {});
        gate->lift(test::Gate::Call::Open);
        QVERIFY(isStill());
        QVERIFY(failed.isEmpty());
        QCOMPARE(ended.count(), 1);
        QCOMPARE(ended[0][0].value<bridge::Ticket>(), kept);
        QCOMPARE(session.state().deltas.size(), std::size_t(1));

        gate->hold(test::Gate::Call::Open);
        plan.model.model = "toy two";
        opening.start(plan);
        const bridge::Ticket lost = session.add(request, {});
        gate->lift(test::Gate::Call::Open);
        QVERIFY(isStill());
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].value<bridge::Ticket>(), lost);
        QCOMPARE(failed[0][1].value<Error>().code, std::string(bridge::cancelledCode));
        QCOMPARE(ended.count(), 2);
        QVERIFY(session.state().deltas.empty());
    }

    void stepsFromBeforeADeltaCameCanBeUndone()
    {
        Rig rig;
        SessionState kept;
        DeltaRequest request;
        request.path = "/shelf/en";
        request.name = "en";
        addWaiting(kept, request);
        rig.session.open(test::toyNetwork(), kept);
        const DeltaId waiting = rig.session.state().deltas[0].setting.id;
        rig.session.setStrength(waiting, 0.25);
        rig.session.remove(waiting);
        QVERIFY(QTest::qWaitFor([&] { return !rig.session.isLoading(); }));
        rig.settle();
        QVERIFY(rig.session.state().deltas.empty());
        QVERIFY(rig.engineNames().isEmpty());
        rig.session.undoStack().undo();
        rig.settle();
        QVERIFY(rig.session.state().deltas[0].isThere());
        QCOMPARE(rig.session.state().deltas[0].setting.strength, 0.25);
        QVERIFY(!rig.session.state().deltas[0].info->taps.empty());
        QCOMPARE(rig.engineNames(), QStringList{"en"});
        rig.session.undoStack().undo();
        QCOMPARE(rig.session.state().deltas[0].setting.strength, 1.0);
        QCOMPARE(rig.failures, 0);
    }

    void whatIsJournaledLeadsToTheSameState()
    {
        Rig rig;
        for (const char *kind : {"lora", "adapter", "bitfit"})
            rig.add(kind);
        SessionState copy = rig.session.state();
        rig.session.setJournal([&copy](const session::Edits &edits, const SessionState &before) {
            QVERIFY(copy == before);
            perform(copy, edits);
        });
        QRandomGenerator random(7);
        for (int step = 0; step < 300; ++step) {
            act(rig, random, step);
            QVERIFY(copy == rig.session.state());
        }
    }

    void sitesThatAllAgreeAreTheDeltasOwnSetting()
    {
        Rig rig;
        const DeltaId id = rig.add("lora");
        QList<int> modules;
        for (const TapInfo &tap : rig.session.state().find(id)->info->taps)
            modules << tap.module;
        for (const int module : modules)
            rig.session.detachAt(id, {module});
        const DeltaSetting setting = rig.session.state().find(id)->setting;
        QVERIFY(!setting.attached);
        QVERIFY(setting.sites.empty());
        rig.session.attachAt(id, {modules.first()});
        QCOMPARE(rig.session.state().mixOf(rig.session.state().columns.front()).deltas.size(), std::size_t(1));
        rig.session.toggle(id);
        QVERIFY(rig.session.state().find(id)->setting.attached);
        QVERIFY(rig.session.state().find(id)->setting.sites.empty());
    }

    void soloIsHeardAloneAndLeavesTheSwitches()
    {
        Rig rig;
        const DeltaId lora = rig.add("lora"), adapter = rig.add("adapter");
        rig.session.detach(lora);
        rig.session.toggleSolo(lora);
        const Mix mix = rig.session.state().liveMix();
        QVERIFY(mix.find(lora)->attached);
        QVERIFY(!mix.find(adapter)->attached);
        QVERIFY(!rig.session.state().find(lora)->setting.attached);
        QCOMPARE(items::titleOf(rig.session.state(), rig.session.state().columns.front()), QString("lora"));
        rig.session.toggleSolo(lora);
        QCOMPARE(items::titleOf(rig.session.state(), rig.session.state().columns.front()), QString("adapter"));
    }

    void columnsPlugIn()
    {
        Rig rig;
        const DeltaId lora = rig.add("lora"), adapter = rig.add("adapter");
        Mix mix;
        mix.deltas.push_back({adapter, true, 0.5, {}});
        const int key = rig.session.addColumn({}, mix);
        QCOMPARE(items::titleOf(rig.session.state(), *rig.session.state().column(key)), QString("adapter*0.5"));
        rig.session.plugIn(key);
        QVERIFY(!rig.session.state().find(lora)->setting.attached);
        QCOMPARE(rig.session.state().find(adapter)->setting.strength, 0.5);
        QCOMPARE(rig.session.state().mixOf(rig.session.state().columns.front()), mix);
        rig.session.remove(adapter);
        QVERIFY(!rig.session.state().column(key));
        rig.session.undoStack().undo();
        QCOMPARE(rig.session.state().mixOf(*rig.session.state().column(key)), mix);
    }

    void theEngineFollowsTheList()
    {
        Rig rig;
        const DeltaId first = rig.add("lora");
        rig.add("adapter");
        rig.add("bitfit");
        rig.session.rename(first, "adapter");
        QCOMPARE(rig.names().first(), QString("adapter-2"));
        rig.session.move(first, 2);
        rig.session.remove(rig.session.state().deltas.front().setting.id);
        rig.settle();
        QCOMPARE(rig.engineNames(), rig.names());
        for (int i = 0; i < 3; ++i)
            rig.session.undoStack().undo();
        rig.settle();
        QCOMPARE(rig.engineNames(), (QStringList{"lora", "adapter", "bitfit"}));
        QCOMPARE(rig.failures, 0);
    }

    void editsWaitWhileADeltaLoads()
    {
        Rig rig;
        const DeltaId first = rig.add("lora");
        rig.add("adapter");
        DeltaRequest request;
        request.name = "late";
        request.kind = "lora";
        rig.session.add(request, {});
        rig.session.move(first, 1);
        QVERIFY(!rig.session.isEngineTold());
        rig.settle();
        rig.settle();
        QVERIFY(rig.session.isEngineTold());
        QCOMPARE(rig.names(), (QStringList{"adapter", "lora", "late"}));
        QCOMPARE(rig.engineNames(), rig.names());
        QCOMPARE(rig.failures, 0);
    }

    void aRandomWalkOfUndoAndRedoEndsAtTheSameState()
    {
        Rig rig;
        QRandomGenerator random(20240229);
        for (const char *kind : {"lora", "adapter", "bitfit"})
            rig.add(kind);
        QList<SessionState> trail{rig.session.state()};
        const int base = rig.session.undoStack().index();
        for (int step = 0; step < 200; ++step)
            act(rig, random, step);
        rig.settle();
        const SessionState last = rig.session.state();
        QUndoStack &stack = rig.session.undoStack();
        QHash<int, SessionState> at;
        while (stack.index() > base) {
            at.insert(stack.index(), rig.session.state());
            stack.undo();
        }
        QVERIFY(rig.session.state() == trail.first());
        for (int step = 0; step < 400; ++step) {
            random.bounded(2) ? stack.redo() : stack.undo();
            if (at.contains(stack.index()))
                QVERIFY(rig.session.state() == at.value(stack.index()));
            if (stack.index() < base)
                stack.redo();
        }
        stack.setIndex(stack.count());
        QVERIFY(rig.session.state() == last);
        rig.settle();
        QCOMPARE(rig.engineNames(), rig.names());
        QCOMPARE(rig.failures, 0);
    }

private:
    static void act(Rig &rig, QRandomGenerator &random, int step)
    {
        Session &session = rig.session;
        const SessionState &state = session.state();
        if (state.deltas.empty()) {
            session.undoStack().undo();
            return;
        }
        const SessionDelta &delta = state.deltas[std::size_t(random.bounded(int(state.deltas.size())))];
        const DeltaId id = delta.setting.id;
        const int module = delta.info->taps[std::size_t(random.bounded(int(delta.info->taps.size())))].module;
        switch (random.bounded(14)) {
        case 0: session.toggle(id); break;
        case 1: session.attachAt(id, {module}); break;
        case 2: session.detachAt(id, {module}); break;
        case 3: session.setStrength(id, random.bounded(20) / 10.0, {step / 4 + 100000}); break;
        case 4: session.setStrengthAt(id, {module}, random.bounded(20) / 10.0); break;
        case 5: session.toggleSolo(id); break;
        case 6: session.move(id, random.bounded(int(state.deltas.size()))); break;
        case 7: session.rename(id, QString("name %1").arg(random.bounded(4))); break;
        case 8: state.deltas.size() > 1 ? session.remove(id) : session.undoStack().undo(); break;
        case 9: session.addColumn({}, state.liveMix()); break;
        case 10: session.removeColumn(state.columns.empty() ? 0 : state.columns.front().key); break;
        case 11: session.addInputs({sentence("one"), sentence("two")}); break;
        case 12:
            session.setInput(state.inputs.empty() ? 0 : state.inputs.back().key, sentence("three"),
                             {step / 3 + 200000});
            break;
        case 13: session.undoStack().undo(); break;
        }
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"

#include "bridge/gateengine.h"
#include "bridge/workspace.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace deltascope;
using namespace deltascope::bridge;
using deltascope::test::Gate;
using deltascope::test::GateEngine;

namespace {

RunRequest textRun(const std::string &text)
{
    RunRequest request;
    request.inputs.emplace_back().text = text;
    return request;
}

/// A workspace over a gated engine that writes down all it hears.
struct Bench {
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();
    std::unique_ptr<Workspace> workspace
        = std::make_unique<Workspace>([gate = gate] { return std::make_unique<GateEngine>(gate); });
    QStringList heard;
    int progressCount = 0;

    Bench()
    {
        QObject::connect(workspace.get(), &Workspace::opened, [this](Ticket, const NetworkInfo &network) {
            heard << "opened " + QString::fromStdString(network.model);
        });
        QObject::connect(workspace.get(), &Workspace::ran, [this](Ticket, const RunResult &result) {
            heard << "ran " + QString::fromStdString(result.columns[0].outputs[0].label);
        });
        QObject::connect(workspace.get(), &Workspace::measured, [this] { heard << "measured"; });
        QObject::connect(workspace.get(), &Workspace::added, [this] { heard << "added"; });
        QObject::connect(workspace.get(), &Workspace::edited, [this] { heard << "edited"; });
        QObject::connect(workspace.get(), &Workspace::matched, [this] { heard << "matched"; });
        QObject::connect(workspace.get(), &Workspace::cancelled, [this] { heard << "cancelled"; });
        QObject::connect(workspace.get(), &Workspace::failed, [this](Ticket, Lane, const Error &error) {
            heard << "failed " + QString::fromStdString(error.what);
        });
        QObject::connect(workspace.get(), &Workspace::progressed, [this] { ++progressCount; });
    }
    void open(const std::string &model)
    {
        OpenRequest request;
        request.model = model;
        workspace->open(request);
    }
    bool waitUntilIdle()
    {
        return QTest::qWaitFor([this] {
            for (int lane = 0; lane < int(Lane::Count); ++lane)
                if (workspace->isBusy(Lane(lane)))
                    return false;
            return true;
        });
    }
    bool waitUntilEntered(int count)
    {
        return QTest::qWaitFor([this, count] { return gate->entered >= count; });
    }
};

} // namespace

class WorkspaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersComeQueuedOnThisThread()
    {
        Bench bench;
        bench.open("bart");
        QVERIFY(bench.heard.isEmpty());
        QVERIFY(bench.workspace->isBusy(Lane::Open));
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, QStringList{"opened bart"});
        QVERIFY(bench.gate->madeOn != std::this_thread::get_id());
        bench.workspace.reset();
        QVERIFY(bench.gate->madeOn == bench.gate->endedOn);
    }

    void onlyTheNewestRunAnswers()
    {
        Bench bench;
        bench.gate->isHeld = true;
        bench.workspace->run(textRun("a"));
        QVERIFY(bench.waitUntilEntered(1));
        for (const char *text : {"ab", "abc", "abcd"})
            bench.workspace->run(textRun(text));
        bench.gate->isHeld = false;
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, QStringList{"ran abcd"});
    }

    void anAnswerAlreadyOnItsWayIsDroppedWhenANewerRequestIsMade()
    {
        Bench bench;
        bench.workspace->run(textRun("old"));
        QVERIFY(bench.gate.get());
        while (bench.gate->entered < 1)
            QThread::msleep(1);
        QThread::msleep(30); // the answer now waits in this thread's queue
        bench.workspace->run(textRun("new"));
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, QStringList{"ran new"});
    }

    void editsAllHappenInOrder()
    {
        Bench bench;
        bench.gate->isHeld = true;
        DeltaRequest request;
        request.name = "en";
        bench.workspace->add(request);
        bench.workspace->rename(0, "English");
        bench.workspace->remove(0);
        bench.workspace->restore(0, 0);
        bench.gate->isHeld = false;
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, (QStringList{"added", "edited", "edited", "edited"}));
        QCOMPARE(bench.gate->lines(),
                 (std::vector<std::string>{"add en", "rename English", "remove 0", "restore 0 0"}));
    }

    void anotherNetworkMakesWhatWasAskedBeforeStale()
    {
        Bench bench;
        bench.open("one");
        QVERIFY(bench.waitUntilIdle());
        bench.gate->isHeld = true;
        bench.open("two");
        QVERIFY(bench.waitUntilEntered(2));
        bench.workspace->run(textRun("for one"));
        bench.workspace->remove(7);
        bench.gate->isHeld = false;
        QVERIFY(bench.waitUntilIdle());
        bench.workspace->run(textRun("for two"));
        QVERIFY(bench.waitUntilIdle());
        QTest::qWait(20);
        QCOMPARE(bench.heard, (QStringList{"opened one", "opened two", "ran for two"}));
        QVERIFY(bench.gate->lines().empty());
    }

    void aNetworkThatWasOpenedIsShownEvenIfTheNextRequestFails()
    {
        Bench bench;
        bench.open("one");
        while (bench.gate->entered < 1)
            QThread::msleep(1);
        QThread::msleep(30);
        bench.gate->fails = true;
        bench.open("two");
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, (QStringList{"opened one", "failed is not there"}));
        bench.workspace->run(textRun("on one"));
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard.back(), QString("ran on one"));
    }

    void cancelEndsWhatRunsAndWhatWaits()
    {
        Bench bench;
        bench.gate->isHeld = true;
        bench.open("slow");
        QVERIFY(bench.waitUntilEntered(1));
        bench.workspace->measure(textRun("later"));
        bench.workspace->cancel(Lane::Measure);
        QVERIFY(!bench.workspace->isBusy(Lane::Measure));
        bench.workspace->cancel(Lane::Open);
        QVERIFY(bench.workspace->isBusy(Lane::Open));
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, (QStringList{"cancelled", "cancelled"}));
        QCOMPARE(bench.gate->entered.load(), 1);
    }

    void progressIsCoalesced()
    {
        Bench bench;
        bench.workspace->run(textRun("a"));
        QVERIFY(bench.waitUntilIdle());
        QVERIFY(bench.progressCount >= 1);
        QVERIFY(bench.progressCount < 20);
    }

    void theEndDoesNotWaitForALongRun()
    {
        Bench bench;
        bench.gate->isHeld = true;
        bench.workspace->run(textRun("endless"));
        QVERIFY(bench.waitUntilEntered(1));
        QElapsedTimer timer;
        timer.start();
        bench.workspace.reset();
        QVERIFY(timer.elapsed() < 2000);
    }
};

QTEST_GUILESS_MAIN(WorkspaceTest)
#include "tst_workspace.moc"

#include "items/background.h"

#include <QCoreApplication>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QThreadPool>

using namespace deltascope::items;

class BackgroundTest : public QObject {
    Q_OBJECT

    QSemaphore m_gate;
    QStringList m_done;

    /// Work that waits at the gate, if it shall, and whose finish says its name.
    Background::Work work(const QString &name, int permits = 0)
    {
        return [this, name, permits] {
            m_gate.acquire(permits);
            return [this, name] { m_done << name; };
        };
    }

private Q_SLOTS:
    void init() { m_done.clear(); }

    void workIsDoneElsewhereAndFinishedHere()
    {
        Background background;
        QThread *worked = nullptr, *finished = nullptr;
        QSignalSpy settled(&background, &Background::settled);
        background.start([&] {
            worked = QThread::currentThread();
            return [&] { finished = QThread::currentThread(); };
        });
        QVERIFY(background.isBusy());
        QVERIFY(settled.wait());
        QVERIFY(worked != finished);
        QCOMPARE(finished, QThread::currentThread());
        QVERIFY(!background.isBusy());
    }

    void aNewerPieceTakesThePlaceOfOneThatWaits()
    {
        Background background;
        QSignalSpy settled(&background, &Background::settled);
        background.start(work("first", 1));
        background.start(work("second"));
        background.start(work("third"));
        m_gate.release();
        QVERIFY(settled.wait());
        QCOMPARE(m_done, (QStringList{"first", "third"}));
    }

    void whatIsDroppedNeverFinishes()
    {
        Background background;
        QSignalSpy settled(&background, &Background::settled);
        background.start(work("first", 1));
        background.start(work("second"));
        background.drop();
        background.start(work("third"));
        m_gate.release();
        QVERIFY(settled.wait());
        QCOMPARE(m_done, QStringList{"third"});
    }

    void nothingFinishesOnceItIsGone()
    {
        auto background = std::make_unique<Background>();
        background->start(work("first", 1));
        background.reset();
        m_gate.release();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(m_done.isEmpty());
    }
};

QTEST_GUILESS_MAIN(BackgroundTest)
#include "tst_background.moc"

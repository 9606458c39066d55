// Backbone and adapters are never under way together, and nobody waits for ever.
#include "core/outcome.h"
#include "engine/served/batchgate.h"
#include "support/told.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace deltascope;
using served::BatchGate;
using test::Told;

class BatchGateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sidesNeverMeet()
    {
        BatchGate gate;
        std::atomic<int> inside[2] = {0, 0};
        std::atomic<bool> haveMet = false;
        std::atomic<int> most = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, side = i % 2] {
                const Told progress;
                for (int turn = 0; turn < 200; ++turn) {
                    const BatchGate::Pass pass(gate, static_cast<BatchGate::Side>(side), progress);
                    most = std::max(most.load(), ++inside[side]);
                    haveMet = haveMet || inside[1 - side] > 0;
                    std::this_thread::yield();
                    --inside[side];
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(!haveMet);
        QVERIFY(most > 1);
    }

    void whoWaitsCanBeCancelled()
    {
        BatchGate gate;
        Told progress, other;
        {
            const BatchGate::Pass first(gate, BatchGate::Side::Adapters, progress);
            other.isCancelled = true;
            QVERIFY_THROWS_EXCEPTION(Cancelled, BatchGate::Pass(gate, BatchGate::Side::Backbone, other));
        }
        const BatchGate::Pass next(gate, BatchGate::Side::Backbone, progress);
    }
};

QTEST_GUILESS_MAIN(BatchGateTest)
#include "tst_batchgate.moc"

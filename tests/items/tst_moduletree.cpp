#include "items/moduletreemodel.h"
#include "support/toyengine.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace deltascope;
using namespace deltascope::items;
using deltascope::bridge::Workspace;

namespace {

struct Rig {
    Workspace workspace{[] { return std::make_unique<test::ToyEngine>(); }};
    Session session{workspace};
    ModuleTreeModel model{session};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Rig()
    {
        session.setNetwork(test::toyNetwork());
        workspace.open({"toy", {}, 0, Weights::Optional, ComputeType::Float32});
        settle();
    }
    void settle()
    {
        (void)QTest::qWaitFor(
            [this] { return !workspace.isBusy(bridge::Lane::Open) && !workspace.isBusy(bridge::Lane::Edit); });
    }
    DeltaId add(const std::string &kind, const std::string &target = {})
    {
        DeltaRequest request;
        request.name = session.state().freeName(QString::fromStdString(kind)).toStdString();
        request.kind = kind;
        if (!target.empty())
            request.keys = {{"modified_modules", target}};
        session.add(request, {});
        settle();
        return session.state().deltas.back().setting.id;
    }
    QStringList lines() const
    {
        QStringList out;
        print(out, {}, 0);
        return out;
    }
    QModelIndex row(const QString &path, int column = 0) const { return search(path, {}).siblingAtColumn(column); }
    LaneInfo lane(const QString &path, int lane) const
    {
        return row(path, FirstLaneColumn + lane).data(LaneRole).value<LaneInfo>();
    }

private:
    void print(QStringList &out, const QModelIndex &parent, int depth) const
    {
        for (int i = 0; i < model.rowCount(parent); ++i) {
            const QModelIndex index = model.index(i, 0, parent);
            out << QString(depth, QLatin1Char(' ')) + index.data().toString();
            print(out, index, depth + 1);
        }
    }
    QModelIndex search(const QString &path, const QModelIndex &parent) const
    {
        for (int i = 0; i < model.rowCount(parent); ++i) {
            const QModelIndex index = model.index(i, 0, parent);
            if (index.data(PathRole).toString() == path)
                return index;
            if (const QModelIndex below = search(path, index); below.isValid())
                return below;
        }
        return {};
    }
};

} // namespace

class ModuleTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void repeatsAreFolded()
    {
        Rig rig;
        const QStringList lines = rig.lines();
        QCOMPARE(lines[0], QString("root BartForSequenceClassification"));
        QVERIFY(lines.contains("    0-2 BartEncoderLayer"));
        QVERIFY(lines.contains("      k_proj, v_proj, q_proj, out_proj Linear weight [128, 128] bias [128]"));
        QCOMPARE(rig.row("model.encoder.layers.0-2.fc2").data(ModulesRole).value<QList<int>>().size(), 3);
        QCOMPARE(rig.row("model.encoder.layers.0-2.self_attn.k_proj, v_proj, q_proj, out_proj")
                     .data(ModulesRole)
                     .value<QList<int>>()
                     .size(),
                 12);
    }

    void aRowOutOfRangeIsNone()
    {
        Rig rig;
        const QModelIndex root = rig.model.index(0, 0);
        QVERIFY(!rig.model.index(1, 0).isValid());
        QVERIFY(!rig.model.index(rig.model.rowCount(root), 0, root).isValid());
        QVERIFY(!rig.model.index(0, rig.model.columnCount(), root).isValid());
        QVERIFY(!rig.model.index(-1, 0, root).isValid());
    }

    void aDeltaInsertsItsRowsAndALaneAndUndoTakesThemAway()
    {
        Rig rig;
        const QStringList before = rig.lines();
        const QPersistentModelIndex fc2(rig.row("model.encoder.layers.0-2.fc2"));
        QSignalSpy resets(&rig.model, &QAbstractItemModel::modelReset),
            inserts(&rig.model, &QAbstractItemModel::rowsInserted);
        rig.add("lora");
        QCOMPARE(resets.count(), 0);
        QCOMPARE(inserts.count(), 2);
        QVERIFY(fc2.isValid());
        QCOMPARE(rig.model.index(0, 0, fc2).data().toString(),
                 QString("lora LowRankLinear lora_A [8, 512] lora_B [128, 8]"));
        QCOMPARE(rig.model.columnCount(), FirstLaneColumn + 1);
        rig.session.undoStack().undo();
        QCOMPARE(rig.lines(), before);
        QCOMPARE(rig.model.columnCount(), int(FirstLaneColumn));
        QCOMPARE(resets.count(), 0);
        rig.settle();
    }

    void aGroupWhoseMembersDifferDoesNotFoldOverTheDifference()
    {
        Rig rig;
        rig.add("lora", "model.encoder.layers.1.fc2");
        QVERIFY(rig.row("model.encoder.layers.1").isValid());
        QVERIFY(!rig.row("model.encoder.layers.0-2").isValid());
        QVERIFY(rig.row("model.decoder.layers.0-2").isValid());
    }

    void marksCountWhatIsAttached()
    {
        Rig rig;
        const DeltaId id = rig.add("lora");
        LaneInfo group = rig.lane("model.encoder.layers.0-2", 0);
        QCOMPARE(group.sites, 3);
        QCOMPARE(group.attached, 3);
        QCOMPARE(group.ownSites, 0);
        const QModelIndex fc2 = rig.row("model.encoder.layers.0-2.fc2", FirstLaneColumn);
        rig.model.toggleLane(fc2);
        QCOMPARE(rig.lane("model.encoder.layers.0-2.fc2", 0).ownAttached, 0);
        QCOMPARE(rig.lane("model.decoder.layers.0-2", 0).attached, 3);
        QCOMPARE(rig.lane("", 0).attached, 3);
        rig.session.detachAt(id, {rig.session.state().find(id)->info->taps.back().module});
        group = rig.lane("model.decoder.layers.0-2", 0);
        QCOMPARE(group.attached, 2);
        rig.model.toggleLane(rig.row("model.decoder.layers.0-2", FirstLaneColumn));
        QCOMPARE(rig.lane("model.decoder.layers.0-2", 0).attached, 3);
    }

    void soloShowsInTheMarks()
    {
        Rig rig;
        rig.add("lora");
        const DeltaId adapter = rig.add("adapter");
        rig.session.toggleSolo(adapter);
        QCOMPARE(rig.lane("", 0).attached, 0);
        QCOMPARE(rig.lane("", 1).attached, 6);
    }

    void unfoldingShowsTheMembers()
    {
        Rig rig;
        const int folded = int(rig.lines().size());
        rig.model.unfold(rig.row("model.encoder.layers.0-2"));
        QVERIFY(rig.row("model.encoder.layers.1.fc2").isValid());
        QVERIFY(rig.row("model.encoder.layers.1.self_attn.k_proj, v_proj, q_proj, out_proj").isValid());
        QVERIFY(rig.row("model.decoder.layers.0-2").isValid());
        rig.model.foldAgain();
        QCOMPARE(int(rig.lines().size()), folded);
        rig.model.setRepeats(tree::Repeats::Shown);
        QCOMPARE(int(rig.lines().size()), int(test::toyNetwork().modules.size()));
    }

    void aModuleIsFoundInItsFoldedRow()
    {
        Rig rig;
        const auto &modules = rig.session.network()->modules;
        for (std::size_t i = 0; i < modules.size(); ++i)
            QVERIFY(rig.model.indexOf(int(i)).data(ModulesRole).value<QList<int>>().contains(int(i)));
        QVERIFY(!rig.model.indexOf(int(modules.size())).isValid());
        QVERIFY(!rig.model.indexOf(-1).isValid());
    }

    void findingLightsRows()
    {
        Rig rig;
        QCOMPARE(rig.model.find("fc2").size(), 6);
        QCOMPARE(rig.model.find("decoder.layers.0.fc2").size(), 1);
        QCOMPARE(rig.model.find("layernorm").size(), 2 + 6 + 9);
        rig.model.light(rig.model.find("decoder.layers.1.fc2"));
        QCOMPARE(rig.model.litIndexes().size(), 1);
        QCOMPARE(rig.model.litIndexes()[0].data(PathRole).toString(), QString("model.decoder.layers.0-2.fc2"));
        QVERIFY(rig.model.find("").isEmpty());
    }

    void aHundredThousandRowsAreBuilt()
    {
        NetworkInfo network = test::toyNetwork();
        const std::size_t root = network.modules.size();
        network.modules.push_back({"extra", "ModuleList", 0, 1, -1, {}});
        for (int i = 0; i < 100'000; ++i)
            network.modules.push_back({"extra." + std::to_string(i),
                                       "Linear",
                                       int(root),
                                       2,
                                       -1,
                                       {{"weight", {i + 1, 4}, DType::F32, 1000 + i}}});
        Rig rig;
        rig.session.setNetwork(network);
        QCOMPARE(rig.model.rowCount(rig.row("extra")), 100'000);
    }
};

QTEST_GUILESS_MAIN(ModuleTreeTest)
#include "tst_moduletree.moc"

#include "items/moduletreemodel.h"
#include "items/questions.h"
#include "items/treesearch.h"
#include "support/toyengine.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace deltascope;
using namespace deltascope::items;
using deltascope::bridge::Workspace;

namespace {

struct Rig {
    Workspace workspace{[] { return std::make_unique<test::ToyEngine>(); }};
    Questions questions{workspace};
    Session session{workspace};
    ModuleTreeModel model{session};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Rig()
    {
        session.setNetwork(test::toyNetwork());
        OpenRequest request;
        request.model = "toy";
        workspace.open(&session, request, {});
        settle();
    }
    void settle()
    {
        (void)QTest::qWaitFor(
            [this] { return !workspace.isBusy(bridge::Lane::Open) && !workspace.isBusy(bridge::Lane::Edit); });
    }
    DeltaId add(const std::string &kind, const std::vector<std::string> &targets = {})
    {
        DeltaRequest request;
        request.name = session.state().freeName(kind);
        request.kind = kind;
        for (const std::string &target : targets)
            request.keys.emplace_back("modified_modules", target);
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

/// A hundred thousand modules that all differ.
NetworkInfo large()
{
    NetworkInfo network = test::toyNetwork();
    const int list = int(network.modules.size());
    network.modules.push_back({"extra", "ModuleList", 0, 1, -1, {}});
    for (int i = 0; i < 100'000; ++i)
        network.modules.push_back(
            {"extra." + std::to_string(i), "Linear", list, 2, -1, {{"weight", {i + 1, 4}, DType::F32, 1000 + i}}});
    return network;
}

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
        rig.add("lora", {"model.encoder.layers.1.fc2"});
        QVERIFY(rig.row("model.encoder.layers.1").isValid());
        QVERIFY(!rig.row("model.encoder.layers.0-2").isValid());
        QVERIFY(rig.row("model.decoder.layers.0-2").isValid());
    }

    void marksCountWhatIsAttached()
    {
        Rig rig;
        const DeltaId id = rig.add("lora");
        LaneInfo group = rig.lane("model.encoder.layers.0-2", 0);
        QCOMPARE(group.sites, (tree::SiteCount{0, 3}));
        QCOMPARE(group.attached, (tree::SiteCount{0, 3}));
        const QModelIndex fc2 = rig.row("model.encoder.layers.0-2.fc2", FirstLaneColumn);
        rig.model.toggleLane(fc2, session::Branch::Open);
        QCOMPARE(rig.lane("model.encoder.layers.0-2.fc2", 0).attached, (tree::SiteCount{0, 0}));
        QCOMPARE(rig.lane("model.decoder.layers.0-2", 0).attached.all, 3);
        QCOMPARE(rig.lane("", 0).attached.all, 3);
        rig.session.detachAt(id, {rig.session.state().find(id)->info->taps.back().module});
        group = rig.lane("model.decoder.layers.0-2", 0);
        QCOMPARE(group.attached.all, 2);
        rig.model.toggleLane(rig.row("model.decoder.layers.0-2", FirstLaneColumn), session::Branch::Closed);
        QCOMPARE(rig.lane("model.decoder.layers.0-2", 0).attached.all, 3);
    }

    void soloShowsInTheMarks()
    {
        Rig rig;
        rig.add("lora");
        const DeltaId adapter = rig.add("adapter");
        rig.session.toggleSolo(adapter);
        QCOMPARE(rig.lane("", 0).attached.all, 0);
        QCOMPARE(rig.lane("", 1).attached.all, 6);
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
        TreeSearch search(rig.session, rig.questions, rig.model);
        const auto found = [&](const QString &text) {
            QSignalSpy answers(&search, &TreeSearch::found);
            search.setText(text);
            (void)QTest::qWaitFor([&] { return !answers.isEmpty(); });
            return search.moduleCount();
        };
        QCOMPARE(found("fc2"), 6);
        QCOMPARE(search.summary({}), QString("2 found"));
        QCOMPARE(found("FC2"), 6);
        QCOMPARE(found("layernorm"), 2 + 6 + 9);
        QCOMPARE(found("decoder.layers.1.fc2"), 1);
        QCOMPARE(rig.model.litCount(), 1);
        QCOMPARE(rig.model.litIndex(0).data(PathRole).toString(), QString("model.decoder.layers.0-2.fc2"));
        QCOMPARE(found("no such module"), 0);
        QCOMPARE(search.summary({}), QString("nothing found"));
        QCOMPARE(found(""), 0);
        QVERIFY(search.summary({}).isEmpty());
    }

    void theSearchWalksRoundAndCounts()
    {
        Rig rig;
        TreeSearch search(rig.session, rig.questions, rig.model);
        QSignalSpy answers(&search, &TreeSearch::found);
        search.setText("fc2");
        QTRY_COMPARE(answers.count(), 1);
        const QModelIndex encoder = rig.row("model.encoder.layers.0-2.fc2"),
                          decoder = rig.row("model.decoder.layers.0-2.fc2");
        using Direction = TreeSearch::Direction;
        QCOMPARE(search.step({}, Direction::Forward), encoder);
        QCOMPARE(search.step(encoder, Direction::Forward), decoder);
        QCOMPARE(search.step(decoder, Direction::Forward), encoder);
        QCOMPARE(search.step(encoder, Direction::Back), decoder);
        QCOMPARE(search.step(rig.row("model.decoder"), Direction::Back), encoder);
        QCOMPARE(search.summary(decoder), QString("2 of 2"));
    }

    void aMarkAndItsClickStandForTheSameSites()
    {
        // fc2 hangs below fc1: a row with a site of its own and one below.
        Rig rig;
        NetworkInfo network = test::toyNetwork();
        for (std::size_t i = 1; i < network.modules.size(); ++i)
            if (network.modules[i].name == "model.decoder.layers.1.fc2") {
                network.modules[i].parent = int(i) - 1;
                network.modules[i].name = "model.decoder.layers.1.fc1.fc2";
            }
        rig.session.setNetwork(network);
        rig.add("lora", {"decoder.layers.1.fc1", "decoder.layers.1.fc2"});
        const QModelIndex fc1 = rig.row("model.decoder.layers.1.fc1", FirstLaneColumn);
        const auto mark = [&](session::Branch branch) { return markOf(fc1.data(LaneRole).value<LaneInfo>(), branch); };
        QCOMPARE(mark(session::Branch::Closed).sites, 2);
        QCOMPARE(mark(session::Branch::Closed).attached, 2);
        rig.model.toggleLane(fc1, session::Branch::Closed);
        QCOMPARE(mark(session::Branch::Closed).attached, 0);
        rig.model.toggleLane(fc1, session::Branch::Open);
        QCOMPARE(mark(session::Branch::Open).attached, 1);
        QCOMPARE(mark(session::Branch::Closed).attached, 1);
        rig.settle();
    }

    void aStrengthChangesNoRow()
    {
        Rig rig;
        const DeltaId id = rig.add("lora");
        QSignalSpy changes(&rig.model, &QAbstractItemModel::dataChanged),
            inserts(&rig.model, &QAbstractItemModel::rowsInserted),
            heads(&rig.model, &ModuleTreeModel::headerDataChanged);
        rig.session.setStrength(id, 0.5);
        QCOMPARE(changes.count() + inserts.count() + heads.count(), 0);
    }

    void aSwitchedSiteTellsItsRowAndThoseAround()
    {
        Rig rig;
        rig.add("lora");
        const DeltaId id = rig.add("adapter");
        QSignalSpy changes(&rig.model, &QAbstractItemModel::dataChanged);
        rig.session.detachAt(id, {rig.session.state().find(id)->info->taps.front().module});
        QSet<QString> told;
        for (const QList<QVariant> &change : changes) {
            QCOMPARE(change[0].value<QModelIndex>().column(), FirstLaneColumn + 1);
            QCOMPARE(change[1].value<QModelIndex>().column(), FirstLaneColumn + 1);
            QVERIFY(change[2].value<QList<int>>().contains(LaneRole));
            for (int row = change[0].value<QModelIndex>().row(); row <= change[1].value<QModelIndex>().row(); ++row)
                told.insert(change[0].value<QModelIndex>().siblingAtRow(row).data(PathRole).toString());
        }
        const QString site
            = rig.model.indexOf(rig.session.state().find(id)->info->taps.front().module).data(PathRole).toString();
        QSet<QString> expected{QString()};
        for (int parts = 1; parts <= site.count('.') + 1; ++parts)
            expected.insert(site.section('.', 0, parts - 1));
        QCOMPARE(told, expected);
    }

    void aRenamedDeltaTellsItsRowsOnly()
    {
        Rig rig;
        const DeltaId id = rig.add("lora");
        QSignalSpy changes(&rig.model, &QAbstractItemModel::dataChanged),
            inserts(&rig.model, &QAbstractItemModel::rowsInserted),
            removals(&rig.model, &QAbstractItemModel::rowsRemoved);
        rig.session.rename(id, "English");
        QCOMPARE(inserts.count() + removals.count(), 0);
        QCOMPARE(changes.count(), 2); // encoder and decoder
        for (const QList<QVariant> &change : changes)
            QVERIFY(change[0].value<QModelIndex>().data().toString().startsWith("English "));
        QCOMPARE(rig.model.headerData(FirstLaneColumn, Qt::Horizontal).toString(), QString("English"));
        rig.settle();
    }

    void lanesGoWhereTheyStood()
    {
        Rig rig;
        const DeltaId first = rig.add("lora");
        rig.add("adapter");
        rig.add("bitfit");
        QSignalSpy removed(&rig.model, &QAbstractItemModel::columnsRemoved),
            moved(&rig.model, &QAbstractItemModel::columnsMoved);
        rig.session.remove(first);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed[0][1].toInt(), int(FirstLaneColumn));
        QCOMPARE(rig.lane("", 0).sites.all, 6);
        rig.session.move(rig.session.state().deltas[1].setting.id, 0);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(rig.model.headerData(FirstLaneColumn, Qt::Horizontal).toString(), QString("bitfit"));
        rig.settle();
    }

    void aHundredThousandRowsAreMadeOffThisThread()
    {
        Rig rig;
        QSignalSpy made(&rig.model, &ModuleTreeModel::made);
        rig.session.setNetwork(large());
        QVERIFY(rig.model.isMaking());
        QCOMPARE(rig.model.rowCount(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!rig.model.isMaking(), 60000);
        QCOMPARE(made.count(), 1);
        QCOMPARE(rig.model.rowCount(rig.row("extra")), 100'000);
    }

    void rowsOfANetworkThatWentNeverCome()
    {
        Rig rig;
        const QStringList lines = rig.lines();
        rig.session.setNetwork(large());
        rig.session.setNetwork(test::toyNetwork());
        QCOMPARE(rig.lines(), lines);
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(rig.lines(), lines);
    }

    void manyRowsAtOnceKeepWhatIsHeld()
    {
        Rig rig;
        NetworkInfo network = test::toyNetwork();
        const int list = int(network.modules.size());
        network.modules.push_back({"many", "ModuleList", 0, 1, -1, {}});
        for (int i = 0; i < 400; ++i) {
            const std::string path = "many." + std::to_string(i);
            const int at = int(network.modules.size());
            network.modules.push_back({path, "Layer", list, 2, -1, {}});
            network.modules.push_back(
                {path + ".a", "Linear", at, 3, -1, {{"weight", {i + 1, 4}, DType::F32, 5000 + i}}});
            network.modules.push_back(
                {path + ".b", "Linear", at, 3, -1, {{"weight", {i + 1, 4}, DType::F32, 9000 + i}}});
        }
        rig.session.setNetwork(network);
        const QPersistentModelIndex layer(rig.row("many.7"));
        QVERIFY(layer.isValid());
        QCOMPARE(rig.model.rowCount(layer), 1); // a, b
        QSignalSpy layouts(&rig.model, &QAbstractItemModel::layoutChanged),
            inserts(&rig.model, &QAbstractItemModel::rowsInserted);
        rig.model.setRepeats(tree::Repeats::Shown);
        QCOMPARE(layouts.count(), 1);
        QCOMPARE(inserts.count(), 0);
        QCOMPARE(layer.data(PathRole).toString(), QString("many.7"));
        QCOMPARE(rig.model.rowCount(layer), 2);
    }

    void aSelectedMemberIsTheFoldedRowAfterFolding()
    {
        Rig rig;
        rig.model.setRepeats(tree::Repeats::Shown);
        const QPersistentModelIndex second(rig.row("model.encoder.layers.1.fc2")), root(rig.model.index(0, 0)),
            first(rig.row("model.encoder.layers.0.fc2"));
        QVERIFY(second.isValid());
        rig.model.setRepeats(tree::Repeats::Folded);
        QVERIFY(root.isValid() && first.isValid());
        QCOMPARE(first.data(PathRole).toString(), QString("model.encoder.layers.0-2.fc2"));
    }
};

QTEST_GUILESS_MAIN(ModuleTreeTest)
#include "tst_moduletree.moc"

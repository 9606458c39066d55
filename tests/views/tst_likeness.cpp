// How alike deltas are, as the Compare tab shows it, on the toy engine.
#include "items/similaritymodel.h"
#include "items/sweep.h"
#include "views/common/takeaway.h"
#include "views/compare/comparepanel.h"
#include "views/compare/similaritymap.h"
#include "views/compare/similaritypanel.h"
#include "views/viewrig.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::ViewRig;

namespace {

struct Rig {
    ViewRig rig;
    items::Sweep sweep{rig.session, rig.workspace};
    items::Likeness likeness{rig.session, rig.workspace};
    ComparePanel panel{rig.session, sweep, likeness};
    SimilarityMap *map = panel.similarity()->map();
    QAbstractItemModel *model = map->model();
    QAbstractItemModelTester tester{model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Rig()
    {
        panel.resize(1000, 320);
        panel.show();
        QTest::mouseClick(tab("Similarity"), Qt::LeftButton);
        (void)settle();
    }
    QToolButton *tab(const QString &text)
    {
        for (QToolButton *tool : panel.findChildren<QToolButton *>())
            if (tool->text() == text)
                return tool;
        return nullptr;
    }
    bool settle() { return rig.settle() && likeness.isSettled(); }
    bool says(const QString &words)
    {
        for (const QLabel *label : panel.similarity()->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }
    double cosine(int row, int column) { return model->index(row, column).data(items::CosineRole).toDouble(); }
};

} // namespace

class LikenessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTwoThatCanBeComparedAreAndTheThirdSaysWhyNot()
    {
        Rig r;
        QCOMPARE(r.model->rowCount(), 1);
        const int sites = int(r.rig.delta(0).info->taps.size());
        QCOMPARE(r.model->columnCount(), sites + 1);
        QCOMPARE(r.cosine(0, 0), 0.2);
        QVERIFY(r.says("No two deltas pull against one another; English and Chinese have a little in common (+0.20)."));
        QVERIFY(r.says("Topic: is an adapter: it changes no weight"));
        QCOMPARE(r.model->index(0, 1).data(items::SharedModuleRole).toInt(), r.rig.delta(0).info->taps[0].module);
    }

    void thoseThatPullAgainstOneAnotherComeFirst()
    {
        Rig r;
        r.rig.add("French", "lora");
        r.rig.add("Spanish", "lora");
        QVERIFY(r.settle());
        QCOMPARE(r.model->rowCount(), 6);
        for (int row = 1; row < 6; ++row)
            QVERIFY(r.cosine(row - 1, 0) <= r.cosine(row, 0));
        QVERIFY(r.cosine(0, 0) < 0);
        QVERIFY(r.says("and Spanish pull against one another a little (-0.40)."));
        const QColor against = SimilarityMap::colorOf(-0.4, theme().raised, theme());
        QVERIFY(against.red() > against.blue());
    }

    void switchesAskNothingAndNamesFollow()
    {
        Rig r;
        QSignalSpy busy(&r.rig.workspace, &bridge::Workspace::busyChanged);
        r.rig.session.attach(r.rig.id(0));
        r.rig.session.rename(r.rig.id(1), "zh");
        QVERIFY(r.settle());
        for (const QList<QVariant> &told : busy)
            QVERIFY(told[0].value<bridge::Lane>() != bridge::Lane::Compare);
        QCOMPARE(r.model->headerData(0, Qt::Vertical).toString(), QString("English and zh"));
    }

    void aClickChoosesTheVeryModuleAndPointingReadsOut()
    {
        Rig r;
        QSignalSpy chosen(&r.panel, &ComparePanel::moduleChosen);
        const QModelIndex cell = r.model->index(0, 2);
        QTest::mouseClick(r.map->viewport(), Qt::LeftButton, {}, r.map->visualRect(cell).center());
        QCOMPARE(chosen.value(0).value(0).toInt(), r.rig.delta(0).info->taps[1].module);
        QVERIFY2(r.says("English and Chinese at "), "the read-out follows");
        QTest::keyClick(r.map, Qt::Key_Right);
        QTest::keyClick(r.map, Qt::Key_Return);
        QCOMPARE(chosen.value(1).value(0).toInt(), r.rig.delta(0).info->taps[2].module);
        QTest::mouseClick(r.map->viewport(), Qt::LeftButton, {}, r.map->visualRect(r.model->index(0, 0)).center());
        QCOMPARE(chosen.count(), 2); // all modules together are none
    }

    void oneDeltaAloneSaysWhatIsMissing()
    {
        Rig r;
        r.rig.session.remove(r.rig.id(2));
        r.rig.session.remove(r.rig.id(1));
        QVERIFY(r.settle());
        QCOMPARE(r.model->rowCount(), 0);
        QVERIFY(r.says("Add two deltas that change weights"));
        r.rig.session.undoStack().undo();
        QVERIFY(r.settle());
        QCOMPARE(r.model->rowCount(), 1);
    }

    void itIsComputedOnlyWhileItIsSeen()
    {
        Rig r;
        QTest::mouseClick(r.tab("Strength of"), Qt::LeftButton);
        r.rig.add("French", "lora");
        QVERIFY(r.settle());
        QCOMPARE(r.model->rowCount(), 1);
        QTest::mouseClick(r.tab("Similarity"), Qt::LeftButton);
        QVERIFY(r.settle());
        QCOMPARE(r.model->rowCount(), 3);
    }

    void numbersAndPictureAreSaved()
    {
        Rig r;
        QTemporaryDir folder;
        QSignalSpy saved(&r.panel, &ComparePanel::saved);
        r.panel.similarity()->takings()->saveAs(folder.filePath("s.csv"));
        r.panel.similarity()->takings()->saveAs(folder.filePath("s.png"));
        QTRY_COMPARE(saved.count(), 2);
        QFile csv(folder.filePath("s.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QByteArray text = csv.readAll();
        QCOMPARE(text.count('\n'), 1 + r.model->columnCount());
        QVERIFY2(text.contains("English,Chinese,,0.2,\n"), text.constData());
        QVERIFY(!QImage(folder.filePath("s.png")).isNull());
    }
};

QTEST_MAIN(LikenessTest)
#include "tst_likeness.moc"

#include "views/shelf/shelfpanel.h"
#include "views/viewrig.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QUrl>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::named;
using deltascope::test::ViewRig;

namespace {

struct Shelf {
    ViewRig rig;
    ShelfPanel panel{rig.session, rig.questions};
    QAbstractItemModelTester tester{&panel.shelf(), QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester orderTester{panel.list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy asked{&panel, &ShelfPanel::addAsked};
    QSignalSpy pointed{&panel, &ShelfPanel::pointed};

    Shelf()
    {
        panel.resize(288, 520);
        panel.show();
        (void)QTest::qWaitForWindowExposed(&panel);
    }
    bool open(const QString &folder)
    {
        panel.shelf().open(folder);
        return QTest::qWaitFor([this] { return !panel.shelf().isLooking(); });
    }
    QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < panel.list()->model()->rowCount(); ++row)
            names << panel.list()->model()->index(row, 0).data().toString();
        return names;
    }
    QModelIndex index(const QString &name) const { return panel.list()->model()->index(int(names().indexOf(name)), 0); }
    void click(const QString &name)
    {
        QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, {}, panel.list()->visualRect(index(name)).center());
    }
    QString lastAsked() { return asked.isEmpty() ? QString() : asked.takeLast()[0].toString(); }
    bool says(const QString &text) const
    {
        for (QLabel *label : panel.findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : panel.findChildren<QPushButton *>())
            if (button->text() == text)
                return button;
        return nullptr;
    }
};

} // namespace

class ShelfTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyShelfSaysWhatWouldBeHereAndOffersIt()
    {
        Shelf shelf;
        QVERIFY(shelf.says("Point the shelf at a folder"));
        QVERIFY(shelf.button("Choose a folder…")->isVisible());
        QVERIFY(!shelf.button("Add")->isVisible());
    }

    void everyDeltaIsListedBatchByBatch()
    {
        Shelf shelf;
        QSignalSpy inserted(&shelf.panel.shelf(), &QAbstractItemModel::rowsInserted);
        QVERIFY(shelf.open("/shelf"));
        QCOMPARE(inserted.count(), 3);
        QCOMPARE(shelf.names(), (QStringList{"en", "old/en", "qwen", "titles", "topics", "torn"}));
        QVERIFY(shelf.says("6 deltas, 4 fit, 1 duplicate, 1 broken"));
        const QString tip = shelf.index("qwen").data(Qt::ToolTipRole).toString();
        for (const char *part :
             {"LORA of peft", "q_proj, v_proj", "540,672", "Qwen/Qwen2.5-0.5B", "found none", "/shelf/qwen"})
            QVERIFY2(tip.contains(part), part);
        QVERIFY(shelf.index("old/en").data(Qt::ToolTipRole).toString().contains("same content as /shelf/en"));
    }

    void aFolderThatIsNotThereIsSaidWhereTheListWouldBe()
    {
        Shelf shelf;
        QVERIFY(shelf.open("/missing"));
        QVERIFY(shelf.says("found no such folder"));
        QVERIFY(shelf.open("/shelf"));
        QVERIFY(!shelf.says("found no such folder"));
    }

    void wordsFilterAndTheBoxSorts()
    {
        Shelf shelf;
        QVERIFY(shelf.open("/shelf"));
        auto *words = named<QLineEdit>(shelf.panel, "Find on the shelf");
        QTest::keyClicks(words, "lora fits");
        QCOMPARE(shelf.names(), (QStringList{"en", "old/en"}));
        words->clear();
        QTest::keyClicks(words, "duplicate");
        QCOMPARE(shelf.names(), QStringList{"old/en"});
        QTest::keyClicks(words, "x");
        QVERIFY(shelf.says("No delta here holds all of these words."));
        QTest::keyClick(words, Qt::Key_Escape);
        QCOMPARE(shelf.names().size(), 6);
        auto *by = named<QComboBox>(shelf.panel, "Order of the shelf");
        by->setFocus();
        QTest::keyClicks(by, "L");
        QCOMPARE(by->currentText(), QString("Largest"));
        QCOMPARE(shelf.names().first(), QString("qwen"));
        QTest::keyClicks(by, "F");
        QCOMPARE(shelf.names().last(), QString("torn"));
    }

    void selectingPointsAtTheSitesAndAddingAsks()
    {
        Shelf shelf;
        QVERIFY(shelf.open("/shelf"));
        QVERIFY(!shelf.button("Add")->isEnabled());
        shelf.click("titles");
        QCOMPARE(shelf.pointed.last()[0].value<QList<int>>().size(), 6);
        QTest::mouseClick(shelf.button("Add"), Qt::LeftButton);
        QCOMPARE(shelf.lastAsked(), QString("/shelf/titles"));
        QTest::keyClick(shelf.panel.list(), Qt::Key_Return);
        QCOMPARE(shelf.lastAsked(), QString("/shelf/titles"));
        shelf.click("en");
        QTest::mouseDClick(shelf.panel.list()->viewport(), Qt::LeftButton, {},
                           shelf.panel.list()->visualRect(shelf.index("en")).center());
        QCOMPARE(shelf.lastAsked(), QString("/shelf/en"));
        shelf.click("qwen");
        QVERIFY(!shelf.button("Add")->isEnabled());
        QTest::keyClick(shelf.panel.list(), Qt::Key_Return);
        QVERIFY(shelf.asked.isEmpty());
    }

    void theArrowLeadsFromTheWordsToTheList()
    {
        Shelf shelf;
        QVERIFY(shelf.open("/shelf"));
        auto *words = named<QLineEdit>(shelf.panel, "Find on the shelf");
        words->setFocus();
        QTest::keyClick(words, Qt::Key_Down);
        QVERIFY(shelf.panel.list()->hasFocus());
        QCOMPARE(shelf.panel.list()->currentIndex().data().toString(), QString("en"));
        QSignalSpy closed(&shelf.panel, &ShelfPanel::closed);
        QTest::keyClick(shelf.panel.list(), Qt::Key_Escape);
        QCOMPARE(closed.count(), 1);
    }

    void aDragCarriesTheFolder()
    {
        Shelf shelf;
        QVERIFY(shelf.open("/shelf"));
        const QModelIndex index = shelf.index("en");
        QVERIFY(index.flags() & Qt::ItemIsDragEnabled);
        const std::unique_ptr<QMimeData> data(shelf.panel.list()->model()->mimeData({index}));
        QCOMPARE(data->urls(), QList<QUrl>{QUrl::fromLocalFile("/shelf/en")});
    }

    void anotherModelJudgesAgainAndKeepsTheSelection()
    {
        Shelf shelf;
        QVERIFY(shelf.open("/shelf"));
        shelf.click("titles");
        QSignalSpy removed(&shelf.panel.shelf(), &QAbstractItemModel::rowsRemoved),
            reset(&shelf.panel.shelf(), &QAbstractItemModel::modelReset);
        OpenRequest request;
        request.model = "other";
        items::Session &session = shelf.rig.session;
        shelf.rig.workspace.open(&session, request, {.then = [&session](const bridge::Opened &opened) {
            session.setNetwork(opened.network);
        }});
        QVERIFY(shelf.rig.settle());
        QVERIFY(QTest::qWaitFor([&] { return !shelf.panel.shelf().isLooking(); }));
        QCOMPARE(shelf.panel.list()->currentIndex().data().toString(), QString("titles"));
        QCOMPARE(removed.count() + reset.count(), 0);
        QTest::keyClick(shelf.panel.list(), Qt::Key_F5);
        QVERIFY(shelf.panel.shelf().isLooking());
        QVERIFY(QTest::qWaitFor([&] { return !shelf.panel.shelf().isLooking(); }));
        QCOMPARE(shelf.names().size(), 6);
    }
};

QTEST_MAIN(ShelfTest)
#include "tst_shelf.moc"

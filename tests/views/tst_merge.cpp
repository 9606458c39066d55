#include "views/merge/mergedialog.h"
#include "views/viewrig.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::named;
using deltascope::test::ViewRig;

class MergeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatChangesIsShownBeforeAnythingIsWritten()
    {
        ViewRig rig;
        rig.session.attach(rig.id(0));
        QSignalSpy wrote(&rig.workspace, &bridge::Workspace::wrote);
        MergeDialog dialog(rig.session, rig.questions);
        dialog.show();
        QVERIFY(!button(dialog, "Merge")->isEnabled());
        QTest::keyClicks(named<QLineEdit>(dialog, "Folder of the merged checkpoint"), "/tmp/merged");
        QVERIFY(QTest::qWaitFor([&] { return button(dialog, "Merge")->isEnabled(); }));
        QVERIFY(says(dialog, "English, folded into"));
        QVERIFY(says(dialog, "on 2 test inputs, merged or attached: 0.0020. 2 modules change."));
        const auto *modules = named<QTreeWidget>(dialog, "Modules whose weights change");
        QCOMPARE(modules->topLevelItem(0)->text(1), QString("0.0010"));
        QCOMPARE(modules->topLevelItem(1)->text(1), QString("exact"));
        QCOMPARE(wrote.count(), 0);
        QTest::mouseClick(button(dialog, "Merge"), Qt::LeftButton);
        QVERIFY(!dialog.isVisible());
        QVERIFY(wrote.wait());
        QCOMPARE(wrote[0][0].value<std::string>(), std::string("/tmp/merged"));
    }

    void whatCannotBeMergedIsSaidAndNothingOffered()
    {
        ViewRig rig;
        rig.session.attach(rig.id(2));
        MergeDialog dialog(rig.session, rig.questions);
        dialog.show();
        named<QLineEdit>(dialog, "Folder of the merged checkpoint")->setText("/tmp/merged");
        QVERIFY(QTest::qWaitFor([&] { return says(dialog, "no weights can stand for it"); }));
        QVERIFY(!button(dialog, "Merge")->isEnabled());
    }

private:
    static QPushButton *button(const QWidget &root, const QString &text)
    {
        for (QPushButton *button : root.findChildren<QPushButton *>())
            if (button->text() == text)
                return button;
        return nullptr;
    }
    static bool says(const QWidget &root, const QString &text)
    {
        for (QLabel *label : root.findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
};

QTEST_MAIN(MergeTest)
#include "tst_merge.moc"

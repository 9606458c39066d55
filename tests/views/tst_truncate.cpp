// The dialog that makes a delta smaller, on the toy engine, whose deltas have eight directions.
#include "views/rack/truncatedialog.h"
#include "views/viewrig.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::ViewRig;

namespace {

bool says(const QWidget &widget, const QString &words)
{
    for (const QLabel *label : widget.findChildren<QLabel *>())
        if (label->isVisible() && label->text() == words)
            return true;
    return false;
}

} // namespace

class TruncateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSliderSpansTheRankAndEveryStepIsMeasured()
    {
        ViewRig rig;
        TruncateDialog dialog(rig.session, rig.questions, rig.id(0));
        dialog.show();
        QTRY_VERIFY(dialog.isMeasured());
        QCOMPARE(dialog.rank(), 4);
        auto *slider = dialog.findChild<QSlider *>();
        QCOMPARE(slider->maximum(), 8);
        QVERIFY(says(dialog, "50.00%") && says(dialog, "0.500") && says(dialog, "4 KB of 8 KB"));
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(dialog.rank(), 5);
        QVERIFY(!dialog.isMeasured());
        QTRY_VERIFY(dialog.isMeasured());
        QVERIFY(says(dialog, "62.50%") && says(dialog, "0.375"));
        QTest::keyClick(slider, Qt::Key_End);
        QTRY_VERIFY(dialog.isMeasured());
        QVERIFY(says(dialog, "100.00%") && says(dialog, "none"));
    }

    void savingAsksForAFolderWithTheRankThatIsShown()
    {
        ViewRig rig;
        TruncateDialog dialog(rig.session, rig.questions, rig.id(1));
        dialog.show();
        QSignalSpy asked(&dialog, &TruncateDialog::saveAsked);
        QTRY_VERIFY(dialog.isMeasured());
        dialog.setRank(3);
        auto *save = dialog.findChildren<QPushButton *>().first();
        QVERIFY(!save->isEnabled());
        QTRY_VERIFY(save->isEnabled());
        QTest::mouseClick(save, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        const auto request = asked[0][0].value<SaveRequest>();
        QCOMPARE(int(request.rank), 3);
        QCOMPARE(request.id, rig.id(1));
        QVERIFY(!dialog.isVisible());
    }

    void whatCannotBeCutSaysWhy()
    {
        ViewRig rig;
        TruncateDialog dialog(rig.session, rig.questions, 77);
        dialog.show();
        QTRY_VERIFY(says(dialog, "there is no delta -1"));
        QVERIFY(!dialog.findChild<QSlider *>()->isEnabled());
    }
};

QTEST_MAIN(TruncateTest)
#include "tst_truncate.moc"

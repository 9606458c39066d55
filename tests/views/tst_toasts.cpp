#include "views/common/theme.h"
#include "views/common/toasts.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace deltascope::views;

namespace {

struct Window {
    QWidget window;
    QWidget left{&window}, right{&window};
    Toasts toasts{&window};

    Window()
    {
        wear(*qApp, Theme::Kind::Dark);
        window.resize(900, 400);
        left.setGeometry(0, 0, 450, 400);
        right.setGeometry(450, 0, 450, 400);
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
    }
    QList<Toast *> shown()
    {
        QList<Toast *> list;
        for (Toast *toast : window.findChildren<Toast *>())
            if (toast->isVisible())
                list << toast;
        return list;
    }
};

QWidget *button(const Toast &toast, const QString &name)
{
    for (QAbstractButton *each : toast.findChildren<QAbstractButton *>())
        if (each->accessibleName() == name || each->text() == name)
            return each;
    return nullptr;
}

const QString longText = QStringLiteral("expected numbers, found words ").repeated(12);

} // namespace

class ToastsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theyStandInTheCornerOfTheirPlaceAndMoveNothing()
    {
        Window w;
        const QRect before = w.left.geometry();
        w.toasts.say(&w.left, {Message::Tone::Failure, longText, {}, {}, {}});
        w.toasts.say(&w.left, {Message::Tone::Done, "saved", {}, {}, {}});
        w.toasts.say(&w.right, {Message::Tone::Doubt, "check this", {}, {}, {}});
        QCOMPARE(w.left.geometry(), before);
        const QList<Toast *> shown = w.shown();
        QCOMPARE(shown.size(), 3);
        QVERIFY(w.left.geometry().contains(shown[0]->geometry()));
        QVERIFY(w.left.geometry().contains(shown[1]->geometry()));
        QVERIFY(!shown[0]->geometry().intersects(shown[1]->geometry()));
        QVERIFY(w.right.geometry().contains(shown[2]->geometry()));
        w.left.setGeometry(0, 0, 450, 300);
        QTRY_VERIFY(w.left.geometry().contains(shown[0]->geometry()));
    }

    void besideAPlaceThatIsNarrowTheyHaveRoom()
    {
        Window w;
        w.left.setGeometry(0, 0, 200, 400);
        w.toasts.say(&w.left, {Message::Tone::Done, "Written to /tmp/somewhere/else", {}, "Show in folder", [] {}});
        w.toasts.say(&w.right, {Message::Tone::Failure, longText, {}, {}, {}});
        const QRect beside = w.shown().first()->geometry();
        QVERIFY(beside.left() > w.left.geometry().right() && beside.width() > 200);
        QVERIFY(!beside.intersects(w.shown().last()->geometry()));
        QVERIFY(w.window.rect().contains(beside));
    }

    void theTextIsNeverCut()
    {
        Window w;
        w.toasts.say(&w.left, {Message::Tone::Failure, longText, {}, "Show in folder", [] {}});
        const Toast *toast = w.shown().first();
        const auto *label = toast->findChild<QLabel *>();
        QVERIFY(label->height() >= label->heightForWidth(label->width()));
    }

    void aFailureStaysUntilClosedOrSettled()
    {
        Window w;
        w.toasts.say(&w.left, {Message::Tone::Failure, "no such folder", "open", {}, {}});
        w.toasts.say(&w.left, {Message::Tone::Failure, "still none", "open", {}, {}});
        QCOMPARE(w.toasts.text(), QString("still none"));
        QTest::mouseClick(button(*w.shown().first(), "Copy the message"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), QString("still none"));
        w.toasts.settle("other");
        QCOMPARE(w.shown().size(), 1);
        w.toasts.settle("open");
        QCOMPARE(w.shown().size(), 0);
        w.toasts.say(&w.left, {Message::Tone::Failure, "again", {}, {}, {}});
        QTest::mouseClick(button(*w.shown().first(), "Close the message"), Qt::LeftButton);
        QCOMPARE(w.shown().size(), 0);
        w.toasts.say(&w.left, {Message::Tone::Failure, "again", {}, {}, {}});
        QTest::mouseClick(w.shown().first(), Qt::LeftButton);
        w.shown().first()->setFocus();
        QTest::keyClick(w.shown().first(), Qt::Key_Escape);
        QCOMPARE(w.shown().size(), 0);
    }

    void doneGoesByItselfAndAFailureDoesNot()
    {
        Window w;
        w.toasts.say(&w.left, {Message::Tone::Done, "saved", {}, {}, {}});
        w.toasts.say(&w.left, {Message::Tone::Failure, "failed", {}, {}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(w.toasts.text(), QString("failed"), 9000);
    }

    void theActionIsOneClickAway()
    {
        Window w;
        int shown = 0;
        w.toasts.say(&w.left, {Message::Tone::Done, "saved", {}, "Show in folder", [&shown] { ++shown; }});
        QTest::mouseClick(button(*w.shown().first(), "Show in folder"), Qt::LeftButton);
        QCOMPARE(shown, 1);
        QCOMPARE(w.shown().size(), 0);
    }

    void aHeldWidgetStandsBelowTheMessages()
    {
        Window w;
        QFrame held(&w.window);
        held.setFixedSize(200, 40);
        w.toasts.hold(&w.left, &held);
        held.show();
        w.toasts.say(&w.left, {Message::Tone::Failure, "failed", {}, {}, {}});
        QTRY_VERIFY(held.geometry().bottom() > 300);
        QVERIFY(w.shown().first()->geometry().bottom() < held.geometry().top());
    }
};

QTEST_MAIN(ToastsTest)
#include "tst_toasts.moc"

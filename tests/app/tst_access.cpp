// What a screen reader and the keyboard find in the window, through Qt's accessibility interface.
#include "app/benchplace.h"
#include "app/settings.h"
#include "app/testwindow.h"
#include "support/toyengine.h"
#include "support/turns.h"
#include "views/common/strengthslider.h"
#include "views/common/switch.h"
#include "views/modules/patchbay.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace deltascope;
using namespace deltascope::app;

namespace {

struct Rig {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};
    test::TestWindow window{[] { return std::make_unique<test::ToyEngine>(); }, settings};

    Rig()
    {
        files::SessionFile plan;
        plan.model.model = "/shelf/bart";
        for (const char *name : {"uno", "due"}) {
            DeltaRequest request;
            request.name = name;
            request.kind = "lora";
            addWaiting(plan.state, request, {-1, true, 1, {}});
        }
        for (const char *text : {"a card game", "an image viewer"}) {
            Input input;
            input.text = text;
            addInput(plan.state, input);
        }
        perform(plan.state, session::PutColumn{{1, session::ColumnKind::Fixed, "bare", {}}, 0});
        perform(plan.state, session::PutColumn{{2, session::ColumnKind::AsAttached, {}, {}}, 1});
        window.resize(1440, 900);
        window.show();
        QApplication::setActiveWindow(&window);
        window.opening().start(plan);
        (void)settle();
    }
    bool settle()
    {
        const bool isSettled
            = QTest::qWaitFor([this] { return !window.opening().isBusy() && window.isSettled(); }, 20000);
        test::finishTurns();
        return isSettled;
    }
};

QString described(const QWidget &widget)
{
    QString path;
    for (const QWidget *at = &widget; at && !at->isWindow(); at = at->parentWidget())
        path.prepend(QLatin1Char('/') + QString::fromLatin1(at->metaObject()->className()).section("::", -1));
    return path;
}

} // namespace

class AccessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingThatTakesTheFocusHasANameAndARole_data()
    {
        QTest::addColumn<int>("tab");
        for (int tab = 0; tab < 4; ++tab)
            QTest::addRow("tab %d", tab) << tab;
    }

    void everythingThatTakesTheFocusHasANameAndARole()
    {
        QFETCH(int, tab);
        Rig r;
        r.window.benchPlace()->tabs()->setCurrentIndex(tab);
        QVERIFY(r.settle());
        int seen = 0;
        QStringList without;
        for (QWidget *widget : r.window.findChildren<QWidget *>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
                continue;
            ++seen;
            const QAccessibleInterface *access = QAccessible::queryAccessibleInterface(widget);
            if (!access || access->text(QAccessible::Name).trimmed().isEmpty() || access->role() == QAccessible::NoRole
                || access->role() == QAccessible::Client)
                without << described(*widget);
        }
        QVERIFY2(without.isEmpty(), qPrintable(without.join(QLatin1Char('\n'))));
        QVERIFY(seen > 15);
    }

    void statesAndValuesAreSaid()
    {
        Rig r;
        auto *toggle = r.window.rack()->findChild<views::Switch *>();
        const QAccessibleInterface *access = QAccessible::queryAccessibleInterface(toggle);
        QVERIFY(access->state().checkable && access->state().checked);
        QTest::mouseClick(toggle, Qt::LeftButton);
        QVERIFY(!access->state().checked);
        auto *slider = r.window.rack()->findChild<views::StrengthSlider *>();
        QAccessibleInterface *strength = QAccessible::queryAccessibleInterface(slider);
        QVERIFY(strength->valueInterface());
        QCOMPARE(strength->valueInterface()->currentValue().toDouble(), 1.0);
        QCOMPARE(strength->valueInterface()->maximumValue().toDouble(), 2.0);
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(strength->valueInterface()->currentValue().toDouble(), 1.05);
    }

    void marksAndCellsAreWords()
    {
        Rig r;
        const QAbstractItemModel *tree = r.window.modules()->tree()->model();
        const QModelIndex root = tree->index(0, items::FirstLaneColumn);
        QCOMPARE(root.data(Qt::AccessibleTextRole).toString(), QString("uno: attached at 6 of 6 modules"));
        const QAbstractItemModel *table = r.window.benchPanel()->findChild<QTableView *>()->model();
        QVERIFY(!table->index(0, 0).data(Qt::AccessibleTextRole).toString().isEmpty());
    }

    /// Tab goes round through everything that takes it, and Shift+Tab back the same way.
    void theTabKeyReachesEverything()
    {
        Rig r;
        QSet<QWidget *> wanted, reached;
        for (QWidget *widget : r.window.findChildren<QWidget *>())
            if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus)
                && !widget->focusProxy())
                wanted << widget;
        QWidget *first = r.window.modules()->tree();
        first->setFocus();
        for (int step = 0; step < 3 * wanted.size(); ++step) {
            reached << QApplication::focusWidget();
            // A text takes the key for itself, unless it is Ctrl+Tab.
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            if (QApplication::focusWidget() == first)
                break;
        }
        QStringList missed;
        for (QWidget *widget : wanted - reached)
            missed << described(*widget) + QLatin1Char(' ') + widget->accessibleName();
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QLatin1Char('\n'))));
    }
};

QTEST_MAIN(AccessTest)
#include "tst_access.moc"

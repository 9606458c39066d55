#include "views/common/strengthslider.h"
#include "views/common/switch.h"
#include "views/inspector/barchart.h"
#include "views/inspector/inspectorpanel.h"
#include "views/inspector/taprow.h"
#include "views/viewrig.h"

#include <QLabel>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::named;
using deltascope::test::ViewRig;

class InspectorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aModuleShowsItsFactsAndStatistics()
    {
        ViewRig rig;
        InspectorPanel inspector(rig.session, rig.questions);
        show(inspector);
        const int module = rig.delta(0).info->taps.front().module;
        inspector.inspect({}, {module});
        QVERIFY(inspector.isLoading());
        QVERIFY(hasText(inspector, "512 → 128"));
        QVERIFY(rig.settle());
        QVERIFY(!inspector.isLoading());
        QVERIFY(hasText(inspector, "mean 0.000 std 0.042"));
        QVERIFY(hasText(inspector, "rank 3.4 of 8"));
        QVERIFY(named<BarChart>(inspector, "index, singular value")->csv().contains("1.9"));
        QVERIFY(inspector.tapRow(rig.id(0)));
        QVERIFY(inspector.tapRow(rig.id(1)));
        QVERIFY(!inspector.tapRow(rig.id(2)));
    }

    void aTapIsSwitchedHereAlone()
    {
        ViewRig rig;
        rig.session.attach(rig.id(0));
        InspectorPanel inspector(rig.session, rig.questions);
        show(inspector);
        const int module = rig.delta(0).info->taps.front().module, other = rig.delta(0).info->taps.back().module;
        inspector.inspect("model.encoder.layers.0.fc2", {module});
        QVERIFY(rig.settle());
        QTest::mouseClick(named<Switch>(inspector, "English attached at this module"), Qt::LeftButton);
        QVERIFY(!rig.delta(0).setting.attachedAt(module));
        QVERIFY(rig.delta(0).setting.attachedAt(other));
        auto *slider = named<StrengthSlider>(inspector, "Strength of English at this module");
        QTest::keyClick(slider, Qt::Key_Left);
        QCOMPARE(rig.delta(0).setting.strengthAt(module), 0.95);
        QCOMPARE(rig.delta(0).setting.strengthAt(other), 1.0);
        rig.session.undoStack().undo();
        rig.session.undoStack().undo();
        QVERIFY(rig.delta(0).setting.sites.empty());
    }

    void aFoldedRowSwitchesAllItsMembers()
    {
        ViewRig rig;
        InspectorPanel inspector(rig.session, rig.questions);
        show(inspector);
        QList<int> encoder;
        for (int i = 0; i < 3; ++i)
            encoder << rig.delta(0).info->taps[std::size_t(i)].module;
        inspector.inspect("model.encoder.layers.0-2.fc2", encoder);
        QVERIFY(rig.settle());
        QTest::mouseClick(named<Switch>(inspector, "English attached at this module"), Qt::LeftButton);
        for (const int module : encoder)
            QVERIFY(rig.delta(0).setting.attachedAt(module));
        QVERIFY(!rig.delta(0).setting.attachedAt(rig.delta(0).info->taps.back().module));
        QVERIFY(hasText(inspector, "each, 3 modules"));
    }

    void theFormulaIsSaidWithTheNumbersOfTheSite()
    {
        ViewRig rig;
        InspectorPanel inspector(rig.session, rig.questions);
        show(inspector);
        const int module = rig.delta(0).info->taps.front().module;
        inspector.inspect({}, {module});
        QVERIFY(rig.settle());
        QVERIFY(inspector.tapRow(rig.id(0))->accessibleName().endsWith("y + 2.0·BA x"));
        rig.session.setStrengthAt(rig.id(0), {module}, 0.25);
        QVERIFY(inspector.tapRow(rig.id(0))->accessibleName().endsWith("y + 0.5·BA x"));
        rig.session.setStrength(rig.id(1), -1);
        QVERIFY(inspector.tapRow(rig.id(1))->accessibleName().endsWith("y + -2.0·BA x"));
    }

    void draggingATapChangesTheOrderAndIsUndone()
    {
        ViewRig rig;
        rig.add("Bias", "bitfit");
        InspectorPanel inspector(rig.session, rig.questions);
        show(inspector);
        inspector.inspect({}, {rig.delta(0).info->taps.front().module});
        QVERIFY(rig.settle());
        const DeltaId english = rig.id(0), chinese = rig.id(1);
        TapRow *row = inspector.tapRow(english), *other = inspector.tapRow(chinese);
        QVERIFY(inspector.tapRow(rig.id(3))->y() < row->y()); // the bias is the module's own: innermost
        const QPoint from(row->width() / 2, 4),
            to = row->mapFromGlobal(other->mapToGlobal(QPoint(row->width() / 2, other->height() - 2)));
        QTest::mousePress(row, Qt::LeftButton, {}, from);
        QTest::mouseMove(row, from + QPoint(0, 14));
        QTest::mouseMove(row, to);
        QTest::mouseRelease(row, Qt::LeftButton, {}, to);
        QCOMPARE(rig.session.state().indexOf(english), 1);
        QVERIFY(QTest::qWaitFor([&] { return inspector.tapRow(english)->y() > inspector.tapRow(chinese)->y(); }));
        rig.session.undoStack().undo();
        QCOMPARE(rig.session.state().indexOf(english), 0);
        QTest::keyClick(inspector.tapRow(chinese), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(rig.session.state().indexOf(chinese), 0);
        QTest::keyClick(inspector.tapRow(chinese), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(rig.session.state().indexOf(chinese), 1);
        QVERIFY(rig.settle());
    }

    void nothingSelectedSaysWhatWouldBeHere()
    {
        ViewRig rig;
        InspectorPanel inspector(rig.session, rig.questions);
        show(inspector);
        QVERIFY(hasText(inspector, "Select a module"));
    }

private:
    static void show(QWidget &widget)
    {
        widget.resize(280, 620);
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
    }
    static bool hasText(const QWidget &root, const QString &text)
    {
        for (QLabel *label : root.findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
};

QTEST_MAIN(InspectorTest)
#include "tst_inspector.moc"

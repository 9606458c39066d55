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
        InspectorPanel inspector(rig.session, rig.workspace);
        show(inspector);
        const int module = rig.delta(0).info->taps.front().module;
        inspector.inspect({}, { module });
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
        InspectorPanel inspector(rig.session, rig.workspace);
        show(inspector);
        const int module = rig.delta(0).info->taps.front().module, other = rig.delta(0).info->taps.back().module;
        inspector.inspect("model.encoder.layers.0.fc2", { module });
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
        InspectorPanel inspector(rig.session, rig.workspace);
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

    void nothingSelectedSaysWhatWouldBeHere()
    {
        ViewRig rig;
        InspectorPanel inspector(rig.session, rig.workspace);
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

#include "views/adddelta/adddeltapanel.h"
#include "views/adddelta/freshform.h"
#include "views/viewrig.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include <algorithm>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::named;
using deltascope::test::ViewRig;

namespace {

struct Form {
    ViewRig rig;
    AddDeltaPanel panel{rig.session, rig.questions};
    QSignalSpy lit{&panel, &AddDeltaPanel::targetsMatched};

    Form()
    {
        panel.resize(280, 620);
        panel.show();
        (void)QTest::qWaitForWindowExposed(&panel);
        panel.start(AddDeltaPanel::Page::Fresh);
    }
    QLineEdit *targets() { return named<QLineEdit>(panel, "Target modules"); }
    QPushButton *button(const QString &text)
    {
        for (QPushButton *button : panel.findChildren<QPushButton *>())
            if (button->text() == text)
                return button;
        return nullptr;
    }
    bool says(const QString &text)
    {
        return QTest::qWaitFor([&] {
            for (QLabel *label : panel.findChildren<QLabel *>())
                if (label->isVisible() && label->text().contains(text))
                    return true;
            return false;
        });
    }
    QList<int> lastLit() { return lit.isEmpty() ? QList<int>() : lit.last()[0].value<QList<int>>(); }
};

} // namespace

class AddDeltaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchedModulesAreLitWhileTyping()
    {
        Form form;
        QVERIFY(!form.button("Add")->isEnabled());
        QTest::keyClicks(form.targets(), "fc1");
        QVERIFY(form.says("6 modules match"));
        QCOMPARE(form.lastLit().size(), 6);
        QVERIFY(form.button("Add")->isEnabled());
    }

    void aWrongNumberIsSaidAtItsFieldWhileTyping_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("says");
        QTest::newRow("zero") << "0"
                              << "needs a whole number from 1 on, not 0";
        QTest::newRow("negative") << "-1"
                                  << "needs a whole number from 1 on, not -1";
        QTest::newRow("fraction") << "2.5"
                                  << "needs a whole number from 1 on, not 2.5";
        QTest::newRow("word") << "abc"
                              << "\"abc\" is no number";
        QTest::newRow("nothing") << ""
                                 << "needs a number, such as 8";
        QTest::newRow("huge") << "1000000000"
                              << "at most 65,536: more is larger than any backbone";
    }

    void aWrongNumberIsSaidAtItsFieldWhileTyping()
    {
        QFETCH(QString, typed);
        QFETCH(QString, says);
        Form form;
        QTest::keyClicks(form.targets(), "fc1");
        QVERIFY(form.says("6 modules match"));
        QVERIFY(form.button("Add")->isEnabled());
        auto *rank = named<QLineEdit>(form.panel, "lora_r");
        rank->selectAll();
        QTest::keyClick(rank, Qt::Key_Delete);
        QTest::keyClicks(rank, typed);
        QStringList said;
        for (QLabel *label : form.panel.findChildren<QLabel *>())
            if (label->isVisible() && label->text() == says)
                said << label->parentWidget()->metaObject()->className();
        QCOMPARE(said, QStringList{"deltascope::views::KeyField"}); // once, at the field
        QVERIFY(!form.button("Add")->isEnabled());
        QTest::keyClick(rank, Qt::Key_Return);
        QVERIFY(form.rig.settle());
        QCOMPARE(form.rig.session.state().deltas.size(), 3);
        rank->selectAll();
        QTest::keyClicks(rank, "4");
        QVERIFY(form.says("6 modules match"));
        QTRY_VERIFY(form.button("Add")->isEnabled());
    }

    void aSavedDeltasFactsAreShown()
    {
        Form form;
        form.panel.setPath("/runs/pkg-r8/checkpoint-200");
        QVERIFY(form.says("rank 8, alpha 16"));
        QVERIFY(form.says("at fc1, fc2"));
        QVERIFY(form.says("base model facebook/bart-base"));
        QVERIFY(form.says("head: sequence classification, 3 labels (games, sound, web)"));
        QCOMPARE(named<QLineEdit>(form.panel, "Name of the delta")->placeholderText(), QString("pkg-r8/200"));
        form.panel.setPath("/runs/not-a-delta");
        QVERIFY(form.says("holds no delta"));
        QVERIFY(!named<QLabel>(form.panel, "What its files say")->isVisible());
    }

    void aPatternThatMatchesNothingIsNamed()
    {
        Form form;
        QTest::keyClicks(form.targets(), "nonsense, fc1");
        QVERIFY(form.says("6 modules match"));
        QVERIFY(form.says("Nothing matches nonsense."));
        QVERIFY(form.button("Add")->isEnabled());
    }

    void aFolderWithoutADeltaHasNothingInFrontOfItsError()
    {
        Form form;
        form.panel.setPath("/shelf/not-a-delta");
        QVERIFY(form.says("/shelf/not-a-delta holds no delta."));
        QVERIFY(!form.says("parameters"));
    }

    void noMatchIsAnErrorBeforeAnythingIsBuilt()
    {
        Form form;
        QTest::keyClicks(form.targets(), "fc9");
        QVERIFY(form.says("no module matches"));
        QVERIFY(!form.button("Add")->isEnabled());
        QVERIFY(form.lastLit().isEmpty());
        QTest::keyClick(form.targets(), Qt::Key_Return);
        QVERIFY(form.rig.settle());
        QCOMPARE(int(form.rig.session.state().deltas.size()), 3);
    }

    void aFreshDeltaIsAddedWithItsNumbers()
    {
        Form form;
        auto *rank = named<QLineEdit>(form.panel, "lora_r");
        rank->selectAll();
        QTest::keyClicks(rank, "4");
        QTest::keyClicks(form.targets(), "fc2");
        QVERIFY(form.says("6 modules match"));
        QTest::keyClicks(named<QLineEdit>(form.panel, "Name of the delta"), "mine");
        QSignalSpy closed(&form.panel, &AddDeltaPanel::closed);
        QTest::mouseClick(form.button("Add"), Qt::LeftButton);
        QVERIFY(form.rig.settle());
        QCOMPARE(closed.count(), 1);
        QCOMPARE(form.rig.delta(3).info->name, std::string("mine"));
        QCOMPARE(form.rig.delta(3).info->summary, std::string("lora r4"));
        QVERIFY(form.lastLit().isEmpty());
        form.rig.session.undoStack().undo();
        QCOMPARE(int(form.rig.session.state().deltas.size()), 3);
        QVERIFY(form.rig.settle());
    }

    void pointingAddsAndTakesAway()
    {
        Form form;
        const int module = form.rig.delta(0).info->taps.front().module;
        const QString name = QString::fromStdString(form.rig.session.network()->modules[std::size_t(module)].name);
        form.panel.pointAt(module);
        QCOMPARE(form.targets()->text(), name);
        QVERIFY(form.says("1 module matches"));
        form.panel.pointAt(module);
        QVERIFY(form.targets()->text().isEmpty());
    }

    void aSavedDeltaIsCheckedFirst()
    {
        Form form;
        form.panel.setPath("/shelf/en");
        QVERIFY(form.says("fits this model"));
        QVERIFY(form.button("Add")->isEnabled());
        QTest::mouseClick(form.button("Add"), Qt::LeftButton);
        QVERIFY(form.rig.settle());
        QCOMPARE(form.rig.delta(3).info->path, std::string("/shelf/en"));
        form.panel.setPath("/shelf/missing");
        QVERIFY(form.says("does not fit"));
        QVERIFY(!form.button("Add")->isEnabled());
    }

    void theKindsThatTheModelTakesAreOffered()
    {
        Form form;
        auto *kinds = named<QComboBox>(form.panel, "Kind of delta");
        QStringList titles;
        for (int i = 0; i < kinds->count(); ++i)
            titles << kinds->itemText(i);
        QCOMPARE(titles, (QStringList{"LoRA", "Adapter", "BitFit", "Low-rank adapter", "Compacter", "Parallel adapter",
                                      "Prefix", "Soft prompt", "LoRA (PEFT)", "(IA)³ (PEFT)"}));
        kinds->setCurrentText("Adapter");
        NetworkInfo other = test::toyNetwork();
        std::erase_if(other.kinds,
                      [](const KindInfo &kind) { return kind.kind != "bitfit" && kind.kind != "adapter"; });
        form.rig.session.setNetwork(other);
        form.panel.start(AddDeltaPanel::Page::Fresh);
        QCOMPARE(kinds->count(), 2);
        QCOMPARE(kinds->currentText(), QString("Adapter"));
        QVERIFY(named<QLineEdit>(form.panel, "bottleneck_dim"));
        other.kinds.clear();
        form.rig.session.setNetwork(other);
        form.panel.start(AddDeltaPanel::Page::Fresh);
        QVERIFY(form.says("Deltas can be made for a model that runs."));
        QVERIFY(!form.button("Add")->isEnabled());
    }

    void everyKindFillsARequestOfItsLibrary()
    {
        FreshForm fresh;
        fresh.offer(test::toyNetwork().kinds);
        auto *kinds = named<QComboBox>(fresh, "Kind of delta");
        named<QLineEdit>(fresh, "Target modules")->setText("fc1, fc2");
        for (int i = 0; i < kinds->count(); ++i) {
            kinds->setCurrentIndex(i);
            DeltaRequest request;
            fresh.fill(request);
            const KindInfo &kind = *fresh.kind();
            QCOMPARE(request.kind.empty(), kind.library == "peft");
            QCOMPARE(request.json.empty(), kind.library != "peft");
            QCOMPARE(std::count_if(request.keys.begin(), request.keys.end(),
                                   [&](const auto &key) { return key.first == kind.targetsKey; }),
                     kind.targetsKey.empty() ? 0 : 2);
        }
        named<QLineEdit>(fresh, "feedforward_modules")->setText("fc2");
        DeltaRequest request;
        fresh.fill(request);
        QCOMPARE(request.json, std::string(R"({"feedforward_modules":[],"peft_type":"IA3"})"));
        QCOMPARE(request.keys.front(), (std::pair<std::string, std::string>("feedforward_modules", "fc2")));
    }
};

QTEST_MAIN(AddDeltaTest)
#include "tst_adddelta.moc"

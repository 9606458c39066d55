// The session's rules at a column that goes by them: typed, chosen, moved and taken back by real events, and what the
// column answers then. On the toy engine.
#include "views/bench/benchpanel.h"
#include "views/bench/benchtable.h"
#include "views/bench/columnheader.h"
#include "views/bench/inputspanel.h"
#include "views/bench/rulerow.h"
#include "views/bench/rulespanel.h"
#include "views/common/strengthslider.h"
#include "views/viewrig.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::named;
using deltascope::test::ViewRig;
using Kind = Condition::Kind;

namespace {

/// Three inputs, the columns backbone, English, Chinese and by rule.
struct Rig {
    ViewRig rig;
    BenchPanel bench{rig.session, rig.bench, rig.meters};
    int backbone, english, chinese, byRule;

    Rig()
    {
        rig.session.addInputs({test::sentence("Q: 42")});
        while (!state().columns.empty())
            rig.session.removeColumn(rig.column(0));
        backbone = rig.session.addColumn({}, Mix{});
        english = rig.session.addColumn({}, {{{rig.id(0), true, 1.0, {}}}});
        chinese = rig.session.addColumn({}, {{{rig.id(1), true, 1.0, {}}}});
        byRule = rig.session.addColumn(items::ColumnKind::ByRule);
        rig.session.undoStack().clear();
        bench.resize(1100, 560);
        bench.show();
        QApplication::setActiveWindow(&bench);
        (void)QTest::qWaitForWindowExposed(&bench);
        (void)rig.settle();
    }
    const items::SessionState &state() const { return rig.session.state(); }
    RulesPanel &panel() { return *bench.rules(); }
    template<class Widget>
    Widget *in(int rule, const char *name)
    {
        RuleRow *row = panel().row(state().rules[std::size_t(rule)].key);
        return row ? named<Widget>(*row, name) : nullptr;
    }
    bool says(int rule, const QString &text)
    {
        RuleRow *row = panel().row(state().rules[std::size_t(rule)].key);
        const auto labels = row->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
    void click(const char *name) { QTest::mouseClick(named<QPushButton>(panel(), name), Qt::LeftButton); }
    void setKind(int rule, Kind kind)
    {
        auto *box = in<QComboBox>(rule, "Which inputs");
        box->setFocus();
        box->setCurrentIndex(box->findData(int(kind)));
        Q_EMIT box->activated(box->currentIndex());
    }
    /// Clicks the rule's configuration and takes an entry of its menu.
    void choose(int rule, const QString &now, const QString &entry)
    {
        auto *button = in<QPushButton>(rule, qPrintable("Configuration: " + now));
        QVERIFY2(button, qPrintable(now));
        QTest::mouseClick(button, Qt::LeftButton);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction *action : menu->actions())
            if (action->text() == entry) {
                menu->close();
                action->trigger();
                QCoreApplication::sendPostedEvents();
                return;
            }
        QFAIL("no such entry");
    }
    std::vector<float> answer(int input, int column)
    {
        const items::Bench::Cell *cell = rig.bench.cell(rig.input(input), column);
        return cell ? cell->output.probabilities : std::vector<float>();
    }
    bool isAsIn(int input, int column) { return rig.settle() && answer(input, byRule) == answer(input, column); }
    QString shown(int input)
    {
        const QAbstractItemModel *model = bench.table()->model();
        return model->index(input, 3).data(Qt::AccessibleTextRole).toString();
    }
    void open()
    {
        bench.openRules();
        QVERIFY(panel().isVisible());
    }
};

} // namespace

class RulesPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRuleIsTypedAndTheColumnAnswersByIt()
    {
        Rig r;
        QVERIFY(r.isAsIn(2, r.backbone));
        QVERIFY(r.shown(2).startsWith("Backbone: "));
        r.open();
        r.click("Add a rule");
        QCOMPARE(r.state().rules.size(), std::size_t(1));
        auto *pattern = r.in<QLineEdit>(0, "How the text begins");
        QVERIFY(pattern && pattern->hasFocus());
        QVERIFY(r.says(0, "takes nothing"));
        QTest::keyClicks(pattern, "Q:");
        QCOMPARE(r.state().rules[0].when, (Condition{Kind::Prefix, "Q:"}));
        QVERIFY(r.says(0, "takes 1 of 3 inputs"));
        QVERIFY(r.isAsIn(2, r.english)); // the first delta that no rule names
        QVERIFY(r.isAsIn(0, r.backbone));
        QVERIFY(r.answer(2, r.english) != r.answer(2, r.backbone));
        QVERIFY2(r.shown(2).startsWith("English: "), qPrintable(r.shown(2)));
        r.choose(0, "English", "Chinese");
        QVERIFY(r.isAsIn(2, r.chinese));
        r.rig.session.undoStack().undo();
        QVERIFY(r.isAsIn(2, r.english));
        r.rig.session.undoStack().undo(); // all that was typed is one step
        QCOMPARE(r.state().rules[0].when.pattern, std::string());
        r.open(); // it catches up with what was undone behind it
        QCOMPARE(pattern->text(), QString());
        r.rig.session.undoStack().undo();
        QVERIFY(r.state().rules.empty());
        QVERIFY(r.isAsIn(2, r.backbone));
    }

    void undoHasItsKeyInThePanelToo()
    {
        Rig r;
        r.open();
        r.click("Add a rule");
        auto *pattern = r.in<QLineEdit>(0, "How the text begins");
        QTest::keyClicks(pattern, "Q:");
        QCOMPARE(r.state().rules[0].when.pattern, std::string("Q:"));
        QTest::keyClick(pattern, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(r.state().rules[0].when.pattern, std::string());
        QTest::keyClick(pattern, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(r.state().rules[0].when.pattern, std::string("Q:"));
        QTest::keyClick(pattern, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(pattern, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(r.state().rules.empty());
    }

    void whatCannotBeReadIsSaidAtTheFieldAndChangesNothing()
    {
        Rig r;
        r.open();
        r.click("Add a rule");
        r.setKind(0, Kind::Regex);
        auto *pattern = r.in<QLineEdit>(0, "Regular expression");
        QVERIFY(pattern && pattern->isVisible());
        pattern->setFocus();
        QTest::keyClicks(pattern, "[0-9");
        QVERIFY(r.says(0, "no regular expression yet"));
        QCOMPARE(pattern->property("role").toString(), QString("wrong"));
        QCOMPARE(r.state().rules[0].when, (Condition{Kind::Regex, ""}));
        QTest::keyClicks(pattern, "]{2}");
        QVERIFY(!r.says(0, "no regular expression yet"));
        QCOMPARE(r.state().rules[0].when, (Condition{Kind::Regex, "[0-9]{2}"}));
        QVERIFY(r.isAsIn(2, r.english));
        r.rig.session.setInput(r.rig.input(0), test::sentence(std::string(40, 'a').append("b").c_str()));
        pattern->selectAll();
        QTest::keyClicks(pattern, "^(a+)+(a+)+$");
        QVERIFY(r.says(0, "takes too long"));
    }

    void theFirstRuleThatHoldsCountsAndTheyAreMoved()
    {
        Rig r;
        r.open();
        r.rig.session.addRule({0, {Kind::Otherwise, {}}, {{"Chinese", {}}}, {}});
        r.click("Add a rule"); // in front of the one that takes all that is left
        QCOMPARE(r.state().rules[0].when.kind, Kind::Prefix);
        r.setKind(0, Kind::Language);
        auto *language = r.in<QComboBox>(0, "Language");
        QVERIFY(language->isVisible());
        QCOMPARE(language->currentText(), QString("en · English")); // as its delta is called
        QVERIFY(r.isAsIn(0, r.english));
        QVERIFY(r.isAsIn(2, r.chinese));
        r.setKind(0, Kind::Prefix);
        QVERIFY(r.isAsIn(0, r.chinese));
        auto *pattern = r.in<QLineEdit>(0, "How the text begins");
        pattern->setFocus();
        QTest::keyClicks(pattern, "a");
        QVERIFY(r.isAsIn(0, r.english));
        QTest::keyClick(pattern, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(r.state().rules[1].when.pattern, std::string("a"));
        QVERIFY(r.isAsIn(0, r.chinese));
        QVERIFY(!r.in<QToolButton>(1, "Later")->isEnabled());
        QTest::mouseClick(r.in<QToolButton>(1, "Earlier"), Qt::LeftButton);
        QVERIFY(r.isAsIn(0, r.english));
        QTest::mouseClick(r.in<QToolButton>(0, "Remove this rule"), Qt::LeftButton);
        QCOMPARE(r.state().rules.size(), std::size_t(1));
        QVERIFY(r.isAsIn(0, r.chinese));
    }

    void severalDeltasAtStrengthsOfTheirOwn()
    {
        Rig r;
        r.open();
        r.rig.session.addRule({0, {Kind::Otherwise, {}}, {{"English", {}}}, {}});
        r.choose(0, "English", "Several, or another strength");
        auto *fields = r.panel().findChild<QCheckBox *>();
        QVERIFY(fields);
        for (QCheckBox *box : r.panel().findChildren<QCheckBox *>())
            if (box->text() == "Chinese")
                QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QCOMPARE(r.state().rules[0].deltas.size(), std::size_t(2));
        for (StrengthSlider *slider : r.panel().findChildren<StrengthSlider *>())
            if (slider->accessibleName().contains("Chinese"))
                slider->enter(0.5);
        QVERIFY(r.state().rules[0].deltas == (std::vector<session::RulePart>{{"English", {}}, {"Chinese", 0.5}}));
        QVERIFY(r.rig.settle());
        QVERIFY2(r.shown(0).startsWith("English + Chinese*0.5: "), qPrintable(r.shown(0)));
        // What a rule does not say is as the rack has it.
        r.rig.session.setStrength(r.rig.id(0), 0.25);
        QVERIFY(r.rig.settle());
        QVERIFY2(r.shown(0).startsWith("English*0.25 + Chinese*0.5: "), qPrintable(r.shown(0)));
    }

    void aDeltaThatGoesIsSaidAndComesBackWithUndo()
    {
        Rig r;
        r.open();
        r.rig.session.addRule({0, {Kind::Prefix, "Q:"}, {{"Chinese", {}}}, {}});
        QVERIFY(r.isAsIn(2, r.chinese));
        r.rig.session.rename(r.rig.id(1), "Mandarin");
        QVERIFY(r.in<QPushButton>(0, "Configuration: Mandarin"));
        r.rig.session.remove(r.rig.id(1));
        QVERIFY(r.rig.settle());
        QVERIFY(r.says(0, "Mandarin is not in the rack any more"));
        QCOMPARE(r.rig.bench.stateOf(r.rig.input(2), r.byRule), items::Bench::State::Empty);
        const items::BenchColumn &column = *r.state().column(r.byRule);
        QCOMPARE(items::lackOf(r.state(), column, r.state().inputs[2]), QString("needs Mandarin, which is not there"));
        r.rig.session.undoStack().undo();
        QVERIFY(r.isAsIn(2, r.chinese));
        QVERIFY(!r.says(0, "not in the rack"));
    }

    void whatIsDoneByLanguageIsWrittenAsRules()
    {
        Rig r;
        r.open();
        auto *write = r.panel().findChild<QPushButton *>();
        for (QPushButton *button : r.panel().findChildren<QPushButton *>())
            if (button->text() == "Write them as rules")
                write = button;
        QTest::mouseClick(write, Qt::LeftButton);
        QCOMPARE(r.state().rules.size(), std::size_t(2));
        QVERIFY(r.state().rules[0].when == (Condition{Kind::Language, "en"}));
        QVERIFY(r.state().rules[1].when == (Condition{Kind::Language, "zh"}));
        QVERIFY(!write->isVisible());
        r.rig.session.undoStack().undo();
        QVERIFY(r.state().rules.empty());
    }

    void anInputsOwnChoiceWinsAndTheRulesSaySo()
    {
        Rig r;
        r.open();
        r.rig.session.addRule({0, {Kind::Prefix, "Q:"}, {{"Chinese", {}}}, {}});
        r.rig.session.setRule(r.rig.input(2), {items::RuleKind::Chosen, r.rig.id(0)});
        QVERIFY(r.isAsIn(2, r.english));
        QVERIFY(r.says(0, "takes 0 of 3 inputs"));
    }

    void theHeadOpensThemByClickAndBySpace()
    {
        Rig r;
        auto *header = qobject_cast<ColumnHeader *>(r.bench.table()->horizontalHeader());
        const QRect head = header->globalRect(r.byRule);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          header->viewport()->mapFromGlobal(QPoint(head.right() - 20, head.center().y())));
        QVERIFY(r.panel().isVisible());
        QTest::keyClick(&r.panel(), Qt::Key_Escape);
        QVERIFY(!r.panel().isVisible());
        header->setFocus();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(header, Qt::Key_Right);
        QTest::keyClick(header, Qt::Key_Space);
        QVERIFY(r.panel().isVisible());
    }
};

QTEST_MAIN(RulesPanelTest)
#include "tst_rulespanel.moc"

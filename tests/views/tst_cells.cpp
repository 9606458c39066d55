// What cells say that is easily lost: labels that a delta brings, what heads do, answers of blanks. On the toy engine.
#include "items/benchmodel.h"
#include "support/turns.h"
#include "views/bench/benchpanel.h"
#include "views/bench/benchtable.h"
#include "views/bench/celllines.h"
#include "views/bench/generatedtext.h"
#include "views/bench/resultstext.h"
#include "views/viewrig.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QJsonDocument>
#include <QJsonObject>
#include <QToolTip>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::ViewRig;

namespace {

/// A column of a delta that brings a head of its own, behind Nothing and Backbone.
struct Rig {
    ViewRig rig;
    BenchPanel panel{rig.session, rig.bench, rig.meters};

    explicit Rig(std::optional<HeadChoice> head = {})
        : rig(head)
    {
        rig.add("Headed", "lora");
        rig.session.addColumn({}, {{{rig.id(3), true, 1.0, {}}}});
        panel.resize(900, 500);
        panel.show();
        QApplication::setActiveWindow(&panel);
        (void)rig.settle();
        test::finishTurns();
    }
    const items::Bench::Cell &cell(int input, int column) const
    {
        return *rig.bench.cell(rig.input(input), rig.column(column));
    }
    QString headTip(int section) const
    {
        QHeaderView *head = panel.table()->horizontalHeader();
        const QPoint at(head->sectionViewportPosition(section) + 20, head->height() / 2);
        QHelpEvent event(QEvent::ToolTip, at, head->viewport()->mapToGlobal(at));
        QApplication::sendEvent(head->viewport(), &event);
        return QToolTip::text();
    }
};

} // namespace

class CellsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsAreThoseOfTheColumnsOwnHead()
    {
        Rig r;
        QCOMPARE(r.rig.bench.labels(r.cell(0, 2)).front(), std::string("one"));
        QCOMPARE(r.rig.bench.labels(r.cell(0, 1)), r.rig.session.network()->labels);
        const CellLines lines(r.rig.session, r.rig.bench);
        const auto names = [&](int column) {
            QStringList all;
            for (const CellLine &line : lines(r.cell(0, column), r.panel.table()->model()->index(0, column)))
                all << line.name;
            all.sort();
            return all;
        };
        QCOMPARE(names(2), (QStringList{"five", "four", "one", "six", "three", "two"}));
        QVERIFY(names(1).contains(QString::fromStdString(r.rig.session.network()->labels[0])));
    }

    void numbersOfOtherLabelsAreSavedUnderTheirNames()
    {
        Rig r;
        const ResultsText text(r.rig.session.state(), r.rig.bench);
        const QJsonObject json = QJsonDocument::fromJson(text.json()).object();
        QVERIFY(json["inputs"][0]["columns"][2]["probabilities"].toObject().contains("one"));
        // In the table of the backbone's labels they would stand under wrong names.
        const QStringList rows = text.csv().trimmed().split('\n');
        QCOMPARE(rows[0].count(','), rows[1].count(','));
        QCOMPARE(rows[3].count(','), 2);
    }

    void whatHeadsDoIsSaidAtTheColumn()
    {
        Rig r;
        QVERIFY2(r.headTip(2).contains("in place of the backbone's"), qPrintable(r.headTip(2)));
        QVERIFY(!r.headTip(1).contains("in place of"));
    }

    void anAnswerOfBlanksIsSeen()
    {
        Rig r(HeadChoice{HeadKind::CausalLm, 0});
        r.rig.session.setInput(r.rig.input(0), test::sentence("say nothing"));
        QVERIFY(r.rig.settle());
        QCOMPARE(r.cell(0, 1).output.text, std::string(" \n "));
        const QString blanks = generatedHtml(r.cell(0, 1), nullptr, theme().accent);
        QVERIFY2(blanks.contains(QChar(0x2423)) && blanks.contains(QChar(0x23ce)), qPrintable(blanks));
        QVERIFY(!generatedHtml(r.cell(1, 1), nullptr, theme().accent).contains(QChar(0x2423)));
        items::Bench::Cell none = r.cell(0, 1);
        none.output = {};
        QVERIFY(generatedHtml(none, nullptr, theme().accent).contains("(nothing)"));
    }
};

QTEST_MAIN(CellsTest)
#include "tst_cells.moc"

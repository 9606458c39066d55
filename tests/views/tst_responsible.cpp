// The search for responsible layers, as its panel shows it, on the toy engine.
#include "items/blaming.h"
#include "support/turns.h"
#include "views/common/takeaway.h"
#include "views/responsible/blamechart.h"
#include "views/responsible/responsiblepanel.h"
#include "views/viewrig.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::Gate;
using deltascope::test::ViewRig;

namespace {

/// Columns Nothing, Backbone and English + Topic; an input that these answer differently.
struct Rig {
    ViewRig rig;
    items::Blaming blaming{rig.session, rig.bench, rig.workspace};
    ResponsiblePanel panel{rig.session, blaming};
    QList<QList<int>> lit;
    int column = 0;

    Rig()
    {
        column = rig.session.addColumn({}, {{{rig.id(0), true, 1.0, {}}, {rig.id(2), true, 1.0, {}}}});
        QList<Input> inputs;
        for (const char *text : {"one", "two", "three", "four", "five"})
            inputs << test::sentence(text);
        rig.session.addInputs(inputs);
        (void)rig.settle();
        QObject::connect(&panel, &ResponsiblePanel::lit, [this](const QList<int> &modules) { lit << modules; });
        panel.resize(1000, 500);
        panel.show();
        QApplication::setActiveWindow(&panel);
    }
    bool settle()
    {
        const bool isSettled = QTest::qWaitFor([this] { return !blaming.isRunning(); }, 10000) && rig.settle();
        test::finishTurns();
        return isSettled;
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *each : panel.findChildren<QPushButton *>())
            if (each->text() == text && each->isVisible())
                return each;
        return nullptr;
    }
    std::string label(int columnKey) const { return rig.bench.cell(blaming.question().input, columnKey)->output.label; }
};

} // namespace

class ResponsibleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChangedAnswerIsOfferedAndTracedToItsSites()
    {
        Rig r;
        const items::Blaming::Question question = r.blaming.question();
        QCOMPARE(question.column, r.column);
        QVERIFY(r.label(question.column) != r.label(question.against));
        QTest::mouseClick(r.button("Search"), Qt::LeftButton);
        QVERIFY(r.settle());
        const BlameResult &result = *r.blaming.result();
        QVERIFY(result.complete && !result.sites.empty());
        QVERIFY2(r.panel.sentence().contains(QString::fromStdString(result.answer))
                     && r.panel.sentence().contains(QString::fromStdString(result.against)),
                 qPrintable(r.panel.sentence()));
        QCOMPARE(r.panel.sites()->count(), int(result.sites.size()));
        QCOMPARE(r.lit.last().size(), qsizetype(result.sites.size()));
        QVERIFY(r.lit.size() > 1); // the tree was shown how it narrows down
        QVERIFY(r.lit.first().size() >= r.lit.last().size());
        const BlameChartData &data = r.panel.chart()->data();
        QCOMPARE(data.trials.size(), qsizetype(r.blaming.trials().size()));
        QCOMPARE(data.rows.size(), 2);
        QVERIFY(data.verdicts.size() >= 3);
        QVERIFY(data.verdicts.first().holds && !data.verdicts.last().holds);
    }

    void rowsOfTheResultStandOnQuietGround()
    {
        Rig r;
        QTest::mouseClick(r.button("Search"), Qt::LeftButton);
        QVERIFY(r.settle());
        const QImage picture = r.panel.chart()->picture(Theme::Kind::Light);
        const QColor accent = Theme::load(Theme::Kind::Light).accent;
        for (int y = 0; y < picture.height(); ++y) {
            int inked = 0;
            for (int x = 0; x < picture.width(); ++x)
                inked += picture.pixelColor(x, y) == accent;
            QVERIFY2(inked < picture.width() / 2, qPrintable(QStringLiteral("line %1 is filled").arg(y)));
        }
    }

    void aSiteAndARunAreChosenWithMouseAndKeys()
    {
        Rig r;
        QTest::mouseClick(r.button("Search"), Qt::LeftButton);
        QVERIFY(r.settle());
        QSignalSpy chosen(&r.panel, &ResponsiblePanel::moduleChosen);
        QListWidget *sites = r.panel.sites();
        QTest::mouseClick(sites->viewport(), Qt::LeftButton, {}, sites->visualItemRect(sites->item(0)).center());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].toInt(), r.blaming.result()->sites.front());
        QTest::keyClick(sites, Qt::Key_Return);
        QCOMPARE(chosen.count(), 2);
        BlameChart *chart = r.panel.chart();
        QTest::mouseClick(chart, Qt::LeftButton, {}, chart->trialRect(1).center());
        QVERIFY(r.lit.last().isEmpty()); // the run with none
        QTest::keyClick(chart, Qt::Key_Left);
        QTest::keyClick(chart, Qt::Key_Return);
        QCOMPARE(r.lit.last().size(), qsizetype(r.blaming.candidates().size()));
        QVERIFY(chart->accessibleDescription().startsWith("Run 1"));
    }

    void whatIsFoundIsAttachedAloneAsOneStep()
    {
        Rig r;
        QTest::mouseClick(r.button("Search"), Qt::LeftButton);
        QVERIFY(r.settle());
        const int steps = r.rig.session.undoStack().count(), input = r.blaming.question().input;
        QTest::mouseClick(r.button("Attach only these"), Qt::LeftButton);
        QCOMPARE(r.rig.session.undoStack().count(), steps + 1);
        QVERIFY(r.settle());
        const Mix live = r.rig.session.state().liveMix();
        for (const int module : r.blaming.candidates()) {
            const bool isFound = r.blaming.lit().contains(module);
            for (const DeltaInfo &delta : r.blaming.asked().deltas)
                for (const TapInfo &tap : delta.taps)
                    if (tap.module == module)
                        QCOMPARE(live.find(delta.id)->attachedAt(module), isFound);
        }
        const int attached = r.rig.session.state().columns[0].key; // as attached
        QCOMPARE(r.rig.bench.cell(input, attached)->output.label, r.blaming.result()->answer);
    }

    void itIsStoppedAndSearchedAgain()
    {
        Rig r;
        r.rig.gate->hold(Gate::Call::Run);
        QTest::mouseClick(r.button("Search"), Qt::LeftButton);
        QVERIFY(r.blaming.isRunning());
        QVERIFY(!r.button("Search"));
        QTest::mouseClick(r.button("Stop"), Qt::LeftButton);
        QVERIFY(!r.blaming.isRunning());
        QVERIFY(!r.blaming.result());
        QCOMPARE(r.panel.sentence(), QString("Stopped before the end."));
        r.rig.gate->lift(Gate::Call::Run);
        QTest::mouseClick(r.button("Search again"), Qt::LeftButton);
        QVERIFY(r.settle());
        QVERIFY(r.blaming.result());
    }

    void anotherInputIsChosenAndWhatWasFoundIsSaidToBeOld()
    {
        Rig r;
        QTest::mouseClick(r.button("Search"), Qt::LeftButton);
        QVERIFY(r.settle());
        QVERIFY(r.blaming.isCurrent());
        r.rig.session.setColumnMix(r.column, {{{r.rig.id(0), true, 0.5, {}}}});
        QVERIFY(!r.blaming.isCurrent());
        QVERIFY(r.settle());
        auto *input = r.panel.findChildren<QToolButton *>().first();
        QTest::mouseClick(input, Qt::LeftButton);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 7);
        menu->actions().last()->trigger();
        menu->close();
        QCOMPARE(r.blaming.question().input, r.rig.input(6));
        QVERIFY(input->text().contains("five"));
    }

    void theSameAnswerSaysSo()
    {
        Rig r;
        const int silent = r.rig.session.addColumn({}, {{{r.rig.id(0), true, 0.0, {}}}});
        r.blaming.choose({r.rig.input(0), silent, r.rig.column(1)}); // the backbone
        r.blaming.start();
        QVERIFY(r.settle());
        QVERIFY2(r.panel.sentence().contains("nothing to explain"), qPrintable(r.panel.sentence()));
        QVERIFY(r.blaming.result()->sites.empty());
    }

    void anInputThatCannotRunSaysWhyInThePanel()
    {
        Rig r;
        const int bad = r.rig.session.addInputs({test::sentence("this is too long")});
        r.blaming.choose({bad, r.column, r.rig.column(1)});
        r.blaming.start();
        QVERIFY(r.settle());
        QVERIFY(r.blaming.error());
        bool isSaid = false;
        for (const QLabel *label : r.panel.findChildren<QLabel *>())
            isSaid |= label->isVisible() && label->text().contains("at most 128 tokens");
        QVERIFY(isSaid);
    }

    void runsAreSaved()
    {
        Rig r;
        QTest::mouseClick(r.button("Search"), Qt::LeftButton);
        QVERIFY(r.settle());
        QTemporaryDir folder;
        QSignalSpy saved(&r.panel, &ResponsiblePanel::saved);
        for (const char *name : {"b.csv", "b.json", "b.png"})
            r.panel.takings()->saveAs(folder.filePath(name));
        QTRY_COMPARE(saved.count(), 3);
        QFile csv(folder.filePath("b.csv")), json(folder.filePath("b.json"));
        QVERIFY(csv.open(QIODevice::ReadOnly) && json.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().count('\n'), int(r.blaming.trials().size()) + 1);
        const QJsonObject object = QJsonDocument::fromJson(json.readAll()).object();
        QCOMPARE(object["sites"].toArray().size(), qsizetype(r.blaming.result()->sites.size()));
        QCOMPARE(object["answer"].toString().toStdString(), r.blaming.result()->answer);
        QVERIFY(QImage(folder.filePath("b.png")).height() > 100);
    }
};

QTEST_MAIN(ResponsibleTest)
#include "tst_responsible.moc"

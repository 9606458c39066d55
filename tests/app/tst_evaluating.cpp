// Labelled data in the window, on the real engine: what the panel says is what the Python libraries said of the same
// models and lines (tests/data/oracles/evaluate). Pictures of it are written to be looked at.
#include "app/benchplace.h"
#include "app/testwindow.h"
#include "engine/engine.h"
#include "items/evaluationmodel.h"
#include "support/turns.h"
#include "views/bench/benchpanel.h"
#include "views/bench/inputspanel.h"
#include "views/common/takeaway.h"
#include "views/common/theme.h"
#include "views/evaluate/confusionmap.h"
#include "views/evaluate/evaluatepanel.h"
#include "views/evaluate/labelbars.h"
#include "views/evaluate/lineslist.h"
#include "views/evaluate/resultstable.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::app;

namespace {

const QString area = QStringLiteral(TEST_DATA "/oracles/evaluate/");

/// What the libraries answered in a case.
QJsonArray answerOf(const QString &id)
{
    QFile file(area + "cases.jsonl");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    while (!file.atEnd()) {
        const QJsonObject known = QJsonDocument::fromJson(file.readLine()).object();
        if (known.value("id").toString() == id)
            return known.value("expect").toObject().value("columns").toArray();
    }
    return {};
}

/// A window with a model and deltas of the test data, and the columns Backbone and each delta alone.
struct Rig {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};
    test::TestWindow window{makeEngine, settings};
    views::EvaluatePanel *panel = window.findChild<views::EvaluatePanel *>();

    Rig(const QString &model, const QStringList &deltas)
    {
        window.resize(1280, 800);
        window.show();
        files::SessionFile plan;
        plan.model.model = (area + "backbones/" + model).toStdString();
        perform(plan.state, session::PutColumn{{1, session::ColumnKind::Fixed, {}, {}}, 0});
        for (const QString &name : deltas) {
            DeltaRequest request;
            request.path = (area + "deltas/" + name).toStdString();
            request.name = name.section('-', -1).toStdString();
            addWaiting(plan.state, request, {-1, false, 1.0, {}});
            DeltaSetting setting = plan.state.deltas.back().setting;
            setting.attached = true;
            const int key = int(plan.state.columns.size()) + 1;
            perform(plan.state, session::PutColumn{{key, session::ColumnKind::Fixed, {}, {{setting}}}, key});
        }
        window.opening().start(plan);
        (void)settle();
        QTest::mouseClick(tabs(), Qt::LeftButton, {}, tabs()->tabRect(1).center());
    }
    QTabBar *tabs() const { return window.benchPlace()->tabs(); }
    bool settle()
    {
        const bool isSettled
            = QTest::qWaitFor([this] { return !window.opening().isBusy() && window.isSettled(); }, 60000);
        test::finishTurns(); // what is shown is laid out
        return isSettled;
    }
    void drop(const QString &path) { dropOn(panel, path); }
    static void dropOn(QWidget *target, const QString &path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(target, &enter);
        QDropEvent event({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(target, &event);
    }
    QTableView *lines() const { return panel->lines()->table(); }
    QString cell(int row, const QString &head) const
    {
        const auto *model = panel->results()->results();
        for (int column = 0; column < model->columnCount(); ++column)
            if (model->headerData(column, Qt::Horizontal).toString() == head)
                return model->index(row, column).data().toString();
        return {};
    }
    void clickRow(QTableView &table, int row, int column)
    {
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
                          table.visualRect(table.model()->index(row, column)).center());
    }
    void clickCell(int expected, int answered)
    {
        QTest::mouseClick(panel->confusion(), Qt::LeftButton, {},
                          panel->confusion()->cellRect(expected, answered).center().toPoint());
    }
    /// The button whose text begins so.
    template<class Button>
    Button *button(const QString &text) const
    {
        for (Button *each : panel->findChildren<Button *>())
            if (each->text().startsWith(text) && each->isVisible())
                return each;
        return nullptr;
    }
    /// What stands in the place of results.
    QString hint() const
    {
        for (const QLabel *label : panel->findChildren<QLabel *>())
            if (label->property("role") == "muted" && label->isVisible() && label->text().contains("labelled lines"))
                return label->text();
        return {};
    }
    QString error() const
    {
        for (const QLabel *label : panel->findChildren<QLabel *>())
            if (label->property("role") == "bad" && label->isVisible())
                return label->text();
        return {};
    }
};

QString three(const QJsonValue &number) { return QString::number(number.toDouble(), 'f', 3); }

QString contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class EvaluatingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { views::wear(*qApp, views::Theme::Kind::Dark); }

    void aDroppedFileIsEvaluatedAsTheLibrariesDo()
    {
        Rig rig("two", {"two-a"});
        QVERIFY(rig.panel->isVisible());
        rig.drop(area + "data/two.jsonl");
        QVERIFY(rig.settle());
        QVERIFY2(rig.error().isEmpty(), qPrintable(rig.error()));
        const QJsonArray answer = answerOf("evaluate/two-a");
        QCOMPARE(answer.size(), 2);
        for (int row = 0; row < 2; ++row) {
            const QJsonObject own = answer[row].toObject();
            QCOMPARE(rig.cell(row, "accuracy"), three(own.value("accuracy")));
            QCOMPARE(rig.cell(row, "macro F1"), three(own.value("macro_f1")));
            QCOMPARE(rig.cell(row, "loss"), three(own.value("loss")));
        }
        const QJsonObject against = answer[1].toObject().value("against_first").toObject();
        QVERIFY2(rig.cell(1, "against the baseline")
                     .endsWith(QStringLiteral("better on %1 lines, worse on %2: %3")
                                   .arg(against.value("only_here").toInt())
                                   .arg(against.value("only_there").toInt())
                                   .arg(items::pText(against.value("p").toDouble()))),
                 qPrintable(rig.cell(1, "against the baseline")));
        const auto &counts = rig.panel->confusion()->data().counts;
        const QJsonArray confusion = answer[1].toObject().value("confusion").toArray();
        for (int i = 0; i < 2; ++i)
            for (int j = 0; j < 2; ++j)
                QCOMPARE(int(counts[std::size_t(i)][std::size_t(j)]), confusion[i].toArray()[j].toInt());
        const QJsonArray labels = answer[1].toObject().value("per_label").toArray();
        for (int i = 0; i < 2; ++i)
            QVERIFY(qAbs(rig.panel->labelBars()->data().bars[i].here - labels[i].toObject().value("f1").toDouble())
                    < 1e-6);
        QCOMPARE(rig.lines()->model()->rowCount(),
                 against.value("only_here").toInt() + against.value("only_there").toInt());
    }

    void otherKindsOfDataSpeakTheirOwnNumbers_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QStringList>("deltas");
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("oracle");
        QTest::addColumn<QString>("head");
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("hasMap");
        QTest::addRow("regression") << "one" << QStringList{"one-a"} << "one-constant.jsonl"
                                    << "evaluate/one-constant"
                                    << "abs. error"
                                    << "mae" << false;
        QTest::addRow("tokens") << "ner" << QStringList{"ner-a"} << "ner-gaps.jsonl"
                                << "evaluate/ner-gaps"
                                << "span F1"
                                << "f1" << true;
        QTest::addRow("language model") << "qwen" << QStringList{"qwen-a"} << "qwen-texts.jsonl"
                                        << "evaluate/qwen-texts"
                                        << "perplexity"
                                        << "perplexity" << false;
        QTest::addRow("sequence to sequence") << "t5" << QStringList{"t5-a"} << "t5-generate.jsonl"
                                              << "evaluate/t5-generate"
                                              << "loss"
                                              << "loss" << false;
    }

    void otherKindsOfDataSpeakTheirOwnNumbers()
    {
        QFETCH(QString, model);
        QFETCH(QStringList, deltas);
        QFETCH(QString, data);
        QFETCH(QString, oracle);
        QFETCH(QString, head);
        QFETCH(QString, key);
        QFETCH(bool, hasMap);
        Rig rig(model, deltas);
        rig.drop(area + "data/" + data);
        QVERIFY(rig.settle());
        QVERIFY2(rig.error().isEmpty(), qPrintable(rig.error()));
        const QJsonArray answer = answerOf(oracle);
        for (int row = 0; row < answer.size(); ++row) {
            const double expected = answer[row].toObject().value(key).toDouble();
            QVERIFY2(qAbs(rig.cell(row, head).toDouble() - expected) < 6e-4 * std::max(1.0, expected),
                     qPrintable(rig.cell(row, head)));
        }
        QCOMPARE(rig.panel->confusion()->isVisible(), hasMap);
    }

    void answersAreWrittenAndComparedOnRequest()
    {
        Rig rig("t5", {"t5-a"});
        items::RunSettings run = rig.window.session().state().run;
        run.generation.maxNewTokens = 6;
        rig.window.session().setRun(run);
        rig.drop(area + "data/t5-generate.jsonl");
        QVERIFY(rig.settle());
        QVERIFY(rig.cell(0, "exact match").isEmpty());
        auto *writes = rig.button<QCheckBox>("write answers");
        QVERIFY(writes);
        QTest::mouseClick(writes, Qt::LeftButton, {}, QPoint(8, writes->height() / 2));
        QVERIFY(rig.settle());
        const QJsonArray answer = answerOf("evaluate/t5-generate");
        for (int row = 0; row < 2; ++row)
            QCOMPARE(rig.cell(row, "exact match"), three(answer[row].toObject().value("exact_match")));
        run.generation.maxNewTokens = 5; // what is known was written otherwise
        rig.window.session().setRun(run);
        QVERIFY(rig.settle());
        QVERIFY(rig.button<QPushButton>("Evaluate"));
        rig.window.session().undoStack().undo();
        QTest::mouseClick(writes, Qt::LeftButton, {}, QPoint(8, writes->height() / 2));
        QVERIFY(rig.settle());
        QVERIFY(rig.cell(0, "exact match").isEmpty());
        QCOMPARE(rig.cell(1, "loss"), three(answer[1].toObject().value("loss")));
    }

    void aClassifierWritesNoAnswers()
    {
        Rig rig("two", {"two-a"});
        rig.drop(area + "data/two.jsonl");
        QVERIFY(rig.settle());
        QVERIFY(!rig.button<QCheckBox>("write answers"));
    }

    void aLabelledFileDroppedOnTryKeepsItsLabels_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("expected");
        QTest::addRow("index") << "two"
                               << R"({"text": "good", "label": 1})"
                               << "LABEL_1";
        QTest::addRow("number") << "one"
                                << R"({"text": "good", "label": 0.25})"
                                << "0.25";
        QTest::addRow("tokens") << "ner"
                                << R"({"ids": [0, 5, 2], "labels": [null, 1, null]})"
                                << "- B-PER -";
        QTest::addRow("target") << "t5"
                                << R"({"text": "good", "target": "bon"})"
                                << "bon";
        QTest::addRow("ids") << "t5"
                             << R"({"text": "good", "decoder_labels": [5, 1]})"
                             << "ids: 5, 1";
    }

    void aLabelledFileDroppedOnTryKeepsItsLabels()
    {
        QFETCH(QString, model);
        QFETCH(QString, line);
        Rig rig(model, {});
        QFile file(rig.folder.filePath("labelled.jsonl"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(line.toUtf8());
        file.close();
        rig.dropOn(rig.window.benchPanel()->inputs(), file.fileName());
        const auto &inputs = rig.window.session().state().inputs;
        QTRY_COMPARE(int(inputs.size()), 1);
        if (model != "two" && model != "ner") // whose labels have names of their own
            QTEST(QString::fromStdString(inputs[0].expected), "expected");
        QVERIFY(rig.settle());
        // And the data of the inputs are the file's lines.
        rig.window.desk.evaluation().followInputs();
        QVERIFY(rig.settle());
        QVERIFY2(rig.error().isEmpty(), qPrintable(rig.error()));
        QCOMPARE(rig.window.desk.evaluation().labelledLines(), 1);
        const DataLine typed = rig.window.desk.evaluation().data()->lines[0];
        rig.drop(file.fileName());
        QVERIFY(rig.settle());
        QVERIFY2(rig.error().isEmpty(), qPrintable(rig.error()));
        const DataLine &read = rig.window.desk.evaluation().data()->lines[0];
        QCOMPARE(typed.target, read.target);
        QVERIFY(typed.decoderLabels == read.decoderLabels);
        QCOMPARE(items::expectedText(typed, rig.window.session().network()->labels),
                 items::expectedText(read, rig.window.session().network()->labels));
    }

    void aClickBringsALineIntoTheComparison()
    {
        Rig rig("two", {"two-a"});
        rig.drop(area + "data/two.jsonl");
        QVERIFY(rig.settle());
        const QModelIndex first = rig.lines()->model()->index(0, items::LineTextColumn);
        const QString text = first.data().toString();
        rig.clickRow(*rig.lines(), 0, items::LineTextColumn);
        const auto &inputs = rig.window.session().state().inputs;
        QCOMPARE(int(inputs.size()), 1);
        QCOMPARE(QString::fromStdString(*inputs[0].input.text), text);
        QVERIFY(!inputs[0].expected.empty());
        QVERIFY(rig.window.messages()->text().contains("input 1"));
        QTest::keyClick(rig.lines(), Qt::Key_Down);
        QTest::keyClick(rig.lines(), Qt::Key_Return);
        QCOMPARE(int(inputs.size()), 2);
        rig.clickRow(*rig.lines(), 0, items::LineTextColumn); // it is there already
        QCOMPARE(int(inputs.size()), 2);
        QVERIFY(rig.settle());
        QTest::mouseClick(rig.tabs(), Qt::LeftButton, {}, rig.tabs()->tabRect(0).center());
        QVERIFY(rig.window.benchPanel()->isVisible());
    }

    void aCellOfTheConfusionListsItsLines()
    {
        Rig rig("six", {"six-a"});
        rig.drop(area + "data/six-few-labels.jsonl");
        QVERIFY(rig.settle());
        const auto &counts = rig.panel->confusion()->data().counts;
        for (int expected = 0; expected < 6; ++expected)
            for (int answered = 0; answered < 6; ++answered)
                if (counts[std::size_t(expected)][std::size_t(answered)] > 0) {
                    rig.clickCell(expected, answered);
                    QCOMPARE(rig.lines()->model()->rowCount(),
                             int(counts[std::size_t(expected)][std::size_t(answered)]));
                    QCOMPARE(rig.panel->confusion()->picked(), QPoint(answered, expected));
                }
        auto *worse = rig.button<QToolButton>("▼ worse");
        QVERIFY(worse);
        QTest::mouseClick(worse, Qt::LeftButton);
        QCOMPARE(rig.panel->lines()->lines()->filter().what, items::LineFilter::What::Worse);
        QCOMPARE(rig.panel->confusion()->picked(), QPoint(-1, -1));
        rig.panel->confusion()->setFocus();
        QTest::keyClick(rig.panel->confusion(), Qt::Key_Right);
        QTest::keyClick(rig.panel->confusion(), Qt::Key_Return);
        QVERIFY(rig.panel->confusion()->picked().x() >= 0);
    }

    void anyColumnIsTheBaselineByItsMenu()
    {
        Rig rig("two", {"two-a", "two-b"});
        rig.drop(area + "data/two-pairs.jsonl");
        QVERIFY(rig.settle());
        QCOMPARE(rig.cell(0, "against the baseline"), QString("the baseline"));
        QTest::mouseClick(rig.button<QToolButton>("baseline"), Qt::LeftButton);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(int(menu->actions().size()), 3);
        menu->actions()[1]->trigger();
        menu->close();
        QCOMPARE(rig.cell(1, "against the baseline"), QString("the baseline"));
        const QJsonArray answer = answerOf("evaluate/two-pairs"); // columns a, base, b
        const QJsonObject against = answer[1].toObject().value("against_first").toObject();
        QVERIFY2(rig.cell(0, "against the baseline")
                     .contains(QStringLiteral("better on %1 line").arg(against.value("only_here").toInt())),
                 qPrintable(rig.cell(0, "against the baseline")));
        QVERIFY(rig.cell(0, "against the baseline").contains(items::pText(against.value("p").toDouble())));
    }

    void numbersCanBeCopiedAndSaved()
    {
        Rig rig("two", {"two-a"});
        rig.drop(area + "data/two.jsonl");
        QVERIFY(rig.settle());
        rig.panel->results()->setFocus();
        QTest::keyClick(rig.panel->results(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().contains(rig.cell(1, "accuracy")));
        QTest::keyClick(rig.panel->results(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QApplication::clipboard()->text().startsWith("configuration\tlines\taccuracy"));
        const auto save = [&rig](views::TakeAway *take, const char *name) {
            const QString path = rig.folder.filePath(name);
            take->saveAs(path);
            (void)QTest::qWaitFor([&] { return rig.window.messages()->text().contains(path); }, 20000);
            return path;
        };
        const QString csv = contents(save(rig.panel->takeResults(), "results.csv"));
        QCOMPARE(csv.count('\n'), 3);
        const QJsonArray columns
            = QJsonDocument::fromJson(contents(save(rig.panel->takeResults(), "results.json")).toUtf8())
                  .object()
                  .value("columns")
                  .toArray();
        const QJsonArray answer = answerOf("evaluate/two-a");
        QVERIFY(qAbs(columns[1].toObject().value("loss").toDouble() - answer[1].toObject().value("loss").toDouble())
                < 1e-5);
        QCOMPARE(columns[1].toObject().value("against_first").toObject().value("only_here"),
                 answer[1].toObject().value("against_first").toObject().value("only_here"));
        QVERIFY(!QImage(save(rig.panel->takeConfusion(), "confusion.png")).isNull());
        QVERIFY(contents(save(rig.panel->takeConfusion(), "confusion.csv")).startsWith("expected,negative,positive"));
        QCOMPARE(contents(save(rig.panel->takeLines(), "lines.jsonl")).count('\n'), 120);
        QCOMPARE(contents(save(rig.panel->takeLines(), "lines.csv")).count('\n'), rig.lines()->model()->rowCount() + 1);
        rig.panel->takeResults()->saveAs("/nowhere/results.csv");
        QVERIFY(QTest::qWaitFor([&] { return rig.window.messages()->text().contains("/nowhere/results.csv"); }, 20000));
    }

    void aBadLineIsSaidInThePanel()
    {
        Rig rig("two", {});
        rig.drop(area + "data/bad-missing-label.jsonl");
        QVERIFY(rig.settle());
        QVERIFY2(rig.error().contains("bad-missing-label.jsonl, line"), qPrintable(rig.error()));
        rig.drop(area + "data/two.jsonl");
        QVERIFY(rig.settle());
        QVERIFY2(rig.error().isEmpty(), qPrintable(rig.error()));
    }

    void theFileComesBackWithItsSession()
    {
        Rig rig("two", {"two-a"});
        rig.drop(area + "data/two.jsonl");
        QVERIFY(rig.settle());
        const files::SessionFile kept = rig.window.opening().current();
        files::SessionFile other;
        other.model.model = (area + "backbones/six").toStdString();
        other.state.labelled = {session::LabelledLines::From::File, "/nowhere/lines.csv"};
        rig.window.opening().start(other);
        QVERIFY(rig.settle());
        QVERIFY(rig.hint().contains("/nowhere/lines.csv"));
        rig.window.opening().start(files::sessionFrom("kept", files::sessionText(kept)));
        QVERIFY(rig.settle());
        QVERIFY(rig.hint().isEmpty());
        QVERIFY(rig.lines()->isVisible());
        QTest::mouseClick(rig.button<QPushButton>("Evaluate"), Qt::LeftButton);
        QVERIFY(rig.settle());
        QVERIFY(!rig.cell(0, "accuracy").isEmpty());
    }

    void whatIsRightIsTypedBesideTheInputs()
    {
        Rig rig("two", {"two-a"});
        for (const char *text : {"a boat", "the mill"}) {
            Input input;
            input.text = text;
            rig.window.session().addInputs({input});
        }
        QVERIFY(rig.settle());
        QTest::mouseClick(rig.button<QPushButton>("Label the inputs"), Qt::LeftButton);
        QVERIFY(rig.settle());
        QCOMPARE(rig.lines()->model()->rowCount(), 2);
        rig.clickRow(*rig.lines(), 1, items::ExpectedColumn);
        QTest::keyClick(rig.lines(), Qt::Key_F2);
        auto *editor = rig.lines()->findChild<QLineEdit *>();
        QVERIFY(editor);
        QTest::keyClicks(editor, "positive");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(rig.window.session().state().inputs[1].expected, std::string("positive"));
        QVERIFY(rig.settle());
        QCOMPARE(rig.window.desk.evaluation().summary(rig.window.session().state().columns[0].key)->count, 1);
        QVERIFY(rig.cell(0, "loss").toDouble() > 0);
    }

    void itStopsAndGoesOn()
    {
        Rig rig("six", {"six-a"});
        QFile file(rig.folder.filePath("many.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("text,label\n");
        for (int i = 0; i < 6000; ++i)
            file.write(QStringLiteral("\"drum rain %1, coast\",%2\n")
                           .arg(QString(" good").repeated(i % 12))
                           .arg(i % 6)
                           .toUtf8());
        file.close();
        rig.drop(file.fileName());
        items::Evaluation &evaluation = rig.window.desk.evaluation();
        QVERIFY(QTest::qWaitFor([&] { return evaluation.progress().first > 0; }, 30000));
        QTest::mouseClick(rig.button<QPushButton>("Stop"), Qt::LeftButton);
        QVERIFY(!evaluation.isRunning());
        const auto count = [&] { return evaluation.summary(rig.panel->results()->chosen())->count; };
        QVERIFY(count() > 0 && count() < 6000);
        QTest::mouseClick(rig.button<QPushButton>("Go on"), Qt::LeftButton);
        QVERIFY(evaluation.isRunning());
        QVERIFY(rig.settle());
        QVERIFY2(rig.error().isEmpty(), qPrintable(rig.error()));
        QCOMPARE(count(), 6000);
    }

    void theBenchTakesAllTheRoomAndGivesItBack()
    {
        Rig rig("two", {});
        const int before = rig.panel->height();
        QTest::keyClick(&rig.window, Qt::Key_3, Qt::AltModifier);
        QVERIFY(!rig.window.modules()->isVisible());
        QVERIFY(QTest::qWaitFor([&] { return rig.panel->height() > before + 100; }));
        QTest::keyClick(&rig.window, Qt::Key_2, Qt::AltModifier);
        QVERIFY(rig.window.modules()->isVisible());
        QVERIFY(QTest::qWaitFor([&] { return rig.panel->height() == before; }));
    }

    void itIsShown_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (const bool dark : {true, false})
            for (const QSize size : {QSize(1280, 800), QSize(2560, 1440)})
                QTest::addRow("%s-%dx%d", dark ? "dark" : "light", size.width(), size.height()) << dark << size;
    }

    void itIsShown()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        views::wear(*qApp, dark ? views::Theme::Kind::Dark : views::Theme::Kind::Light);
        Rig rig("six", {"six-a"});
        rig.window.resize(size);
        rig.window.session().addColumn({}, {{{rig.window.session().state().deltas[0].setting.id, true, 0.5, {}}}});
        QVERIFY(rig.settle());
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath("."));
        const QString tag = QString::fromLatin1(QTest::currentDataTag());
        QVERIFY(rig.window.grab().save(pictures.filePath("evaluate-empty-" + tag + ".png")));
        rig.drop(area + "data/six-few-labels.jsonl");
        QVERIFY(rig.settle());
        const QPixmap picture = rig.window.grab();
        QCOMPARE(picture.size(), size);
        QVERIFY(picture.save(pictures.filePath("evaluate-" + tag + ".png")));
        rig.window.showHalves(MainWindow::Halves::Bench);
        test::finishTurns();
        rig.clickCell(0, 0);
        test::finishTurns();
        QVERIFY(rig.window.grab().save(pictures.filePath("evaluate-whole-" + tag + ".png")));
    }
};

QTEST_MAIN(EvaluatingTest)
#include "tst_evaluating.moc"

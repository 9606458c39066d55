// Labelled data under the columns of a session: partial results, what runs again and what does not, and the models that
// show them. The toy engine answers eight lines a turn.
#include "items/bench.h"
#include "items/evaluationmodel.h"
#include "items/linesmodel.h"
#include "support/toyengine.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace deltascope;
using namespace deltascope::items;
using evaluate::Turn;
using test::Gate;

namespace {

constexpr int lineCount = 60;

/// A session over the toy engine with the columns Backbone, en and zh, and a file of 60 labelled lines.
struct Rig {
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();
    bridge::Workspace workspace{[gate = gate] { return std::make_unique<test::ToyEngine>(gate); }};
    Session session{workspace};
    Evaluation evaluation{session, workspace};
    QTemporaryDir folder;

    Rig()
    {
        OpenRequest request;
        request.model = "toy";
        workspace.open(&session, request,
                       {.then = [this](const bridge::Opened &opened) { session.setNetwork(opened.network); }});
        (void)settle();
        session.removeColumn(key(0)); // as attached
        for (const char *name : {"en", "zh"}) {
            DeltaRequest delta;
            delta.name = name;
            delta.kind = "lora";
            session.add(delta, {-1, false, 1.0, {}});
        }
        (void)settle();
        for (int i = 0; i < 2; ++i)
            session.addColumn({}, {{{session.state().deltas[std::size_t(i)].setting.id, true, 1.0, {}}}});
        QByteArray lines;
        for (int i = 0; i < lineCount; ++i)
            lines += QStringLiteral("{\"text\": \"line %1 of many\", \"label\": %2}\n").arg(i).arg(i % 6).toUtf8();
        write("data.jsonl", lines);
    }
    void write(const char *name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QString path(const char *name) const { return folder.filePath(QLatin1String(name)); }
    bool settle()
    {
        return QTest::qWaitFor(
            [this] {
                return !workspace.isBusy(bridge::Lane::Open) && !workspace.isBusy(bridge::Lane::Edit)
                       && evaluation.isSettled();
            },
            20000);
    }
    int key(int i) const { return session.state().columns[std::size_t(i)].key; }
    int answered(int column) const
    {
        const evaluate::Summary *summary = evaluation.summary(key(column));
        return summary ? int(summary->count) : 0;
    }
    /// Opens the data and lets that many turns through.
    bool openAndAnswer(int turns)
    {
        gate->hold(Gate::Call::Judge);
        const int before = gate->entered();
        evaluation.open(path("data.jsonl"));
        gate->letUpTo(before + turns);
        return QTest::qWaitFor([&] { return gate->entered() > before + turns && answered(0) == 8 * turns; }, 20000);
    }
};

} // namespace

class EvaluationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPictureWithALabelIsALine()
    {
        BenchInput picture;
        picture.input.image = "/pictures/cat.png";
        picture.expected = "1";
        const LabelledData data = dataOfInputs({picture}, HeadKind::ImageClassification, {"dog", "cat"});
        QCOMPARE(data.lines.size(), std::size_t(1));
        QVERIFY(isLabelled(data.lines[0], HeadKind::ImageClassification));
        QVERIFY(lineText(data.lines[0]).contains("cat.png"));
    }

    void everyColumnIsEvaluated()
    {
        Rig rig;
        rig.evaluation.open(rig.path("data.jsonl"));
        QVERIFY(rig.settle());
        QVERIFY(!rig.evaluation.error());
        QCOMPARE(rig.evaluation.columns(), (QList{rig.key(0), rig.key(1), rig.key(2)}));
        const std::vector<evaluate::Summary> summaries = evaluate::summarize(rig.evaluation.result());
        for (int column = 0; column < 3; ++column) {
            QCOMPARE(rig.evaluation.stateOf(rig.key(column)), Evaluation::State::All);
            const evaluate::Summary &own = *rig.evaluation.summary(rig.key(column));
            QCOMPARE(own.count, lineCount);
            QCOMPARE(own.accuracy, summaries[std::size_t(column)].accuracy);
            QCOMPARE(own.loss, summaries[std::size_t(column)].loss);
        }
        QVERIFY(!rig.evaluation.against(rig.key(0)));
        QCOMPARE(rig.evaluation.against(rig.key(1))->onlyHere, summaries[1].againstFirst->onlyHere);
        const auto json = QJsonDocument::fromJson(rig.evaluation.json()).object().value("columns").toArray();
        QCOMPARE(json.size(), 3);
        QCOMPARE(json[1].toObject().value("count").toInt(), lineCount);
        QCOMPARE(rig.evaluation.predictions().count('\n'), 3 * lineCount);
    }

    void aColumnByRuleTakesForEveryLineWhatItsRulePicks()
    {
        Rig rig;
        rig.session.removeColumn(rig.key(2)); // zh alone: only the rule wants it now
        const int byRule = rig.session.addColumn(ColumnKind::ByRule);
        QByteArray lines;
        for (int i = 0; i < 20; ++i)
            lines += QStringLiteral("{\"text\": \"%1\", \"label\": %2}\n")
                         .arg(i % 2 ? QStringLiteral("这是一个很有意思的游戏")
                                    : QStringLiteral("this is the game of a day"))
                         .arg(i % 6)
                         .toUtf8();
        rig.write("mixed.jsonl", lines);
        rig.evaluation.open(rig.path("mixed.jsonl"));
        QVERIFY(rig.settle());
        QCOMPARE(rig.evaluation.columns(), (QList{rig.key(0), rig.key(1), byRule}));
        QCOMPARE(rig.evaluation.stateOf(byRule), Evaluation::State::All);
        const auto &mixed = *rig.evaluation.outcomes(byRule), &english = *rig.evaluation.outcomes(rig.key(1));
        const int zh = rig.session.addColumn({}, {{{rig.session.state().deltas[1].setting.id, true, 1.0, {}}}});
        const int turns = rig.gate->entered();
        rig.evaluation.run();
        QVERIFY(rig.settle());
        QVERIFY(rig.gate->entered() > turns); // of its English lines
        const auto &chinese = *rig.evaluation.outcomes(zh);
        for (std::size_t i = 0; i < 20; ++i)
            QCOMPARE((*rig.evaluation.outcomes(byRule))[i]->loss, i % 2 ? chinese[i]->loss : english[i]->loss);
        QVERIFY(english[1]->loss != chinese[1]->loss);
        QVERIFY(rig.evaluation.against(byRule));
        QCOMPARE(rig.evaluation.summary(byRule)->count, 20);
        QCOMPARE(int(mixed.size()), 20);
        QVERIFY(rig.evaluation.json().contains("By rule"));
    }

    void theSessionsRulesPickForTheLinesOfAFile()
    {
        Rig rig;
        const int byRule = rig.session.addColumn(ColumnKind::ByRule);
        rig.evaluation.open(rig.path("data.jsonl"));
        QVERIFY(rig.settle());
        const auto lossOf
            = [&](int column, int line) { return (*rig.evaluation.outcomes(column))[std::size_t(line)]->loss; };
        const int english = rig.key(1), chinese = rig.key(2);
        QVERIFY(lossOf(english, 17) != lossOf(chinese, 17));
        const int rule = rig.session.addRule({0, {Condition::Kind::Regex, "^line 1[0-9] "}, {{"zh", {}}}, {}});
        rig.session.addRule({0, {Condition::Kind::Otherwise, {}}, {{"en", {}}}, {}});
        QVERIFY(rig.settle());
        for (int line = 0; line < lineCount; ++line) // known already, of the columns beside it
            QCOMPARE(lossOf(byRule, line), lossOf(line >= 10 && line < 20 ? chinese : english, line));
        rig.session.removeRule(rule);
        QVERIFY(rig.settle());
        QCOMPARE(lossOf(byRule, 17), lossOf(english, 17));
        rig.session.undoStack().undo();
        QVERIFY(rig.settle());
        QCOMPARE(lossOf(byRule, 17), lossOf(chinese, 17));
        rig.session.remove(rig.session.state().deltas[1].setting.id); // the rule has nothing to go by
        QVERIFY(rig.settle());
        QVERIFY(!rig.evaluation.columns().contains(byRule));
    }

    void aColumnByRuleOfTheInputsFollowsTheirRules()
    {
        Rig rig;
        const int byRule = rig.session.addColumn(ColumnKind::ByRule);
        Input english;
        english.text = "this is the game of a day";
        const int input = rig.session.bringInput(english, "1");
        rig.evaluation.followInputs();
        QVERIFY(rig.settle());
        QCOMPARE((*rig.evaluation.outcomes(byRule))[0]->loss, (*rig.evaluation.outcomes(rig.key(1)))[0]->loss);
        rig.session.setRule(input, {RuleKind::None, -1});
        QVERIFY(rig.settle());
        QCOMPARE((*rig.evaluation.outcomes(byRule))[0]->loss, (*rig.evaluation.outcomes(rig.key(0)))[0]->loss);
    }

    void resultsComeWhileItRunsAndStayWhenItIsStopped()
    {
        Rig rig;
        QVERIFY(rig.openAndAnswer(3));
        QVERIFY(rig.evaluation.isRunning());
        QCOMPARE(rig.evaluation.progress(), qMakePair(24, lineCount));
        QCOMPARE(rig.evaluation.stateOf(rig.key(1)), Evaluation::State::Some);
        rig.evaluation.stop();
        QVERIFY(!rig.evaluation.isRunning());
        QCOMPARE(rig.answered(2), 24);
        rig.gate->lift(Gate::Call::Judge);
        const int before = rig.gate->entered();
        rig.evaluation.run(); // goes on with the 36 lines that are left
        QVERIFY(rig.settle());
        QCOMPARE(rig.answered(2), lineCount);
        QCOMPARE(rig.gate->entered() - before, 5);
        QVERIFY(!rig.evaluation.isWanting());
    }

    void theBenchAnswersBetweenTurns()
    {
        Rig rig;
        QVERIFY(rig.openAndAnswer(1));
        Bench bench(rig.session, rig.workspace);
        Input input;
        input.text = "a card game";
        rig.session.addInputs({input});
        QVERIFY(QTest::qWaitFor([&] { return bench.isRunning(); }, 20000));
        rig.gate->letUpTo(rig.gate->entered()); // the turn that waits, and no further one
        QVERIFY(QTest::qWaitFor([&] { return bench.isSettled(); }, 20000));
        QVERIFY(rig.evaluation.isRunning());
        rig.evaluation.stop();
        rig.gate->lift(Gate::Call::Judge);
    }

    void onlyANewColumnRuns()
    {
        Rig rig;
        rig.evaluation.open(rig.path("data.jsonl"));
        QVERIFY(rig.settle());
        const double before = *rig.evaluation.summary(rig.key(1))->loss;
        QVERIFY(!rig.evaluation.isWanting());
        rig.session.addColumn({}, {{{rig.session.state().deltas[0].setting.id, true, 0.5, {}}}});
        QVERIFY(rig.evaluation.isWanting());
        QCOMPARE(rig.evaluation.stateOf(rig.key(3)), Evaluation::State::None);
        rig.evaluation.run();
        QVERIFY(rig.settle());
        QCOMPARE(rig.answered(3), lineCount);
        QCOMPARE(*rig.evaluation.summary(rig.key(1))->loss, before);
        rig.session.removeColumn(rig.key(3));
        rig.session.undoStack().undo();
        QVERIFY(rig.settle());
        QVERIFY(!rig.evaluation.isWanting()); // it is known still
    }

    void aColumnThatGoesIsEvaluatedNoFurther()
    {
        Rig rig;
        QVERIFY(rig.openAndAnswer(1));
        rig.gate->lift(Gate::Call::Judge);
        rig.session.remove(rig.session.state().deltas[1].setting.id);
        QVERIFY(rig.settle());
        QVERIFY2(!rig.evaluation.error(), rig.evaluation.error() ? rig.evaluation.error()->sentence().c_str() : "");
        QCOMPARE(rig.evaluation.columns().size(), 2);
        QCOMPARE(rig.answered(1), lineCount);
    }

    void anyColumnCanBeTheBaseline()
    {
        Rig rig;
        rig.evaluation.open(rig.path("data.jsonl"));
        QVERIFY(rig.settle());
        const evaluate::Against forward = *rig.evaluation.against(rig.key(1));
        rig.evaluation.setBaseline(rig.key(1));
        const evaluate::Against back = *rig.evaluation.against(rig.key(0));
        QCOMPARE(back.onlyHere, forward.onlyThere);
        QCOMPARE(back.onlyThere, forward.onlyHere);
        QCOMPARE(back.p, forward.p);
        QVERIFY(!rig.evaluation.against(rig.key(1)));
        QCOMPARE(rig.evaluation.result().columns.front().name, std::string("en"));
        rig.session.removeColumn(rig.key(1));
        QVERIFY(rig.settle());
        QCOMPARE(rig.evaluation.baseline(), rig.key(0));
    }

    void aBadLineIsNamed_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QStringList>("words");
        QTest::addRow("no JSON") << QByteArray("{\"text\": \"a\", \"label\": 1}\nnonsense\n")
                                 << QStringList{"bad.jsonl", "line 2"};
        QTest::addRow("no label") << QByteArray("{\"text\": \"a\", \"label\": 1}\n\n{\"text\": \"b\"}\n")
                                  << QStringList{"bad.jsonl", "line 3", "label"};
        QTest::addRow("unknown label") << QByteArray("{\"text\": \"a\", \"label\": \"maybe\"}\n")
                                       << QStringList{"bad.jsonl", "line 1", "maybe"};
    }

    void aBadLineIsNamed()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QStringList, words);
        Rig rig;
        rig.write("bad.jsonl", lines);
        rig.evaluation.open(rig.path("bad.jsonl"));
        QVERIFY(rig.settle());
        const auto failures = rig.evaluation.failures();
        QVERIFY(rig.evaluation.error() || failures.size() == 1);
        const QString sentence
            = QString::fromStdString((failures.empty() ? *rig.evaluation.error() : failures.front().error).sentence());
        for (const QString &word : words)
            QVERIFY2(sentence.contains(word), qPrintable(sentence));
        rig.evaluation.open(rig.path("data.jsonl"));
        QVERIFY(rig.settle());
        QVERIFY(!rig.evaluation.error());
        rig.evaluation.open(rig.path("missing.jsonl"));
        QVERIFY(rig.settle());
        QVERIFY(rig.evaluation.error());
        QCOMPARE(rig.answered(0), lineCount); // what was there stays
    }

    void labelsCanBeTypedBesideTheInputs()
    {
        Rig rig;
        Input first, second;
        first.text = "a card game";
        second.text = "an image viewer";
        rig.session.addInputs({first, second});
        rig.evaluation.followInputs();
        QVERIFY(rig.settle());
        QCOMPARE(rig.evaluation.labelledLines(), 0);
        LinesModel lines(rig.session, rig.evaluation);
        new QAbstractItemModelTester(&lines, QAbstractItemModelTester::FailureReportingMode::QtTest, &lines);
        lines.setFilter({LineFilter::What::Every});
        lines.setColumn(rig.key(1));
        const QModelIndex expected = lines.index(1, ExpectedColumn);
        QVERIFY(lines.flags(expected) & Qt::ItemIsEditable);
        const QString label = QString::fromStdString(rig.session.network()->labels[2]);
        QVERIFY(lines.setData(expected, label));
        QCOMPARE(rig.session.state().inputs[1].expected, label.toStdString());
        QVERIFY(rig.settle());
        QCOMPARE(rig.answered(1), 1);
        QVERIFY(lines.setData(lines.index(0, ExpectedColumn), "3")); // an index
        QVERIFY(rig.settle());
        QCOMPARE(rig.answered(1), 2);
        QCOMPARE(lines.index(0, ExpectedColumn).data().toString(),
                 QString::fromStdString(rig.session.network()->labels[3]));
        QVERIFY(lines.setData(lines.index(0, ExpectedColumn), "nonsense"));
        QVERIFY(rig.settle());
        QVERIFY(QString::fromStdString(rig.evaluation.failures().at(0).error.sentence()).contains("input 1"));
        rig.session.undoStack().undo();
        QVERIFY(rig.settle());
        QVERIFY(rig.evaluation.failures().empty());
        QCOMPARE(rig.answered(1), 2);
    }

    void aLineThatFailsIsNamedAndNotAskedAgain()
    {
        Rig rig;
        rig.write("some.jsonl",
                  "{\"text\": \"a game\", \"label\": 0}\n{\"text\": \"too long\", \"label\": 1}\n"
                  "{\"text\": \"a tool\", \"label\": \"nonsense\"}\n{\"text\": \"a font\", \"label\": 2}\n");
        EvaluationModel results(rig.session, rig.evaluation);
        LinesModel lines(rig.session, rig.evaluation);
        new QAbstractItemModelTester(&lines, QAbstractItemModelTester::FailureReportingMode::QtTest, &lines);
        lines.setColumn(rig.key(1));
        rig.evaluation.open(rig.path("some.jsonl"));
        QVERIFY(rig.settle());
        QVERIFY(!rig.evaluation.error());
        QCOMPARE(rig.answered(0), 2);
        QCOMPARE(rig.evaluation.stateOf(rig.key(1)), Evaluation::State::All);
        QVERIFY(!rig.evaluation.isWanting()); // there is nothing to go on with
        QCOMPARE(int(rig.evaluation.failures().size()), 2);
        QVERIFY(rig.evaluation.failure(rig.key(1), 1));
        QCOMPARE(lines.failed(), 2);
        lines.setFilter({LineFilter::What::Failed});
        QCOMPARE(lines.rowCount(), 2);
        QVERIFY(lines.index(0, HereColumn).data().toString().contains("some.jsonl, line 2"));
        QVERIFY(lines.index(1, ThereColumn).data().toString().contains("nonsense"));
        const QJsonArray failures = QJsonDocument::fromJson(rig.evaluation.json()).object().value("failures").toArray();
        QCOMPARE(failures.size(), 2);
        QCOMPARE(failures[0].toObject().value("line").toInt(), 2);
        rig.evaluation.open(rig.path("data.jsonl"));
        QVERIFY(rig.settle());
        QVERIFY(rig.evaluation.failures().empty());
    }

    void whatIsNotANumberHasNoAccuracy()
    {
        Rig rig;
        rig.write("some.jsonl", "{\"text\": \"a game\", \"label\": 0}\n{\"text\": \"no number\", \"label\": 1}\n");
        EvaluationModel results(rig.session, rig.evaluation);
        LinesModel lines(rig.session, rig.evaluation);
        lines.setColumn(rig.key(1));
        rig.evaluation.open(rig.path("some.jsonl"));
        QVERIFY(rig.settle());
        lines.setFilter({LineFilter::What::Every});
        QCOMPARE(rig.evaluation.summary(rig.key(0))->notNumbers, 1);
        QCOMPARE(rig.evaluation.summary(rig.key(0))->confusion->total(), 1);
        QCOMPARE(lines.index(1, HereColumn).data().toString(), QString("not a number"));
        QVERIFY(results.index(0, results.columnCount() - 1).data().toString().contains("left out: 1 of 2"));
        rig.write("none.jsonl", "{\"text\": \"no number\", \"label\": 1}\n");
        rig.evaluation.open(rig.path("none.jsonl"));
        QVERIFY(rig.settle());
        QCOMPARE(results.index(1, 1).data().toString(), QString("not a number")); // the accuracy
        QVERIFY(!rig.evaluation.against(rig.key(1)));
        QVERIFY(rig.evaluation.predictions().contains("\"label\":null"));
    }

    void theModelsFollow()
    {
        Rig rig;
        EvaluationModel results(rig.session, rig.evaluation);
        LinesModel lines(rig.session, rig.evaluation);
        for (QAbstractItemModel *model : std::initializer_list<QAbstractItemModel *>{&results, &lines})
            new QAbstractItemModelTester(model, QAbstractItemModelTester::FailureReportingMode::QtTest, model);
        QCOMPARE(results.rowCount(), 3);
        lines.setColumn(rig.key(1));
        QVERIFY(rig.openAndAnswer(2));
        QVERIFY(results.index(1, results.columnCount() - 1).data().toString().contains("so far"));
        rig.gate->lift(Gate::Call::Judge);
        QVERIFY(rig.settle());
        const evaluate::Against against = *rig.evaluation.against(rig.key(1));
        const QString words = results.index(1, results.columnCount() - 1).data().toString();
        QVERIFY2(words.endsWith(QStringLiteral("better on %1 lines, worse on %2: %3")
                                    .arg(against.onlyHere)
                                    .arg(against.onlyThere)
                                    .arg(pText(against.p))),
                 qPrintable(words));
        QCOMPARE(lines.count(Turn::Better), int(against.onlyHere));
        QCOMPARE(lines.count(Turn::Worse), int(against.onlyThere));
        QCOMPARE(lines.rowCount(), lines.count(Turn::Better) + lines.count(Turn::Worse) + lines.count(Turn::Otherwise));
        const auto &counts = rig.evaluation.summary(rig.key(1))->confusion->counts();
        for (int expected = 0; expected < 6; ++expected)
            for (int answered = 0; answered < 6; ++answered) {
                lines.setFilter({LineFilter::What::Cell, expected, answered});
                QCOMPARE(lines.rowCount(), int(counts[std::size_t(expected)][std::size_t(answered)]));
            }
        lines.setFilter({LineFilter::What::Every});
        QCOMPARE(lines.rowCount(), lineCount);
        rig.session.moveColumn(rig.key(2), 0);
        QCOMPARE(results.columnKey(0), rig.key(0));
        rig.session.removeColumn(rig.key(0));
        QCOMPARE(results.rowCount(), 2);
    }

    void theLinesAreTheSessions()
    {
        Rig rig;
        LinesModel lines(rig.session, rig.evaluation);
        new QAbstractItemModelTester(&lines, QAbstractItemModelTester::FailureReportingMode::QtTest, &lines);
        rig.evaluation.open(rig.path("data.jsonl"));
        QVERIFY(rig.settle());
        QCOMPARE(rig.session.state().labelled.path, rig.path("data.jsonl").toStdString());
        const auto kept = rig.session.state().labelled;
        rig.session.setLabelled({});
        QVERIFY(rig.settle());
        QVERIFY(!rig.evaluation.data());
        QCOMPARE(lines.rowCount(), 0);
        rig.session.undoStack().undo();
        QVERIFY(rig.settle());
        QCOMPARE(int(rig.evaluation.data()->lines.size()), lineCount);
        lines.setFilter({LineFilter::What::Every});
        QCOMPARE(lines.rowCount(), lineCount);
        QVERIFY(rig.evaluation.isWanting()); // nothing runs unasked
        rig.session.setLabelled({});
        QVERIFY(QFile::remove(rig.path("data.jsonl")));
        rig.session.setLabelled(kept);
        QVERIFY(rig.settle());
        QVERIFY(!rig.evaluation.data());
        QVERIFY(rig.evaluation.missing());
        QVERIFY(QString::fromStdString(rig.evaluation.missing()->sentence()).contains("data.jsonl"));
        rig.evaluation.followInputs();
        QVERIFY(!rig.evaluation.missing());
        QVERIFY(rig.session.state().labelled.from == session::LabelledLines::From::Inputs);
    }

    void anotherModelForgetsTheAnswers()
    {
        Rig rig;
        rig.evaluation.open(rig.path("data.jsonl"));
        QVERIFY(rig.settle());
        OpenRequest request;
        request.model = "other";
        rig.workspace.open(&rig.session, request,
                           {.then = [&rig](const bridge::Opened &opened) { rig.session.setNetwork(opened.network); }});
        QVERIFY(rig.settle());
        QVERIFY(!rig.evaluation.summary(rig.key(0)));
        QCOMPARE(int(rig.evaluation.data()->lines.size()), lineCount);
        QVERIFY(rig.evaluation.isWanting());
    }

    void aLineIsBroughtOnce()
    {
        Rig rig;
        Input input;
        input.text = "a card game";
        const int key = rig.session.bringInput(input, "games");
        QCOMPARE(rig.session.bringInput(input, "games"), key);
        QCOMPARE(int(rig.session.state().inputs.size()), 1);
        QCOMPARE(rig.session.state().inputs[0].expected, std::string("games"));
        rig.session.undoStack().undo();
        QVERIFY(rig.session.state().inputs.empty());
    }
};

QTEST_GUILESS_MAIN(EvaluationTest)
#include "tst_evaluation.moc"

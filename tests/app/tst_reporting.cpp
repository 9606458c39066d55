// The window's report over the toy engine: what is in its folder, and what is said where it cannot be written.
#include "app/reporting.h"
#include "app/testwindow.h"
#include "files/sessionfile.h"
#include "support/toyengine.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace deltascope;
using namespace deltascope::app;

namespace {

Input sentence(const char *text)
{
    Input input;
    input.text = text;
    return input;
}

/// Two LoRAs and an adapter; an input that is too long; a column by rule beside two fixed ones.
struct Rig {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};
    test::TestWindow window{[] { return std::make_unique<test::ToyEngine>(); }, settings};
    QSignalSpy written{window.reporting(), &Reporting::written}, failed{window.reporting(), &Reporting::failed};
    QString out = folder.filePath("report");

    Rig()
    {
        QDir(folder.path()).mkdir("model");
        QFile weights(folder.filePath("model/weights.bin"));
        if (weights.open(QIODevice::WriteOnly))
            weights.write("abc");
        files::SessionFile plan;
        plan.model.model = folder.filePath("model").toStdString();
        for (const auto &[name, kind] : {std::pair("en", "lora"), {"zh", "lora"}, {"topic", "adapter"}}) {
            DeltaRequest request;
            request.name = name;
            request.kind = kind;
            addWaiting(plan.state, request);
        }
        perform(plan.state, session::PutColumn{{1, session::ColumnKind::Fixed, "bare", {}}, 0});
        perform(plan.state, session::PutColumn{{2, session::ColumnKind::AsAttached, {}, {}}, 1});
        perform(plan.state, session::PutColumn{{3, session::ColumnKind::ByRule, {}, {}}, 2});
        for (const char *text : {"a card game", "this is too long", "an image viewer"})
            addInput(plan.state, sentence(text));
        window.show();
        window.opening().start(plan);
        (void)settle();
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return !window.opening().isBusy() && window.isSettled(); }, 20000);
    }
    QByteArray file(const QString &name) const
    {
        QFile file(out + '/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    int key(int input) { return window.session().state().inputs[std::size_t(input)].key; }
};

} // namespace

class ReportingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReportHoldsWhatTheWindowShows()
    {
        Rig r;
        const auto &state = r.window.session().state();
        r.window.session().setRule(r.key(0), {session::RuleKind::Chosen, state.deltas[0].setting.id});
        r.window.session().setRule(r.key(2), {session::RuleKind::Chosen, state.deltas[1].setting.id});
        QVERIFY(r.settle());
        r.window.reporting()->start(r.out);
        QVERIFY(r.written.wait(20000));
        QCOMPARE(r.written[0][0].toString(), r.out + "/index.html");
        QVERIFY(!r.window.reporting()->isRunning());
        for (const char *name : {"index.html", "tree.svg", "tree.pdf", "outputs.csv", "facts.json", "similarity.svg"})
            QVERIFY2(!r.file(name).isEmpty(), name);
        QVERIFY(r.file("index.html").contains("prefers-color-scheme"));
        const QJsonObject outputs = QJsonDocument::fromJson(r.file("outputs.json")).object();
        const QJsonArray columns = outputs["columns"].toArray();
        QCOMPARE(columns.size(), 3);
        // Of the three inputs one cannot run; by rule, each of the others is answered by its own delta.
        for (int column = 0; column < 3; ++column)
            QCOMPARE(columns[column].toObject()["outputs"].toArray().size(), 2);
        const auto shown = [&r](int input, int column) {
            const int key = r.window.session().state().columns[std::size_t(column)].key;
            return QString::fromStdString(r.window.bench().cell(r.key(input), key)->output.label);
        };
        for (int column = 0; column < 3; ++column) {
            const QJsonArray answers = columns[column].toObject()["outputs"].toArray();
            QCOMPARE(answers[0].toObject()["label"].toString(), shown(0, column));
            QCOMPARE(answers[1].toObject()["label"].toString(), shown(2, column));
        }
    }

    void theSessionLiesBesideThePageAndMakesItAgain()
    {
        Rig r;
        r.window.reporting()->start(r.out);
        QVERIFY(r.written.wait(20000));
        const files::SessionFile kept = files::readSession((r.out + "/session.deltascope").toStdString());
        QCOMPARE(kept.state.deltas.size(), std::size_t(3));
        QCOMPARE(kept.model.model, r.folder.filePath("model").toStdString());
        QVERIFY(r.file("index.html").contains("deltascope report --session session.deltascope -o DIR"));
    }

    void aFolderThatIsTakenIsSaidAndLeftAlone()
    {
        Rig r;
        QDir().mkpath(r.out);
        QFile other(r.out + "/mine.txt");
        QVERIFY(other.open(QIODevice::WriteOnly));
        r.window.reporting()->start(r.out);
        QVERIFY(r.failed.wait(20000));
        QVERIFY2(r.window.messages()->text().contains("report"), qPrintable(r.window.messages()->text()));
        QCOMPARE(QDir(r.out).entryList(QDir::Files), QStringList("mine.txt"));
    }

    void anotherModelInBetweenEndsIt()
    {
        Rig r;
        r.window.reporting()->start(r.out);
        r.window.openModel(r.folder.filePath("model"));
        QVERIFY(r.settle());
        QTest::qWait(50);
        QVERIFY(!r.window.reporting()->isRunning());
    }
};

QTEST_MAIN(ReportingTest)
#include "tst_reporting.moc"

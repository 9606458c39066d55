// The command line's servers, on a fake one that answers with what the real ones were recorded to answer.
#include "app/cli/commands.h"
#include "files/sessionfile.h"
#include "session/edit.h"
#include "support/fakeengine.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <iostream>
#include <sstream>

using namespace deltascope;
using namespace deltascope::test;

namespace {

const QString transcripts = QStringLiteral(TEST_DATA "/engines/transcripts");
using Kind = Condition::Kind;

const QByteArray models = TEST_DATA "/engines/models/";

struct Said {
    int status = 0;
    std::string out, err;
    nlohmann::json json() const { return nlohmann::json::parse(out); }
};

/// What the program answers to a command line.
Said say(const QList<QByteArray> &words)
{
    std::vector<const char *> all{"deltascope"};
    for (const QByteArray &word : words)
        all.push_back(word.constData());
    std::ostringstream out, err;
    std::streambuf *const before[] = {std::cout.rdbuf(out.rdbuf()), std::cerr.rdbuf(err.rdbuf())};
    const app::Parsed parsed = app::parseOptions(int(all.size()), all.data());
    Said said{parsed.status, {}, {}};
    if (parsed.options)
        said.status = app::runCommand(*parsed.options, makeEngine);
    std::cout.rdbuf(before[0]);
    std::cerr.rdbuf(before[1]);
    said.out = out.str();
    said.err = err.str();
    return said;
}

QList<QByteArray> frAndZh()
{
    return {models + "tiny-llama", "--delta", "fr=" + models + "llama-fr", "--delta", "zh=" + models + "llama-zh"};
}

} // namespace

class ServersTest : public QObject {
    Q_OBJECT

    std::unique_ptr<FakeEngine> m_vllm, m_llama;

    QByteArray vllm() const { return "gpu=" + m_vllm->address(); }
    QByteArray llama() const { return "cpu=" + m_llama->address(); }

private Q_SLOTS:
    void init()
    {
        m_vllm = std::make_unique<FakeEngine>(transcripts, "vllm");
        m_vllm->pin("012-models-three");
        m_llama = std::make_unique<FakeEngine>(transcripts, "llama");
    }

    void columnsHereAndThereStandSideBySide()
    {
        const Said said
            = say(QList<QByteArray>{"run"} + frAndZh()
                  + QList<QByteArray>{"--server", vllm(), "--server", llama(), "--column", "fr@gpu", "--column", "fr",
                                      "--column", "fr@cpu", "--column", "base@gpu", "--column", "base", "--text",
                                      "A program that reads", "--max-new-tokens", "4", "--json"});
        QVERIFY2(said.status == 0, said.err.c_str());
        const auto columns = said.json()["columns"];
        QCOMPARE(columns.size(), std::size_t(5));
        const char *const names[] = {"fr@gpu", "fr", "fr@cpu", "base@gpu", "base"};
        for (std::size_t i = 0; i < 5; ++i)
            QVERIFY(columns[i]["name"] == names[i]);
        QVERIFY(columns[0]["server"] == "gpu");
        QVERIFY(columns[2]["server"] == "cpu");
        QVERIFY(!columns[1].contains("server"));
        for (const std::size_t i : {0, 2})
            for (const char *key : {"ids", "new_ids", "text"})
                QVERIFY(columns[i]["outputs"][0][key] == columns[1]["outputs"][0][key]);
        QVERIFY(columns[3]["outputs"] == columns[4]["outputs"]);
        QVERIFY(columns[0]["attached"] == columns[1]["attached"]);
        QVERIFY(columns[3]["attached"].empty());
    }

    void columnsThatCannotBe()
    {
        const auto run = [&](const char *column) {
            return say(QList<QByteArray>{"run"} + frAndZh()
                       + QList<QByteArray>{"--server", vllm(), "--column", column, "--text", "A program that reads",
                                           "--max-new-tokens", "4"});
        };
        QCOMPARE(run("fr*0.5@gpu").status, 1);
        QVERIFY(run("fr*0.5@gpu").err.find("rescaled copy") != std::string::npos);
        QCOMPARE(run("fr+zh@gpu").status, 1);
        QCOMPARE(run("fr@nowhere").status, 2);
        QVERIFY(run("fr@nowhere").err.find("one of the servers (gpu)") != std::string::npos);
        QCOMPARE(run("nobody@gpu").status, 2);
        QCOMPARE(say({"run", "x", "--server", "ftp://there", "--text", "x"}).status, 2);
        QCOMPARE(say({"run", "x", "--server", "http://me:secret@there", "--text", "x"}).status, 2);
        const Said nobody = say({"run", models + "tiny-llama", "--server", "http://127.0.0.1:9", "--column",
                                 "base@127.0.0.1:9", "--text", "x"});
        QCOMPARE(nobody.status, 1);
        QCOMPARE(std::count(nobody.err.begin(), nobody.err.end(), '\n'), 1);
    }

    void driftIsSaidAsAgreed()
    {
        const QList<QByteArray> words
            = QList<QByteArray>{"drift"} + frAndZh()
              + QList<QByteArray>{"--server",         vllm(),   "--column", "base",
                                  "--column",         "fr@gpu", "--text",   "A program that reads",
                                  "--max-new-tokens", "4",      "--json"};
        const Said right = say(words);
        QVERIFY2(right.status == 0, right.err.c_str());
        const auto columns = right.json()["columns"];
        QCOMPARE(columns.size(), std::size_t(2));
        QVERIFY(columns[1]["name"] == "fr");
        QVERIFY(columns[1]["server"] == "gpu");
        QVERIFY(columns[1]["verdict"] == "same");
        QVERIFY(columns[1]["matches"].is_null());
        QVERIFY(columns[1]["first_difference"].is_null());
        QVERIFY(columns[1]["max_abs_logprob"] < 2e-5);
        m_vllm->lie("", "fr");
        const Said wrong = say(words);
        QCOMPARE(wrong.status, 1);
        const auto base = wrong.json()["columns"][0];
        QVERIFY(base["verdict"] == "other");
        QVERIFY(base["matches"] == "base+fr");
        QVERIFY(base["first_difference"]["input"] == 0);
        QVERIFY(base["first_difference"]["token"] == 0);
        QVERIFY(base["first_difference"]["gap"] > 0);
        QVERIFY(wrong.json()["columns"][1]["verdict"] == "same");
    }

    void adaptersAreLoadedAndTaken()
    {
        const QByteArray mapping = models.chopped(1) + "=/models";
        const Said same
            = say(QList<QByteArray>{"load"} + frAndZh()
                  + QList<QByteArray>{"--server", vllm(), "--column", "fr", "--server-path", mapping, "--json"});
        QVERIFY2(same.status == 0, same.err.c_str());
        QVERIFY(same.json()["loaded"][0]["path"] == "/models/llama-fr");
        for (const Question &question : m_vllm->asked()) // it was loaded from there already
            QCOMPARE(question.verb, QByteArray("GET"));
        const Said dora = say({"load", models + "tiny-llama", "--delta", "dora=" + models + "llama-dora", "--server",
                               vllm(), "--column", "dora"});
        QCOMPARE(dora.status, 1);
        QVERIFY2(dora.err.find("found dora") != std::string::npos, dora.err.c_str());
        QCOMPARE(say({"unload", "zh", "--server", vllm()}).status, 0);
        const Said unknown = say({"unload", "fr", "--server", llama()});
        QCOMPARE(unknown.status, 1);
        QVERIFY(unknown.err.find("scale of 0") != std::string::npos);
    }

    void aRehearsalSaysWhatBecameOfEveryLine()
    {
        const QTemporaryDir folder;
        const QByteArray table = folder.filePath("routes.csv").toUtf8();
        const Said said = say(QList<QByteArray>{"rehearse"} + frAndZh()
                              + QList<QByteArray>{"--server", vllm(), "--route", "prefix:A =fr", "--route",
                                                  "otherwise=base", "--routes", table, "--text", "A program that reads",
                                                  "--ids", "1019,32,632,843,278,409,421,82", "--max-new-tokens", "4",
                                                  "--parallel", "2", "--json"});
        QVERIFY2(said.status == 0, said.err.c_str());
        const auto lines = said.json()["lines"];
        QCOMPARE(lines.size(), std::size_t(2));
        QVERIFY(lines[0]["rule"] == "prefix A ");
        QVERIFY(lines[0]["column"] == "fr");
        QVERIFY(lines[1]["column"] == "base");
        for (const auto &line : lines)
            QVERIFY(line["error"].is_null());
        QVERIFY(said.json()["switches"] == 1);
        QVERIFY(said.json()["median"] > 0);
        QFile file(QString::fromUtf8(table));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("rule,pattern,column\nprefix,A ,fr\notherwise,,base\n"));
    }

    /// A session of tiny-llama with both deltas, and rules; its path.
    static QByteArray sessionIn(const QTemporaryDir &folder, const std::vector<session::Rule> &rules)
    {
        files::SessionFile file;
        file.model.model = (models + "tiny-llama").toStdString();
        for (const char *name : {"fr", "zh"}) {
            DeltaRequest request;
            request.name = name;
            request.path = (models + "llama-" + name).toStdString();
            session::addWaiting(file.state, request);
        }
        int key = 0;
        for (session::Rule rule : rules) {
            rule.key = ++key;
            perform(file.state, session::PutRule{rule, key});
        }
        const QString path = folder.filePath("llama.deltascope");
        files::writeSession(path.toStdString(), file);
        return path.toUtf8();
    }

    static QByteArray linesIn(const QTemporaryDir &folder)
    {
        QFile file(folder.filePath("lines.jsonl"));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("{\"text\": \"A program that reads\"}\n{\"ids\": [1019,32,632,843,278,409,421,82]}\n");
        return file.fileName().toUtf8();
    }

    void aSessionsRulesAreRehearsed()
    {
        const QTemporaryDir folder;
        const QByteArray kept = sessionIn(
            folder, {{0, {Kind::Regex, "^A prog"}, {{"fr", {}}}, {}}, {0, {Kind::Prefix, ""}, {{"zh", {}}}, {}}});
        const QByteArray table = folder.filePath("routes.json").toUtf8();
        const QList<QByteArray> words{"rehearse",      "--session",        kept, "--server",   vllm(), "--input",
                                      linesIn(folder), "--max-new-tokens", "4",  "--parallel", "2",    "--json"};
        const Said own = say(words + QList<QByteArray>{"--routes", table});
        QVERIFY2(own.status == 0, own.err.c_str());
        const auto lines = own.json()["lines"];
        QCOMPARE(lines.size(), std::size_t(2));
        QVERIFY(lines[0]["rule"] == "regex ^A prog");
        QVERIFY(lines[0]["column"] == "fr");
        QVERIFY(lines[1]["rule"] == "otherwise");
        QVERIFY(lines[1]["column"] == "base");
        QFile file(QString::fromUtf8(table));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto routes = nlohmann::json::parse(file.readAll().toStdString())["routes"];
        QCOMPARE(routes.size(), std::size_t(2)); // a rule that says nothing yet is none
        QVERIFY(routes[0]["pattern"] == "^A prog");
        const Said given = say(words + QList<QByteArray>{"--route", "otherwise=base"});
        QVERIFY2(given.status == 0, given.err.c_str());
        QVERIFY(given.json()["lines"][0]["column"] == "base");
    }

    void rulesThatCannotBeServedAreRefusedBeforeAnythingIsSent()
    {
        const QTemporaryDir folder;
        const auto rehearse = [&](const std::vector<session::RulePart> &deltas) {
            return say({"rehearse", "--session", sessionIn(folder, {{0, {Kind::Otherwise, ""}, deltas, {}}}),
                        "--server", vllm(), "--input", linesIn(folder), "--max-new-tokens", "4"});
        };
        const Said gone = rehearse({{"fr", {}}, {"es", {}}});
        QCOMPARE(gone.status, 1);
        QVERIFY2(gone.err.find("rules[0]: expected deltas of the session, found es") != std::string::npos,
                 gone.err.c_str());
        const Said half = rehearse({{"fr", 0.5}});
        QCOMPARE(half.status, 1);
        QVERIFY2(half.err.find("--column \"fr*0.5\" --copies DIR") != std::string::npos, half.err.c_str());
        QVERIFY(half.out.empty());
        const Said mixed = say(QList<QByteArray>{"run"} + frAndZh()
                               + QList<QByteArray>{"--server", vllm(), "--column", "base@gpu", "--column", "fr+zh@gpu",
                                                   "--text", "A program that reads", "--max-new-tokens", "4"});
        QCOMPARE(mixed.status, 1);
        QVERIFY2(mixed.err.find("--copies DIR") != std::string::npos, mixed.err.c_str());
        for (const Question &question : m_vllm->asked())
            QCOMPARE(question.verb, QByteArray("GET"));
    }

    void aServerWithoutANameIsNotCalledByItsAddress()
    {
        const std::vector<std::string> taken{"server", "gpu"};
        QCOMPARE(parseServer("http://10.0.0.5:8000").name, std::string("server"));
        QCOMPARE(parseServer("https://10.0.0.5:8000/v1", taken).name, std::string("server-2"));
        QCOMPARE(parseServer("gpu=http://10.0.0.5:8000", taken).name, std::string("gpu"));
        const QByteArray address = m_vllm->address(), host = address.mid(address.indexOf("//") + 2);
        const auto run = [&](const QByteArray &column) {
            return say(QList<QByteArray>{"run"} + frAndZh()
                       + QList<QByteArray>{"--server", address, "--column", column, "--text", "A program that reads",
                                           "--max-new-tokens", "4", "--json"});
        };
        const Said named = run("base@server"), byHost = run("base@" + host);
        QVERIFY2(named.status == 0, named.err.c_str());
        QVERIFY(named.json()["columns"][0]["server"] == "server");
        QVERIFY2(byHost.status == 0, byHost.err.c_str());
    }

    void languagesOfRoutesAreThoseThatAreTold()
    {
        const auto rehearse = [&](const char *route) {
            return say(QList<QByteArray>{"rehearse"} + frAndZh()
                       + QList<QByteArray>{"--server", vllm(), "--route", route, "--route", "otherwise=base", "--text",
                                           "A program that reads", "--max-new-tokens", "4"});
        };
        const Said unknown = rehearse("language:Klingon=fr");
        QCOMPARE(unknown.status, 1);
        QVERIFY2(unknown.err.find("(en, fr, ") != std::string::npos
                     && unknown.err.find("found Klingon") != std::string::npos,
                 unknown.err.c_str());
        QVERIFY(m_vllm->asked().empty());
        const Said english = rehearse("language:English=fr");
        QVERIFY2(english.status == 0, english.err.c_str());
        QVERIFY2(english.out.find("line 1: fr by language en, ") != std::string::npos, english.out.c_str());
        QVERIFY2(rehearse("regex:^A =fr").out.find("line 1: fr by regex \"^A \", ") != std::string::npos, "quoted");
    }

    /// Of two questions one was never recorded: it is refused.
    void whatIsRefusedTakesNoOtherAnswerAway()
    {
        const QList<QByteArray> inputs{"--server",         vllm(), "--text", "A program that reads", "--ids", "1,2,3",
                                       "--max-new-tokens", "4",    "--json"};
        const Said said = say(QList<QByteArray>{"run"} + frAndZh() + inputs
                              + QList<QByteArray>{"--column", "fr@gpu", "--column", "fr"});
        QCOMPARE(said.status, 1);
        const auto there = said.json()["columns"][0]["outputs"], here = said.json()["columns"][1]["outputs"];
        QVERIFY(there[0]["text"] == here[0]["text"]);
        QVERIFY(there[1].is_null());
        QVERIFY(here[1]["text"].is_string());
        const auto failures = said.json()["failures"];
        QCOMPARE(failures.size(), std::size_t(1));
        QVERIFY(failures[0]["column"] == "fr@gpu");
        QVERIFY(failures[0]["input"] == 1);
        QVERIFY2(said.err.starts_with("1 of 4 answers failed: fr@gpu, input 2: "), said.err.c_str());
        QCOMPARE(std::count(said.err.begin(), said.err.end(), '\n'), 1);
        const Said drift
            = say(QList<QByteArray>{"drift"} + frAndZh() + inputs + QList<QByteArray>{"--column", "fr@gpu"});
        QCOMPARE(drift.status, 1);
        QVERIFY(drift.json()["columns"][0]["verdict"] == "same");
        QVERIFY(drift.json()["failures"][0]["input"] == 1);
        QVERIFY(drift.json()["failures"][0]["column"] == "fr");
    }

    void aSessionsColumnsRunWhereTheyAreSaidTo()
    {
        const QTemporaryDir folder;
        const QByteArray kept = sessionIn(
            folder, {{0, {Kind::Language, "fr"}, {{"zh", {}}}, {}}, {0, {Kind::Prefix, "A "}, {{"fr", {}}}, {}}});
        files::SessionFile file = files::readSession(kept.toStdString());
        file.state.run.generation.maxNewTokens = 4;
        const auto add = [&](session::BenchColumn column) {
            column.key = int(file.state.columns.size()) + 1;
            perform(file.state, session::PutColumn{column, column.key - 1});
        };
        add({0, session::ColumnKind::ByRule, {}, {}});
        add({0, session::ColumnKind::Served, {}, {}, false, {"gpu", {{"fr", 1}}}});
        files::writeSession(kept.toStdString(), file);
        const QList<QByteArray> words{"run", "--session", kept, "--input", linesIn(folder), "--json"};
        const Said all = say(words + QList<QByteArray>{"--server", vllm()});
        QVERIFY2(all.status == 0, all.err.c_str());
        const auto columns = all.json()["columns"];
        QCOMPARE(columns.size(), std::size_t(2));
        QVERIFY(columns[0]["name"] == "by rule");
        QVERIFY(columns[0]["configurations"] == nlohmann::json::array({"fr", "base"}));
        QVERIFY(columns[1]["name"] == "fr@gpu");
        QVERIFY(columns[1]["server"] == "gpu");
        QVERIFY(columns[0]["outputs"][0] == columns[1]["outputs"][0]); // four tokens each, as the session says
        QVERIFY(columns[0]["outputs"][1] != columns[1]["outputs"][1]);
        QCOMPARE(columns[0]["outputs"][0]["new_ids"].size(), std::size_t(4));
        const Said without = say(words + QList<QByteArray>{"--max-new-tokens", "2"});
        QVERIFY2(without.status == 0, without.err.c_str());
        QCOMPARE(without.json()["columns"].size(), std::size_t(1));
        QCOMPARE(without.json()["columns"][0]["outputs"][0]["new_ids"].size(), std::size_t(2));
        QCOMPARE(without.err,
                 std::string("the column fr@gpu is left out: it runs on a server, and no --server gpu=URL is "
                             "given\n"));
        const QByteArray page = folder.filePath("page").toUtf8();
        const Said report = say({"report", "--session", kept, "--input", linesIn(folder), "-o", page});
        QVERIFY2(report.status == 0, report.err.c_str());
        QFile index(QString::fromUtf8(page) + "/index.html");
        QVERIFY(index.open(QIODevice::ReadOnly));
        const QByteArray html = index.readAll();
        QVERIFY(html.contains("the column fr@gpu is left out"));
        QVERIFY(html.contains("<td>fr: "));
    }

    void expectationsHoldOfServedAnswersToo()
    {
        const QTemporaryDir folder;
        const QByteArray kept = sessionIn(folder, {});
        files::SessionFile file = files::readSession(kept.toStdString());
        file.state.run.generation.maxNewTokens = 4;
        perform(file.state, session::PutColumn{{1, session::ColumnKind::Fixed, {}, {}}, 0});
        perform(file.state,
                session::PutColumn{{2, session::ColumnKind::Served, {}, {}, false, {"gpu", {{"fr", 1}}}}, 1});
        Input input;
        input.text = "A program that reads";
        session::addInput(file.state, input);
        const Said there = say({"run", models + "tiny-llama", "--delta", "fr=" + models + "llama-fr", "--text",
                                "A program that reads", "--max-new-tokens", "4", "--json", "--column", "fr"});
        Expectation expectation;
        expectation.text = there.json()["columns"][0]["outputs"][0]["text"].get<std::string>();
        expectation.column = "fr@gpu";
        file.state.inputs[0].expectations = {expectation};
        files::writeSession(kept.toStdString(), file);
        const QList<QByteArray> words{"test", "--session", kept};
        const Said held = say(words + QList<QByteArray>{"--server", vllm()});
        QVERIFY2(held.status == 0, (held.out + held.err).c_str());
        QVERIFY2(held.out.find("holds  fr@gpu: ") != std::string::npos, held.out.c_str());
        const Said without = say(words);
        QCOMPARE(without.status, 1);
        QVERIFY2(without.err.find("found fr@gpu, whose server is not given (--server gpu=URL)") != std::string::npos,
                 without.err.c_str());
        file.state.inputs[0].expectations[0].text = "something else";
        files::writeSession(kept.toStdString(), file);
        const Said broke = say(words + QList<QByteArray>{"--server", vllm()});
        QCOMPARE(broke.status, 1);
        QVERIFY2(broke.out.find("broke  fr@gpu: ") != std::string::npos, broke.out.c_str());
    }

    void theKeyComesFromTheEnvironmentOrAFile()
    {
        m_llama->wantKey("secret-key");
        const QList<QByteArray> words{"drift",  models + "tiny-llama",  "--server",         llama(), "--column", "base",
                                      "--text", "A program that reads", "--max-new-tokens", "4"};
        const Said without = say(words);
        QCOMPARE(without.status, 1);
        QVERIFY(without.err.find("expected a key") != std::string::npos);
        QTemporaryDir folder;
        QFile file(folder.filePath("key"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("secret-key\n");
        file.close();
        const Said byFile = say(words + QList<QByteArray>{"--server-key-file", file.fileName().toUtf8()});
        QVERIFY2(byFile.err.find("expected a key") == std::string::npos, byFile.err.c_str());
        qputenv("DELTASCOPE_SERVER_KEY", "secret-key");
        const Said byEnvironment = say(words);
        qunsetenv("DELTASCOPE_SERVER_KEY");
        QVERIFY(byEnvironment.err.find("expected a key") == std::string::npos);
        for (const Said &said : {without, byFile, byEnvironment})
            QVERIFY((said.out + said.err).find("secret-key") == std::string::npos);
    }
};

QTEST_MAIN(ServersTest)
#include "tst_servers.moc"

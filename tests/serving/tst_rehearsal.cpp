// A file of inputs sent by rules, several at once.
#include "serving/prompts.h"
#include "serving/rehearsal.h"
#include "support/fakeengine.h"
#include "support/toyengine.h"

#include <QTest>

using namespace deltascope;
using namespace deltascope::test;

namespace {

const QString transcripts = QStringLiteral(TEST_DATA "/engines/transcripts");

using Kind = Condition::Kind;

Route route(const char *text) { return parseRoute(text); }

Input said(const char *text)
{
    Input input;
    input.text = text;
    return input;
}

} // namespace

class RehearsalTest : public QObject {
    Q_OBJECT

    NoProgress m_progress;
    ToyEngine m_local;

    /// The recorded prompt by its ids, `count` times, to be sent as the routes say by turns.
    serving::RehearsalRequest requestTo(const FakeEngine &fake, std::size_t count)
    {
        serving::RehearsalRequest request;
        request.access = {{"gpu", fake.address().toStdString()}, {}, {}, nullptr};
        request.newTokens = 4;
        for (std::size_t i = 0; i < count; ++i) {
            Input &input = request.inputs.emplace_back();
            input.ids = {1019, 32, 632, 843, 278, 409, 421, 82};
            input.text = i % 2 == 0 ? "fr " + std::to_string(i) : "other " + std::to_string(i);
        }
        request.routes = {route("prefix:fr =fr"), route("otherwise=base")};
        request.shares = {{{"fr", 1}}, {}};
        return request;
    }

private Q_SLOTS:
    void initTestCase()
    {
        OpenRequest request;
        request.model = "toy";
        valueOf(m_local.open(request, m_progress));
    }

    void routesAreRead()
    {
        QVERIFY(route("language:fr=fr") == (Route{{Kind::Language, "fr"}, "fr"}));
        QVERIFY(route("regex:^a=b$=en+zh") == (Route{{Kind::Regex, "^a=b$"}, "en+zh"}));
        QVERIFY(inWords(route("prefix:Q: =en").when) == "prefix Q: ");
        QVERIFY(inWords(route("otherwise=base").when) == "otherwise");
        for (const char *wrong : {"", "fr", "language=fr", "language:fr=", "otherwise:x=base", "what:x=base"})
            QVERIFY_THROWS_EXCEPTION(Failure, parseRoute(wrong));
    }

    void theFirstRouteThatHoldsCounts()
    {
        const std::vector<Route> routes{route("prefix:Q: =q"), route("regex:[0-9]{3}=numbers"), route("language:zh=zh"),
                                        route("otherwise=base")};
        const serving::Router router(routes);
        const auto columnOf = [&](const char *text) { return routes[router.placeOf(said(text)).value()].column; };
        QVERIFY(columnOf("Q: 123") == "q");
        QVERIFY(columnOf("say 123") == "numbers");
        QVERIFY(columnOf("一个播放") == "zh");
        QVERIFY(columnOf("nothing") == "base");
        QVERIFY(!serving::Router({routes.front()}).placeOf(said("nothing")));
        QVERIFY_THROWS_EXCEPTION(Failure, serving::Router({route("regex:(=x")}));
        QVERIFY_THROWS_EXCEPTION(Failure, serving::Router({route("language:Klingon=x")}));
        QVERIFY(serving::Router({route("language:Chinese=x")}).placeOf(said("一个播放")));
    }

    void deltasNamedAfterLanguagesAreTheUsualRoutes()
    {
        DeltaInfo fr, zh, other;
        fr.name = "lora-fr";
        zh.name = "zh";
        other.name = "polite";
        const std::vector<Route> routes = serving::usualRoutes({zh, other, fr});
        QVERIFY(routes
                == (std::vector<Route>{{{Kind::Language, "zh"}, "zh"}, // in the order of the rack
                                       {{Kind::Language, "fr"}, "lora-fr"},
                                       {{Kind::Otherwise, ""}, "base"}}));
    }

    void everyLineGoesItsWay()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        serving::RehearsalRequest request = requestTo(fake, 12);
        request.parallel = 4;
        const auto rehearsal = serving::rehearse(m_local, request, m_progress);
        QVERIFY2(rehearsal.ok(), rehearsal.ok() ? "" : rehearsal.error().sentence().c_str());
        const Rehearsal &said = rehearsal.value();
        QCOMPARE(said.lines.size(), std::size_t(12));
        for (std::size_t i = 0; i < said.lines.size(); ++i) {
            QCOMPARE(said.lines[i].line, i);
            QVERIFY2(said.lines[i].error.empty(), said.lines[i].error.c_str());
            QVERIFY(said.lines[i].column == (i % 2 == 0 ? "fr" : "base"));
            QVERIFY(said.lines[i].seconds > 0);
        }
        QCOMPARE(said.switches, std::size_t(11));
        QVERIFY(said.median > 0 && said.p95 >= said.median && said.throughput > 0);
        QVERIFY(!fake.hadMixedBatch()); // the backbone never beside an adapter
    }

    void requestsOfOneSideAreSentTogether()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        serving::RehearsalRequest request = requestTo(fake, 12);
        request.routes = {route("otherwise=fr")};
        request.shares = {{{"fr", 1}}};
        request.parallel = 4;
        QVERIFY(serving::rehearse(m_local, request, m_progress).ok());
        QVERIFY(fake.mostAtOnce() > 1);
    }

    void aLineThatFailsStopsNoOther()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        serving::RehearsalRequest request = requestTo(fake, 4);
        request.inputs[1].ids = {5000};
        request.routes = {route("prefix:fr =fr"), route("prefix:other 1=base")};
        const auto rehearsal = serving::rehearse(m_local, request, m_progress);
        QVERIFY(rehearsal.ok());
        const std::vector<RehearsedLine> &lines = rehearsal.value().lines;
        QVERIFY(lines[0].error.empty() && lines[2].error.empty());
        QVERIFY(lines[1].error.find("599") != std::string::npos);
        QVERIFY(lines[3].error == "no route holds for it");
    }

    void quantilesAreNearestRanks()
    {
        QCOMPARE(quantile({}, 0.5), 0.0);
        QCOMPARE(quantile({3, 1, 2}, 0.5), 2.0);
        QCOMPARE(quantile({4, 1, 3, 2}, 0.5), 2.0);
        std::vector<double> hundred;
        for (int i = 1; i <= 100; ++i)
            hundred.push_back(i);
        QCOMPARE(quantile(hundred, 0.95), 95.0);
    }
};

QTEST_GUILESS_MAIN(RehearsalTest)
#include "tst_rehearsal.moc"

// Expected numbers: scikit-learn 1.7, scipy 1.16, statsmodels 0.14 and seqeval 1.2 unless they follow by counting.
#include "evaluate/correlation.h"
#include "evaluate/significance.h"
#include "evaluate/summary.h"

#include <doctest/doctest.h>

#include <limits>

using namespace deltascope;
using doctest::Approx;

namespace {

evaluate::Confusion confusionOf(std::size_t labels, const std::vector<std::pair<int, int>> &pairs)
{
    evaluate::Confusion confusion(labels);
    for (const auto &[truth, prediction] : pairs)
        confusion.add(truth, prediction);
    return confusion;
}

LineOutcome classified(int expected, int predicted)
{
    LineOutcome line;
    line.expected = expected;
    line.predicted = predicted;
    line.loss = 0.5;
    line.counted = 1;
    return line;
}

} // namespace

TEST_CASE("accuracy, precision, recall and F1 of every label")
{
    const auto confusion = confusionOf(3, {{0, 0}, {0, 1}, {1, 1}, {1, 1}});
    CHECK(confusion.accuracy() == Approx(0.75));
    CHECK(confusion.quality(0).precision == 1);
    CHECK(confusion.quality(0).recall == 0.5);
    CHECK(confusion.quality(1).precision == Approx(2.0 / 3));
    CHECK(confusion.quality(2).f1 == 0);
    CHECK(confusion.macroF1() == Approx((2.0 / 3 + 0.8) / 2)); // a label that never occurs does not count
    CHECK(confusionOf(2, {}).accuracy() == 0);
}

TEST_CASE("Wilson's interval")
{
    const auto [low, high] = evaluate::wilson(40, 60);
    CHECK(low == Approx(0.5405687));
    CHECK(high == Approx(0.7727074));
    CHECK(evaluate::wilson(1, 1).second == 1);
    CHECK(evaluate::wilson(1, 1).first == Approx(0.2065493));
    CHECK(evaluate::wilson(0, 5).first == 0);
}

TEST_CASE("the exact McNemar test")
{
    CHECK(evaluate::mcNemar(12, 4) == Approx(0.07681274));
    CHECK(evaluate::mcNemar(4, 12) == Approx(0.07681274));
    CHECK(evaluate::mcNemar(0, 0) == 1);
    CHECK(evaluate::mcNemar(3, 3) == 1);
    CHECK(evaluate::mcNemar(1000, 0) < 1e-100);
}

TEST_CASE("Pearson's and Spearman's correlation")
{
    CHECK(*evaluate::pearson({1, 2, 3, 4}, {1, 3, 2, 5}) == Approx(0.8315218));
    CHECK(*evaluate::spearman({1, 2, 2, 4}, {1, 3, 2, 5}) == Approx(0.9486833));
    CHECK_FALSE(evaluate::pearson({1, 1}, {1, 2}).has_value());
    CHECK_FALSE(evaluate::spearman({1}, {2}).has_value());
}

TEST_CASE("spans begin leniently and end where their type does")
{
    using evaluate::Span;
    CHECK(evaluate::spansOf({"B-A", "I-A", "O", "I-B", "B-B", "I-A"})
          == std::vector<Span>{{"A", 0, 2}, {"B", 3, 4}, {"B", 4, 5}, {"A", 5, 6}});
    CHECK(evaluate::areSpanLabels({"O", "B-PER", "I-PER"}));
    CHECK_FALSE(evaluate::areSpanLabels({"NOUN", "O"}));
    CHECK_FALSE(evaluate::areSpanLabels({"O"}));
    evaluate::SpanQuality quality;
    quality.add(evaluate::spansOf({"B-A", "I-A", "O"}), evaluate::spansOf({"B-A", "O", "B-A"}));
    quality.add(evaluate::spansOf({"B-A"}), evaluate::spansOf({"B-A"}));
    CHECK(quality.precision() == Approx(1.0 / 3));
    CHECK(quality.recall() == 0.5);
    CHECK(quality.f1() == Approx(0.4));
}

TEST_CASE("a column is compared with the first line by line")
{
    EvaluationResult result;
    result.labels = {"no", "yes"};
    result.columns = {{"base", {}, {classified(0, 0), classified(1, 0), classified(1, 0)}, {}},
                      {"a", {}, {classified(0, 1), classified(1, 1), classified(1, 1)}, {}}};
    const auto summaries = evaluate::summarize(result);
    CHECK_FALSE(summaries[0].againstFirst.has_value());
    CHECK(*summaries[0].loss == Approx(0.5));
    CHECK(summaries[1].againstFirst->onlyHere == 2);
    CHECK(summaries[1].againstFirst->onlyThere == 1);
    CHECK(summaries[1].againstFirst->p == 1);
}

TEST_CASE("losses are means over tokens of all lines, perplexity their exponential")
{
    EvaluationResult result;
    result.kind = EvaluationKind::LanguageModel;
    result.columns = {{"base", {}, std::vector<LineOutcome>(2), {}}};
    result.columns[0].lines[0].loss = 3;
    result.columns[0].lines[0].counted = 1;
    result.columns[0].lines[1].loss = 3;
    result.columns[0].lines[1].counted = 2;
    result.columns[0].lines[1].text = "a";
    result.columns[0].lines[1].expectedText = "a";
    const auto summary = evaluate::summarize(result).front();
    CHECK(summary.tokens == 3);
    CHECK(*summary.loss == Approx(2));
    CHECK(*summary.perplexity == Approx(7.389056));
    CHECK(*summary.exactMatch == 1);
}

TEST_CASE("lines that are not numbers are counted and left out of every mean")
{
    EvaluationResult result;
    result.labels = {"no", "yes"};
    result.columns = {{"base", {}, {classified(0, 0), classified(1, 0), classified(1, 1)}, {}},
                      {"broken", {}, {classified(0, 0), classified(1, -1), classified(1, -1)}, {}}};
    for (const std::size_t line : {1, 2})
        result.columns[1].lines[line].loss = std::numeric_limits<double>::quiet_NaN();
    const auto summaries = evaluate::summarize(result);
    CHECK(summaries[0].notNumbers == 0);
    CHECK(summaries[1].count == 3);
    CHECK(summaries[1].notNumbers == 2);
    CHECK(summaries[1].accuracy == 1.0);
    CHECK(summaries[1].loss == 0.5);
    CHECK(summaries[1].confusion->total() == 1);
    REQUIRE(summaries[1].againstFirst);
    CHECK(summaries[1].againstFirst->onlyThere == 0); // nothing can be said of those lines
    CHECK(evaluate::turnOf(result.kind, result.columns[1].lines[2], result.columns[0].lines[2])
          == evaluate::Turn::Otherwise);
    result.columns[1].lines[0].loss = std::numeric_limits<double>::quiet_NaN();
    const auto none = evaluate::summarize(result);
    CHECK_FALSE(none[1].accuracy.has_value());
    CHECK_FALSE(none[1].loss.has_value());
    CHECK_FALSE(none[1].againstFirst.has_value());
    result.kind = EvaluationKind::Regression;
    result.columns[1].lines[1].value = result.columns[1].lines[1].loss;
    CHECK_FALSE(evaluate::summarize(result)[1].meanSquared.has_value());
}

TEST_CASE("lines that failed are counted, the first ones named once each")
{
    const auto failed = [](std::size_t place, const char *what) {
        return LineFailure{place, Error{"data, line " + std::to_string(place + 1), what, {}, {}}};
    };
    CHECK(failedSentence({}, 5).empty());
    CHECK(failedSentence({failed(6, "too long")}, 200) == "1 of 200 lines failed: data, line 7: too long");
    CHECK(failedSentence({failed(0, "no label"), failed(2, "no label"), failed(3, "too long")}, 4)
          == "3 of 4 lines failed: data, line 1: no label; data, line 4: too long; and 1 more");
    CHECK(failedSentence({failed(0, "no label")}, 1) == "1 of 1 line failed: data, line 1: no label");
}

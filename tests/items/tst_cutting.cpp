// What is too long is cut where the model's room ends.
#include "items/cutting.h"

#include "items/bench.h"
#include "items/opening.h"
#include "support/toyengine.h"

#include <QTest>

#include <algorithm>

using namespace deltascope;
using namespace deltascope::items;

namespace {

Input sentence(const std::string &text)
{
    Input input;
    input.text = text;
    return input;
}

/// "w0 w1 ... " and so on.
std::string words(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += (i ? " w" : "w") + std::to_string(i);
    return text;
}

/// A token for every word, a special one in front and one behind every segment.
TokenizedText tokensOf(const Input &input)
{
    TokenizedText tokens;
    const auto add = [&tokens](std::size_t from, std::size_t to) {
        tokens.ids.push_back(std::int64_t(tokens.ids.size()));
        tokens.offsets.emplace_back(from, to);
    };
    add(0, 0);
    std::vector<std::string> segments{input.text.value_or("")};
    if (input.textPair)
        segments.push_back(*input.textPair);
    for (const std::string &text : segments) {
        for (std::size_t from = 0; from < text.size();) {
            const std::size_t end = std::min(text.find(' ', from), text.size());
            add(from, end);
            from = end + 1;
        }
        add(0, 0);
    }
    return tokens;
}

struct Rig {
    bridge::Workspace workspace{[] { return std::make_unique<test::ToyEngine>(); }};
    Session session{workspace};
    Bench bench{session, workspace};
    Opening opening{session, workspace};

    explicit Rig(const Input &input)
    {
        files::SessionFile plan;
        plan.model.model = "toy";
        addInput(plan.state, input);
        opening.start(plan);
        (void)settle();
        session.undoStack().clear();
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return !opening.isBusy() && bench.isSettled() && !bench.isRunning(); }, 20000);
    }
    const Input &input() const { return session.state().inputs.front().input; }
    int key() const { return session.state().inputs.front().key; }
};

} // namespace

class CuttingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBeginningStays()
    {
        const Input input = sentence("one two three four");
        QCOMPARE(*cutTo(input, tokensOf(input), 4).text, std::string("one two")); // with the two special tokens
        QVERIFY(cutTo(input, tokensOf(input), 6) == input);
        QCOMPARE(*cutTo(input, tokensOf(input), 1).text, std::string("one")); // never to nothing
    }

    void theLongerSegmentLosesFirst()
    {
        Input input = sentence("one two three four");
        input.textPair = "five six";
        Input cut = cutTo(input, tokensOf(input), 7);
        QCOMPARE(*cut.text, std::string("one two"));
        QCOMPARE(*cut.textPair, std::string("five six"));
        cut = cutTo(input, tokensOf(input), 6);
        QCOMPARE(*cut.text, std::string("one two"));
        QCOMPARE(*cut.textPair, std::string("five"));
    }

    void aTextIsCutAndRunsAndComesBackByUndo()
    {
        const Input whole = sentence(words(130) + " too long");
        Rig rig(whole);
        QVERIFY(rig.bench.failure(rig.key()));
        cutInput(rig.session, rig.workspace, rig.key(), rig.bench.failure(rig.key())->most);
        QVERIFY(QTest::qWaitFor([&] { return !(rig.input() == whole); }, 20000));
        QCOMPARE(*rig.input().text, words(130).substr(0, 128)); // a token a letter
        QVERIFY(rig.settle());
        QVERIFY(!rig.bench.failure(rig.key()));
        QCOMPARE(rig.session.undoStack().count(), 1);
        rig.session.undoStack().undo();
        QVERIFY(rig.input() == whole);
    }

    void whatWasTypedMeanwhileStays()
    {
        Rig rig(sentence(words(130) + " too long"));
        cutInput(rig.session, rig.workspace, rig.key(), 128);
        rig.session.setInput(rig.key(), sentence("short"));
        QVERIFY(QTest::qWaitFor([&] { return !rig.workspace.isBusy(bridge::Lane::Match); }, 20000));
        QCOMPARE(*rig.input().text, std::string("short"));
    }

    void idsAreCutAtOnce()
    {
        Input ids;
        ids.ids = std::vector<std::int64_t>(200, 7);
        ids.attentionMask = std::vector<std::int64_t>(200, 1);
        Rig rig(ids);
        cutInput(rig.session, rig.workspace, rig.key(), 128);
        QCOMPARE(rig.input().ids->size(), std::size_t(128));
        QCOMPARE(rig.input().attentionMask->size(), std::size_t(128));
    }
};

QTEST_GUILESS_MAIN(CuttingTest)
#include "tst_cutting.moc"

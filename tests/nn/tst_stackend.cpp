// Behind its last attention a classifier computes one position, and says the same as when it computes all.
#include "nn/openmodel.h"

#include "nn/block.h"

#include <ATen/core/grad_mode.h>

using namespace deltascope;
using namespace deltascope::nn;
using namespace deltascope::nn::test;

namespace {

const std::string root = TEST_DATA "/oracles/";
const std::vector<std::string> classifiers = {
    "adapterhub/backbones/bart",        "adapterhub/backbones/mbart",       "adapterhub/backbones/bert",
    "adapterhub/backbones/distilbert",  "adapterhub/backbones/gpt2",        "adapterhub/backbones/llama",
    "peft/backbones/qwen2-cls",         "peft/backbones/roberta",           "backbones1/backbones/deberta-v3",
    "backbones1/backbones/deberta-far", "backbones1/backbones/electra-cls", "backbones1/backbones/bert-relative",
};

/// Doubles the output of its module and writes down how many positions that had.
class Doubling : public Tap {
public:
    enum class Reading { ByPosition, Whole };
    Doubling(Reading reading, std::int64_t &positions)
        : m_reading(reading)
        , m_positions(positions)
    {
    }
    bool worksByPosition() const override { return m_reading == Reading::ByPosition; }
    at::Tensor after(const TapCall &, const at::Tensor &, at::Tensor y) const override
    {
        m_positions = y.size(1);
        return y * 2;
    }

private:
    Reading m_reading;
    std::int64_t &m_positions;
};

/// The last linear that every position of the last layer goes through.
int lastOutput(const OpenModel &model)
{
    const std::vector<Block *> &blocks = model.host().blocks;
    for (std::size_t i = blocks.size(); i-- > 0;)
        if (blocks[i]->joinPlace() == JoinPlace::Output)
            return static_cast<int>(i);
    FAIL("expected a join behind the last layer");
    return -1;
}

struct Said {
    at::Tensor logits;
    std::int64_t positions = 0;
};

Said withTap(const OpenModel &model, int module, Doubling::Reading reading)
{
    Said said;
    BuiltDelta delta;
    delta.taps.emplace_back();
    delta.taps.back().module = module;
    delta.taps.back().tap = std::make_shared<Doubling>(reading, said.positions);
    said.logits = model.run(delta);
    return said;
}

} // namespace

TEST_CASE("only the position that a classifier reads is computed behind the last attention")
{
    const c10::InferenceMode inference;
    for (const std::string &name : classifiers) {
        CAPTURE(name);
        const OpenModel model(root + name);
        const int output = lastOutput(model);
        const Said one = withTap(model, output, Doubling::Reading::ByPosition),
                   all = withTap(model, output, Doubling::Reading::Whole);
        CHECK(one.positions == 1);
        CHECK(all.positions == 5);
        CHECK(distance(one.logits, all.logits) < 1e-6);
        CHECK(distance(one.logits, model.run({})) > 1e-6); // the tap acts, else all would be equal
    }
}

TEST_CASE("all positions are computed where a tap around the last attention sees them")
{
    const c10::InferenceMode inference;
    for (const std::string &name : classifiers) {
        CAPTURE(name);
        const OpenModel model(root + name);
        CHECK(withTap(model, 0, Doubling::Reading::Whole).logits.defined());
        const std::vector<Block *> &blocks = model.host().blocks;
        int attention = -1;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            if (blocks[i]->keyHeads() && blocks[i]->path().find("encoder_attn") == std::string::npos)
                attention = static_cast<int>(i);
        REQUIRE(attention >= 0);
        CHECK(withTap(model, attention, Doubling::Reading::ByPosition).positions == 5);
    }
}

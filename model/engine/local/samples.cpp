#include "engine/local/samples.h"

#include "core/pictures.h"
#include "engine/local/runner.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace deltascope {

namespace {

constexpr int samples = 4;
constexpr std::size_t shortest = 6;

std::vector<Input> pictures(const nn::Config &config, std::mt19937 &random)
{
    std::vector<std::int64_t> size = config.integers("image_size");
    if (size.empty())
        size = {224};
    const Shape shape{config.integer("num_channels", 3), size.front(), size.back()};
    std::vector<Input> inputs(samples);
    for (Input &input : inputs) {
        input.pixelShape = shape;
        input.pixels.resize(static_cast<std::size_t>(shape[0] * shape[1] * shape[2]));
        for (float &pixel : input.pixels)
            pixel = static_cast<float>(random() % 2001) / 1000 - 1;
    }
    return inputs;
}

/// `length` ids without the one for padding, with an end behind them (some classifiers read the state there).
std::vector<std::int64_t> ids(const Session &session, std::size_t length, std::mt19937 &random)
{
    const std::int64_t vocabulary = session.config->size("vocab_size");
    const std::vector<std::int64_t> ends = session.config->integers("eos_token_id");
    std::vector<std::int64_t> list;
    while (list.size() < length) {
        const auto id = static_cast<std::int64_t>(random() % vocabulary);
        const bool isSpecial = id == session.facts.pad || std::find(ends.begin(), ends.end(), id) != ends.end();
        if (!isSpecial || vocabulary <= 4)
            list.push_back(id);
    }
    if (!ends.empty() && ends.front() < vocabulary)
        list.push_back(ends.front());
    return list;
}

double largestDifference(const std::vector<float> &first, const std::vector<float> &second)
{
    if (first.size() != second.size())
        return std::numeric_limits<double>::infinity();
    double largest = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const double difference = std::abs(static_cast<double>(first[i]) - second[i]);
        if (std::isnan(difference))
            return difference;
        largest = std::max(largest, difference);
    }
    return largest;
}

} // namespace

std::vector<Input> sampleInputs(const Session &session)
{
    std::mt19937 random(1);
    if (takesPictures(session.info))
        return pictures(*session.config, random);
    std::vector<Input> inputs(samples);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        inputs[i].ids = ids(session, shortest + i, random);
        if (session.info.head == HeadKind::ConditionalGeneration) {
            inputs[i].decoderIds = ids(session, shortest, random);
            inputs[i].decoderIds->front() = session.facts.decoderStart;
        }
    }
    return inputs;
}

std::vector<Input> withDecoderStart(const Session &session, std::vector<Input> inputs)
{
    if (session.info.head == HeadKind::ConditionalGeneration)
        for (Input &input : inputs)
            if (!input.decoderIds)
                input.decoderIds = {session.facts.decoderStart};
    return inputs;
}

namespace {

RunResult allOf(RunResult result)
{
    if (!result.failures.empty())
        throw Failure(result.failures.front().error);
    return result;
}

} // namespace

double largestDifference(Session &first, const Column &firstColumn, Session &second, const Column &secondColumn,
                         const std::vector<Input> &inputs, Progress &progress)
{
    RunRequest request;
    request.inputs = withDecoderStart(first, inputs);
    request.task = Task::Logits;
    request.columns = {firstColumn};
    const RunResult before = allOf(runColumns(first, request, progress));
    request.columns = {secondColumn};
    const RunResult after = allOf(runColumns(second, request, progress));
    double largest = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const double difference
            = largestDifference(before.columns[0].outputs[i].logits.values, after.columns[0].outputs[i].logits.values);
        if (!(difference <= largest))
            largest = difference;
    }
    return largest;
}

} // namespace deltascope

#include "expect/holds.h"

#include "core/isnumber.h"
#include "core/outcome.h"
#include "tree/addressing.h"

#include <algorithm>
#include <cstdio>

namespace deltascope::expect {

namespace {

std::string shown(double number)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", number);
    return text;
}

std::string quoted(const std::string &text) { return "\"" + text + "\""; }

std::string stripped(const std::string &text)
{
    constexpr const char *blanks = " \t\r\n\f\v";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == text.npos ? "" : text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

/// What an answer says; several labels or masks with a blank between.
struct Said {
    std::string text;
    std::optional<double> probability;
};

Said said(const Answered &answered)
{
    const Output &output = answered.output;
    Said result;
    const auto add = [&result](const std::string &part) { result.text += (result.text.empty() ? "" : " ") + part; };
    switch (answered.task) {
    case Task::Classify:
        result.text = output.label;
        if (!output.probabilities.empty())
            result.probability = *std::max_element(output.probabilities.begin(), output.probabilities.end());
        break;
    case Task::Tokens:
        for (const std::string &label : output.labels)
            add(label);
        break;
    case Task::Answer: result = {output.answerText, output.answerScore}; break;
    case Task::FillMask:
        for (const MaskedPosition &mask : output.masks)
            if (!mask.best.empty())
                add(stripped(mask.best.front().token));
        if (output.masks.size() == 1 && !output.masks.front().best.empty())
            result.probability = output.masks.front().best.front().probability;
        break;
    case Task::Generate: result.text = output.text; break;
    default:
        throw Failure({}, "expected a task whose answers are words (classify, tokens, answer, fill-mask, generate)");
    }
    result.text = stripped(result.text);
    return result;
}

/// The index of the label that `text` names; -1 if none.
int labelIndex(const std::vector<std::string> &labels, const std::string &text)
{
    const auto named = std::find(labels.begin(), labels.end(), text);
    if (named != labels.end())
        return static_cast<int>(named - labels.begin());
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (std::to_string(i) == text)
            return static_cast<int>(i);
    return -1;
}

std::string found(const Said &answer)
{
    return "found " + quoted(answer.text)
           + (answer.probability ? " (" + shown(*answer.probability) + ")" : std::string());
}

std::optional<std::string> brokenLabel(const std::string &label, const Answered &answered, const Said &answer)
{
    const int index = labelIndex(answered.labels, label);
    if (answered.task != Task::Classify || index < 0)
        return "expected label " + label + ", found a head that has no such label";
    if (answered.labels[static_cast<std::size_t>(index)] == answered.output.label)
        return std::nullopt;
    return "expected label " + answered.labels[static_cast<std::size_t>(index)] + ", " + found(answer);
}

std::optional<std::string> brokenProbability(const Expectation &expectation, const Answered &answered,
                                             const Said &answer)
{
    std::optional<double> own = answer.probability;
    std::string what = answer.text;
    if (const int index = expectation.label ? labelIndex(answered.labels, *expectation.label) : -1;
        index >= 0 && static_cast<std::size_t>(index) < answered.output.probabilities.size()) {
        own = answered.output.probabilities[static_cast<std::size_t>(index)];
        what = answered.labels[static_cast<std::size_t>(index)];
    }
    const std::string least
        = "expected a probability of " + quoted(what) + " of at least " + shown(*expectation.probability);
    if (!own)
        return least + ", found a task that gives none";
    if (*own >= *expectation.probability)
        return std::nullopt;
    return least + ", found " + shown(*own);
}

} // namespace

std::string wanted(const Expectation &expectation)
{
    std::string text;
    const auto add = [&text](const std::string &part) { text += (text.empty() ? "" : ", ") + part; };
    if (expectation.label)
        add("label " + *expectation.label);
    if (expectation.text)
        add("text " + quoted(*expectation.text));
    if (expectation.regex)
        add("a match of " + *expectation.regex);
    if (expectation.probability)
        add("probability at least " + shown(*expectation.probability));
    return text;
}

std::optional<std::string> broken(const Expectation &expectation, const Answered &answered)
{
    if (!isNumber(answered.output))
        return "expected " + wanted(expectation) + ", found an answer that is not a number";
    const Said answer = said(answered);
    if (expectation.label)
        if (auto sentence = brokenLabel(*expectation.label, answered, answer))
            return sentence;
    if (expectation.text && answer.text != stripped(*expectation.text))
        return "expected " + quoted(*expectation.text) + ", " + found(answer);
    if (expectation.regex && tree::Pattern(*expectation.regex).search(answer.text).begin == std::string_view::npos)
        return "expected a match of " + *expectation.regex + ", " + found(answer);
    return expectation.probability ? brokenProbability(expectation, answered, answer) : std::nullopt;
}

} // namespace deltascope::expect

#include "evaluate/spans.h"

#include "evaluate/classification.h"

#include <algorithm>

namespace deltascope::evaluate {

namespace {

bool isInside(const std::string &label)
{
    return label.size() >= 2 && (label[0] == 'B' || label[0] == 'I') && label[1] == '-';
}

std::string typeOf(const std::string &label) { return label.substr(2); }

} // namespace

bool areSpanLabels(const std::vector<std::string> &labels)
{
    return std::all_of(labels.begin(), labels.end(), [](const auto &label) { return label == "O" || isInside(label); })
           && std::any_of(labels.begin(), labels.end(), isInside);
}

std::vector<Span> spansOf(const std::vector<std::string> &labels)
{
    std::vector<Span> spans;
    bool isOpen = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::string &label = labels[i];
        const bool goesOn = isOpen && isInside(label) && label[0] == 'I' && typeOf(label) == spans.back().type;
        if (goesOn)
            spans.back().end = i + 1;
        else if (isInside(label))
            spans.push_back({typeOf(label), i, i + 1});
        isOpen = isInside(label);
    }
    return spans;
}

void SpanQuality::add(const std::vector<Span> &truth, const std::vector<Span> &prediction)
{
    expected += static_cast<std::int64_t>(truth.size());
    predicted += static_cast<std::int64_t>(prediction.size());
    right += std::count_if(prediction.begin(), prediction.end(), [&](const Span &span) {
        return std::find(truth.begin(), truth.end(), span) != truth.end();
    });
}

double SpanQuality::precision() const { return ratio(right, predicted); }
double SpanQuality::recall() const { return ratio(right, expected); }
double SpanQuality::f1() const { return evaluate::f1(precision(), recall()); }

} // namespace deltascope::evaluate

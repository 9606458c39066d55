#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace deltascope::evaluate {

/// Whether all labels are O, B-... or I-..., one of them not O.
bool areSpanLabels(const std::vector<std::string> &labels);

struct Span {
    std::string type;
    std::size_t begin, end; ///< tokens [begin, end)
    bool operator==(const Span &) const = default;
};
/// The spans of one sequence of labels, read leniently as seqeval's default does: a span also begins with I- where no
/// span of its type goes on.
std::vector<Span> spansOf(const std::vector<std::string> &labels);

/// Spans found exactly (type and both ends), over many sequences; an undefined ratio is 0.
struct SpanQuality {
    std::int64_t right = 0, expected = 0, predicted = 0;
    void add(const std::vector<Span> &truth, const std::vector<Span> &prediction);
    double precision() const;
    double recall() const;
    double f1() const;
};

} // namespace deltascope::evaluate

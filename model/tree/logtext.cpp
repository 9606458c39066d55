#include "tree/logtext.h"

#include "core/utf8.h"
#include "tree/rowtext.h"

#include <algorithm>
#include <cstdio>

namespace deltascope::tree {

namespace {

const char *code(Ink ink)
{
    switch (ink) {
    case Ink::Name: return "\x1b[37m";
    case Ink::Type: return "\x1b[32m";
    case Ink::Folded: return "\x1b[31m";
    case Ink::Frozen: return "\x1b[38;2;0;70;100m";
    case Ink::Delta: return "\x1b[38;2;175;0;255m";
    case Ink::Detached: return "\x1b[90m";
    }
    return "";
}

std::size_t codePoints(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// Byte positions where a line of `width` columns breaks: between words, inside a word only where it is longer than a
/// line (rich's divide_line).
std::vector<std::size_t> breaks(const std::string &text, std::size_t width)
{
    std::vector<std::size_t> positions;
    std::size_t used = 0;
    for (std::size_t start = 0; start < text.size();) {
        std::size_t end = std::min(text.find(' ', start), text.size());
        const std::size_t length = codePoints(std::string_view(text).substr(start, end - start));
        while (end < text.size() && text[end] == ' ')
            ++end;
        if (width - std::min(used, width) >= length) {
            used += codePoints(std::string_view(text).substr(start, end - start));
        } else if (length > width) {
            for (std::size_t at = start; at < end;) {
                if (at > 0)
                    positions.push_back(at);
                std::size_t stop = at, taken = 0;
                for (; stop < end && taken < width; ++taken)
                    stop += std::max(1, utf8::decode(text, stop).length);
                used = taken;
                at = stop;
            }
        } else {
            if (used > 0 && start > 0)
                positions.push_back(start);
            used = codePoints(std::string_view(text).substr(start, end - start));
        }
        start = end;
    }
    return positions;
}

class Printer {
public:
    Printer(const Outline &outline, const LogOptions &options, const Mix &mix)
        : m_rows(outline, mix)
        , m_options(options)
    {
    }

    std::string operator()()
    {
        print({NodeId()}, "", "");
        return std::move(m_out);
    }

private:
    void print(const RowText::Line &line, const std::string &first, const std::string &rest)
    {
        writeLines(m_rows.label(line), first, rest);
        const std::vector<RowText::Line> below = m_rows.below(line);
        for (const RowText::Line &child : below) {
            const bool last = &child == &below.back();
            print(child, rest + (last ? "└── " : "├── "), rest + (last ? "    " : "│   "));
        }
    }

    /// The label behind its guides; a long one goes on below, behind the guides of the rows that follow.
    void writeLines(const std::vector<Piece> &pieces, const std::string &first, const std::string &rest)
    {
        std::string text;
        for (const Piece &piece : pieces)
            text += piece.text;
        std::vector<std::size_t> stops;
        if (m_options.width > 0) {
            const auto guides = static_cast<int>(codePoints(first));
            stops = breaks(text, static_cast<std::size_t>(std::max(1, m_options.width - guides)));
        }
        stops.push_back(text.size());
        std::size_t begin = 0;
        for (const std::size_t end : stops) {
            m_out += begin == 0 ? first : rest;
            writePieces(pieces, begin, end);
            m_out += '\n';
            begin = end;
        }
    }

    void writePieces(const std::vector<Piece> &pieces, std::size_t begin, std::size_t end)
    {
        std::size_t at = 0;
        for (const Piece &piece : pieces) {
            const std::size_t from = std::max(begin, at), to = std::min(end, at + piece.text.size());
            if (from < to) {
                const std::string part = piece.text.substr(from - at, to - from);
                m_out += m_options.colour == Colour::Ansi ? code(piece.ink) + part + "\x1b[0m" : part;
            }
            at += piece.text.size();
        }
    }

    const RowText m_rows;
    const LogOptions &m_options;
    std::string m_out;
};

std::string ratio(const char *name, std::int64_t part, std::int64_t whole)
{
    char text[160];
    std::snprintf(text, sizeof text, "%s: %lld/%lld=%.6f%%\n", name, static_cast<long long>(part),
                  static_cast<long long>(whole),
                  whole ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0.0);
    return text;
}

} // namespace

std::string logText(const NetworkInfo &network, const std::vector<DeltaInfo> &deltas, const Mix &mix,
                    const LogOptions &options)
{
    OutlineRequest request{
        std::make_shared<const Skeleton>(std::make_shared<const NetworkInfo>(network)), {}, options.repeats, {}};
    for (const DeltaInfo &delta : deltas)
        request.deltas.push_back(std::make_shared<const DeltaParts>(std::make_shared<const DeltaInfo>(delta)));
    const Totals sums = totals(network, deltas, mix);
    const Outline outline(std::move(request));
    return Printer(outline, options, mix)() + ratio("Trainable Ratio", sums.trainable, sums.parameters)
           + ratio("Delta Parameter Ratio", sums.delta, sums.parameters)
           + "Static Memory 0.00 GB, Max Memory 0.00 GB\n";
}

} // namespace deltascope::tree

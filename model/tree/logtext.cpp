#include "tree/logtext.h"

#include "core/utf8.h"

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
    Printer(const ModuleTree &tree, const LogOptions &options, const std::vector<DeltaInfo> &deltas, const Mix &mix)
        : m_tree(tree)
        , m_options(options)
        , m_deltas(deltas)
        , m_mix(mix)
    {
        m_names = deltas.size() > 1 || std::any_of(deltas.begin(), deltas.end(), [&](const DeltaInfo &delta) {
                      return !isAttached(delta.id);
                  });
    }

    std::string operator()(const FoldedRow &root)
    {
        print(root, "", "");
        return std::move(m_out);
    }

private:
    bool isAttached(DeltaId id) const
    {
        const DeltaSetting *setting = m_mix.find(id);
        return setting && setting->attached;
    }

    std::string note(const FoldedRow &row) const
    {
        const TreeNode &node = m_tree[row.members.front()];
        std::string text;
        const auto say = [&](DeltaId id) {
            const auto delta
                = std::find_if(m_deltas.begin(), m_deltas.end(), [&](const DeltaInfo &info) { return info.id == id; });
            text += " <" + delta->name + (isAttached(id) ? ">" : " detached>");
        };
        if (!m_names)
            return text;
        if (node.delta >= 0 && m_tree[node.parent].delta < 0)
            say(node.delta);
        for (const DeltaId id : node.deltasHere) // those without a row of their own
            if (std::none_of(node.children.begin(), node.children.end(),
                             [&](int child) { return m_tree[child].delta == id; }))
                say(id);
        return text;
    }

    void print(const FoldedRow &row, const std::string &first, const std::string &rest)
    {
        std::vector<Piece> pieces = label(m_tree, row, note(row));
        const DeltaId owner = m_tree[row.members.front()].delta;
        if (owner >= 0 && !isAttached(owner))
            for (Piece &piece : pieces)
                piece.ink = Ink::Detached;
        writeLines(pieces, first, rest);
        for (std::size_t i = 0; i < row.children.size(); ++i) {
            const bool last = i + 1 == row.children.size();
            print(row.children[i], rest + (last ? "└── " : "├── "), rest + (last ? "    " : "│   "));
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

    const ModuleTree &m_tree;
    const LogOptions &m_options;
    const std::vector<DeltaInfo> &m_deltas;
    const Mix &m_mix;
    bool m_names = false;
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

std::vector<Piece> label(const ModuleTree &tree, const FoldedRow &row, const std::string &note)
{
    std::vector<Piece> pieces;
    const TreeNode &first = tree[row.members.front()];
    const auto typed = [](const std::string &type) { return type.empty() ? std::string() : "(" + type + ")"; };
    if (!row.isGroup()) {
        const bool more = !first.type.empty() || !first.params.empty();
        pieces.push_back({Ink::Name, first.name + (more ? " " : "")});
        pieces.push_back({Ink::Type, typed(first.type)});
    } else {
        // For each type, in order of appearance, the names of its members.
        std::vector<std::pair<std::string, std::vector<std::string>>> byType;
        for (const int member : row.members) {
            const auto found = std::find_if(byType.begin(), byType.end(),
                                            [&](const auto &entry) { return entry.first == tree[member].type; });
            (found == byType.end() ? byType.emplace_back(tree[member].type, std::vector<std::string>()) : *found)
                .second.push_back(tree[member].name);
        }
        for (std::size_t i = 0; i < byType.size(); ++i) {
            pieces.push_back({Ink::Folded, joinedNames(byType[i].second)});
            pieces.push_back({Ink::Type, typed(byType[i].first) + (i + 1 < byType.size() ? "," : "")});
        }
    }
    for (const TreeParam &param : first.params) {
        if (&param != &first.params.front() || !pieces.back().text.empty())
            pieces.back().text += " ";
        pieces.push_back(
            {param.state == ParamState::Delta ? Ink::Delta : Ink::Frozen, param.name + ":" + toText(param.shape)});
    }
    if (!note.empty())
        pieces.push_back({Ink::Delta, note});
    return pieces;
}

std::string logText(const NetworkInfo &network, const std::vector<DeltaInfo> &deltas, const Mix &mix,
                    const LogOptions &options)
{
    std::vector<const DeltaInfo *> shown;
    for (const DeltaInfo &delta : deltas)
        shown.push_back(&delta);
    const ModuleTree tree = makeTree(network, shown);
    const Totals sums = totals(network, deltas, mix);
    return Printer(tree, options, deltas, mix)(fold(tree, options.repeats))
           + ratio("Trainable Ratio", sums.trainable, sums.parameters)
           + ratio("Delta Parameter Ratio", sums.delta, sums.parameters)
           + "Static Memory 0.00 GB, Max Memory 0.00 GB\n";
}

} // namespace deltascope::tree

#include "tree/rowtext.h"

#include "tree/names.h"

#include <algorithm>
#include <map>

namespace deltascope::tree {

namespace {
std::string typed(const std::string &type) { return type.empty() ? std::string() : "(" + type + ")"; }
} // namespace

RowText::RowText(const Outline &outline, const Mix &mix)
    : m_outline(outline)
    , m_mix(mix)
{
    const auto &deltas = outline.request().deltas;
    m_isSaid = deltas.size() > 1;
    for (const auto &delta : deltas) {
        const DeltaSetting *setting = mix.find(delta->info->id);
        m_isSaid |= !setting || attachmentOf(*setting, *delta->info) != Attachment::Everywhere;
        for (const TapInfo &tap : delta->info->taps)
            m_taps[tap.module].push_back({delta->info->id, &tap});
    }
}

/// Of a delta at the modules that a row stands for, or that the row of a delta hangs below.
Attachment RowText::attachmentAt(NodeId row, DeltaId id) const
{
    const DeltaSetting *setting = m_mix.find(id);
    const int module = row.isModule() ? row.module() : m_outline.rowOf(m_outline.tap(row).module);
    int sites = 0, on = 0;
    for (const int member : m_outline.modulesOf(module)) {
        const auto taps = m_taps.find(member);
        const bool isSite = taps != m_taps.end()
                            && std::any_of(taps->second.begin(), taps->second.end(),
                                           [id](const Tap &tap) { return tap.delta == id; });
        sites += isSite;
        on += isSite && setting && setting->attachedAt(member);
    }
    return on == 0 ? Attachment::Nowhere : on == sites ? Attachment::Everywhere : Attachment::Partly;
}

std::string RowText::mention(NodeId row, DeltaId id) const
{
    const std::string name = " <" + m_outline.delta(id)->name;
    switch (attachmentAt(row, id)) {
    case Attachment::Nowhere: return name + " detached>";
    case Attachment::Partly: return name + " half attached>";
    case Attachment::Everywhere: break;
    }
    return name + ">";
}

/// Which delta adds the row, or which sit at its module without a row of their own.
std::string RowText::noteOf(NodeId row) const
{
    if (!m_isSaid)
        return {};
    if (!row.isModule())
        return m_outline.parent(row).isModule() ? mention(row, row.delta()) : std::string();
    const auto taps = m_taps.find(row.module());
    if (taps == m_taps.end())
        return {};
    const std::vector<NodeId> children = m_outline.children(row);
    std::string text;
    for (const Tap &tap : taps->second)
        if (std::none_of(children.begin(), children.end(), [&tap](NodeId child) { return child.delta() == tap.delta; }))
            text += mention(row, tap.delta);
    return text;
}

std::vector<RowText::Line> RowText::below(const Line &line) const
{
    std::vector<Line> lines;
    std::map<std::string, std::size_t> parts; ///< by what they show
    for (const NodeId child : m_outline.children(line.front())) {
        if (!child.isModule() && m_outline.request().repeats == Repeats::Folded) {
            const auto [found, isNew] = parts.try_emplace(contentOf(child), lines.size());
            if (!isNew) {
                lines[found->second].push_back(child);
                continue;
            }
        }
        lines.push_back({child});
    }
    return lines;
}

/// What a delta's part shows, its own name and type aside.
std::string RowText::contentOf(NodeId part) const
{
    std::string text = "#" + std::to_string(part.delta());
    for (const ParamInfo &param : m_outline.part(part).params)
        text += " " + param.name + toText(param.shape);
    for (const NodeId child : m_outline.children(part))
        text += " (" + m_outline.nameOf(child) + " " + m_outline.part(child).type + contentOf(child) + ")";
    return text;
}

std::vector<RowText::Named> RowText::namesOf(const Line &line) const
{
    std::vector<Named> names;
    for (const NodeId row : line) {
        if (!row.isModule()) {
            names.push_back({m_outline.nameOf(row), m_outline.part(row).type});
            continue;
        }
        for (const int member : m_outline.membersOf(row.module()))
            names.push_back({std::string(m_outline.skeleton().name(member)),
                             member == 0 ? std::string() : m_outline.skeleton().module(member).type});
    }
    return names;
}

std::vector<Piece> RowText::headOf(const std::vector<Named> &names) const
{
    if (names.size() == 1)
        return {{Ink::Name, names.front().name}, {Ink::Type, typed(names.front().type)}};
    // For each type, in order of appearance, the names of its members.
    std::vector<std::pair<std::string, std::vector<std::string>>> byType;
    for (const Named &one : names) {
        const auto found
            = std::find_if(byType.begin(), byType.end(), [&one](const auto &entry) { return entry.first == one.type; });
        (found == byType.end() ? byType.emplace_back(one.type, std::vector<std::string>()) : *found)
            .second.push_back(one.name);
    }
    std::vector<Piece> pieces;
    for (const auto &[type, members] : byType) {
        pieces.push_back({Ink::Folded, joinedNames(members)});
        pieces.push_back({Ink::Type, typed(type) + (type == byType.back().first ? "" : ",")});
    }
    return pieces;
}

std::vector<Piece> RowText::label(const Line &line) const
{
    const NodeId row = line.front();
    const std::vector<Named> names = namesOf(line);
    std::vector<Piece> pieces = headOf(names);
    const std::vector<Piece> params = paramsOf(row);
    if (names.size() == 1 && (!names.front().type.empty() || !params.empty()))
        pieces.front().text += " ";
    else if (pieces.back().text.empty() && !params.empty()) // folded names of no known type
        pieces[pieces.size() - 2].text += " ";
    for (const Piece &param : params) {
        if (&param != &params.front() || !pieces.back().text.empty())
            pieces.back().text += " ";
        pieces.push_back(param);
    }
    if (const std::string note = noteOf(row); !note.empty())
        pieces.push_back({Ink::Delta, note});
    if (!row.isModule() && attachmentAt(row, row.delta()) == Attachment::Nowhere)
        for (Piece &piece : pieces)
            piece.ink = Ink::Detached;
    return pieces;
}

/// A module's own parameters, those of the root aside, and what deltas add to them.
std::vector<Piece> RowText::paramsOf(NodeId row) const
{
    std::vector<Piece> pieces;
    const auto list = [&pieces](const ParamInfo &param, Ink ink) {
        pieces.push_back({ink, param.name + ":" + toText(param.shape)});
    };
    if (!row.isModule()) {
        for (const ParamInfo &param : m_outline.part(row).params)
            list(param, Ink::Delta);
        return pieces;
    }
    if (row.module() > 0)
        for (const ParamInfo &param : m_outline.skeleton().module(row.module()).params)
            list(param, isTuned(row.module(), param.name) ? Ink::Delta : Ink::Frozen);
    for (const NodeId part : m_outline.ownParts(row.module()))
        for (const ParamInfo &param : m_outline.part(part).params)
            list(param, Ink::Delta);
    return pieces;
}

bool RowText::isTuned(int module, const std::string &param) const
{
    const auto taps = m_taps.find(module);
    return taps != m_taps.end() && std::any_of(taps->second.begin(), taps->second.end(), [&param](const Tap &tap) {
               return std::find(tap.info->tunes.begin(), tap.info->tunes.end(), param) != tap.info->tunes.end();
           });
}

} // namespace deltascope::tree

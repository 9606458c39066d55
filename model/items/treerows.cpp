#include "items/treerows.h"

#include "items/grouping.h"

#include <QCoreApplication>
#include <QStringList>

namespace deltascope::items {

using tree::NodeId;
using tree::Outline;

namespace {

QString text(std::string_view value) { return QString::fromUtf8(value.data(), qsizetype(value.size())); }

QString tr(const char *source) { return QCoreApplication::translate("deltascope::items", source); }

/// "0.19M", "65.7K", "256"
QString shortCount(std::int64_t count)
{
    if (count >= 100'000)
        return count >= 1'000'000'000 ? QStringLiteral("%1B").arg(decimal(double(count) / 1e9, 2))
                                      : QStringLiteral("%1M").arg(decimal(double(count) / 1e6, 2));
    return count >= 1000 ? QStringLiteral("%1K").arg(decimal(double(count) / 1e3, 1)) : QString::number(count);
}

void listParams(QStringList &texts, const std::vector<ParamInfo> &params)
{
    for (const ParamInfo &param : params)
        texts << text(param.name + " " + toText(param.shape));
}

QList<RowPiece> modulePieces(const Outline &outline, int row)
{
    const ModuleInfo &module = outline.skeleton().module(row);
    QList<RowPiece> pieces{{outline.memberCount(row) > 1 ? RowInk::Folded : RowInk::Name, text(outline.namesOf(row))},
                           {RowInk::Type, text(row == 0 ? outline.skeleton().network().architecture : module.type)}};
    QStringList params;
    if (row > 0) // parameters of the root itself are not shown
        listParams(params, module.params);
    for (const NodeId part : outline.ownParts(row))
        listParams(params, outline.part(part).params);
    if (!params.isEmpty())
        pieces.append({RowInk::Parameter, params.join(QLatin1Char(' '))});
    return pieces;
}

} // namespace

QList<RowPiece> piecesOf(const Outline &outline, NodeId row)
{
    if (row.isModule())
        return modulePieces(outline, row.module());
    const TapModule &part = outline.part(row);
    QList<RowPiece> pieces;
    if (outline.parent(row).isModule())
        pieces.append({RowInk::Delta, text(outline.delta(row.delta())->name)});
    else
        pieces.append({RowInk::Name, text(tree::lastPart(part.path))});
    pieces.append({RowInk::Type, text(part.type)});
    QStringList params;
    listParams(params, part.params);
    if (!params.isEmpty())
        pieces.append({RowInk::Parameter, params.join(QLatin1Char(' '))});
    return pieces;
}

QString pathOf(const Outline &outline, NodeId row)
{
    if (row == NodeId())
        return {};
    const QString around = pathOf(outline, outline.parent(row));
    const QString name = text(row.isModule() ? outline.namesOf(row.module()) : outline.nameOf(row));
    return around.isEmpty() ? name : around + QLatin1Char('.') + name;
}

std::int64_t parametersOf(const Outline &outline, NodeId row)
{
    if (row.isModule())
        return outline.skeleton().parameters(row.module());
    std::int64_t count = 0;
    for (const ParamInfo &param : outline.part(row).params)
        count += elementCount(param.shape).value_or(0);
    return count;
}

QString labelOf(const QList<RowPiece> &pieces)
{
    QStringList texts;
    for (const RowPiece &piece : pieces)
        texts << piece.text;
    return texts.join(QLatin1Char(' '));
}

QString tipOf(const Outline &outline, NodeId row)
{
    const QString path = pathOf(outline, row), label = labelOf(piecesOf(outline, row));
    return path.isEmpty() ? label : path + QLatin1Char('\n') + label;
}

QString countOf(const Outline &outline, NodeId row)
{
    const std::int64_t parameters = parametersOf(outline, row);
    const int members = row.isModule() ? outline.memberCount(row.module()) : 1;
    if (parameters == 0)
        return {};
    return members > 1 ? QStringLiteral("%1 x %2").arg(members).arg(shortCount(parameters)) : shortCount(parameters);
}

QString tipOf(const QString &delta, const LaneInfo &lane)
{
    if (lane.isDeltaRow || lane.sites.all == 0)
        return {};
    const QString state
        = lane.sites.all == 1
              ? (lane.attached.all ? tr("%1: attached") : tr("%1: detached")).arg(delta)
              : tr("%1: attached at %2 of %3 modules").arg(delta).arg(lane.attached.all).arg(lane.sites.all);
    if (lane.norm < 0)
        return state;
    const QString norm = QString::number(lane.norm, 'g', 3);
    return state + QLatin1Char('\n')
           + (lane.sites.all == 1 ? tr("|dW| / |W| is %1").arg(norm) : tr("|dW| / |W| is %1 at most").arg(norm));
}

Mark markOf(const LaneInfo &lane, session::Branch branch)
{
    if (lane.isDeltaRow)
        return {};
    const auto count = [&](const tree::SiteCount &sites) {
        return session::sitesOfMark(session::RowSites<int>{sites.own, sites.all, lane.members}, branch);
    };
    const int sites = count(lane.sites);
    if (sites == 0)
        return {};
    return {true, sites, count(lane.attached), lane.members > 1 ? lane.members : sites == lane.sites.own ? 1 : sites};
}

} // namespace deltascope::items

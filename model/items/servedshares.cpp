#include "items/servedshares.h"

#include <QCoreApplication>

#include <algorithm>

namespace deltascope::items {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ServedShares)
};

} // namespace

ServedShares sharesOf(const session::ServedSpec &spec, const SessionState &state, const ServedState &said)
{
    ServedShares found;
    if (const ServedAdapter *copy = said.adapter(specOf(spec.adapters)); copy && !spec.adapters.empty()) {
        found.shares = {{copy->name, 1}};
        return found;
    }
    const QString server = QString::fromStdString(spec.server);
    if (const std::string limit = limitOf(spec.adapters, said.limits); !limit.empty()) {
        found.lack = server + QStringLiteral(": ") + QString::fromStdString(limit);
        found.isLoadable = said.limits.load.empty();
        return found;
    }
    for (const AdapterShare &share : spec.adapters) {
        const SessionDelta *delta = state.named(share.adapter);
        const ServedAdapter *adapter
            = delta ? adapterFor(said, share.adapter, delta->info->path) : said.adapter(share.adapter);
        if (!adapter) {
            found.lack = Words::tr("%1 has not loaded %2").arg(server, QString::fromStdString(share.adapter));
            found.isLoadable = delta && said.limits.load.empty();
            return found;
        }
        found.shares.push_back({adapter->name, share.strength});
    }
    return found;
}

std::string sourceOf(const session::ServedSpec &spec, const SessionState &state, const ServerEntry &server)
{
    if (!server.said)
        return {};
    const ServedShares shares = sharesOf(spec, state, *server.said);
    if (!shares.lack.isEmpty())
        return {};
    std::string source = server.address.url + " " + server.said->path;
    for (const AdapterShare &share : shares.shares)
        source += "\n" + share.adapter + " " + server.said->adapter(share.adapter)->path;
    return source;
}

std::optional<Mix> mixOf(const session::ServedSpec &spec, const SessionState &state)
{
    Mix mix;
    for (const AdapterShare &share : spec.adapters) {
        const SessionDelta *delta = state.named(share.adapter);
        if (!delta || !delta->isThere())
            return std::nullopt;
        mix.deltas.push_back({delta->setting.id, true, share.strength, {}});
    }
    return mix;
}

std::vector<session::ServedSpec> copiesFor(const std::string &server, const SessionState &state,
                                           const ServedState &said)
{
    std::vector<session::ServedSpec> specs;
    if (!said.limits.load.empty())
        return specs;
    for (const BenchColumn &column : state.columns) {
        const session::ServedSpec &spec = column.served;
        const bool isCopy = !runsHere(column) && spec.server == server && !said.adapter(specOf(spec.adapters))
                            && !limitOf(spec.adapters, said.limits).empty() && mixOf(spec, state);
        if (isCopy && std::find(specs.begin(), specs.end(), spec) == specs.end())
            specs.push_back(spec);
    }
    return specs;
}

std::optional<session::ServedSpec> servedSpec(const QString &server, const SessionState &state, const Mix &mix)
{
    session::ServedSpec spec{server.toStdString(), {}};
    for (const DeltaSetting &setting : mix.deltas) {
        const SessionDelta *delta = state.find(setting.id);
        if (!delta || !isHeard(setting))
            continue;
        if (!setting.sites.empty())
            return std::nullopt;
        spec.adapters.push_back({delta->name(), setting.strength});
    }
    return spec;
}

} // namespace deltascope::items

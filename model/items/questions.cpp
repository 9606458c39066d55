#include "items/questions.h"

#include "bridge/workspace.h"

#include <utility>

namespace deltascope::items {

const Capabilities &Questions::can() const { return m_workspace.can(); }

Question Questions::match(QObject *asker, const std::vector<std::string> &patterns, Request<std::vector<int>> answer)
{
    return m_workspace.match(asker, patterns, std::move(answer));
}

Question Questions::check(QObject *asker, const std::string &path, Request<CheckReport> answer)
{
    return m_workspace.check(asker, path, std::move(answer));
}

Question Questions::identify(QObject *asker, const std::string &path, Request<CheckReport> answer)
{
    return m_workspace.identify(asker, path, std::move(answer));
}

Question Questions::statistics(QObject *asker, int module, Request<ModuleStatistics> answer)
{
    return m_workspace.statistics(asker, module, std::move(answer));
}

Question Questions::norms(QObject *asker, DeltaId delta, Request<std::vector<SiteNorm>> answer)
{
    return m_workspace.norms(asker, delta, std::move(answer));
}

Question Questions::measureTruncation(QObject *asker, const SaveRequest &request, Request<TruncationReport> answer)
{
    return m_workspace.measureTruncation(asker, request, std::move(answer));
}

Question Questions::measureMerge(QObject *asker, const MergeRequest &request, Request<MergeReport> answer)
{
    return m_workspace.measureMerge(asker, request, std::move(answer));
}

void Questions::merge(const MergeRequest &request) { m_workspace.merge(&m_workspace, request, {}); }

void Questions::save(const SaveRequest &request) { m_workspace.save(&m_workspace, request, {}); }

Question Questions::prepare(QObject *asker, const LoadRequest &request, Request<Loaded> answer)
{
    return m_workspace.prepare(asker, request, std::move(answer));
}

Question Questions::shelf(QObject *asker, const std::string &folder, Request<Done> answer)
{
    return m_workspace.shelf(asker, folder, std::move(answer));
}

} // namespace deltascope::items

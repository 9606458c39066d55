#pragma once

#include "bridge/request.h"
#include "core/capabilities.h"
#include "core/loading.h"
#include "core/reports.h"
#include "core/requests.h"
#include "core/statistics.h"

#include <string>
#include <vector>

class QObject;

namespace deltascope::bridge {
class Workspace;
}

namespace deltascope::items {

template<class T>
using Request = bridge::Request<T>;
using Question = bridge::Question;

/// What panels may ask about the open model and about files. See bridge::Request for what becomes of it; a newer
/// question of an asker replaces its older one of the same kind.
class Questions {
public:
    explicit Questions(bridge::Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// What the open model's engine can; nothing while none is open.
    const Capabilities &can() const;

    /// Indices of modules that OpenDelta's patterns name.
    Question match(QObject *asker, const std::vector<std::string> &patterns, Request<std::vector<int>> answer);
    /// What a folder of a delta is, and whether it fits.
    Question check(QObject *asker, const std::string &path, Request<CheckReport> answer);
    /// check() of one of several folders: no newer one replaces it.
    Question identify(QObject *asker, const std::string &path, Request<CheckReport> answer);
    Question statistics(QObject *asker, int module, Request<ModuleStatistics> answer);
    /// How large a delta's changes are, site by site.
    Question norms(QObject *asker, DeltaId delta, Request<std::vector<SiteNorm>> answer);
    /// What a save with that rank would do.
    Question measureTruncation(QObject *asker, const SaveRequest &request, Request<TruncationReport> answer);
    Question measureMerge(QObject *asker, const MergeRequest &request, Request<MergeReport> answer);
    /// Goes on when the asker is gone; the window tells what came of it.
    void merge(const MergeRequest &request);
    void save(const SaveRequest &request);
    /// What a server could load a configuration from; see Workspace.
    Question prepare(QObject *asker, const LoadRequest &request, Request<Loaded> answer);
    /// Every delta below a folder, in parts of ShelfBatch.
    Question shelf(QObject *asker, const std::string &folder, Request<Done> answer);

private:
    bridge::Workspace &m_workspace;
};

} // namespace deltascope::items

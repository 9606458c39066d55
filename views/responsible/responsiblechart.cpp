// What the panel's chart shows of the search.
#include "views/responsible/responsiblepanel.h"

#include "views/common/theme.h"
#include "views/responsible/blamechart.h"

#include <algorithm>
#include <iterator>

namespace deltascope::views {

void ResponsiblePanel::showChart()
{
    const std::vector<int> &candidates = m_blaming.candidates();
    BlameChartData data;
    for (const DeltaInfo &delta : m_blaming.asked().deltas) {
        const items::SessionDelta *known = m_session.state().find(delta.id);
        BlameChartData::Row row{known ? theme().seriesColor(known->series) : theme().muted, {}};
        for (const int module : candidates)
            row.isThere.push_back(std::any_of(delta.taps.begin(), delta.taps.end(),
                                              [module](const TapInfo &tap) { return tap.module == module; }));
        if (std::find(row.isThere.begin(), row.isThere.end(), true) != row.isThere.end())
            data.rows << row;
    }
    const auto &result = m_blaming.result();
    for (const BlameTrial &trial : m_blaming.trials()) {
        BlameChartData::Trial run{{},
                                  QString::fromStdString(trial.answer).simplified(),
                                  trial.probability,
                                  trial.holds,
                                  result && trial.holds && trial.sites == result->sites};
        for (const int module : candidates)
            run.isOn.push_back(std::binary_search(trial.sites.begin(), trial.sites.end(), module));
        data.trials << run;
    }
    if (result && !result->sites.empty()) {
        std::vector<int> rest;
        std::set_difference(candidates.begin(), candidates.end(), result->sites.begin(), result->sites.end(),
                            std::back_inserter(rest));
        const auto add
            = [&](const QString &title, const std::vector<int> &sites, const QString &holds, const QString &fails) {
                  if (const BlameTrial *trial = m_blaming.trialOf(sites))
                      data.verdicts << BlameChartData::Verdict{title,
                                                               int(sites.size()),
                                                               QString::fromStdString(trial->answer).simplified(),
                                                               trial->probability,
                                                               trial->holds ? holds : fails,
                                                               trial->holds,
                                                               sites == result->sites};
              };
        add(tr("all sites"), candidates, {}, {});
        if (result->sites != candidates)
            add(tr("these alone"), result->sites, tr("enough"), {});
        if (!rest.empty())
            add(tr("all but these"), rest, tr("others do it too"), tr("and needed"));
        add(tr("none"), {}, {}, QString::fromStdString(m_blaming.asked().against.name));
    }
    m_chart->show(data);
}

} // namespace deltascope::views

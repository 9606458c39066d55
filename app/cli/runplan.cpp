#include "app/cli/runplan.h"

#include "app/cli/commands.h"

#include <algorithm>
#include <iostream>

namespace deltascope::app {

namespace {

class Planning {
public:
    Planning(const Options &options, const Opened &opened, const Servers &servers, const std::vector<Input> &inputs)
        : m_options(options)
        , m_opened(opened)
        , m_servers(servers)
        , m_inputs(inputs)
    {
    }

    RunPlan plan()
    {
        if (!m_options.columns.empty())
            addGiven();
        else if (!m_options.session.empty())
            addKept();
        if (m_plan.columns.empty() && !m_plan.leftOut.empty())
            throw Failure(m_options.session, "expected a column that can run, found none: " + m_plan.leftOut.front());
        if (m_plan.columns.empty())
            for (const Column &column : usualColumns(m_options, m_opened))
                addHere(column.name, column.mix);
        // What the first column is compared with stands first: a configuration of its own.
        for (const auto &[at, picks] : m_ruled)
            addPicks(m_plan.columns[at], picks);
        return std::move(m_plan);
    }

private:
    void addGiven()
    {
        for (const std::string &text : m_options.columns) {
            const auto [spec, server] = m_servers.split(text);
            if (server)
                addThere(text, spec, wantedOf(spec, m_opened, m_servers.all()[*server].state.adapters), *server);
            else
                addHere(text, columnOf(spec, "--column", m_opened).mix);
        }
    }

    void addKept()
    {
        const SessionPlan kept = planOf(m_options.session, m_opened.network, m_opened.deltas);
        for (const SessionColumn &column : kept.columns) {
            if (column.kind == session::ColumnKind::ByRule) {
                m_ruled.emplace_back(m_plan.columns.size(),
                                     picksOf(m_options.session, m_opened.network, m_opened.deltas, m_inputs));
                m_plan.columns.push_back({column.name, {}, {}, {}, {}});
            } else if (column.kind == session::ColumnKind::Served) {
                if (const auto server = m_servers.placeOf(column.served.server))
                    addThere(column.name, specOf(column.served.adapters), column.served.adapters, *server);
                else
                    m_plan.leftOut.push_back(leftOutSentence(column, m_options.command));
            } else {
                addHere(column.name, column.mix);
            }
        }
    }

    void addHere(const std::string &name, const Mix &mix)
    {
        m_plan.columns.push_back({name, std::vector<std::size_t>(m_inputs.size(), placeOf(name, mix)), {}, {}, {}});
    }

    void addThere(const std::string &name, const std::string &spec, const std::vector<AdapterShare> &wanted,
                  std::size_t server)
    {
        m_plan.columns.push_back(servedColumn(name, spec, wanted, m_opened, m_servers, server));
    }

    void addPicks(RunColumn &column, const std::vector<SessionPick> &picks)
    {
        for (const SessionPick &pick : picks) {
            column.places.push_back(placeOf(pick.name, pick.mix));
            column.taken.push_back(pick.name);
        }
    }

    std::size_t placeOf(const std::string &name, const Mix &mix)
    {
        auto &all = m_plan.configurations;
        const auto known = std::find_if(all.begin(), all.end(), [&](const Column &one) { return one.mix == mix; });
        if (known != all.end())
            return static_cast<std::size_t>(known - all.begin());
        all.push_back({name, mix});
        return all.size() - 1;
    }

    const Options &m_options;
    const Opened &m_opened;
    const Servers &m_servers;
    const std::vector<Input> &m_inputs;
    RunPlan m_plan;
    std::vector<std::pair<std::size_t, std::vector<SessionPick>>> m_ruled; ///< the place of a column by rule
};

} // namespace

RunPlan planOfRun(const Options &options, const Opened &opened, const Servers &servers,
                  const std::vector<Input> &inputs)
{
    return Planning(options, opened, servers, inputs).plan();
}

RunPlan planOfLines(const Options &options, const Opened &opened, const std::vector<DataLine> &lines)
{
    std::vector<Input> inputs;
    for (const DataLine &line : lines)
        inputs.push_back(line.input);
    return planOfRun(options, opened, Servers(options), inputs);
}

RunColumn servedColumn(const std::string &name, const std::string &spec, const std::vector<AdapterShare> &wanted,
                       const Opened &opened, const Servers &servers, std::size_t server)
{
    return {name,
            {},
            {},
            server,
            {name, attachedOf(wanted, opened), sharesOf(wanted, spec, opened, servers.all()[server])}};
}

void sayLeftOut(const RunPlan &plan)
{
    for (const std::string &sentence : plan.leftOut)
        std::cerr << sentence << '\n';
}

std::vector<AttachedDelta> joined(const std::vector<const std::vector<AttachedDelta> *> &lists)
{
    std::vector<AttachedDelta> all;
    for (const std::vector<AttachedDelta> *list : lists)
        for (const AttachedDelta &delta : *list)
            if (std::none_of(all.begin(), all.end(),
                             [&delta](const AttachedDelta &known) { return known.name == delta.name; }))
                all.push_back(delta);
    return all;
}

} // namespace deltascope::app

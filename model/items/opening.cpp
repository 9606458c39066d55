#include "items/opening.h"

#include "bridge/workspace.h"
#include "core/pictures.h"

#include <utility>

namespace deltascope::items {

namespace {

/// "As attached", the bare backbone, every delta alone.
std::vector<BenchColumn> firstColumns(const SessionState &state)
{
    std::vector<BenchColumn> columns{{0, ColumnKind::AsAttached, {}, {}}, {0, ColumnKind::Fixed, {}, {}}};
    for (const SessionDelta &delta : state.deltas)
        columns.push_back({0, ColumnKind::Fixed, {}, {{{delta.setting.id, true, delta.setting.strength, {}}}}});
    return columns;
}

/// Inputs for another session, those that its model can take: rules that choose one of this one's deltas mean nothing
/// there.
std::vector<BenchInput> carriedOver(std::vector<BenchInput> inputs, const NetworkInfo &network)
{
    std::erase_if(inputs, [&network](const BenchInput &input) {
        const bool isPicture = input.input.image || !input.input.pixels.empty();
        return isPicture != takesPictures(network);
    });
    for (BenchInput &input : inputs)
        if (input.rule.kind == RuleKind::Chosen)
            input.rule = {};
    return inputs;
}

/// The model for those deltas: a vocabulary or a head that one of them brings decides what is left open.
OpenRequest withDeltas(OpenRequest model, const SessionState &state)
{
    model.deltas.clear();
    for (const SessionDelta &delta : state.deltas)
        if (!delta.request.path.empty())
            model.deltas.push_back(delta.request.path);
    return model;
}

} // namespace

Opening::Opening(Session &session, bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    connect(&session, &Session::loaded, this, [this] {
        if (std::exchange(m_isFinishing, false))
            Q_EMIT finished();
    });
}

/// The plan waits in the question: what is open keeps its own until another model is.
void Opening::start(files::SessionFile plan)
{
    const OpenRequest model = withDeltas(plan.model, plan.state);
    open(model, [this, plan = std::move(plan)](NetworkInfo network) {
        take(plan, std::move(network), Session::Unfinished::Fails);
    });
}

void Opening::restart(const OpenRequest &model)
{
    open(withDeltas(model, m_session.state()), [this, model](NetworkInfo network) {
        files::SessionFile plan = current();
        plan.model = model;
        take(std::move(plan), std::move(network), Session::Unfinished::IsAskedAgain);
    });
}

void Opening::open(const OpenRequest &model, std::function<void(NetworkInfo)> then)
{
    const int asked = ++m_asked;
    m_question = m_workspace.open(
        this, model,
        {.then = [then = std::move(then)](bridge::Opened opened) { then(std::move(opened.network)); },
         .failed =
             [this, asked](const Error &error) {
                 if (asked == m_asked)
                     Q_EMIT failed(error);
             },
         .cancelled =
             [this, asked] {
                 if (asked == m_asked)
                     Q_EMIT cancelled();
             }});
}

files::SessionFile Opening::current() const
{
    if (!m_session.network())
        return {};
    return {m_model, session::moduleNames(*m_session.network()), session::unloaded(m_session.state())};
}

void Opening::take(files::SessionFile plan, NetworkInfo network, Session::Unfinished unfinished)
{
    m_model = plan.model;
    SessionState next = session::rebased(std::move(plan.state), plan.modules, session::moduleNames(network));
    if (next.columns.empty())
        next.columns = firstColumns(next);
    if (next.inputs.empty())
        next.inputs = carriedOver(m_session.state().inputs, network);
    if (next.labelled.from == session::LabelledLines::From::Nowhere)
        next.labelled = m_session.state().labelled;
    m_isFinishing = true;
    m_session.open(std::move(network), std::move(next), unfinished);
    Q_EMIT opened();
    if (!m_session.isLoading() && std::exchange(m_isFinishing, false))
        Q_EMIT finished();
}

} // namespace deltascope::items

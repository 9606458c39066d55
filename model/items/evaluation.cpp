#include "items/evaluation.h"

#include "bridge/workspace.h"
#include "files/inputlines.h"
#include "session/language.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>
#include <variant>

namespace deltascope::items {

using session::LabelledLines;

namespace {

constexpr int summingMilliseconds = 150, followingMilliseconds = 400;

/// What a file holds, or why it cannot be read.
Outcome<LabelledData> readFile(const QString &path, const std::vector<Condition> &conditions)
{
    try {
        LabelledData data;
        files::InputLines lines = files::readInputLines(path.toStdString());
        data.path = path;
        data.note = QString::fromStdString(files::ignoredNote(path.toStdString(), lines));
        data.lines = std::move(lines.lines);
        std::vector<LabelledData::Words> words;
        for (const DataLine &line : data.lines) {
            std::string text = session::textOf(line.input);
            std::string language = session::languageOf(text);
            words.push_back({std::move(text), std::move(language)});
        }
        data.conditions = conditions;
        data.taken = takenBy(conditions, words);
        data.words = std::make_shared<const std::vector<LabelledData::Words>>(std::move(words));
        return data;
    } catch (const Failure &failure) {
        return failure.error();
    }
}

} // namespace

Evaluation::Evaluation(Session &session, bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    m_summing.setSingleShot(true);
    m_summing.setInterval(summingMilliseconds);
    connect(&m_summing, &QTimer::timeout, this, &Evaluation::summarize);
    m_following.setSingleShot(true);
    m_following.setInterval(followingMilliseconds);
    connect(&m_following, &QTimer::timeout, this, &Evaluation::takeInputs);
    connect(&m_reading, &Background::settled, this, &Evaluation::runningChanged);
    connect(&session, &Session::networkChanged, this, &Evaluation::forget);
    connect(&session, &Session::inputsChanged, this, [this] {
        if (m_data && m_data->isOfInputs()) {
            m_following.start();
            if (!m_byRule.empty())
                followColumns(); // rules are of the inputs
        }
    });
    connect(&session, &Session::runChanged, this, &Evaluation::followGeneration);
    connect(&session, &Session::rulesChanged, this, &Evaluation::followRules);
    connect(&session, &Session::labelledChanged, this, &Evaluation::followChoice);
    for (const auto signal : {&Session::columnsChanged, &Session::mixChanged, &Session::deltasChanged})
        connect(&session, signal, this, &Evaluation::followColumns);
    connect(&session, &Session::engineTold, this, [this] {
        if (m_isOwed)
            run();
    });
}

void Evaluation::open(const QString &path)
{
    m_error.reset();
    m_reading.start([this, path = QFileInfo(path).absoluteFilePath(),
                     conditions = conditionsOf(m_session.state())]() -> Background::Finish {
        return [this, path, read = readFile(path, conditions)] {
            if (!read)
                return fail(read.error());
            take(read.value());
            m_session.setLabelled({LabelledLines::From::File, path.toStdString()});
            run();
        };
    });
    Q_EMIT runningChanged();
}

void Evaluation::followInputs()
{
    beginWithInputs();
    m_session.setLabelled({LabelledLines::From::Inputs, {}});
}

void Evaluation::beginWithInputs()
{
    m_reading.drop();
    take(LabelledData());
    takeInputs();
}

/// The lines that belong to the session, which may be another model's, or have been chosen back. They are there to be
/// evaluated; nothing runs before its user says so.
void Evaluation::followChoice()
{
    const LabelledLines &chosen = m_session.state().labelled;
    const QString path = QString::fromStdString(chosen.path);
    switch (chosen.from) {
    case LabelledLines::From::Nowhere: return forgetData({});
    case LabelledLines::From::Inputs:
        if (!m_data || !m_data->isOfInputs())
            beginWithInputs();
        return;
    case LabelledLines::From::File: break;
    }
    if (m_data && m_data->path == path)
        return;
    m_error.reset();
    m_reading.start([this, path, conditions = conditionsOf(m_session.state())]() -> Background::Finish {
        return [this, read = readFile(path, conditions)] { read ? take(read.value()) : forgetData(read.error()); };
    });
    Q_EMIT runningChanged();
}

void Evaluation::forgetData(const std::optional<Error> &missing)
{
    m_reading.drop();
    m_missing = missing;
    if (std::exchange(m_data, std::nullopt))
        startOver();
    m_labelled.clear();
    Q_EMIT dataChanged();
}

void Evaluation::takeInputs()
{
    if (!m_data || !m_data->isOfInputs())
        return;
    const NetworkInfo *network = m_session.network();
    LabelledData data = dataOfInputs(m_session.state().inputs, network ? network->head : HeadKind::None,
                                     network ? network->labels : std::vector<std::string>());
    if (*m_data == data)
        return;
    take(std::move(data));
    run();
}

void Evaluation::take(LabelledData data)
{
    m_question.cancel();
    m_data = std::move(data);
    m_judged.clear();
    m_byRule.clear();
    m_labelled.clear();
    m_error.reset();
    m_missing.reset();
    const NetworkInfo *network = m_session.network();
    // A line of a file without a label is the engine's to refuse, by name.
    for (std::size_t i = 0; i < m_data->lines.size(); ++i)
        if (!m_data->isOfInputs() || (network && isLabelled(m_data->lines[i], network->head)))
            m_labelled.push_back(i);
    followRules();
    Q_EMIT dataChanged();
    Q_EMIT answered();
}

/// Another model: what is known is of the one before. Its user says when the data are to be tried on it.
void Evaluation::forget()
{
    m_question.cancel();
    m_isOwed = false;
    m_judged.clear();
    m_byRule.clear();
    m_baseline = -1;
    m_error.reset();
    m_labels = m_session.network() ? m_session.network()->labels : std::vector<std::string>();
    if (m_data && m_data->isOfInputs())
        beginWithInputs();
    Q_EMIT answered();
    Q_EMIT runningChanged();
}

/// What is known of generated texts is of other settings now: its user says when they are to be tried.
void Evaluation::followGeneration()
{
    if (m_texts == EvaluationRequest::Texts::Generated && !(m_generation == m_session.state().run.generation))
        startOver();
}

void Evaluation::startOver()
{
    m_question.cancel();
    m_isOwed = false;
    m_judged.clear();
    m_byRule.clear();
    m_error.reset();
    Q_EMIT answered();
    Q_EMIT runningChanged();
}

void Evaluation::setTexts(EvaluationRequest::Texts texts)
{
    if (m_texts == texts)
        return;
    m_texts = texts;
    startOver();
    run();
}

/// Whether every configuration of the run under way is still one of the comparison's.
bool Evaluation::isAskedWanted() const
{
    const SessionState &state = m_session.state();
    const QList<int> keys = columns();
    return std::all_of(m_askedMixes.begin(), m_askedMixes.end(), [&](const Mix &mix) {
        return std::any_of(keys.begin(), keys.end(), [&](int key) {
            const BenchColumn &column = *state.column(key);
            if (column.kind != ColumnKind::ByRule)
                return state.mixOf(column) == mix;
            return isRuled() && std::any_of(m_labelled.begin(), m_labelled.end(), [&](std::size_t line) {
                       return mixOf(column, line) == mix;
                   });
        });
    });
}

/// A run that nobody wants any more is replaced by what is wanted.
void Evaluation::followColumns()
{
    fillByRule();
    if (m_question.isOpen() && !isAskedWanted())
        run();
    if (!m_judged.empty() && !m_summing.isActive()) // a drag must not put it off
        m_summing.start(); // another column may be the baseline now
    Q_EMIT answered();
}

bool Evaluation::isWanting() const
{
    const NetworkInfo *network = m_session.network();
    const QList<int> keys = columns();
    return m_data && network && network->runnable && !m_labelled.empty()
           && std::any_of(keys.begin(), keys.end(), [this](int key) {
                  const bool isByRule = m_session.state().column(key)->kind == ColumnKind::ByRule;
                  return (!isByRule || isRuled()) && !isWhole(judged(key));
              });
}

bool Evaluation::isSettled() const
{
    return !m_question.isOpen() && !m_reading.isBusy() && !m_ruling.isBusy() && !m_summing.isActive()
           && !m_following.isActive() && !m_isOwed;
}

/// The configurations that lack answers, on the lines that any of them lacks. Remembers what was asked.
EvaluationRequest Evaluation::gather()
{
    const SessionState &state = m_session.state();
    EvaluationRequest request;
    m_askedMixes.clear();
    m_askedLines.clear();
    m_generation = state.run.generation;
    std::vector<const Judged *> lacking;
    for (const int key : columns()) {
        const BenchColumn &column = *state.column(key);
        if (column.kind == ColumnKind::ByRule)
            continue;
        const Mix mix = state.mixOf(column);
        if (isWhole(judged(key)) || std::find(m_askedMixes.begin(), m_askedMixes.end(), mix) != m_askedMixes.end())
            continue;
        request.columns.push_back({titleOf(state, column).toStdString(), mix});
        m_askedMixes.push_back(mix);
        lacking.push_back(judged(key));
    }
    for (const std::size_t line : m_labelled) {
        const auto lacksLine = [line](const Judged *known) { return !isKnown(known, line); };
        if (!std::any_of(lacking.begin(), lacking.end(), lacksLine))
            continue;
        request.lines.push_back(m_data->lines[line]);
        m_askedLines.push_back(line);
    }
    if (request.columns.empty())
        request = gatherByRule();
    request.generation = m_generation;
    if (m_session.network()->head == HeadKind::ConditionalGeneration)
        request.texts = m_texts;
    return request;
}

void Evaluation::run()
{
    m_isOwed = isWanting() && !m_session.isEngineTold();
    if (!isWanting() || m_isOwed) {
        m_question.cancel();
        return;
    }
    m_error.reset();
    m_told = 0;
    m_question = m_workspace.evaluate(this, gather(),
                                      {.then =
                                           [this](Done) {
                                               end(std::nullopt);
                                               if (m_told > 0 && isWanting())
                                                   run(); // by rule, the next configuration's lines
                                           },
                                       .failed = [this](const Error &error) { end(error); },
                                       .cancelled = [this] { end(std::nullopt); },
                                       .part = [this](const Part &part) { take(std::get<EvaluationPart>(part)); }});
    Q_EMIT runningChanged();
}

void Evaluation::stop()
{
    m_isOwed = false;
    m_question.cancel();
}

QPair<int, int> Evaluation::progress() const
{
    return m_question.isOpen() ? QPair<int, int>(m_told, int(m_askedLines.size())) : QPair<int, int>();
}

void Evaluation::take(const EvaluationPart &part)
{
    const EvaluationResult &answered = part.answered;
    m_kind = answered.kind;
    m_labels = answered.labels;
    m_told += int(answered.places.size() + answered.failures.size());
    for (std::size_t c = 0; c < answered.columns.size(); ++c) {
        const Mix &mix = m_askedMixes[c];
        auto known
            = std::find_if(m_judged.begin(), m_judged.end(), [&](const Judged &each) { return each.mix == mix; });
        if (known == m_judged.end())
            known = m_judged.insert(m_judged.end(), {mix, {}, {}, {}, {}, {}, {}, 0});
        known->lines.resize(m_data->lines.size());
        known->attached = answered.columns[c].attached;
        known->labels = answered.columns[c].labels;
        for (std::size_t i = 0; i < answered.places.size(); ++i) {
            std::optional<LineOutcome> &line = known->lines[m_askedLines[answered.places[i]]];
            known->answered += !line;
            line = answered.columns[c].lines[i];
        }
        for (const LineFailure &failure : answered.failures)
            if (const std::size_t line = m_askedLines[failure.place]; !known->lines[line])
                known->failures.insert_or_assign(line, failure.error);
    }
    if (!m_summing.isActive())
        m_summing.start();
    Q_EMIT runningChanged();
}

void Evaluation::end(const std::optional<Error> &error)
{
    m_error = error;
    summarize();
    Q_EMIT runningChanged();
}

void Evaluation::fail(const Error &error)
{
    m_error = error;
    Q_EMIT runningChanged();
}

} // namespace deltascope::items

#include "items/columninput.h"

#include "files/conversation.h"
#include "items/bench.h"

#include <QCoreApplication>

#include <limits>

namespace deltascope::items {

bool differsByColumn(const Input &input) { return input.messages && files::differsByColumn(*input.messages); }

Input inputFor(const BenchColumn &column, const BenchInput &input)
{
    if (!differsByColumn(input.input))
        return input.input;
    Input own = input.input;
    own.messages = files::asKnownTo(*own.messages, column.key);
    return own;
}

bool isInputFor(const Input &asked, const BenchColumn &column, const BenchInput &input)
{
    return differsByColumn(input.input) ? asked == inputFor(column, input) : asked == input.input;
}

void goOnByColumn(Session &session, const Bench &bench, int inputKey)
{
    const SessionState &state = session.state();
    const BenchInput *input = state.input(inputKey);
    if (!input || !input->input.messages)
        return;
    std::vector<std::pair<int, std::string>> answers;
    for (const BenchColumn &column : state.columns) {
        if (!runsHere(column) && bench.stateOf(inputKey, column.key) == Bench::State::Empty)
            continue; // its server is not there
        if (bench.stateOf(inputKey, column.key) != Bench::State::Current)
            return;
        answers.emplace_back(column.key, bench.cell(inputKey, column.key)->output.text);
    }
    if (answers.empty())
        return;
    constexpr std::size_t behind = std::numeric_limits<std::size_t>::max();
    BenchInput next = *input;
    next.input.messages = files::withTurn(files::withAnswers(*next.input.messages, answers), behind, {"user", {}});
    session.edit(QCoreApplication::translate("Session", "go on in every column"),
                 {session::PutInput{std::move(next), int(input - state.inputs.data())}});
}

} // namespace deltascope::items

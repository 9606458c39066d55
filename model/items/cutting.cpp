#include "items/cutting.h"

#include "bridge/workspace.h"
#include "core/utf8.h"
#include "items/session.h"

#include <algorithm>
#include <array>

namespace deltascope::items {

namespace {

/// Where the tokens of a segment end in its text, in code points.
using Ends = std::vector<std::int64_t>;

/// Of both segments: special tokens, which have no place in a text, stand between them.
std::array<Ends, 2> endsOf(const TokenizedText &tokens)
{
    std::array<Ends, 2> ends;
    std::size_t segment = 0;
    for (const auto &[from, to] : tokens.offsets) {
        const bool isSpecial = from == 0 && to == 0;
        if (isSpecial && segment == 0 && !ends[0].empty())
            segment = 1;
        else if (!isSpecial)
            ends[segment].push_back(to);
    }
    return ends;
}

Input cutIds(Input input, std::int64_t most)
{
    for (auto list : {&Input::ids, &Input::attentionMask, &Input::tokenTypeIds})
        if (input.*list && std::int64_t((input.*list)->size()) > most)
            (input.*list)->resize(std::size_t(most));
    return input;
}

/// Asks for tokens and cuts until what was cut is short enough: a text's last word may have more tokens once it is cut.
class Cut : public QObject {
public:
    Cut(Session &session, bridge::Workspace &workspace, int inputKey, std::int64_t most)
        : QObject(&session)
        , m_session(session)
        , m_workspace(workspace)
        , m_key(inputKey)
        , m_most(most)
        , m_was(session.state().input(inputKey)->input)
    {
    }

    void go(const Input &input)
    {
        m_workspace.tokenize(this, {input},
                             {.then = [this, input](const std::vector<TokenizedText> &texts) { take(input, texts); },
                              .failed = [this](const Error &) { deleteLater(); }, // the input's card says why
                              .cancelled = [this] { deleteLater(); }});
    }

private:
    void take(const Input &input, const std::vector<TokenizedText> &texts)
    {
        if (!texts.empty() && std::int64_t(texts.front().ids.size()) > m_most)
            if (const Input shorter = cutTo(input, texts.front(), m_most); !(shorter == input)) {
                go(shorter);
                return;
            }
        const BenchInput *now = m_session.state().input(m_key);
        if (now && now->input == m_was)
            m_session.setInput(m_key, input);
        deleteLater();
    }

    Session &m_session;
    bridge::Workspace &m_workspace;
    int m_key;
    std::int64_t m_most;
    Input m_was;
};

} // namespace

Input cutTo(const Input &input, const TokenizedText &tokens, std::int64_t most)
{
    auto [first, second] = endsOf(tokens);
    const auto special = std::int64_t(tokens.ids.size() - first.size() - second.size());
    std::size_t keptFirst = first.size(), keptSecond = second.size();
    while (special + std::int64_t(keptFirst + keptSecond) > most && keptFirst + keptSecond > 1)
        (keptFirst > keptSecond ? keptFirst : keptSecond) -= 1;
    Input cut = input;
    if (keptFirst < first.size())
        cut.text = utf8::slice(*input.text, 0, std::size_t(keptFirst == 0 ? 0 : first[keptFirst - 1]));
    if (keptSecond < second.size())
        cut.textPair = utf8::slice(*input.textPair, 0, std::size_t(keptSecond == 0 ? 0 : second[keptSecond - 1]));
    return cut;
}

void cutInput(Session &session, bridge::Workspace &workspace, int inputKey, std::int64_t most)
{
    const BenchInput *known = session.state().input(inputKey);
    if (!known || most < 1)
        return;
    if (known->input.ids)
        session.setInput(inputKey, cutIds(known->input, most));
    else if (known->input.text)
        (new Cut(session, workspace, inputKey, most))->go(known->input);
}

} // namespace deltascope::items

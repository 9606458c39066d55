#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace deltascope::files {

// Conversations as Input::messages holds them: a JSON list of messages. What is changed of a message leaves its other
// keys and their order as they are, since templates read them. All of it throws Failure for a text that is no such
// list.

struct Turn {
    std::string role;
    std::string content; ///< of one whose content is no text, its JSON
    bool isText = true; ///< can be written as content; pictures among the words and calls of tools cannot
    bool isByColumn = false; ///< every column has its own words here; these are the first one's
};

std::vector<Turn> turnsOf(const std::string &messages);
/// A conversation of these turns.
std::string messagesOf(const std::vector<Turn> &turns);

/// The conversation with one turn changed, added in front of the `place`-th (behind all at their number), or taken out;
/// the last one that is left stays.
std::string withRole(const std::string &messages, std::size_t place, const std::string &role);
/// Whatever columns had there of their own.
std::string withContent(const std::string &messages, std::size_t place, const std::string &content);
std::string withTurn(const std::string &messages, std::size_t place, const Turn &turn);
std::string withoutTurn(const std::string &messages, std::size_t place);

/// The conversation with the answer that each column, by its key, gave to it; not empty. In the message they stand
/// under the key `answers`, beside the first one as its content.
std::string withAnswers(const std::string &messages, const std::vector<std::pair<int, std::string>> &answersByColumn);
bool differsByColumn(const std::string &messages);
/// As the column of that key knows it: with its own words, or, where it has none, those of the content.
std::string asKnownTo(const std::string &messages, int columnKey);
/// The conversation with other numbers for the columns that have words of their own: `renamed` says which; those of
/// columns that it says nothing of go.
std::string withColumns(const std::string &messages, const std::function<std::optional<int>(int)> &renamed);

/// Whether the last turn is still to be written, so that there is nothing to answer.
bool waitsForWords(const std::string &messages);
/// "user: Hello\nassistant: Hi", to be read.
std::string transcriptOf(const std::string &messages);

} // namespace deltascope::files

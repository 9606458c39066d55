#pragma once

#include "items/sessionstate.h"

#include <QString>

namespace deltascope::items {

class Bench;
class Session;

/// What a column is asked: the input, or a conversation as that column knows it where its turns differ by column.
Input inputFor(const BenchColumn &column, const BenchInput &input);
/// Whether `asked` is that.
bool isInputFor(const Input &asked, const BenchColumn &column, const BenchInput &input);
/// Whether columns are asked something else each.
bool differsByColumn(const Input &input);

/// The conversation goes on in every column at once: what each has answered is the assistant's turn there, and the
/// user's next turn waits for words. Nothing happens while an answer is missing.
void goOnByColumn(Session &session, const Bench &bench, int inputKey);

} // namespace deltascope::items

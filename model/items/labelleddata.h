#pragma once

#include "core/dataline.h"
#include "core/head.h"
#include "items/sessionstate.h"

#include <QList>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace deltascope::items {

/// Lines to be evaluated: those of a file, or the inputs of the comparison with what is typed as right for them.
struct LabelledData {
    QString path; ///< of the file; empty for the inputs
    QString note; ///< what of the file was left out; mostly empty
    std::vector<DataLine> lines;
    QList<int> inputKeys; ///< of the inputs' lines
    /// What rules judge of a line.
    struct Words {
        std::string text, language;
    };
    std::shared_ptr<const std::vector<Words>> words; ///< of a file's lines
    std::vector<Condition> conditions = {}; ///< of the rules that `taken` tells of
    std::vector<int> taken = {}; ///< by line of a file, the place of the rule that takes it; -1: none does

    bool isOfInputs() const { return path.isEmpty(); }
    bool operator==(const LabelledData &other) const
    {
        return path == other.path && lines == other.lines && inputKeys == other.inputKeys;
    }
};

/// Which texts the session's rules take.
std::vector<Condition> conditionsOf(const SessionState &state);
/// Which of the rules takes each of the texts, see LabelledData::taken.
std::vector<int> takenBy(const std::vector<Condition> &conditions, const std::vector<LabelledData::Words> &words);

/// What of the inputs can be evaluated or wants a label; `labels` are those of the head, by index.
LabelledData dataOfInputs(const std::vector<BenchInput> &inputs, HeadKind head, const std::vector<std::string> &labels);

/// What is typed as a label: a name, which wins over an index, so that labels which are numbers can be typed as they
/// read; else an index, a number, or a name that there is not.
Label labelOf(const std::string &typed, const std::vector<std::string> &labels);

/// Whether the line says what a model with that head is to be compared with; a causal language model is asked about
/// the text itself.
bool isLabelled(const DataLine &line, HeadKind head);

/// What is right for a line, as it could be typed for an input: a label, labels with blanks between, a target, or its
/// ids ("ids: 5, 2").
QString expectedText(const DataLine &line, const std::vector<std::string> &labels);
/// The line as a person reads it: its text, the last turn of its conversation, its ids.
QString lineText(const DataLine &line);

} // namespace deltascope::items

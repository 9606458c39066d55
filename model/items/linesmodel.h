#pragma once

#include "items/evaluation.h"

#include <QAbstractTableModel>

#include <array>
#include <vector>

namespace deltascope::items {

/// Columns of the lines: what became of a line, its text, what is right, what the baseline and the chosen
/// configuration said.
enum LineColumn { TurnColumn, LineTextColumn, ExpectedColumn, ThereColumn, HereColumn, LineColumnCount };

enum LineRole {
    PlaceRole = Qt::UserRole + 1, ///< int: the line among the data
    TurnRole, ///< int: evaluate::Turn from the baseline to the chosen configuration
    ShareRole, ///< double: probability of what a configuration said; nothing where it has none
    IsRightRole, ///< bool: what a configuration said is right; nothing where nothing is right or wrong
};

/// Which lines are listed.
struct LineFilter {
    enum class What { Turned, Better, Worse, Otherwise, Failed, Every, Cell } what = What::Turned;
    int expected = -1, answered = -1; ///< Cell: labels of the chosen configuration
    bool operator==(const LineFilter &) const = default;
};

/// The lines of the data that answer differently under the chosen configuration and the baseline, largest change first.
class LinesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    LinesModel(Session &session, const Evaluation &evaluation, QObject *parent = nullptr);

    void setColumn(int columnKey);
    int column() const { return m_column; }
    void setFilter(const LineFilter &filter);
    const LineFilter &filter() const { return m_filter; }
    /// Lines of each evaluate::Turn, whatever the filter.
    int count(evaluate::Turn turn) const { return m_counts[std::size_t(turn)]; }
    /// Lines that one of the two could not be asked about.
    int failed() const { return m_failed; }
    int lineAt(int row) const
    {
        return row >= 0 && std::size_t(row) < m_rows.size() ? int(m_rows[std::size_t(row)]) : -1;
    }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// What is right for an input of the comparison can be typed.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void listed(); ///< which lines there are, or their counts, may be others

private:
    struct Change {
        evaluate::Turn turn = evaluate::Turn::Same;
        double size = 0;
    };
    using Rows = std::vector<std::size_t>;

    /// What the chosen configuration and the baseline say to a line; null where it is not answered.
    struct Outcomes {
        const Evaluation::Outcomes *here, *there;
        const std::map<std::size_t, Error> *failedHere, *failedThere;
        const LineOutcome *hereAt(std::size_t line) const { return at(here, line); }
        const LineOutcome *thereAt(std::size_t line) const { return at(there, line); }
        bool hasFailed(std::size_t line) const
        {
            return (failedHere && failedHere->count(line)) || (failedThere && failedThere->count(line));
        }
        static const LineOutcome *at(const Evaluation::Outcomes *list, std::size_t line)
        {
            return list && line < list->size() && (*list)[line] ? &*(*list)[line] : nullptr;
        }
    };

    void follow();
    Outcomes outcomes() const;
    Change changeOf(const Outcomes &outcomes, std::size_t line) const;
    bool isListed(const LineOutcome *here, evaluate::Turn turn) const;
    Rows wanted();
    void show(Rows rows);
    QString answerText(std::size_t line, const LineOutcome *outcome, int columnKey) const;
    QVariant answer(std::size_t line, int column, int role) const;

    Session &m_session;
    const Evaluation &m_evaluation;
    int m_column = -1;
    LineFilter m_filter;
    Rows m_rows;
    std::array<int, 4> m_counts{};
    int m_failed = 0;
};

} // namespace deltascope::items

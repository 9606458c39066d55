#pragma once

#include "items/evaluation.h"
#include "items/metrics.h"

#include <QAbstractTableModel>

namespace deltascope::items {

enum EvaluationRole {
    EvaluatedColumnRole = Qt::UserRole + 1, ///< int: the key of the row's column of the comparison
    WhiskerRole, ///< QList<double>: lower end, value, upper end; empty where there is none
    ToneRole, ///< int: 1 clearly better than the baseline, -1 clearly worse, 0 neither
    ShortTextRole, ///< QString: the display text for little room
};

/// The configurations down, their numbers across.
class EvaluationModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// What a section shows; the metrics follow from the kind of data.
    struct Section {
        enum class What { Name, Number, Whisker, Change, Against } what;
        Metric metric = Metric::Accuracy;
        bool operator==(const Section &) const = default;
    };

    EvaluationModel(const Session &session, const Evaluation &evaluation, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const Section &section(int column) const { return m_sections[column]; }
    int columnKey(int row) const { return m_rows.value(row, -1); }
    int rowOf(int columnKey) const { return int(m_rows.indexOf(columnKey)); }

private:
    void sync();
    QList<Section> wantedSections() const;
    QString text(int key, const Section &section) const;
    QVariant changeOf(int key) const;
    QVariant whisker(int key) const;
    int tone(int key) const;

    const Session &m_session;
    const Evaluation &m_evaluation;
    QList<int> m_rows; ///< keys
    QList<Section> m_sections;
};

} // namespace deltascope::items

#pragma once

#include "items/likeness.h"

#include <QAbstractTableModel>

#include <vector>

namespace deltascope::items {

enum LikenessRole {
    CosineRole = Qt::UserRole + 1, ///< double; nothing where the two do not both change the module
    SharedModuleRole, ///< int: index of the module; nothing in the first column
    PairSeriesRole, ///< QList<int>: of the row's two deltas
};

/// Pairs of deltas, those that pull against one another first, and how alike they change each module: the first column
/// is all shared modules together, the others are the modules in the order of the model.
class SimilarityModel : public QAbstractTableModel {
    Q_OBJECT

public:
    SimilarityModel(const Session &session, const Likeness &likeness, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// Both deltas' names.
    QString pairName(int row) const;
    /// In words: the module's name, the cosine, and between which angles the spaces meet that the two write into.
    QString words(const QModelIndex &index) const;
    /// A head and a line for each pair and module; angles in degrees, rising.
    QList<QStringList> table() const;

private:
    struct Row {
        const PairSimilarity *pair;
        std::vector<const ModuleSimilarity *> modules; ///< by column, from the second on; null where not shared
    };
    void follow();
    const SessionDelta *delta(std::size_t place) const;
    const ModuleSimilarity *at(const QModelIndex &index) const;

    const Session &m_session;
    const Likeness &m_likeness;
    Comparison m_shown;
    std::vector<int> m_modules; ///< by column, from the second on
    std::vector<Row> m_rows;
};

} // namespace deltascope::items

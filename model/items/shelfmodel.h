#pragma once

#include "items/questions.h"
#include "items/session.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QHash>
#include <QSet>

#include <vector>

namespace deltascope::items {

/// const ShelfEntry *, good until the model changes.
constexpr int ShelfEntryRole = Qt::UserRole + 1;

/// Every delta below a folder, as the engine finds them. Looking again, as another network asks for, changes rows in
/// place: selection and scrolling stay.
class ShelfModel : public QAbstractListModel {
    Q_OBJECT

public:
    struct Counts {
        int fits = 0, differs = 0, broken = 0, duplicates = 0;
        std::int64_t folders = 0;
        double seconds = 0; ///< that the walk took so far
    };

    ShelfModel(Session &session, Questions &questions, QObject *parent = nullptr);

    void open(const QString &folder);
    void lookAgain();
    const QString &folder() const { return m_folder; }
    bool isLooking() const { return m_question.isOpen(); }
    const QString &error() const { return m_error; }
    const Counts &counts() const { return m_counts; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    /// The folders as URLs: what a file manager's drag carries.
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

Q_SIGNALS:
    void progressed(); ///< the counts, the error or isLooking() changed

private:
    void take(const ShelfBatch &batch);
    void end(const QString &error);
    void dropUnseen();
    void count();

    Questions &m_questions;
    QString m_folder, m_error;
    Question m_question;
    std::vector<ShelfEntry> m_entries;
    QHash<QByteArray, int> m_rows; ///< by path
    QSet<QByteArray> m_seen; ///< paths that the walk under way has met
    Counts m_counts;
    QElapsedTimer m_clock;
};

/// What hovering says of an entry: everything, a line each.
QString shelfTip(const ShelfEntry &entry);

} // namespace deltascope::items

#pragma once

#include "items/bench.h"
#include "items/servedcells.h"
#include "views/bench/celllines.h"
#include "views/bench/textcache.h"

#include <QStyledItemDelegate>

#include <utility>

namespace deltascope::views {

/// Paints what a column says to an input, in the way its task is best read. Stale answers are dimmed.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    CellDelegate(const items::Session &session, const items::Bench &bench, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Whether the cell's answer can be taken over into its conversation.
    bool isContinuable(const QModelIndex &index) const;
    /// Whether something can be done about a cell on a server that has no answer.
    bool isHelpable(const QModelIndex &index) const { return lackOf(index).help != items::ServedLack::Help::None; }
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

Q_SIGNALS:
    void continueAsked(const QModelIndex &index);
    void continueEachAsked(const QModelIndex &index); ///< every column with its own answer
    void helpAsked(int columnKey); ///< a column on a server lacks something, or has failed

private:
    void paintLines(QPainter &painter, const QRect &box, const QList<CellLine> &lines, const QColor &color) const;
    /// The answer as rich text, for tasks that answer with words; empty for the others.
    QString richText(const items::Bench::Cell &cell, const QModelIndex &index, const QColor &color) const;
    QString labelledTokens(const items::Bench::Cell &cell, int inputKey, const QColor &color) const;
    QString emptyText(const QModelIndex &index) const;
    QString scoreHtml(const QModelIndex &index) const;
    QString scoreTip(const QModelIndex &index, const QString &anchor) const;
    std::pair<const items::Scores::Cell *, const items::Scores::Cell *> scoresOf(const QModelIndex &index) const;
    /// What a click in the foot of a cell asks for, from left to right: of a conversation's to go on with it; of a
    /// server's that has no answer what helps.
    enum class Link { Help, This, Each };
    QList<std::pair<Link, QString>> linksOf(const QModelIndex &index) const;
    static QList<QRect> rectsOf(const QList<std::pair<Link, QString>> &links, const QRect &cell);
    items::ServedLack lackOf(const QModelIndex &index) const;
    /// Why a cell on a server has no answer; empty for all others.
    QString lackHtml(const QModelIndex &index) const;
    /// Of a column that goes by rule: above the answer, what was picked for the input.
    void paintPick(QPainter &painter, const QRect &box, const QModelIndex &index) const;
    QString pickTip(const QModelIndex &index) const;
    bool goesByRule(const QModelIndex &index) const;
    /// Where the answer stands in a cell.
    QRect boxIn(const QRect &cell, const QModelIndex &index) const;
    void paintStopped(QPainter &painter, const QRect &rect) const;

    const items::Session &m_session;
    const items::Bench &m_bench;
    const CellLines m_lines;
    mutable TextCache m_texts;
    /// What the height of a cell follows from.
    struct Shown {
        int cell, baseline, width; ///< versions; of what the cell shows and what that is compared with
        session::CellView view;
        bool hasTokens;
        qsizetype links;
        QString lack;
        bool operator==(const Shown &) const = default;
    };
    Shown shownAt(const QModelIndex &index, int width) const;
    int heightOf(const QModelIndex &index, int width) const;
    int measured(const QModelIndex &index, int width) const;
    mutable QHash<QPair<int, int>, QPair<Shown, int>> m_heights; ///< by input and column
};

} // namespace deltascope::views

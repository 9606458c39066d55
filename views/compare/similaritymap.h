#pragma once

#include "items/similaritymodel.h"
#include "views/common/theme.h"

#include <QImage>
#include <QTableView>

namespace deltascope::views {

/// Pairs of deltas (rows) by module (columns) as a map of colours, from -1, which pulls against, to 1, which goes the
/// same way. Pointing at a cell or walking to it says what it is; a click or Return chooses its module.
class SimilarityMap : public QTableView {
    Q_OBJECT

public:
    SimilarityMap(items::SimilarityModel &model, QWidget *parent = nullptr);
    /// The whole map, scrolled or not.
    QImage picture(Theme::Kind kind) const;

    /// The colour of a cosine on a background: two hues, their strength alone telling how far from nought it is.
    static QColor colorOf(double cosine, const QColor &background, const Theme &theme);
    static constexpr int rowHeight = 26;

Q_SIGNALS:
    void pointedAt(const QModelIndex &index); ///< invalid: at none
    void moduleChosen(int module);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void spread();
    void choose(const QModelIndex &index);

    items::SimilarityModel &m_model;
};

} // namespace deltascope::views

#pragma once

#include <QHeaderView>

namespace deltascope::views {

/// The heads of a table as quiet labels over one line; they stand where the model's header says (TextAlignmentRole).
class QuietHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit QuietHeader(QWidget *parent = nullptr);

    static constexpr int padding = 12;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    QSize sizeHint() const override { return {100, 28}; }
};

} // namespace deltascope::views

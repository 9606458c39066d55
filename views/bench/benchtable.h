#pragma once

#include <QTableView>

namespace deltascope::views {

/// The comparison's table. It scrolls a little further than its rows where the inputs beside it need the room.
class BenchTable : public QTableView {
    Q_OBJECT

public:
    explicit BenchTable(QWidget *parent = nullptr);
    /// Stands in the middle while there are no cells; says what would be there.
    void setHint(const QString &hint);
    /// `content` of the inputs' list, of which `area` is in sight.
    void setCompanion(int content, int area);
    /// Scrolls to a column that has come alone; not where many come at once, as with another session.
    void follow(int column);

Q_SIGNALS:
    void resized();

protected:
    void updateGeometries() override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void spreadColumns();

    int m_content = 0, m_area = 0;
    int m_columnsCome = 0; ///< since control was last given back
    QString m_hint;
};

} // namespace deltascope::views

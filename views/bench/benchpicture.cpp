#include "views/bench/benchpicture.h"

#include "items/typedinput.h"
#include "views/bench/benchtable.h"
#include "views/bench/columnheader.h"
#include "views/common/theme.h"

#include <QAbstractItemModel>
#include <QHeaderView>
#include <QPainter>

namespace deltascope::views {

namespace {

constexpr int inputsWidth = 240, mostHeight = 16'000, cellPadding = 10;

/// The same table with room for all of it; its height says how many rows that is.
void spreadWhole(BenchTable &whole, const QTableView &table, int &rows)
{
    int width = 0, height = ColumnHeader::height;
    for (int column = 0; column < table.model()->columnCount(); ++column) {
        whole.setColumnHidden(column, table.isColumnHidden(column));
        width += table.isColumnHidden(column) ? 0 : table.columnWidth(column);
    }
    for (rows = 0; rows < table.model()->rowCount() && height + table.rowHeight(rows) <= mostHeight; ++rows) {
        whole.setRowHeight(rows, table.rowHeight(rows));
        height += table.rowHeight(rows);
    }
    whole.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    whole.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    whole.resize(width, height);
}

} // namespace

QImage benchPicture(const QTableView &table, items::Session &session, const items::Bench &bench)
{
    BenchTable whole;
    auto *header = new ColumnHeader(session, bench);
    whole.setHorizontalHeader(header);
    whole.setModel(table.model());
    whole.setItemDelegate(table.itemDelegate());
    int rows = 0;
    spreadWhole(whole, table, rows);
    const QImage grabbed = whole.grab().toImage();
    const double scale = grabbed.devicePixelRatio();
    QImage picture(int((inputsWidth + whole.width()) * scale), grabbed.height(), QImage::Format_RGB32);
    picture.setDevicePixelRatio(scale);
    const Theme &t = theme();
    picture.fill(t.window);
    QPainter painter(&picture);
    painter.drawImage(QPoint(inputsWidth, 0), grabbed);
    painter.setFont(t.ui());
    for (int row = 0, y = ColumnHeader::height; row < rows; y += table.rowHeight(row++)) {
        const QRect box(0, y, inputsWidth, table.rowHeight(row));
        const Input &input = session.state().inputs[std::size_t(row)].input;
        painter.setPen(t.text);
        painter.drawText(box.adjusted(cellPadding, 6, -cellPadding, -4), Qt::TextWordWrap, items::inputText(input));
        painter.setPen(t.line);
        painter.drawLine(box.bottomLeft(), box.bottomRight());
    }
    return picture;
}

} // namespace deltascope::views

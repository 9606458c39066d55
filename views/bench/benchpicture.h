#pragma once

#include "items/bench.h"

#include <QImage>

class QTableView;

namespace deltascope::views {

/// The whole comparison, whatever of it is scrolled out of sight: inputs on the left, column heads above. Of a very
/// long one the first inputs, as many as fit 16,000 lines of pixels.
QImage benchPicture(const QTableView &table, items::Session &session, const items::Bench &bench);

} // namespace deltascope::views

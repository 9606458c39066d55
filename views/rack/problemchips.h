#pragma once

#include "core/describe.h"

#include <QWidget>

class QHBoxLayout;

namespace deltascope::views {

/// A row of badges, one a problem: its code, coloured by how bad it is, with the sentence on hover. Hidden without any.
class ProblemChips : public QWidget {
    Q_OBJECT

public:
    explicit ProblemChips(QWidget *parent = nullptr);
    void show(const std::vector<Problem> &problems);

private:
    QHBoxLayout *m_row;
};

} // namespace deltascope::views

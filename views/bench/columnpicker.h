#pragma once

#include "items/sessionstate.h"

#include <QDialog>

class QCheckBox;

namespace deltascope::views {

class StrengthSlider;

/// Picks the deltas of a new column, each with its strength.
class ColumnPicker : public QDialog {
    Q_OBJECT

public:
    explicit ColumnPicker(const items::SessionState &state, QWidget *parent = nullptr);
    Mix mix() const;

private:
    struct Row {
        DeltaId id;
        QCheckBox *isIn;
        StrengthSlider *strength;
    };
    QList<Row> m_rows;
};

} // namespace deltascope::views

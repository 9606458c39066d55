#pragma once

#include "items/sessionstate.h"

#include <QDialog>

namespace deltascope::views {

class MixFields;

/// Picks the deltas of a new column, each with its strength.
class ColumnPicker : public QDialog {
    Q_OBJECT

public:
    explicit ColumnPicker(const items::SessionState &state, QWidget *parent = nullptr);
    Mix mix() const;

private:
    MixFields *m_fields;
};

} // namespace deltascope::views

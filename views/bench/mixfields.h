#pragma once

#include "items/sessionstate.h"
#include "views/common/strengthslider.h"

#include <QSet>
#include <QWidget>

class QCheckBox;

namespace deltascope::views {

/// A configuration delta by delta: whether it is in, and how strongly.
class MixFields : public QWidget {
    Q_OBJECT

public:
    /// Those of `shown` are in, at its strengths; others wait at the rack's.
    MixFields(const items::SessionState &state, const Mix &shown, QWidget *parent = nullptr);
    Mix mix() const;
    /// Whether the strength was chosen here.
    bool isChosen(DeltaId delta) const { return m_chosen.contains(delta); }

Q_SIGNALS:
    void gestureBegun();
    void edited();

private:
    struct Row {
        DeltaId id;
        QCheckBox *isIn;
        StrengthSlider *strength;
    };
    QList<Row> m_rows;
    QSet<DeltaId> m_chosen;
};

} // namespace deltascope::views

#pragma once

#include "core/kinds.h"
#include "core/requests.h"

#include <QList>
#include <QWidget>

#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace deltascope::views {

class KeyField;

/// The form of a fresh delta: its kind, the kind's numbers, and the patterns that name its modules.
class FreshForm : public QWidget {
    Q_OBJECT

public:
    explicit FreshForm(QWidget *parent = nullptr);
    /// Null while no kind is offered.
    const KindInfo *kind() const;
    /// Offers the kinds that a model takes.
    void offer(const std::vector<KindInfo> &kinds);
    /// Kind, keys and values as the kind's configuration has them, modules included.
    void fill(DeltaRequest &request) const;
    QStringList patterns() const;
    /// Whether every number is one that a delta can be made with; what is wrong stands at its field.
    bool isWhole() const;
    /// Adds a module's name to the patterns, or takes it away.
    void point(const QString &name);
    void focusTargets();

Q_SIGNALS:
    void changed();
    void submitted();

private:
    void showKind();

    std::vector<KindInfo> m_kinds;
    QComboBox *m_kind;
    QLabel *m_says;
    QFormLayout *m_keyForm;
    QList<KeyField *> m_fields;
    QLabel *m_targetsTitle;
    QLineEdit *m_targets;
};

} // namespace deltascope::views

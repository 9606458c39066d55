#pragma once

#include "items/session.h"

#include <QPushButton>

namespace deltascope::views {

class MixFields;

/// The configuration of a rule: a button that names it and opens the choice, and fields for several deltas, which
/// whoever holds it gives a place.
class RuleChoice : public QPushButton {
    Q_OBJECT

public:
    RuleChoice(items::Session &session, int ruleKey, QWidget *parent = nullptr);
    void show(const session::Rule &rule);

Q_SIGNALS:
    void fieldsOpened(QWidget *fields);
    void fieldsClosed();

private:
    void openMenu();
    void choose(std::vector<session::RulePart> deltas);
    void openFields();
    void takeFields();
    void closeFields();

    items::Session &m_session;
    const int m_key; ///< of the rule
    items::Gesture m_gesture;
    MixFields *m_fields = nullptr;
    std::vector<session::RulePart> m_mixed; ///< what the fields say
};

} // namespace deltascope::views

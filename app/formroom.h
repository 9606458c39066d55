#pragma once

#include <QList>

class QSplitter;

namespace deltascope::app {

/// Makes the upper of two rows higher while a form stands there that needs it, and as it was afterwards, unless the
/// user moved the border meanwhile.
class FormRoom {
public:
    explicit FormRoom(QSplitter *rows);

    void begin(int height);
    void end();
    /// The heights without the form's.
    QList<int> sizes() const;

private:
    bool isMade() const { return !m_before.isEmpty(); }

    QSplitter *m_rows;
    QList<int> m_before; ///< empty: no room was made, or the user has moved the border since
};

} // namespace deltascope::app

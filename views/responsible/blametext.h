#pragma once

#include "items/blaming.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

namespace deltascope::views {

/// What a search says in words, and what of it can be taken along.
class BlameText {
    Q_DECLARE_TR_FUNCTIONS(deltascope::views::BlameText)

public:
    BlameText(const items::Session &session, const items::Blaming &blaming)
        : m_session(session)
        , m_blaming(blaming)
    {
    }

    /// The result, or how far it is: "fc2 of decoder.layers.1 is enough to turn science into games."
    QString sentence() const;
    /// What that rests on.
    QString detail() const;
    QString nameOf(int module) const;
    /// A row a run: sites, answer, probability, modules.
    QString table(QChar separator) const;
    /// As `deltascope blame --json` has it, and the runs.
    QByteArray json() const;

private:
    QString sitesText() const;
    QStringList namesOf(const std::vector<int> &modules) const;

    const items::Session &m_session;
    const items::Blaming &m_blaming;
};

} // namespace deltascope::views

#include "views/servers/driftview.h"

#include "views/common/drifttext.h"
#include "views/common/icons.h"
#include "views/common/labels.h"
#include "views/common/mark.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::views {

DriftView::DriftView(items::Drifting &drifting, const items::Session &session, QString server, QWidget *parent)
    : QWidget(parent)
    , m_drifting(drifting)
    , m_session(session)
    , m_server(std::move(server))
    , m_state(makeLabel({}, "small", this))
    , m_check(new QPushButton(this))
    , m_copy(new QToolButton(this))
    , m_all(new QVBoxLayout(this))
{
    layOut();
    connect(m_check, &QPushButton::clicked, this,
            [this] { m_isRunning ? m_drifting.stop() : m_drifting.start(m_server); });
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
    connect(&drifting, &items::Drifting::changed, this, &DriftView::refresh);
    refresh();
}

void DriftView::layOut()
{
    setRole(m_check, "link");
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setToolTip(tr("Copy what was found"));
    m_copy->setAccessibleName(m_copy->toolTip());
    m_state->setWordWrap(true);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_check);
    row->addWidget(m_state, 1);
    row->addWidget(m_copy);
    m_all->setContentsMargins(0, 2, 0, 0);
    m_all->setSpacing(2);
    m_all->addLayout(row);
}

void DriftView::refresh()
{
    m_isRunning = m_drifting.running() == m_server;
    m_check->setText(m_isRunning ? tr("Stop") : tr("Check its answers"));
    m_check->setAccessibleName(m_isRunning ? tr("Stop checking %1").arg(m_server)
                                           : tr("Check the answers of %1").arg(m_server));
    m_check->setToolTip(tr("Holds what it answers to the inputs of the comparison against the model here"));
    const items::Drifting::Result *result = m_drifting.resultOf(m_server);
    const auto [done, all] = m_drifting.progress();
    QString state;
    if (m_isRunning)
        state = all > 0 ? tr("%1 of %2").arg(done).arg(all) : tr("begins…");
    else if (result && !result->problem.isEmpty())
        state = result->problem;
    else if (result && std::none_of(result->columns.begin(), result->columns.end(), [](const DriftColumn &column) {
                 return isDrift(column.verdict);
             }))
        state = tr("It answers as what it is asked for");
    m_state->setText(state);
    const bool hasFound = result && (!result->columns.empty() || !result->left.isEmpty());
    m_copy->setVisible(hasFound);
    if (m_found) {
        m_found->hide();
        m_found->deleteLater();
        m_found = nullptr;
    }
    if (hasFound)
        showFound(*result);
}

void DriftView::showFound(const items::Drifting::Result &result)
{
    m_found = new QWidget(this);
    auto *rows = new QVBoxLayout(m_found);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(3);
    m_all->addWidget(m_found);
    if (std::any_of(result.columns.begin(), result.columns.end(),
                    [](const DriftColumn &column) { return isDrift(column.verdict); }))
        rows->addWidget(makeLabel(tr("Not what was asked for"), "doubt", m_found));
    for (std::size_t i = 0; i < result.columns.size(); ++i)
        addRow(result.columns[i], result.specs[i]);
    for (const QString &left : result.left) {
        QLabel *label = makeLabel(left, "small", m_found);
        label->setWordWrap(true);
        rows->addWidget(label);
    }
    m_found->show();
}

void DriftView::addRow(const DriftColumn &column, const session::ServedSpec &spec)
{
    auto *rows = static_cast<QVBoxLayout *>(m_found->layout());
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    constexpr int markWidth = 14;
    const items::SessionDelta *delta
        = spec.adapters.empty() ? nullptr : m_session.state().named(spec.adapters.front().adapter);
    if (delta)
        row->addWidget(new MarkLabel(delta->series, MarkFill::Filled, m_found));
    else
        row->addSpacing(markWidth);
    auto *name = new ElidedLabel(items::configurationOf(spec), m_found);
    row->addWidget(name, 1);
    QLabel *verdict = makeLabel(isDrift(column.verdict)           ? tr("drift")
                                : column.verdict == Verdict::Same ? tr("same")
                                                                  : tr("rounding"),
                                isDrift(column.verdict) ? "warning-chip" : "good-chip", m_found);
    row->addWidget(verdict);
    rows->addLayout(row);
    const QString sentence = isDrift(column.verdict) ? verdictText(column) + QStringLiteral("; ") + measureText(column)
                                                     : measureText(column);
    QLabel *measured = makeLabel(sentence, "small", m_found);
    measured->setWordWrap(true);
    measured->setContentsMargins(markWidth + 8, 0, 0, 0);
    measured->setTextInteractionFlags(Qt::TextSelectableByMouse);
    rows->addWidget(measured);
}

QString DriftView::text() const
{
    QStringList lines;
    if (const items::Drifting::Result *result = m_drifting.resultOf(m_server)) {
        for (const DriftColumn &column : result->columns)
            lines << QStringLiteral("%1 @%2: %3; %4")
                         .arg(QString::fromStdString(column.name), m_server, verdictText(column), measureText(column));
        lines << result->left;
        if (!result->problem.isEmpty())
            lines << result->problem;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace deltascope::views

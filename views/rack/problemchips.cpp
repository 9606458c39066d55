#include "views/rack/problemchips.h"

#include "items/wording.h"
#include "views/common/labels.h"

#include <QHBoxLayout>

namespace deltascope::views {

namespace {

const char *roleOf(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error: return "bad-chip";
    case Problem::Severity::Warning: return "warning-chip";
    case Problem::Severity::Note: return "chip";
    }
    return "chip";
}

} // namespace

ProblemChips::ProblemChips(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(4);
    setVisible(false);
}

void ProblemChips::show(const std::vector<Problem> &problems)
{
    while (QLayoutItem *item = m_row->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Problem &problem : problems) {
        QLabel *chip = makeLabel(QString::fromStdString(problem.code).replace(QLatin1Char('-'), QLatin1Char(' ')),
                                 roleOf(problem.severity), this);
        chip->setToolTip(items::wording(problem.text));
        chip->setAccessibleDescription(chip->toolTip());
        m_row->addWidget(chip);
    }
    m_row->addStretch();
    setVisible(!problems.empty());
}

} // namespace deltascope::views

#include "views/inspector/weightsview.h"

#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/common/theme.h"
#include "views/inspector/barchart.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::views {

WeightsView::WeightsView(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout)
    , m_facts(new ElidedLabel({}, this))
    , m_chart(new BarChart(this))
{
    m_facts->setProperty("role", "small");
    m_row->setSpacing(4);
    m_row->addStretch();
    m_row->addWidget(m_facts);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(12, 10, 12, 0);
    all->setSpacing(4);
    all->addLayout(m_row);
    all->addWidget(m_chart);
}

void WeightsView::show(const ModuleInfo &module, const std::optional<ModuleStatistics> &statistics,
                       const QString &waiting)
{
    m_module = module;
    m_statistics = statistics;
    m_waiting = waiting;
    showParam();
}

void WeightsView::syncButtons()
{
    const int count = int(m_module.params.size());
    m_param = std::clamp(m_param, 0, count - 1);
    while (m_buttons.size() > count)
        delete m_buttons.takeLast();
    while (m_buttons.size() < count) {
        auto *button = new QToolButton(this);
        button->setCheckable(true);
        button->setProperty("role", "toggle");
        const int index = int(m_buttons.size());
        connect(button, &QToolButton::clicked, this, [this, index] {
            m_param = index;
            showParam();
        });
        m_row->insertWidget(index, button);
        m_buttons.append(button);
    }
    for (int i = 0; i < count; ++i) {
        const ParamInfo &param = m_module.params[std::size_t(i)];
        m_buttons[i]->setText(QString::fromStdString(param.name));
        m_buttons[i]->setToolTip(QString::fromStdString(param.name + " " + toText(param.shape)));
        m_buttons[i]->setAccessibleName(tr("Histogram of %1").arg(m_buttons[i]->text()));
        m_buttons[i]->setChecked(i == m_param);
    }
}

void WeightsView::showParam()
{
    setVisible(!m_module.params.empty());
    if (m_module.params.empty())
        return;
    syncButtons();
    BarData data;
    data.horizontal = tr("value");
    data.vertical = tr("count");
    data.color = Theme::mixed(theme().accent, theme().panel, 0.75);
    data.waiting = m_waiting.isEmpty() ? tr("no numbers") : m_waiting;
    m_facts->setFullText({});
    if (m_statistics && std::size_t(m_param) < m_statistics->params.size()) {
        const ParamStatistics &weight = m_statistics->params[std::size_t(m_param)];
        data.bars = weight.histogram;
        data.from = weight.smallest;
        data.to = weight.largest;
        QString facts = tr("mean %1 std %2").arg(decimal(weight.mean, 3)).arg(decimal(weight.deviation, 3));
        if (weight.notFinite > 0)
            facts += tr(", %1 not finite").arg(grouped(weight.notFinite));
        m_facts->setFullText(facts);
    }
    m_chart->show(data);
}

} // namespace deltascope::views

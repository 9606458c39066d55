#include "views/bench/benchbar.h"

#include "items/scores.h"
#include "views/bench/generationpanel.h"
#include "views/bench/tint.h"
#include "views/common/labels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QRandomGenerator>

namespace deltascope::views {

using items::CellView;

BenchBar::BenchBar(items::Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_generation(new QPushButton(this))
    , m_again(new QPushButton(tr("Another seed"), this))
    , m_panel(new GenerationPanel(session, this))
    , m_legend(new TintLegend(this))
    , m_view(new QComboBox(this))
{
    setProperty("surface", "foot");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Generation and view"));
    m_generation->setAccessibleName(tr("How texts are generated"));
    m_again->setProperty("role", "link");
    m_again->setToolTip(tr("Draw all answers again, with another seed"));
    m_view->addItem(tr("Answers"), int(CellView::Answers));
    m_view->addItem(tr("Log-probability"), int(CellView::LogProbability));
    m_view->addItem(tr("Difference"), int(CellView::Difference));
    m_view->setAccessibleName(tr("What cells show"));
    m_view->setToolTip(tr("How probable the inputs are under each column, token by token: texts themselves; after a "
                          "conversation, and of an encoder-decoder, the baseline's answer"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 10, 4);
    row->setSpacing(8);
    row->addWidget(m_generation);
    row->addWidget(m_again);
    row->addStretch();
    row->addWidget(m_legend);
    row->addWidget(m_view);
    connect(m_generation, &QPushButton::clicked, this, [this] { m_panel->openAbove(*m_generation); });
    connect(m_again, &QPushButton::clicked, this, &BenchBar::drawAgain);
    connect(m_view, &QComboBox::activated, this, [this] {
        items::RunSettings run = m_session.state().run;
        run.view = CellView(m_view->currentData().toInt());
        m_session.setRun(run);
    });
    for (const auto signal : {&items::Session::runChanged, &items::Session::networkChanged})
        connect(&session, signal, this, &BenchBar::refresh);
    refresh();
}

void BenchBar::refresh()
{
    const NetworkInfo *network = m_session.network();
    const items::RunSettings &run = m_session.state().run;
    setVisible(network && network->runnable && items::isScored(network->head));
    if (!network)
        return;
    const bool generates = defaultTask(network->head) == Task::Generate;
    m_generation->setVisible(generates);
    m_generation->setText(generationText(run, network->generation));
    m_again->setVisible(generates && isDrawn(run.generation, network->generation));
    m_view->setCurrentIndex(m_view->findData(int(run.view)));
    m_legend->setView(run.view);
}

void BenchBar::drawAgain()
{
    items::RunSettings run = m_session.state().run;
    const std::uint64_t old = run.generation.seed;
    while (run.generation.seed == old)
        run.generation.seed = QRandomGenerator::global()->bounded(1'000'000U);
    m_session.setRun(run);
}

} // namespace deltascope::views

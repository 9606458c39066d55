#include "views/compare/comparepanel.h"

#include "views/compare/similaritypanel.h"
#include "views/compare/sweeppanel.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace deltascope::views {

namespace {

constexpr int headHeight = 40;

}

ComparePanel::ComparePanel(items::Session &session, items::Sweep &sweep, items::Likeness &likeness, QWidget *parent)
    : QWidget(parent)
    , m_sweep(new SweepPanel(session, sweep, this))
    , m_similarity(new SimilarityPanel(session, likeness, this))
    , m_tabs(new QButtonGroup(this))
    , m_heads(new QStackedWidget(this))
    , m_pages(new QStackedWidget(this))
{
    setProperty("surface", "window");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Deltas compared"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeHead());
    all->addWidget(m_pages, 1);
    m_pages->addWidget(m_sweep);
    m_pages->addWidget(m_similarity);
    connect(m_tabs, &QButtonGroup::idClicked, this, [this](int id) { showPage(Page(id)); });
    connect(m_sweep, &SweepPanel::saved, this, &ComparePanel::saved);
    connect(m_sweep, &SweepPanel::failed, this, &ComparePanel::failed);
    connect(m_similarity, &SimilarityPanel::saved, this, &ComparePanel::saved);
    connect(m_similarity, &SimilarityPanel::failed, this, &ComparePanel::failed);
    connect(m_similarity, &SimilarityPanel::moduleChosen, this, &ComparePanel::moduleChosen);
    showPage(Page::Strength);
}

QWidget *ComparePanel::makeHead()
{
    auto *head = new QWidget(this);
    head->setProperty("surface", "bar");
    head->setAttribute(Qt::WA_StyledBackground);
    head->setFixedHeight(headHeight);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(4);
    const auto add = [&](Page page, const QString &text, const QString &tip, QWidget *own) {
        auto *tab = new QToolButton(head);
        tab->setText(text);
        tab->setToolTip(tip);
        tab->setCheckable(true);
        m_tabs->addButton(tab, int(page));
        row->addWidget(tab);
        m_heads->addWidget(own);
    };
    add(Page::Strength, tr("Strength of"), tr("What comes out as the strength of a delta goes up"), m_sweep->head());
    add(Page::Similarity, tr("Similarity"), tr("How alike the deltas change each module's weight"),
        m_similarity->head());
    row->addSpacing(8);
    row->addWidget(m_heads, 1);
    return head;
}

void ComparePanel::showPage(Page page)
{
    m_tabs->button(int(page))->setChecked(true);
    m_heads->setCurrentIndex(int(page));
    m_pages->setCurrentIndex(int(page));
}

} // namespace deltascope::views

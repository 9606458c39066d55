#include "app/benchplace.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace deltascope::app {

BenchPlace::BenchPlace(const Pages &pages, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar(this))
    , m_room(new QToolButton(this))
    , m_pages(new QStackedWidget(this))
{
    add(tr("Try"), tr("Inputs under every configuration"), pages.tried);
    add(tr("Evaluate"), tr("Labelled data under every configuration: which one is better?"), pages.evaluated);
    add(tr("Compare"), tr("What comes out as a delta gets stronger, and how alike the deltas are"), pages.compared);
    add(tr("Responsible"), tr("Which layers are responsible for a changed answer?"), pages.responsible);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("What the bench shows"));
    m_room->setProperty("role", "choice");
    connect(m_room, &QToolButton::clicked, this, &BenchPlace::roomAsked);
    setMaximised(false);
    auto *head = new QWidget(this);
    head->setProperty("surface", "bar");
    head->setAttribute(Qt::WA_StyledBackground);
    head->setFixedHeight(headHeight);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 12, 0);
    row->addWidget(m_tabs);
    row->addStretch();
    row->addWidget(m_room);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(head);
    all->addWidget(m_pages, 1);
}

void BenchPlace::add(const QString &title, const QString &tip, QWidget *page)
{
    m_tabs->setTabToolTip(m_tabs->addTab(title), tip);
    m_pages->addWidget(page);
}

void BenchPlace::showTab(Tab tab) { m_tabs->setCurrentIndex(int(tab)); }

BenchPlace::Tab BenchPlace::tab() const { return Tab(m_tabs->currentIndex()); }

void BenchPlace::setMaximised(bool isMaximised)
{
    m_room->setText(isMaximised ? tr("show the tree") : tr("more room"));
    m_room->setToolTip(isMaximised ? tr("Bench and tree beside one another (Alt+2)")
                                   : tr("The bench alone (Alt+3, or a double-click here)"));
}

void BenchPlace::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->position().y() < headHeight)
        Q_EMIT roomAsked();
}

} // namespace deltascope::app

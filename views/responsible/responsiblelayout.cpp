// How the parts of the panel stand beside one another.
#include "views/responsible/responsiblepanel.h"

#include "views/common/labels.h"
#include "views/common/mark.h"
#include "views/responsible/blamechart.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>

namespace deltascope::views {

namespace {

constexpr int headHeight = 40, barWidth = 90, sitesWidth = 260;

} // namespace

QWidget *ResponsiblePanel::makeHead()
{
    for (QToolButton *button : {m_input, m_from, m_to, m_save})
        button->setProperty("role", "choice");
    m_input->setToolTip(tr("The input whose answer is to be explained"));
    m_from->setToolTip(tr("The column that answers otherwise"));
    m_to->setToolTip(tr("The column whose answer is to be explained"));
    m_save->setText(tr("Save…"));
    m_save->setToolTip(tr("Copy or save the runs and their picture"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(barWidth);
    m_bar->setAccessibleName(tr("Progress of the search"));
    m_search->setProperty("role", "primary");
    m_stop->setToolTip(tr("What was tried by now stays"));
    auto *head = new QWidget(this);
    head->setProperty("surface", "bar");
    head->setAttribute(Qt::WA_StyledBackground);
    head->setFixedHeight(headHeight);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_input);
    row->addWidget(makeLabel(tr("from"), "small", head));
    row->addWidget(m_from);
    row->addWidget(makeLabel(tr("to"), "small", head));
    row->addWidget(m_to);
    row->addStretch();
    row->addWidget(m_bar);
    row->addWidget(m_progress);
    row->addWidget(m_save);
    row->addWidget(m_search);
    row->addWidget(m_stop);
    return head;
}

QWidget *ResponsiblePanel::makeResult()
{
    auto *left = new QWidget;
    auto *lines = new QVBoxLayout(left);
    lines->setContentsMargins(16, 12, 16, 12);
    lines->setSpacing(6);
    for (QLabel *label : {m_sentence, m_detail, m_error}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        lines->addWidget(label);
    }
    lines->addSpacing(4);
    lines->addWidget(makeLabel(tr("THE SEARCH: EACH RUN, A SQUARE A SITE, FILLED WHERE ATTACHED"), "section", left));
    lines->addWidget(m_chart);
    lines->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(left);
    m_sites->setAccessibleName(tr("Sites that are enough"));
    m_sites->setFrameShape(QFrame::NoFrame);
    m_sites->setIconSize({3 * markRoom, markRoom});
    m_sites->setTextElideMode(Qt::ElideMiddle);
    m_attach->setProperty("role", "link");
    m_attach->setToolTip(tr("Attaches the deltas at these sites, and nowhere else"));
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(12, 12, 12, 8);
    column->addWidget(makeLabel(tr("ENOUGH"), "section", right));
    column->addWidget(m_sites, 1);
    column->addWidget(m_attach, 0, Qt::AlignLeft);
    auto *both = new QSplitter(Qt::Horizontal);
    both->setHandleWidth(1);
    both->setChildrenCollapsible(false);
    both->addWidget(scroll);
    both->addWidget(right);
    both->setStretchFactor(0, 1);
    both->setSizes({700, sitesWidth});
    return both;
}

} // namespace deltascope::views

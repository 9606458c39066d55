// How the parts of the panel stand beside one another, and what can be taken along of each.
#include "views/evaluate/evaluatepanel.h"

#include "views/common/labels.h"
#include "views/common/takeaway.h"
#include "views/common/theme.h"
#include "views/evaluate/confusionmap.h"
#include "views/evaluate/evaluationtext.h"
#include "views/evaluate/labelbars.h"
#include "views/evaluate/lineslist.h"
#include "views/evaluate/resultstable.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace deltascope::views {

namespace {

constexpr int headHeight = 40, sectionHeight = 32, barWidth = 120, leastRight = 300;

QScrollArea *scrolling(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(content);
    return area;
}

QSplitter *quiet(QSplitter *splitter)
{
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

QImage grabbed(QWidget *widget) { return widget->grab().toImage(); }

} // namespace

void EvaluatePanel::layOut()
{
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_error->setContentsMargins(12, 6, 12, 6);
    quiet(m_right);
    m_right->addWidget(makeConfusion());
    m_right->addWidget(makeBars());
    m_right->setMinimumWidth(leastRight);
    auto *left = quiet(new QSplitter(Qt::Vertical));
    left->addWidget(makeResults());
    left->addWidget(m_lines);
    left->setStretchFactor(0, 2);
    left->setStretchFactor(1, 3);
    auto *both = quiet(new QSplitter(Qt::Horizontal));
    both->addWidget(left);
    both->addWidget(m_right);
    both->setStretchFactor(0, 5);
    both->setStretchFactor(1, 3);
    m_pages->addWidget(makeEmpty());
    m_pages->addWidget(both);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeHead());
    all->addWidget(m_error);
    all->addWidget(m_pages, 1);
    takeAlong();
}

QWidget *EvaluatePanel::makeHead()
{
    m_name->setProperty("role", "strong");
    m_facts->setProperty("role", "small");
    m_facts->setElideMode(Qt::ElideRight);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_change->setText(tr("Change…"));
    m_change->setProperty("role", "choice");
    m_change->setToolTip(tr("Other labelled data"));
    m_generates->setToolTip(tr("Also writes an answer to every line, as it is set under Try, and counts those that are "
                               "what is expected"));
    m_save->setText(tr("Save…"));
    m_save->setProperty("role", "choice");
    m_save->setToolTip(tr("Copy or save numbers and pictures"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(barWidth);
    m_bar->setAccessibleName(tr("Progress of the evaluation"));
    m_run->setProperty("role", "primary");
    m_run->setToolTip(tr("Evaluate what is not known yet"));
    m_stop->setToolTip(tr("What is answered by now stays"));
    auto *head = new QWidget(this);
    head->setProperty("surface", "bar");
    head->setAttribute(Qt::WA_StyledBackground);
    head->setFixedHeight(headHeight);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(10);
    row->addWidget(m_name);
    row->addWidget(m_facts, 1);
    row->addWidget(m_generates);
    row->addWidget(m_change);
    row->addWidget(m_save);
    row->addWidget(m_bar);
    row->addWidget(m_progress);
    row->addWidget(m_run);
    row->addWidget(m_stop);
    return head;
}

QWidget *EvaluatePanel::makeEmpty()
{
    auto *page = new QWidget(this);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    auto *open = new QPushButton(tr("Open a file…"), page);
    auto *label = new QPushButton(tr("Label the inputs"), page);
    connect(open, &QPushButton::clicked, this, &EvaluatePanel::chooseFile);
    connect(label, &QPushButton::clicked, &m_evaluation, &items::Evaluation::followInputs);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(open);
    buttons->addWidget(label);
    buttons->addStretch();
    auto *all = new QVBoxLayout(page);
    all->setContentsMargins(40, 12, 40, 12);
    all->setSpacing(12);
    all->addStretch();
    all->addWidget(m_hint);
    all->addLayout(buttons);
    all->addStretch();
    return page;
}

QWidget *EvaluatePanel::makeSection(const QString &title, QWidget *note, QWidget *content)
{
    auto *section = new QWidget(this);
    auto *head = new QWidget(section);
    head->setFixedHeight(sectionHeight);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(makeLabel(title, "section", head));
    row->addWidget(note, 1);
    auto *all = new QVBoxLayout(section);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(head);
    all->addWidget(content, 1);
    return section;
}

QWidget *EvaluatePanel::makeResults()
{
    m_baseline->setProperty("role", "choice");
    m_baseline->setToolTip(tr("The configuration that the others are compared with"));
    auto *note = new QWidget(this);
    auto *row = new QHBoxLayout(note);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch();
    row->addWidget(m_baseline);
    return makeSection(tr("CONFIGURATIONS"), note, m_results);
}

QWidget *EvaluatePanel::makeConfusion()
{
    m_confusionOf->setProperty("role", "small");
    return makeSection(tr("CONFUSION"), m_confusionOf, scrolling(m_confusion));
}

QWidget *EvaluatePanel::makeBars()
{
    m_barsOf->setProperty("role", "small");
    m_weakest->setProperty("role", "muted");
    auto *content = new QWidget(this);
    auto *all = new QVBoxLayout(content);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_bars);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 4, 12, 8);
    foot->addWidget(m_weakest);
    all->addLayout(foot);
    all->addStretch();
    return makeSection(tr("BY LABEL"), m_barsOf, scrolling(content));
}

void EvaluatePanel::takeAlong()
{
    const auto text = [this] { return EvaluationText(m_session, m_evaluation); };
    const auto add = [this](QWidget &widget, Takings takings) {
        auto *take = new TakeAway(widget, std::move(takings));
        connect(take, &TakeAway::saved, this, &EvaluatePanel::saved);
        connect(take, &TakeAway::failed, this, &EvaluatePanel::failed);
        return take;
    };
    m_takeResults = add(*m_results, {QStringLiteral("evaluation"), [text](QChar c) { return text().results(c); },
                                     [this] { return m_evaluation.json(); }, QStringLiteral("json"),
                                     [this] { return grabbed(m_results); }});
    m_takeConfusion = add(*m_confusion, {QStringLiteral("confusion"),
                                         [this, text](QChar c) { return text().confusion(m_results->chosen(), c); },
                                         {},
                                         {},
                                         [this] { return m_confusion->picture(Theme::Kind::Light); }});
    add(*m_bars, {QStringLiteral("labels"),
                  [this, text](QChar c) { return text().labels(m_results->chosen(), c); },
                  {},
                  {},
                  [this] { return m_bars->picture(Theme::Kind::Light); }});
    m_takeLines = add(*m_lines,
                      {QStringLiteral("lines"), [this](QChar c) { return EvaluationText::lines(*m_lines->lines(), c); },
                       [this] { return m_evaluation.predictions(); }, QStringLiteral("jsonl"),
                       [this] { return grabbed(m_lines); }});
}

} // namespace deltascope::views

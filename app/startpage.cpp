#include "app/startpage.h"

#include "app/demo.h"
#include "views/common/labels.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace deltascope::app {

namespace {
constexpr int pageWidth = 560, mostRecent = 8;
}

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_problem(views::makeLabel({}, "bad", this))
    , m_recentTitle(views::makeLabel(tr("RECENT MODELS"), "section", this))
    , m_recent(new QVBoxLayout)
{
    setProperty("surface", "window");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Nothing is open"));
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    const auto add = [&](const QString &text, auto signal) {
        auto *button = new QPushButton(text, this);
        connect(button, &QPushButton::clicked, this, signal);
        buttons->addWidget(button);
        return button;
    };
    m_find = add(tr("Find it…"), &StartPage::findAsked);
    m_find->setToolTip(tr("Its session is kept, with its deltas, columns and inputs"));
    if (demoSession())
        add(tr("Open the demo"), &StartPage::demoAsked)->setProperty("role", "primary");
    add(tr("Model folder…"), &StartPage::folderAsked);
    add(tr("Hub id or path…"), &StartPage::nameAsked);
    buttons->addStretch();
    m_recent->setSpacing(2);
    auto *page = new QVBoxLayout;
    page->setSpacing(14);
    page->addStretch(2);
    page->addWidget(views::makeLabel(tr("Nothing is open"), "product", this));
    page->addWidget(m_problem);
    page->addLayout(buttons);
    page->addWidget(views::makeLabel(tr("Or drop a model folder anywhere on the window."), "muted", this));
    page->addWidget(m_recentTitle);
    page->addLayout(m_recent);
    page->addStretch(3);
    auto *across = new QGridLayout(this);
    across->setColumnStretch(0, 1);
    across->setColumnMinimumWidth(1, pageWidth);
    across->setColumnStretch(2, 1);
    across->addLayout(page, 0, 1);
}

void StartPage::show(const QString &problem, const QStringList &recentModels, Kept kept)
{
    m_find->setVisible(kept == Kept::Session);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString &model : recentModels.mid(0, mostRecent)) {
        auto *button = new QPushButton(fontMetrics().elidedText(model, Qt::ElideMiddle, pageWidth - 24), this);
        button->setProperty("role", "quiet");
        button->setToolTip(model);
        button->setAccessibleName(tr("Open %1").arg(model));
        connect(button, &QPushButton::clicked, this, [this, model] { Q_EMIT modelAsked(model); });
        m_recent->addWidget(button);
    }
    m_recentTitle->setVisible(m_recent->count() > 0);
    setVisible(true);
}

} // namespace deltascope::app

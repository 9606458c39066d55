#include "views/merge/mergedialog.h"

#include "items/wording.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/common/popup.h"
#include "views/common/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace deltascope::views {

MergeDialog::MergeDialog(items::Session &session, items::Questions &questions, QWidget *parent)
    : QDialog(parent)
    , m_questions(questions)
    , m_request{session.state().liveMix(), {}, {}}
    , m_title(makeLabel({}, "strong", this))
    , m_facts(makeLabel(tr("Measuring what merging changes…"), "muted", this))
    , m_listTitle(makeLabel(tr("LARGEST ROUNDING ERROR OF EACH MODULE"), "section", this))
    , m_modules(new QTreeWidget(this))
    , m_folder(new QLineEdit(this))
    , m_choose(new QPushButton(tr("Choose…"), this))
    , m_merge(new QPushButton(tr("Merge"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    for (const items::BenchInput &input : session.state().inputs)
        m_request.inputs.push_back(input.input);
    items::BenchColumn attached;
    attached.kind = items::ColumnKind::AsAttached;
    setWindowTitle(tr("Merge into a checkpoint"));
    m_title->setText(
        tr("%1, folded into the weights of a new checkpoint").arg(items::titleOf(session.state(), attached)));
    layOut();
    connect(m_folder, &QLineEdit::textChanged, this, &MergeDialog::refresh);
    connect(m_choose, &QPushButton::clicked, this, &MergeDialog::choose);
    connect(m_merge, &QPushButton::clicked, this, &MergeDialog::accept);
    connect(m_cancel, &QPushButton::clicked, this, &MergeDialog::reject);
    questions.measureMerge(this, m_request,
                           {.then = [this](const MergeReport &report) { take(report); },
                            .failed = [this](const Error &error) { say(items::wording(error)); },
                            .cancelled = [this] { say(tr("Not measured: another model is open now.")); }});
    refresh();
}

void MergeDialog::say(const QString &problem)
{
    setRole(m_facts, "bad");
    m_facts->setText(problem);
}

void MergeDialog::layOut()
{
    m_title->setWordWrap(true);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_modules->setColumnCount(2);
    m_modules->setHeaderHidden(true);
    m_modules->setRootIsDecorated(false);
    m_modules->setUniformRowHeights(true);
    m_modules->setAllColumnsShowFocus(true);
    m_modules->setFont(theme().mono(Theme::Size::Small));
    m_modules->header()->setStretchLastSection(false);
    m_modules->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_modules->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_modules->setTextElideMode(Qt::ElideMiddle);
    m_modules->setAccessibleName(tr("Modules whose weights change"));
    m_folder->setPlaceholderText(tr("a new or empty folder"));
    m_folder->setAccessibleName(tr("Folder of the merged checkpoint"));
    m_merge->setProperty("role", "primary");
    m_merge->setAutoDefault(false);
    auto *folder = new QHBoxLayout;
    folder->addWidget(m_folder, 1);
    folder->addWidget(m_choose);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_merge);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 16, 20, 16);
    all->setSpacing(10);
    all->addWidget(m_title);
    all->addWidget(m_facts);
    all->addWidget(m_listTitle);
    all->addWidget(m_modules, 1);
    all->addLayout(folder);
    all->addLayout(buttons);
    resize(520, 420);
}

void MergeDialog::choose()
{
    askPath(this,
            {PathQuestion::What::NewFolder, tr("A new or empty folder for the merged checkpoint"), m_folder->text()},
            [this](const QString &folder, const QString &) { m_folder->setText(folder); });
}

void MergeDialog::take(const MergeReport &report)
{
    m_isMeasured = true;
    const QString inputs = m_request.inputs.empty() ? tr("the built-in inputs")
                                                    : counted(std::int64_t(m_request.inputs.size()),
                                                              tr("%1 test input"), tr("%1 test inputs"));
    m_facts->setText(
        tr("Largest difference of an output on %1, merged or attached: %2. %3")
            .arg(inputs, report.maxAbsError == 0 ? tr("none") : shortNumber(report.maxAbsError),
                 counted(std::int64_t(report.modules.size()), tr("%1 module changes."), tr("%1 modules change."))));
    for (const MergedModule &module : report.modules) {
        const QString name = QString::fromStdString(module.name);
        auto *item = new QTreeWidgetItem(
            m_modules, {name, module.roundingError == 0 ? tr("exact") : shortNumber(module.roundingError)});
        item->setToolTip(0, name);
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    }
    refresh();
}

void MergeDialog::refresh()
{
    m_listTitle->setVisible(m_isMeasured);
    m_merge->setEnabled(m_isMeasured && !m_folder->text().trimmed().isEmpty());
}

void MergeDialog::accept()
{
    if (!m_merge->isEnabled())
        return;
    m_request.folder = m_folder->text().trimmed().toStdString();
    m_questions.merge(m_request);
    QDialog::accept();
}

} // namespace deltascope::views

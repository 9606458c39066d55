#include "views/adddelta/savedform.h"

#include "views/adddelta/factstext.h"
#include "views/common/labels.h"
#include "views/common/popup.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace deltascope::views {

SavedForm::SavedForm(QWidget *parent)
    : QWidget(parent)
    , m_path(new QLineEdit(this))
    , m_choose(new QPushButton(tr("From folder…"), this))
    , m_facts(makeLabel({}, "muted", this))
{
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setAccessibleName(tr("What its files say"));
    m_facts->setVisible(false);
    m_path->setPlaceholderText(tr("folder of the delta"));
    m_path->setAccessibleName(tr("Folder of the saved delta"));
    m_path->setToolTip(tr("As OpenDelta, PEFT or AdapterHub saved it"));
    QLabel *hint = makeLabel(tr("Or drop the folder anywhere on the window."), "small", this);
    hint->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_choose);
    layout->addWidget(hint);
    layout->addWidget(makeLabel(tr("Folder"), "small", this));
    layout->addWidget(m_path); // what is said of it follows
    setTabOrder(m_choose, m_path);
    layout->addWidget(m_facts);
    layout->addStretch();
    connect(m_path, &QLineEdit::editingFinished, this, [this] {
        if (!path().isEmpty())
            Q_EMIT chosen(path());
    });
    connect(m_choose, &QPushButton::clicked, this, &SavedForm::choose);
}

QString SavedForm::path() const { return m_path->text().trimmed(); }

void SavedForm::setPath(const QString &path)
{
    m_path->setText(path);
    showFacts({});
}

void SavedForm::showFacts(const DeltaFacts &facts)
{
    m_facts->setText(factsText(facts));
    m_facts->setVisible(!m_facts->text().isEmpty());
}

void SavedForm::focusButton() { m_choose->setFocus(); }

void SavedForm::choose()
{
    askPath(this,
            {PathQuestion::What::ExistingFolder, tr("Folder of a saved delta"), path().isEmpty() ? m_start : path()},
            [this](const QString &path, const QString &) {
                setPath(path);
                Q_EMIT chosen(path);
            });
}

} // namespace deltascope::views

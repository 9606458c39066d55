#include "views/modules/modulespanel.h"

#include "views/common/labels.h"

#include <QTreeWidget>
#include <QVBoxLayout>

namespace deltascope::views {

ModulesPanel::ModulesPanel(items::Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_tree(new QTreeWidget(this))
{
    setFocusProxy(m_tree);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(makeLabel(tr("MODULES"), "section", this));
    layout->addWidget(m_tree);
    m_tree->setHeaderHidden(true);
    connect(&session, &items::Session::networkChanged, this, &ModulesPanel::rebuild);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        if (item)
            Q_EMIT selected(item->text(0), { item->data(0, Qt::UserRole).toInt() });
    });
}

void ModulesPanel::rebuild()
{
    m_tree->clear();
    QList<QTreeWidgetItem *> items;
    const NetworkInfo *network = m_session.network();
    for (std::size_t i = 0; network && i < network->modules.size(); ++i) {
        const ModuleInfo &module = network->modules[i];
        auto *item = module.parent < 0 ? new QTreeWidgetItem(m_tree) : new QTreeWidgetItem(items[module.parent]);
        item->setText(0, QString::fromStdString(module.name));
        item->setData(0, Qt::UserRole, int(i));
        items << item;
    }
    m_tree->expandToDepth(2);
}

void ModulesPanel::reveal(int module)
{
    for (QTreeWidgetItemIterator it(m_tree); *it; ++it)
        if ((*it)->data(0, Qt::UserRole).toInt() == module) {
            m_tree->setCurrentItem(*it);
            m_tree->scrollToItem(*it);
        }
}

void ModulesPanel::light(const QList<int> &modules)
{
    for (QTreeWidgetItemIterator it(m_tree); *it; ++it) {
        QFont font = (*it)->font(0);
        font.setBold(modules.contains((*it)->data(0, Qt::UserRole).toInt()));
        (*it)->setFont(0, font);
    }
}

void ModulesPanel::setSearch(const QString &text)
{
    m_tree->keyboardSearch(text);
}

} // namespace deltascope::views

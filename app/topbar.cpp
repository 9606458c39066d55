#include "app/topbar.h"

#include "views/common/icons.h"
#include "views/common/labels.h"
#include "views/common/modelname.h"
#include "views/modules/findfield.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace deltascope::app {

namespace {

constexpr int leastSearch = 220, leastArchitecture = 120, mostModel = 180;

QToolButton *makeTool(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QPushButton *makeButton(const QString &text, const QString &tip, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    return button;
}

} // namespace

TopBar::TopBar(QWidget *parent)
    : QWidget(parent)
    , m_model(new views::ElidedLabel({}, this))
    , m_architecture(new views::ElidedLabel({}, this))
    , m_untouched(new views::ElidedLabel(tr("backbone untouched"), this))
    , m_nothing(views::makeLabel(tr("nothing open"), "muted", this))
    , m_search(new views::FindField(this))
    , m_open(makeTool(tr("Open…"), tr("Open a model (Ctrl+O)"), this))
    , m_view(makeTool(tr("View"), tr("Show and hide panels"), this))
    , m_commands(makeTool(tr("Commands"), tr("Every action with its key (Ctrl+K)"), this))
    , m_theme(makeTool({}, tr("Switch between the dark and the light theme"), this))
    , m_undo(makeButton(tr("Undo"), tr("Nothing to undo"), this))
    , m_redo(makeButton(tr("Redo"), tr("Nothing to redo"), this))
    , m_export(makeButton(tr("Export"), tr("Export the tree (Ctrl+E)"), this))
    , m_add(makeButton(tr("Add delta"), tr("Load a saved delta or make a fresh one (Ctrl+D)"), this))
{
    setProperty("surface", "bar");
    setAttribute(Qt::WA_StyledBackground);
    m_model->setProperty("role", "muted");
    m_architecture->setProperty("role", "chip");
    m_untouched->setProperty("role", "good-chip");
    m_untouched->setHint(tr("The weights are mapped read-only: deltas compute beside them, nothing writes to them."));
    m_search->setMinimumWidth(leastSearch);
    m_search->setMaximumWidth(360);
    m_view->setPopupMode(QToolButton::InstantPopup);
    m_open->setPopupMode(QToolButton::InstantPopup);
    m_theme->setIcon(views::icon(QStringLiteral("theme")));
    m_add->setProperty("role", "primary");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 14, 8);
    row->setSpacing(10);
    row->addWidget(views::makeLabel(tr("Deltascope"), "product", this));
    row->addWidget(m_model);
    row->addWidget(m_nothing);
    row->addWidget(m_architecture);
    row->addWidget(m_untouched);
    row->addStretch(1);
    row->addWidget(m_search, 4);
    for (QWidget *tool : {m_open, m_view, m_commands, m_theme})
        row->addWidget(tool);
    row->addSpacing(2);
    for (QWidget *button : {m_undo, m_redo, m_export, m_add})
        row->addWidget(button);
    show(nullptr);
    setPlace(Place::Work);
}

/// A narrow bar keeps what can be clicked; the model's name and the field to find in get their room before the chips
/// do.
void TopBar::showChips()
{
    int room = width() - layout()->contentsMargins().left() - layout()->contentsMargins().right();
    for (int i = 0; i < layout()->count(); ++i) {
        QWidget *widget = layout()->itemAt(i)->widget();
        const bool isChip = widget == m_architecture || widget == m_untouched;
        if (widget && !isChip && !widget->isHidden())
            room -= layout()->spacing()
                    + (widget == m_search  ? leastSearch
                       : widget == m_model ? m_model->minimumWidth()
                                           : widget->sizeHint().width());
    }
    const int untouched = layout()->spacing() + m_untouched->sizeHint().width();
    m_untouched->setVisible(m_hasNetwork && room >= untouched);
    if (!m_untouched->isHidden())
        room -= untouched;
    const int architecture = layout()->spacing() + std::min(leastArchitecture, m_architecture->sizeHint().width());
    m_architecture->setVisible(m_hasNetwork && !m_architecture->fullText().isEmpty() && room >= architecture);
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showChips();
}

void TopBar::setPlace(Place place)
{
    const bool isAtWork = place == Place::Work;
    for (QWidget *tool :
         {static_cast<QWidget *>(m_search), static_cast<QWidget *>(m_view), static_cast<QWidget *>(m_undo),
          static_cast<QWidget *>(m_redo), static_cast<QWidget *>(m_export), static_cast<QWidget *>(m_add)})
        tool->setVisible(isAtWork);
    m_nothing->setVisible(!isAtWork && !m_hasNetwork);
}

QString TopBar::modelName() const { return m_model->fullText(); }

void TopBar::show(const NetworkInfo *network)
{
    const QString model = network ? QString::fromStdString(network->model) : QString();
    m_model->setVisible(network);
    m_hasNetwork = network;
    m_search->setEnabled(network);
    m_export->setEnabled(network);
    m_add->setEnabled(network);
    if (!network)
        return showChips();
    m_model->setFullText(network->folder == network->model ? views::shortPath(model) : views::shortModelName(model));
    m_model->setHint(model);
    m_model->setMinimumWidth(std::min(m_model->sizeHint().width(), mostModel)); // the chips give way
    m_architecture->setFullText(QString::fromStdString(network->architecture));
    QStringList notes;
    for (const std::string &note : network->notes)
        notes << QString::fromStdString(note);
    m_architecture->setHint(notes.join(QLatin1Char('\n')));
    showChips();
}

} // namespace deltascope::app

#include "views/adddelta/freshform.h"

#include "views/common/labels.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace deltascope::views {

namespace {

QWidget *makeField(const KindKey &key)
{
    QWidget *field = nullptr;
    if (key.choices.isEmpty()) {
        field = new QLineEdit(key.value);
    } else {
        auto *box = new QComboBox;
        box->addItems(key.choices);
        box->setCurrentText(key.value);
        field = box;
    }
    field->setAccessibleName(key.name);
    return field;
}

QString textOf(QWidget *field)
{
    if (auto *box = qobject_cast<QComboBox *>(field))
        return box->currentText();
    return static_cast<QLineEdit *>(field)->text().trimmed();
}

} // namespace

FreshForm::FreshForm(QWidget *parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_says(makeLabel({}, "small", this))
    , m_keyForm(new QFormLayout)
    , m_targetsTitle(makeLabel(tr("Modules, by name, suffix, [r]regex or common name"), "small", this))
    , m_targets(new QLineEdit(this))
{
    m_kind->setAccessibleName(tr("Kind of delta"));
    for (const DeltaKind &kind : deltaKinds())
        m_kind->addItem(kind.title, kind.kind);
    m_says->setWordWrap(true);
    m_targetsTitle->setWordWrap(true);
    m_targets->setPlaceholderText(tr("fc2, [r]decoder.*attn, attn@.q@"));
    m_targets->setToolTip(tr("Separate several with blanks or commas, or click modules in the tree"));
    m_targets->setAccessibleName(tr("Target modules"));
    m_keyForm->setSpacing(6);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeLabel(tr("Kind"), "small", this));
    layout->addWidget(m_kind);
    layout->addWidget(m_says);
    layout->addLayout(m_keyForm);
    layout->addWidget(m_targetsTitle);
    layout->addWidget(m_targets);
    layout->addStretch();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &FreshForm::showKind);
    connect(m_targets, &QLineEdit::textChanged, this, &FreshForm::changed);
    connect(m_targets, &QLineEdit::returnPressed, this, &FreshForm::submitted);
    showKind();
}

const DeltaKind &FreshForm::kind() const
{
    return deltaKinds().at(m_kind->currentIndex());
}

void FreshForm::showKind()
{
    m_says->setText(kind().says);
    while (m_keyForm->rowCount() > 0)
        m_keyForm->removeRow(0);
    m_fields.clear();
    for (const KindKey &key : kind().keys) {
        QWidget *field = makeField(key);
        m_fields.insert(key.name, field);
        m_keyForm->addRow(makeLabel(key.name, "muted"), field);
    }
    m_targets->setVisible(kind().needsTargets);
    m_targetsTitle->setVisible(kind().needsTargets);
    Q_EMIT changed();
}

QStringList FreshForm::patterns() const
{
    static const QRegularExpression blanks(QStringLiteral("\\s+"));
    QStringList list;
    for (const QString &part : m_targets->text().split(blanks, Qt::SkipEmptyParts)) {
        if (!part.startsWith(QLatin1String("[r]")))
            list << part.split(QLatin1Char(','), Qt::SkipEmptyParts);
        else  // a comma inside a regular expression is its own
            list << (part.endsWith(QLatin1Char(',')) ? part.chopped(1) : part);
    }
    return list;
}

std::vector<std::pair<std::string, std::string>> FreshForm::keys() const
{
    std::vector<std::pair<std::string, std::string>> keys;
    for (const KindKey &key : kind().keys)
        keys.emplace_back(key.name.toStdString(), textOf(m_fields[key.name]).toStdString());
    if (kind().needsTargets)
        for (const QString &pattern : patterns())
            keys.emplace_back("modified_modules", pattern.toStdString());
    return keys;
}

void FreshForm::point(const QString &name)
{
    QStringList list = patterns();
    if (!list.removeOne(name))
        list << name;
    m_targets->setText(list.join(QStringLiteral(", ")));
}

void FreshForm::focusTargets()
{
    m_targets->setFocus();
}

} // namespace deltascope::views

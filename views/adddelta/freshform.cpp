#include "views/adddelta/freshform.h"

#include "views/common/labels.h"
#include "views/common/wheelguard.h"

#include <QComboBox>
#include <QFormLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::views {

namespace {

QWidget *makeField(const KindKey &key)
{
    QWidget *field = nullptr;
    if (key.choices.isEmpty()) {
        field = new QLineEdit(key.value);
    } else {
        auto *box = new QComboBox;
        guardWheel(box);
        box->addItems(key.choices);
        box->setCurrentText(key.value);
        field = box;
    }
    field->setAccessibleName(key.name);
    field->setToolTip(key.says);
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
    guardWheel(m_kind);
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

const DeltaKind *FreshForm::kind() const
{
    const QString name = m_kind->currentData().toString();
    const auto found = std::find_if(deltaKinds().begin(), deltaKinds().end(),
                                    [&name](const DeltaKind &kind) { return kind.kind == name; });
    return found == deltaKinds().end() ? nullptr : &*found;
}

void FreshForm::offer(const std::vector<KindName> &kinds)
{
    const QString before = m_kind->currentText();
    {
        const QSignalBlocker silent(m_kind);
        m_kind->clear();
        for (const DeltaKind &kind : deltaKinds())
            if (std::find(kinds.begin(), kinds.end(), KindName{kind.library.toStdString(), kind.kind.toStdString()})
                != kinds.end())
                m_kind->addItem(kind.title, kind.kind);
        m_kind->setCurrentIndex(std::max(0, m_kind->findText(before)));
    }
    if (m_kind->currentText() != before)
        showKind();
}

void FreshForm::showKind()
{
    const DeltaKind *shown = kind();
    m_says->setText(shown ? shown->says : tr("Deltas can be made for a model that runs."));
    while (m_keyForm->rowCount() > 0)
        m_keyForm->removeRow(0);
    m_fields.clear();
    for (const KindKey &key : shown ? shown->keys : QList<KindKey>()) {
        QWidget *field = makeField(key);
        m_fields.insert(key.name, field);
        QLabel *name = makeLabel(key.name, "muted");
        name->setToolTip(key.says);
        m_keyForm->addRow(name, field);
    }
    m_targets->setVisible(shown && shown->needsTargets);
    m_targetsTitle->setVisible(shown && shown->needsTargets);
    Q_EMIT changed();
}

QStringList FreshForm::patterns() const
{
    static const QRegularExpression blanks(QStringLiteral("\\s+"));
    QStringList list;
    for (const QString &part : m_targets->text().split(blanks, Qt::SkipEmptyParts)) {
        if (!part.startsWith(QLatin1String("[r]")))
            list << part.split(QLatin1Char(','), Qt::SkipEmptyParts);
        else // a comma inside a regular expression is its own
            list << (part.endsWith(QLatin1Char(',')) ? part.chopped(1) : part);
    }
    return list;
}

void FreshForm::fill(DeltaRequest &request) const
{
    const DeltaKind *chosen = kind();
    if (!chosen)
        return;
    const bool isPeft = chosen->library == QLatin1String("peft");
    QJsonObject object{{QStringLiteral("peft_type"), chosen->kind}};
    for (const KindKey &key : chosen->keys) {
        const QString text = textOf(m_fields[key.name]);
        if (key.isList)
            object.insert(key.name, QJsonArray()); // to which the words are added one by one
        for (const QString &value : key.isList ? text.split(QLatin1Char(','), Qt::SkipEmptyParts) : QStringList{text})
            request.keys.emplace_back(key.name.toStdString(), value.trimmed().toStdString());
    }
    if (chosen->needsTargets)
        for (const QString &pattern : patterns())
            request.keys.emplace_back(isPeft ? "target_modules" : "modified_modules", pattern.toStdString());
    if (isPeft)
        request.json = QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
    else
        request.kind = chosen->kind.toStdString();
}

void FreshForm::point(const QString &name)
{
    QStringList list = patterns();
    if (!list.removeOne(name))
        list << name;
    m_targets->setText(list.join(QStringLiteral(", ")));
}

void FreshForm::focusTargets() { m_targets->setFocus(); }

} // namespace deltascope::views

#include "views/adddelta/freshform.h"

#include "views/adddelta/keyfield.h"
#include "views/adddelta/kindwords.h"
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

const KindInfo *FreshForm::kind() const
{
    const int row = m_kind->currentIndex();
    return row < 0 ? nullptr : &m_kinds[static_cast<std::size_t>(row)];
}

void FreshForm::offer(const std::vector<KindInfo> &kinds)
{
    if (kinds == m_kinds)
        return;
    const QString before = m_kind->currentText();
    {
        const QSignalBlocker silent(m_kind);
        m_kinds = kinds;
        m_kind->clear();
        for (const KindInfo &kind : m_kinds)
            m_kind->addItem(QString::fromStdString(kind.title), QString::fromStdString(kind.kind));
        m_kind->setCurrentIndex(m_kinds.empty() ? -1 : std::max(0, m_kind->findText(before)));
    }
    showKind();
}

void FreshForm::showKind()
{
    const KindInfo *shown = kind();
    m_says->setText(shown ? kindWords(shown->says) : tr("Deltas can be made for a model that runs."));
    while (m_keyForm->rowCount() > 0)
        m_keyForm->removeRow(0);
    m_fields.clear();
    for (const KeyInfo &key : shown ? shown->keys : std::vector<KeyInfo>()) {
        if (key.place != KeyPlace::Form)
            continue;
        auto *field = new KeyField(key);
        m_fields.append(field);
        connect(field, &KeyField::changed, this, &FreshForm::changed);
        connect(field, &KeyField::submitted, this, &FreshForm::submitted);
        QLabel *name = makeLabel(QString::fromStdString(key.name), "muted");
        name->setToolTip(QString::fromStdString(key.says));
        m_keyForm->addRow(name, field);
    }
    const bool asksForModules = shown && !shown->targetsKey.empty();
    m_targets->setVisible(asksForModules);
    m_targetsTitle->setVisible(asksForModules);
    Q_EMIT changed();
}

bool FreshForm::isWhole() const
{
    return std::all_of(m_fields.begin(), m_fields.end(),
                       [](const KeyField *field) { return field->problem().isEmpty(); });
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
    const KindInfo *chosen = kind();
    if (!chosen)
        return;
    QJsonObject object{{QStringLiteral("peft_type"), QString::fromStdString(chosen->kind)}};
    for (const KeyField *field : m_fields) {
        const KeyInfo &key = field->key();
        const QString name = QString::fromStdString(key.name), text = field->text();
        const bool isList = key.type == KeyType::Texts;
        if (isList)
            object.insert(name, QJsonArray()); // to which the words are added one by one
        for (const QString &value : isList ? text.split(QLatin1Char(','), Qt::SkipEmptyParts) : QStringList{text})
            request.keys.emplace_back(key.name, value.trimmed().toStdString());
    }
    if (!chosen->targetsKey.empty())
        for (const QString &pattern : patterns())
            request.keys.emplace_back(chosen->targetsKey, pattern.toStdString());
    if (chosen->library == "peft")
        request.json = QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
    else
        request.kind = chosen->kind;
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

#include "views/adddelta/keyfield.h"

#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/common/wheelguard.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <cmath>

namespace deltascope::views {

namespace {

/// Of ranks, widths and counts: beyond it a delta is larger than any backbone.
constexpr int largestWhole = 65536;

/// As a choice is offered.
QStringList choicesOf(const KeyInfo &key)
{
    if (key.type == KeyType::Flag)
        return {QStringLiteral("True"), QStringLiteral("False")};
    QStringList list;
    for (const std::string &choice : key.choices)
        list << QString::fromStdString(choice);
    return list;
}

} // namespace

QString problemOf(const KeyInfo &key, const QString &text)
{
    if ((key.type != KeyType::Whole && key.type != KeyType::Number) || (text.isEmpty() && key.standard.empty()))
        return {};
    if (text.isEmpty())
        return KeyField::tr("needs a number, such as %1").arg(QString::fromStdString(key.standard));
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(value))
        return KeyField::tr("\"%1\" is no number").arg(text);
    if (key.type == KeyType::Number)
        return value == 0 && key.name.ends_with("alpha") ? KeyField::tr("with 0 the delta does nothing") : QString();
    if (value != std::floor(value) || value < 1)
        return KeyField::tr("needs a whole number from 1 on, not %1").arg(text);
    if (value > largestWhole)
        return KeyField::tr("at most %1: more is larger than any backbone").arg(grouped(largestWhole));
    return {};
}

KeyField::KeyField(const KeyInfo &key, QWidget *parent)
    : QWidget(parent)
    , m_key(key)
    , m_says(makeLabel({}, "bad-small", this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    QWidget *field = nullptr;
    if (const QStringList choices = choicesOf(key); choices.isEmpty()) {
        field = m_line = new QLineEdit(QString::fromStdString(key.standard), this);
        connect(m_line, &QLineEdit::textChanged, this, &KeyField::check);
        connect(m_line, &QLineEdit::returnPressed, this, &KeyField::submitted);
    } else {
        field = m_choice = new QComboBox(this);
        m_choice->addItems(choices);
        m_choice->setCurrentText(QString::fromStdString(key.standard));
        guardWheel(m_choice);
        connect(m_choice, &QComboBox::currentIndexChanged, this, &KeyField::changed);
    }
    field->setAccessibleName(QString::fromStdString(key.name));
    field->setToolTip(QString::fromStdString(key.says));
    setFocusProxy(field);
    m_says->setWordWrap(true);
    m_says->setVisible(false);
    layout->addWidget(field);
    layout->addWidget(m_says);
}

QString KeyField::text() const { return m_choice ? m_choice->currentText() : m_line->text().trimmed(); }

void KeyField::check()
{
    m_problem = problemOf(m_key, text());
    m_says->setText(m_problem);
    m_says->setVisible(!m_problem.isEmpty());
    m_line->setAccessibleDescription(m_problem);
    setRole(m_line, m_problem.isEmpty() ? "" : "wrong");
    Q_EMIT changed();
}

} // namespace deltascope::views

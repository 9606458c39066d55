#include "app/headbar.h"

#include "views/common/headtext.h"
#include "views/common/labels.h"
#include "views/common/theme.h"
#include "views/common/wheelguard.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::app {

namespace {

QString namesOf(const std::vector<std::string> &weights)
{
    QStringList names;
    for (std::size_t i = 0; i < std::min<std::size_t>(weights.size(), 3); ++i)
        names << QString::fromStdString(weights[i]);
    return names.join(QStringLiteral(", ")) + (weights.size() > 3 ? QStringLiteral(", …") : QString());
}

QString purpose(HeadKind head)
{
    switch (head) {
    case HeadKind::None: return HeadBar::tr("Embeddings, no head");
    case HeadKind::SequenceClassification: return HeadBar::tr("Classify a text");
    case HeadKind::TokenClassification: return HeadBar::tr("Classify tokens");
    case HeadKind::QuestionAnswering: return HeadBar::tr("Answer questions");
    case HeadKind::MaskedLm: return HeadBar::tr("Fill masks");
    case HeadKind::CausalLm: return HeadBar::tr("Generate text (decoder)");
    case HeadKind::ConditionalGeneration: return HeadBar::tr("Generate text (encoder-decoder)");
    case HeadKind::ImageClassification: return HeadBar::tr("Classify an image");
    case HeadKind::Pretraining:
    case HeadKind::Unknown: break;
    }
    return {};
}

QString headName(HeadKind head)
{
    switch (head) {
    case HeadKind::SequenceClassification: return HeadBar::tr("classification head");
    case HeadKind::TokenClassification: return HeadBar::tr("token classification head");
    case HeadKind::QuestionAnswering: return HeadBar::tr("question answering head");
    default: return HeadBar::tr("head");
    }
}

} // namespace

HeadBar::HeadBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_head(new QComboBox(this))
    , m_labelsTitle(views::makeLabel(tr("labels"), "muted", this))
    , m_labels(new QSpinBox(this))
    , m_use(new QPushButton(tr("Open with this head"), this))
    , m_close(new QPushButton(tr("Close"), this))
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_head->setAccessibleName(tr("Head to open with"));
    m_labels->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_labels->setRange(1, 1000);
    m_labels->setValue(2);
    m_labels->setAccessibleName(tr("Number of labels"));
    views::guardWheel(m_head);
    views::guardWheel(m_labels);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 8, 12, 8);
    all->addWidget(m_text);
    auto *row = new QHBoxLayout;
    all->addLayout(row);
    row->addStretch();
    row->addWidget(m_head);
    row->addWidget(m_labelsTitle);
    row->addWidget(m_labels);
    row->addWidget(m_use);
    row->addWidget(m_close);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_use, &QPushButton::clicked, this, [this] {
        Q_EMIT headChosen({chosen(), hasLabels(chosen()) ? m_labels->value() : 0});
    });
    connect(m_head, &QComboBox::currentIndexChanged, this, &HeadBar::showLabels);
    setVisible(false);
}

HeadKind HeadBar::chosen() const { return HeadKind(m_head->currentData().toInt()); }

void HeadBar::showLabels()
{
    const bool isAsked = !m_head->isHidden() && hasLabels(chosen());
    m_labels->setVisible(isAsked);
    m_labelsTitle->setVisible(isAsked);
}

void HeadBar::show(const NetworkInfo *network)
{
    const bool isFresh = network && !network->fresh.empty();
    const bool isBare = network && network->runnable && network->head == HeadKind::None && !isFresh;
    const bool lacks = network && !network->runnable && !network->missing.empty();
    QString text;
    if (isFresh)
        text = tr("The %1 is freshly initialised (%2): its answers mean nothing until it is trained.")
                   .arg(headName(network->head), namesOf(network->fresh));
    else if (isBare)
        text = tr("This checkpoint has no head and gives embeddings. To classify or generate, open it with one:");
    else if (lacks)
        text = tr("The file lacks weights that the architecture needs (%1), so it opens as a tree only. Open it with "
                  "another head:")
                   .arg(namesOf(network->missing));
    if (isFresh || isBare || lacks)
        say(text, isFresh ? nullptr : network);
    else
        hide();
}

void HeadBar::offer(const NetworkInfo &network)
{
    say(tr("Open this checkpoint with another head. One that it does not hold is freshly initialised."), &network);
}

void HeadBar::offer(const NetworkInfo &network, const std::string &delta, const DeltaHead &head)
{
    say(tr("%1 brings a head of its own: %2. To compare it with the backbone, open that with such a head too; where "
           "the checkpoint holds none, it is freshly initialised.")
            .arg(QString::fromStdString(delta), views::headText(head)),
        &network);
    m_head->setCurrentIndex(std::max(0, m_head->findData(int(head.kind))));
    if (head.outputs > 0)
        m_labels->setValue(head.outputs);
}

void HeadBar::say(const QString &text, const NetworkInfo *choices)
{
    m_text->setText(text);
    setAccessibleName(text);
    m_head->clear();
    if (choices)
        for (const HeadKind head : choices->heads)
            if (head != choices->head && !purpose(head).isEmpty())
                m_head->addItem(purpose(head), int(head));
    m_head->setVisible(m_head->count() > 0);
    m_use->setVisible(m_head->count() > 0);
    showLabels();
    setVisible(true);
}

QString HeadBar::text() const { return isHidden() ? QString() : m_text->text(); }

void HeadBar::paintEvent(QPaintEvent *)
{
    const views::Theme &t = views::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(views::Theme::mixed(t.warning, t.line, 0.4));
    painter.setBrush(views::Theme::mixed(t.warning, t.raised, 0.08));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), t.radius + 1, t.radius + 1);
}

} // namespace deltascope::app

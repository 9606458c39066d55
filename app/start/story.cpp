#include "app/start/story.h"

#include "app/start/storypicture.h"
#include "io/hub.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/common/theme.h"

#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace deltascope::app {

namespace {

constexpr int numberSize = 20, betweenCards = 16;

/// A number in a ring.
class StepNumber : public QWidget {
public:
    StepNumber(int number, QWidget *parent)
        : QWidget(parent)
        , m_number(number)
    {
        setFixedSize(numberSize, numberSize);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const views::Theme &t = views::theme();
        const QColor ink = t.readable(t.accent, t.panel);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(ink, 1.5));
        painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
        painter.setFont(t.ui(views::Theme::Size::Small, QFont::DemiBold));
        painter.drawText(rect(), Qt::AlignCenter, QString::number(m_number));
    }

private:
    int m_number;
};

struct Chapter {
    StoryPicture::What what;
    QString title, text;
};

QWidget *makeCard(int number, const Chapter &chapter, QWidget *parent)
{
    auto *card = new QFrame(parent);
    card->setProperty("surface", "card");
    card->setAttribute(Qt::WA_StyledBackground);
    card->setAccessibleName(chapter.title);
    card->setAccessibleDescription(chapter.text);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new StepNumber(number, card));
    head->addWidget(views::makeLabel(chapter.title, "result", card), 1);
    QLabel *text = views::makeLabel(chapter.text, "muted", card);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(14, 10, 14, 12);
    words->setSpacing(6);
    words->addLayout(head);
    words->addWidget(text, 1);
    auto *all = new QVBoxLayout(card);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(new StoryPicture(chapter.what, card));
    all->addLayout(words, 1);
    return card;
}

QPushButton *makeLink(QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setProperty("role", "quiet");
    return button;
}

} // namespace

Story::Story(QWidget *parent)
    : QWidget(parent)
    , m_about(new views::ElidedLabel({}, this))
    , m_fold(makeLink(this))
    , m_walk(new QPushButton(tr("A short walk"), this))
    , m_demo(new QPushButton(tr("Open the demo"), this))
    , m_cards(makeCards())
{
    m_about->setProperty("role", "muted");
    m_about->setElideMode(Qt::ElideRight);
    m_demo->setProperty("role", "primary");
    m_walk->setToolTip(tr("Nine steps through the window, on the demo"));
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(views::makeLabel(tr("A model, three deltas, one switch"), "product", this));
    head->addWidget(m_about, 1);
    head->addWidget(m_fold);
    head->addWidget(m_walk);
    head->addWidget(m_demo);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(12);
    all->addLayout(head);
    all->addWidget(m_cards);
    connect(m_demo, &QPushButton::clicked, this, &Story::demoAsked);
    connect(m_walk, &QPushButton::clicked, this, &Story::walkAsked);
    connect(m_fold, &QPushButton::clicked, this, [this] {
        const bool isWhole = !m_cards->isHidden();
        isWhole ? fold() : unfold();
        isWhole ? Q_EMIT folded() : Q_EMIT unfolded();
    });
    unfold();
}

QWidget *Story::makeCards()
{
    auto *cards = new QWidget(this);
    auto *row = new QHBoxLayout(cards);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(betweenCards);
    const Chapter chapters[]
        = {{StoryPicture::What::Sites, tr("See where deltas sit"),
            tr("Rows are modules, a mark is a delta at its place. Three small deltas sit on one model, 1.2 % of its "
               "size each.")},
           {StoryPicture::What::Switch, tr("Click one switch"),
            tr("With en attached the same sentence becomes a game. Detach it and the backbone answers again, to the "
               "last bit.")},
           {StoryPicture::What::Parting, tr("Read where they part"),
            tr("The line shows the first module whose output changes, and how far every column has moved from "
               "there.")}};
    int number = 0;
    for (const Chapter &chapter : chapters)
        row->addWidget(makeCard(++number, chapter, cards), 1);
    return cards;
}

void Story::setDemo(const QString &folder)
{
    const bool isThere = !folder.isEmpty();
    std::int64_t bytes = 0;
    for (const std::string &file : io::weightFiles(folder.toStdString(), HubPart::Model))
        bytes += QFileInfo(QString::fromStdString(file)).size();
    m_about->setFullText(tr("the demo is on this machine already: %1, no network").arg(views::bytesText(bytes)));
    for (QWidget *part :
         {static_cast<QWidget *>(m_about), static_cast<QWidget *>(m_walk), static_cast<QWidget *>(m_demo)})
        part->setVisible(isThere);
}

void Story::fold()
{
    m_cards->setVisible(false);
    m_fold->setText(tr("Show the story"));
}

void Story::unfold()
{
    m_cards->setVisible(true);
    m_fold->setText(tr("Don't show the story again"));
}

} // namespace deltascope::app

#include "views/bench/inputspanel.h"

#include "core/pictures.h"
#include "files/conversation.h"
#include "items/pictureinput.h"
#include "items/typedinput.h"
#include "items/wording.h"
#include "views/bench/columnheader.h"
#include "views/bench/conversation.h"
#include "views/bench/inputcard.h"
#include "views/bench/inputeditor.h"
#include "views/bench/picturebutton.h"
#include "views/bench/runprogress.h"
#include "views/common/labels.h"
#include "views/common/popup.h"

#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QSet>
#include <QTextDocument>
#include <QUrl>
#include <QWheelEvent>

#include <algorithm>

namespace deltascope::views {

using items::Session;

namespace {

constexpr int leastGhost = 76, ghostPadding = 22, rowHeight = 58, margin = 8, mostPasted = 500,
              screenful = 12; ///< cards that are made at once
constexpr qint64 longestTurn = 12; ///< milliseconds in which cards are made before the window has its turn

QString inputFile(const QMimeData *data)
{
    for (const QUrl &url : data->urls()) {
        const QString path = url.toLocalFile();
        const QString suffix = QFileInfo(path).suffix().toLower();
        if (QStringList{QStringLiteral("jsonl"), QStringLiteral("txt"), QStringLiteral("csv"), QStringLiteral("tsv")}
                .contains(suffix))
            return path;
    }
    return {};
}

} // namespace

InputsPanel::InputsPanel(items::Session &session, items::Bench &bench, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_bench(bench)
    , m_area(new QWidget(this))
    , m_ghost(new InputEditor(tr("New input"), m_area))
    , m_pictures(new PictureButton(m_area))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setAcceptDrops(true);
    setAccessibleName(tr("Test inputs"));
    auto *head = new QWidget(this);
    head->setFixedHeight(ColumnHeader::height);
    auto *headRow = new QHBoxLayout(head);
    headRow->setContentsMargins(12, 0, 12, 0);
    headRow->addWidget(makeLabel(tr("TEST INPUTS"), "section", head));
    headRow->addWidget(new RunProgress(bench, head));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(head);
    all->addWidget(m_area, 1);
    m_ghost->setPlaceholderText(
        tr("Type a sentence, paste lines or drop a file.\nReturn: next, Shift+Return: new line"));
    m_ghost->setProperty("role", "ghost");
    m_ghost->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->installEventFilter(this);
    connect(m_ghost, &QPlainTextEdit::textChanged, this, &InputsPanel::startFromGhost);
    connect(m_ghost, &InputEditor::linesPasted, this, &InputsPanel::addLines);
    connect(m_ghost, &InputEditor::picturesPasted, this, &InputsPanel::addPictures);
    connect(m_ghost, &InputEditor::leaveAsked, this, &InputsPanel::leaveAsked);
    connect(m_pictures, &PictureButton::given, this, &InputsPanel::addPictures);
    connect(&session, &Session::networkChanged, this, &InputsPanel::showKind);
    connect(&session, &Session::inputsChanged, this, &InputsPanel::syncCards);
    m_moreCards.setSingleShot(true);
    connect(&m_moreCards, &QTimer::timeout, this, &InputsPanel::syncCards);
    connect(&bench, &items::Bench::answered, this, &InputsPanel::refresh);
    connect(&session, &Session::deltasChanged, this, &InputsPanel::refresh);
    showKind();
    syncCards();
}

int InputsPanel::wantedHeight(int inputKey) const
{
    const InputCard *known = card(inputKey);
    return known ? known->wantedHeight() + 6 : 0;
}

void InputsPanel::setRowHeights(const QList<int> &heights)
{
    m_heights = heights;
    place();
}

void InputsPanel::setOffset(int offset)
{
    m_offset = offset;
    place();
}

void InputsPanel::showNew()
{
    const InputCard *unseen = card(m_new);
    if (!unseen)
        return;
    Q_EMIT visibleAsked(unseen->y() + m_offset, unseen->geometry().bottom() + 4 + m_offset); // the row, with its margin
    if (m_bench.tokenCount(m_new))
        m_new = -1; // its row is as high as it will be
}

/// What it says while it is empty stands in it whole.
int InputsPanel::ghostHeight() const
{
    const QRect room(0, 0, m_area->width() - 2 * margin - ghostPadding, 1000);
    const QRect text = m_ghost->fontMetrics().boundingRect(room, Qt::TextWordWrap, m_ghost->placeholderText());
    return std::max(leastGhost, text.height() + ghostPadding);
}

int InputsPanel::contentHeight() const
{
    int height = ghostHeight();
    for (const int row : m_heights)
        height += row;
    return height;
}

void InputsPanel::place()
{
    int y = -m_offset;
    const int width = m_area->width() - 2 * margin;
    for (int i = 0; i < m_order.size(); ++i) {
        const int height = m_heights.value(i, rowHeight);
        if (InputCard *known = card(m_order[i]))
            known->setGeometry(margin, y + 3, width, height - 6);
        y += height;
    }
    m_ghost->setGeometry(margin, y + 3, width, ghostHeight() - 6);
    m_pictures->setGeometry(margin, y + 3, width, m_pictures->sizeHint().height());
}

InputCard *InputsPanel::makeCard(int key)
{
    auto *card = new InputCard(key, m_area);
    connect(card, &InputCard::gestureBegun, this, [this] { m_gesture = items::Gesture::begin(); });
    connect(card, &InputCard::edited, this,
            [this, key](const Input &input) { m_session.setInput(key, input, m_gesture); });
    connect(card, &InputCard::cutAsked, this, [this, key](qint64 most) { Q_EMIT cutAsked(key, most); });
    connect(card, &InputCard::removeAsked, this, [this, key] { m_session.removeInput(key); });
    connect(card, &InputCard::ruleMenuAsked, this, [this, key](const QPoint &at) { openRuleMenu(key, at); });
    connect(card, &InputCard::nextAsked, this, [this] { m_ghost->setFocus(); });
    connect(card, &InputCard::leaveAsked, this, &InputsPanel::leaveAsked);
    connect(card, &InputCard::linesPasted, this, &InputsPanel::addLines);
    connect(card, &InputCard::templateAsked, this, &InputsPanel::templateAsked);
    connect(card, &InputCard::promptAsked, this, [this, key] { askPrompt(key); });
    connect(card, &InputCard::picturesPasted, this, &InputsPanel::addPictures);
    connect(card, &InputCard::heightChanged, this, &InputsPanel::heightsChanged);
    connect(card, &InputCard::focused, this,
            [this, card] { Q_EMIT visibleAsked(card->y() + m_offset, card->geometry().bottom() + m_offset); });
    return card;
}

/// Cards take their time: of many new ones those come first that there is time for in this turn.
void InputsPanel::syncCards()
{
    const QList<int> before = m_order;
    QSet<int> gone(m_cards.keyBegin(), m_cards.keyEnd());
    m_order.clear();
    QElapsedTimer turn;
    turn.start();
    bool isWhole = true;
    int made = 0;
    for (const items::BenchInput &input : m_session.state().inputs) {
        m_order << input.key;
        gone.remove(input.key);
        if (!card(input.key) && (made < screenful || turn.elapsed() < longestTurn)) {
            cardOf(input.key);
            ++made;
        }
        isWhole = isWhole && card(input.key);
    }
    for (const int key : gone)
        m_cards.take(key)->deleteLater();
    m_isOrdered = m_isOrdered && m_order == before;
    if (isWhole && !std::exchange(m_isOrdered, true))
        orderTabs();
    if (!isWhole)
        m_moreCards.start(0);
    refresh();
    Q_EMIT heightsChanged();
}

InputCard *InputsPanel::cardOf(int key)
{
    InputCard *&card = m_cards[key];
    if (!card) {
        card = makeCard(key);
        card->setVisible(true);
    }
    return card;
}

void InputsPanel::orderTabs()
{
    QWidget *previous = nullptr;
    for (const int key : m_order) {
        if (previous)
            setTabOrder(previous, m_cards[key]);
        previous = m_cards[key];
    }
    if (previous)
        setTabOrder(previous, m_ghost);
}

void InputsPanel::refresh()
{
    QStringList templates;
    if (const NetworkInfo *network = m_session.network())
        for (const std::string &name : network->chatTemplates)
            templates << QString::fromStdString(name);
    for (const items::BenchInput &input : m_session.state().inputs)
        if (InputCard *known = card(input.key)) {
            known->setTemplates(templates);
            known->show(input.input,
                        {m_bench.tokenCount(input.key), ruleText(input), QString::fromStdString(input.expected)});
            known->showProblem(m_bench.failure(input.key));
            askPrompt(input.key);
        }
}

QString InputsPanel::ruleText(const items::BenchInput &input) const
{
    const items::SessionState &state = m_session.state();
    const session::Pick pick = state.pickFor(input);
    const QString title = items::titleOf(state, pick);
    if (input.rule.kind != items::RuleKind::ByRules)
        return input.rule.kind == items::RuleKind::None ? tr("rule: none") : tr("rule: %1").arg(title);
    if (const session::Rule *rule = state.deciding(input))
        return tr("rule: %1 → %2").arg(items::wordsOf(rule->when), title);
    return pick.mix.deltas.empty() ? QString() : tr("rule: %1 → %2").arg(QString::fromStdString(input.language), title);
}

void InputsPanel::openRuleMenu(int key, const QPoint &globalPosition)
{
    const items::BenchInput *input = m_session.state().input(key);
    if (!input)
        return;
    QMenu *menu = makePopup(this);
    const auto add = [&](const QString &text, const items::InputRule &rule) {
        QAction *action = menu->addAction(text, this, [this, key, rule] { m_session.setRule(key, rule); });
        action->setCheckable(true);
        action->setChecked(input->rule == rule);
    };
    add(m_session.state().rules.empty() ? tr("The delta named after its language") : tr("As the rules say"), {});
    add(tr("None"), {items::RuleKind::None, -1});
    menu->addSeparator();
    for (const items::SessionDelta &delta : m_session.state().deltas)
        add(QString::fromStdString(delta.info->name), {items::RuleKind::Chosen, delta.setting.id});
    menu->addSeparator();
    menu->addAction(tr("Rules…"), this,
                    [this, globalPosition] { Q_EMIT rulesAsked(QRect(globalPosition, QSize(1, 1))); });
    popUp(menu, globalPosition);
}

/// What is typed into the empty field becomes an input, and typing goes on there.
void InputsPanel::startFromGhost()
{
    const QString text = m_ghost->toPlainText();
    if (text.isEmpty())
        return;
    const Input input = newInput(text);
    m_ghost->clear();
    m_new = m_session.addInputs({input});
    cardOf(m_new)->focusEnd();
}

/// A vision model takes pictures, any other sentences.
void InputsPanel::showKind()
{
    const bool isVision = m_session.network() && takesPictures(*m_session.network());
    m_ghost->setVisible(!isVision);
    m_pictures->setVisible(isVision);
}

/// What is typed is said to a model that chats, in a conversation that begins so.
Input InputsPanel::newInput(const QString &text) const
{
    Input input = items::typed(text, {});
    if (input.text && m_session.network() && !m_session.network()->chatTemplates.empty()) {
        input.messages = files::messagesOf({{"user", *input.text}});
        input.text.reset();
    }
    return input;
}

/// The prompt of the card's conversation, if it is to be seen and has changed.
void InputsPanel::askPrompt(int key)
{
    InputCard *known = card(key);
    if (!known || !known->takePromptWish())
        return;
    m_bench.tokenize(known, key,
                     {.then =
                          [known](const std::vector<TokenizedText> &texts) {
                              if (known->conversation() && !texts.empty())
                                  known->conversation()->showPrompt(texts.front());
                          },
                      .failed =
                          [known](const Error &error) {
                              if (known->conversation())
                                  known->conversation()->showPromptProblem(items::wording(error));
                          }});
}

void InputsPanel::addLines(const QStringList &lines)
{
    QList<Input> inputs;
    for (const QString &line : lines.mid(0, mostPasted))
        inputs << newInput(line);
    if (!inputs.isEmpty())
        m_session.addInputs(inputs);
}

void InputsPanel::addPictures(const QStringList &paths)
{
    QList<Input> inputs;
    for (const QString &path : paths.mid(0, mostPasted))
        inputs << items::pictureInput(path);
    m_session.addInputs(inputs);
}

bool InputsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_area && event->type() == QEvent::Resize) {
        place();
        Q_EMIT heightsChanged();
    }
    // Below the inputs there is room for the next one.
    if (watched == m_area && event->type() == QEvent::MouseButtonPress && m_ghost->isVisible()
        && static_cast<QMouseEvent *>(event)->position().y() > m_ghost->y())
        m_ghost->setFocus(Qt::MouseFocusReason);
    return QWidget::eventFilter(watched, event);
}

void InputsPanel::wheelEvent(QWheelEvent *event)
{
    const int pixels = event->pixelDelta().isNull() ? event->angleDelta().y() / 2 : event->pixelDelta().y();
    Q_EMIT wheelTurned(-pixels);
    event->accept();
}

void InputsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void InputsPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (!inputFile(event->mimeData()).isEmpty() || !items::pictureFiles(event->mimeData()->urls()).isEmpty())
        event->acceptProposedAction();
}

void InputsPanel::dropEvent(QDropEvent *event)
{
    if (const QStringList pictures = items::pictureFiles(event->mimeData()->urls()); !pictures.isEmpty())
        addPictures(pictures);
    else
        Q_EMIT fileDropped(inputFile(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace deltascope::views

#include "items/treesearch.h"

#include "items/wording.h"
#include "tree/find.h"

namespace deltascope::items {

TreeSearch::TreeSearch(Session &session, Questions &questions, ModuleTreeModel &model, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_questions(questions)
    , m_model(model)
{
}

void TreeSearch::setText(const QString &text)
{
    forget();
    m_text = text.trimmed();
    if (m_text.isEmpty() || !m_session.network()) {
        take({});
        return;
    }
    m_isLooking = true;
    if (m_text.startsWith(QLatin1String("[r]")) || m_text.contains(QLatin1Char('@'))) {
        m_question = m_questions.match(this, {m_text.toStdString()},
                                       {.then = [this](std::vector<int> modules) { take(std::move(modules)); },
                                        .failed =
                                            [this](const Error &error) {
                                                m_error = wording(error);
                                                take({});
                                            }});
        return;
    }
    m_background.start([this, network = m_session.sharedNetwork(), wanted = m_text.toStdString()] {
        return [this, modules = tree::find(*network, wanted)] { take(modules); };
    });
}

void TreeSearch::forget()
{
    m_background.drop();
    m_question.cancel();
    m_text.clear();
    m_error.clear();
    m_count = 0;
    m_isLooking = false;
}

void TreeSearch::take(std::vector<int> modules)
{
    m_isLooking = false;
    m_count = int(modules.size());
    m_model.light(std::move(modules));
    Q_EMIT found();
}

QModelIndex TreeSearch::step(const QModelIndex &from, Direction direction) const
{
    const int rows = m_model.litCount();
    if (rows == 0)
        return {};
    const auto [above, isLit] = m_model.litPlace(from);
    const int place = direction == Direction::Forward ? above + isLit : above - 1;
    return m_model.litIndex((place + rows) % rows);
}

QString TreeSearch::summary(const QModelIndex &current) const
{
    if (!isAnswered())
        return {};
    if (!m_error.isEmpty())
        return m_error;
    if (m_model.litCount() == 0)
        return tr("nothing found");
    const auto [above, isLit] = m_model.litPlace(current);
    return isLit ? tr("%1 of %2").arg(above + 1).arg(m_model.litCount()) : tr("%1 found").arg(m_model.litCount());
}

} // namespace deltascope::items

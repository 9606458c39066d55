#include "items/background.h"

#include <QThreadPool>

#include <memory>
#include <mutex>
#include <utility>

namespace deltascope::items {

/// Shut when the object goes; a thread that holds it open may post.
struct Background::Door {
    std::mutex mutex;
    Background *inside = nullptr;
};

Background::Background(QObject *parent)
    : QObject(parent)
    , m_door(std::make_shared<Door>())
{
    m_door->inside = this;
}

Background::~Background()
{
    const std::lock_guard lock(m_door->mutex);
    m_door->inside = nullptr;
}

void Background::start(Work work)
{
    if (m_isRunning)
        m_waiting = std::move(work);
    else
        launch(std::move(work));
}

void Background::drop()
{
    m_waiting = {};
    ++m_round;
}

void Background::launch(Work work)
{
    m_isRunning = true;
    QThreadPool::globalInstance()->start([door = m_door, work = std::move(work), round = m_round] {
        Finish finish = work();
        const std::lock_guard lock(door->mutex);
        if (door->inside)
            QMetaObject::invokeMethod(
                door->inside,
                [inside = door->inside, round, finish = std::move(finish)] { inside->take(round, finish); },
                Qt::QueuedConnection);
    });
}

void Background::take(int round, const Finish &finish)
{
    m_isRunning = false;
    if (m_waiting)
        launch(std::exchange(m_waiting, {}));
    if (round == m_round)
        finish();
    if (!m_isRunning)
        Q_EMIT settled();
}

} // namespace deltascope::items

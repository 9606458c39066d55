#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace deltascope::items {

/// Work off the window's thread, one piece at a time: a newer piece waits for the one that runs, and takes the place of
/// one that waits. What a piece returns is called on this object's thread, never once this object is gone.
class Background : public QObject {
    Q_OBJECT

public:
    using Finish = std::function<void()>;
    using Work = std::function<Finish()>;

    explicit Background(QObject *parent = nullptr);
    ~Background() override;

    void start(Work work);
    /// What runs and waits is forgotten: its finish is never called.
    void drop();
    bool isBusy() const { return m_isRunning; }

Q_SIGNALS:
    void settled(); ///< nothing runs or waits any more

private:
    struct Door;
    void launch(Work work);
    void take(int round, const Finish &finish);

    std::shared_ptr<Door> m_door;
    Work m_waiting;
    bool m_isRunning = false;
    int m_round = 0; ///< answers of an earlier one are not wanted any more
};

} // namespace deltascope::items

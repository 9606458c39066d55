#pragma once

#include "files/sessionstore.h"
#include "items/opening.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace deltascope::items {

/// Keeps the live session on the disk as it is edited, one for each model, and brings back what was kept of a model
/// that is opened again. Whatever ends the program, the last edit is there at the next start.
class Keeper : public QObject {
    Q_OBJECT

public:
    /// Whether a session begins where the model's kept one ended, where the one with the same deltas did, or as it is
    /// given, beside what was kept.
    enum class Begin { WhereItEnded, WhereTheSameDeltasEnded, AsGiven };

    /// `folder`: where sessions are kept; empty: nowhere.
    Keeper(Session &session, Opening &opening, const QString &folder, QObject *parent = nullptr);

    /// Opens a model with its session. A head that the request names wins over the kept one's.
    void open(files::SessionFile plan, Begin begin);
    /// Opens what is open once more, in another way.
    void reopen(const OpenRequest &model);
    /// The session that was edited last; nothing if none was kept.
    std::optional<files::SessionFile> last() const;

    /// Reads what is kept, the one edited last first; to be called on any thread, whatever becomes of the keeper.
    using Listing = std::function<std::vector<files::KeptSession>()>;
    Listing listing(std::size_t most) const;
    /// Opens that very session, whatever else is kept of its model.
    void resume(const files::KeptSession &kept);
    /// The same with its model found in another place; once it is open, it is kept there only.
    void resumeWith(const files::KeptSession &kept, const std::string &model);
    /// Whether it is what is open.
    bool isOpen(const files::KeptSession &kept) const;

Q_SIGNALS:
    void failed(const QString &sentence); ///< what cannot be kept or was not readable
    void broughtBack(); ///< what is open now was left behind by a program that was killed

private:
    using Claiming = std::function<files::SessionStore::Claim(const files::SessionFile &plan)>;

    void start(files::SessionFile plan, const Claiming &claiming);
    files::SessionStore::Claim claimFor(const files::SessionFile &plan, Begin begin);
    void begin();
    void write(const session::Edits &edits, const SessionState &before);
    void sync();
    void giveUp(const Failure &failure);

    Session &m_session;
    Opening &m_opening;
    std::unique_ptr<files::SessionStore> m_store; ///< null: nothing is kept
    struct Kept {
        std::unique_ptr<files::Journal> journal; ///< null: this one is not kept
        std::string model;
        std::string instead = {}; ///< path of a kept session that this one takes the place of
        bool isLeftBehind = false; ///< by a program that was killed
    };
    Kept m_now; ///< what is open
    Kept m_next; ///< what is being opened
    std::vector<std::string> m_modules;
    QTimer m_syncTimer;
};

} // namespace deltascope::items

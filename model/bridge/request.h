#pragma once

#include "bridge/jobqueue.h"
#include "core/outcome.h"
#include "core/part.h"

#include <QPointer>

#include <functional>
#include <memory>

namespace deltascope::bridge {

class Worker;

inline const char *const cancelledCode = "cancelled"; ///< of an Error

/// What becomes of a question, told on the asker's thread and never before ask() returned: parts as they come, then
/// exactly one of the other three. An asker that is gone is told nothing. What is left empty is not told.
template<class T>
struct Request {
    std::function<void(T)> then;
    std::function<void(const Error &)> failed = {};
    std::function<void()> cancelled = {}; ///< by the asker, by its newer question, or since another model is open
    std::function<void(const Part &)> part = {};
};

/// A question that was asked, in the hand of who asked it. Dropping it changes nothing.
class Question {
public:
    /// Whether the answer is still to come.
    bool isOpen() const;
    /// Answers it with `cancelled`, now; the work is asked to stop.
    void cancel();

private:
    friend class Worker;
    friend class Workspace;
    /// Where it is worked on: moves on with a question that several workers answer one after the other.
    struct Place {
        QPointer<Worker> worker;
        Ticket ticket = 0;
    };
    std::shared_ptr<Place> m_place;
};

} // namespace deltascope::bridge

#pragma once

#include "chat/meter.h"
#include "chat/syntax.h"

#include <ctime>
#include <map>

namespace deltascope::chat {

/// The names of a scope; what it lacks is looked for around it.
struct Frame : std::enable_shared_from_this<Frame> {
    Frame *root() { return parent ? parent->root() : this; }
    const Value *find(std::string_view name) const;
    void set(const std::string &name, Value value);

    std::shared_ptr<Frame> parent;
    std::vector<std::pair<std::string, Value>> names;
};
using FramePtr = std::shared_ptr<Frame>;

/// One rendering in progress: what is spent of its limits, and what all expressions share.
class Evaluation {
public:
    Evaluation(const Limits &limits, std::tm now);
    ~Evaluation();

    /// Deeper by one call for as long as it lives.
    class Depth {
    public:
        explicit Depth(Evaluation &evaluation);
        ~Depth() { ++m_evaluation.m_calls; }

    private:
        Evaluation &m_evaluation;
    };

    Flow run(const Body &body, Frame &frame, Writing &output);
    std::string text(const Body &body, Frame &frame); ///< what a body writes
    Value result(std::string text) const; ///< a text made by the template: safe where it escapes

    Value attribute(const Value &subject, const std::string &name);
    Value item(const Value &subject, const Value &index);
    Value call(const Value &function, const Arguments &arguments);
    Value filter(const std::string &name, const Value &subject, const Arguments &arguments);
    bool test(const std::string &name, const Value &subject, const Arguments &arguments);
    void assign(Frame &frame, const Target &target, const Value &value);

    /// Objects that may come to hold one another in a ring; they let go when the evaluation ends.
    template<class T, class... Values>
    std::shared_ptr<T> make(Values &&...values)
    {
        auto object = std::make_shared<T>(std::forward<Values>(values)...);
        m_objects.push_back(object);
        return object;
    }

    const std::tm now; ///< for strftime_now
    bool escapes = false; ///< inside {% autoescape true %}
    const Value *blockText = nullptr; ///< what a filter without a subject works on
    const std::map<std::string, const Scoped *, std::less<>> *blocks = nullptr; ///< of the template
    int line = 0; ///< of the tag that runs

private:
    Meter m_meter; ///< first: all else is charged to it
    int m_calls; ///< that may still be inside this one
    std::vector<std::shared_ptr<Object>> m_objects;
};

/// The names that every template knows: range, dict, namespace, raise_exception, strftime_now, ...
const std::map<std::string, Value, std::less<>> &globals();

} // namespace deltascope::chat

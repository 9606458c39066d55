#include "chat/evaluation.h"

#include "chat/access.h"
#include "chat/filters.h"
#include "chat/objects.h"
#include "chat/tests.h"

namespace deltascope::chat {

const Value *Frame::find(std::string_view name) const
{
    for (const Frame *frame = this; frame; frame = frame->parent.get()) {
        Meter::step(frame->names.size() / 16);
        for (const auto &[own, value] : frame->names)
            if (own == name)
                return &value;
    }
    return nullptr;
}

void Frame::set(const std::string &name, Value value)
{
    Meter::step(names.size() / 16);
    for (auto &[own, old] : names)
        if (own == name) {
            old = std::move(value);
            return;
        }
    names.emplace_back(name, std::move(value));
}

Evaluation::Evaluation(const Limits &limits, std::tm now)
    : now(now)
    , m_meter(limits)
    , m_calls(limits.calls)
{
}

Evaluation::~Evaluation()
{
    for (const auto &object : m_objects)
        object->release();
}

Evaluation::Depth::Depth(Evaluation &evaluation)
    : m_evaluation(evaluation)
{
    if (--evaluation.m_calls < 0) {
        ++evaluation.m_calls;
        throw TemplateError("the template calls itself too deeply");
    }
}

Flow Evaluation::run(const Body &body, Frame &frame, Writing &output)
{
    for (const StatementPtr &statement : body) {
        Meter::step();
        line = statement->line;
        const Flow flow = statement->run(*this, frame, output);
        if (flow != Flow::Next)
            return flow;
    }
    return Flow::Next;
}

std::string Evaluation::text(const Body &body, Frame &frame)
{
    Writing output;
    run(body, frame, output);
    return output.take();
}

Value Evaluation::result(std::string text) const
{
    return escapes ? Value::safe(std::move(text)) : Value(std::move(text));
}

namespace {

[[noreturn]] void failMissing(const Value &value) { throw TemplateError(value.missingSentence()); }

Value unsafe(const Value &subject, const std::string &name)
{
    return Value::missing("access to attribute '" + name + "' of '" + typeName(subject) + "' object is unsafe");
}

} // namespace

Value Evaluation::attribute(const Value &subject, const std::string &name)
{
    if (isUnsafe(subject, name))
        return unsafe(subject, name);
    if (subject.isMissing())
        failMissing(subject);
    if (auto found = subject.object() ? subject.object()->attribute(*this, name) : builtinAttribute(subject, name))
        return *found;
    if (const Dict *dict = subject.dict())
        if (const Value *found = dict->named(name))
            return *found;
    return Value::missing("'" + kindName(subject) + "' has no attribute '" + name + "'");
}

Value Evaluation::item(const Value &subject, const Value &index)
{
    if (subject.isMissing())
        failMissing(subject);
    if (auto found = builtinItem(subject, index))
        return *found;
    if (!index.text())
        return Value::missing("'" + kindName(subject) + "' has no element " + repr(index));
    const std::string &name = *index.text();
    if (isUnsafe(subject, name))
        return unsafe(subject, name);
    if (auto found = subject.object() ? subject.object()->attribute(*this, name) : builtinAttribute(subject, name))
        return *found;
    return Value::missing("'" + kindName(subject) + "' has no attribute '" + name + "'");
}

Value Evaluation::call(const Value &function, const Arguments &arguments)
{
    if (function.isMissing())
        failMissing(function);
    if (!function.object())
        throw TemplateError("'" + typeName(function) + "' object is not callable");
    return function.object()->call(*this, arguments);
}

Value Evaluation::filter(const std::string &name, const Value &subject, const Arguments &arguments)
{
    const Callable *found = findFilter(name);
    if (!found)
        throw TemplateError(unknownName("filter", name));
    return (*found)(*this, name, subject, arguments);
}

bool Evaluation::test(const std::string &name, const Value &subject, const Arguments &arguments)
{
    const Callable *found = findTest(name);
    if (!found)
        throw TemplateError(unknownName("test", name));
    return isTrue((*found)(*this, name, subject, arguments));
}

void Evaluation::assign(Frame &frame, const Target &target, const Value &value)
{
    if (!target.isTuple && target.attribute.empty()) {
        frame.set(target.name, value);
        return;
    }
    if (!target.attribute.empty()) {
        const Value *found = frame.find(target.name);
        auto *space = found && found->object() ? dynamic_cast<Namespace *>(found->object()) : nullptr;
        if (!space)
            throw TemplateError("cannot assign attribute on non-namespace object " + target.name);
        space->set(target.attribute, value);
        return;
    }
    const std::vector<Value> items = iterate(value);
    if (items.size() != target.parts.size())
        throw TemplateError((items.size() < target.parts.size() ? "not enough values to unpack, expected "
                                                                : "too many values to unpack, expected ")
                            + std::to_string(target.parts.size()) + ", found " + std::to_string(items.size()));
    for (std::size_t i = 0; i < items.size(); ++i)
        assign(frame, target.parts[i], items[i]);
}

} // namespace deltascope::chat

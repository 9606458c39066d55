#include "chat/arithmetic.h"
#include "chat/objects.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

FramePtr inside(Frame &frame)
{
    auto inner = std::make_shared<Frame>();
    inner->parent = frame.shared_from_this();
    return inner;
}

/// A value while it is what filters without a subject work on.
class BlockText {
public:
    BlockText(Evaluation &evaluation, const Value &text)
        : m_evaluation(evaluation)
        , m_outer(std::exchange(evaluation.blockText, &text))
    {
    }
    ~BlockText() { m_evaluation.blockText = m_outer; }

private:
    Evaluation &m_evaluation;
    const Value *const m_outer;
};

Value filtered(Evaluation &evaluation, Frame &frame, const ExpressionPtr &filter, const Value &text)
{
    const BlockText block(evaluation, text);
    return filter->value(evaluation, frame);
}

} // namespace

Flow Data::run(Evaluation &, Frame &, Writing &output) const
{
    output += text;
    return Flow::Next;
}

Flow Print::run(Evaluation &evaluation, Frame &frame, Writing &output) const
{
    for (const ExpressionPtr &expression : expressions) {
        const Value value = expression->value(evaluation, frame);
        output += evaluation.escapes ? escaped(value) : str(value);
    }
    return Flow::Next;
}

Flow If::run(Evaluation &evaluation, Frame &frame, Writing &output) const
{
    for (const auto &[condition, body] : branches)
        if (isTrue(condition->value(evaluation, frame)))
            return evaluation.run(body, frame, output);
    return evaluation.run(otherwise, frame, output);
}

Flow For::run(Evaluation &evaluation, Frame &frame, Writing &output) const
{
    return loop(evaluation, frame, items->value(evaluation, frame), 0, output);
}

Flow For::loop(Evaluation &evaluation, Frame &outer, const Value &over, int depth, Writing &output) const
{
    std::vector<Value> list = iterate(over);
    const Charge charge(list.size() * sizeof(Value));
    if (condition)
        std::erase_if(list, [&](const Value &item) {
            Meter::step(2); // a frame comes and goes
            const FramePtr frame = inside(outer);
            evaluation.assign(*frame, target, item);
            return !isTrue(condition->value(evaluation, *frame));
        });
    if (list.empty())
        return evaluation.run(otherwise, *inside(outer), output);
    const auto loop = evaluation.make<Loop>(*this, outer.shared_from_this(), list, depth);
    for (std::size_t i = 0; i < list.size(); ++i) {
        Meter::step(2);
        loop->goTo(i);
        const FramePtr frame = inside(outer);
        frame->set("loop", Value(Value::ObjectPtr(loop)));
        evaluation.assign(*frame, target, list[i]);
        if (evaluation.run(body, *frame, output) == Flow::Break)
            break;
    }
    return Flow::Next;
}

Flow Set::run(Evaluation &evaluation, Frame &frame, Writing &) const
{
    evaluation.assign(frame, target, expression->value(evaluation, frame));
    return Flow::Next;
}

Flow SetBlock::run(Evaluation &evaluation, Frame &frame, Writing &) const
{
    const FramePtr inner = inside(frame);
    const Value text = evaluation.result(evaluation.text(body, *inner));
    evaluation.assign(frame, target, filter ? filtered(evaluation, *inner, filter, text) : text);
    return Flow::Next;
}

Flow With::run(Evaluation &evaluation, Frame &frame, Writing &output) const
{
    const FramePtr inner = inside(frame);
    for (const auto &[name, expression] : values)
        evaluation.assign(*inner, name, expression->value(evaluation, frame));
    return evaluation.run(body, *inner, output);
}

Flow MacroStatement::run(Evaluation &evaluation, Frame &frame, Writing &) const
{
    frame.set(macro.name, Value(Value::ObjectPtr(evaluation.make<Macro>(macro, frame.shared_from_this()))));
    return Flow::Next;
}

Flow CallBlock::run(Evaluation &evaluation, Frame &frame, Writing &output) const
{
    const Value macro(Value::ObjectPtr(evaluation.make<Macro>(caller, frame.shared_from_this())));
    const Value result = call->value(evaluation, frame, &macro);
    output += evaluation.escapes ? escaped(result) : str(result);
    return Flow::Next;
}

Flow FilterBlock::run(Evaluation &evaluation, Frame &frame, Writing &output) const
{
    const FramePtr inner = inside(frame);
    const Value text = evaluation.result(evaluation.text(body, *inner));
    output += str(filtered(evaluation, *inner, filter, text));
    return Flow::Next;
}

Flow Scoped::run(Evaluation &evaluation, Frame &frame, Writing &output) const
{
    return evaluation.run(body, *inside(sees == Sees::Everything ? frame : *frame.root()), output);
}

Flow AutoEscape::run(Evaluation &evaluation, Frame &frame, Writing &output) const
{
    const bool outer = std::exchange(evaluation.escapes, isTrue(on->value(evaluation, frame)));
    const Flow flow = evaluation.run(body, *inside(frame), output);
    evaluation.escapes = outer;
    return flow;
}

namespace {

/// self.name: called, it gives the block's text.
class Block : public Object {
public:
    Block(const Scoped &syntax, FramePtr root)
        : m_syntax(syntax)
        , m_root(std::move(root))
    {
    }
    std::string typeName() const override { return "BlockReference"; }
    bool isCallable() const override { return true; }
    Value call(Evaluation &evaluation, const Arguments &) override
    {
        const Evaluation::Depth depth(evaluation);
        return evaluation.result(evaluation.text(m_syntax.body, *inside(*m_root)));
    }
    void release() override { m_root.reset(); }

private:
    const Scoped &m_syntax;
    FramePtr m_root;
};

} // namespace

std::optional<Value> Blocks::attribute(Evaluation &evaluation, std::string_view name)
{
    const auto found = evaluation.blocks->find(name);
    if (found == evaluation.blocks->end())
        return std::nullopt;
    return Value(Value::ObjectPtr(evaluation.make<Block>(*found->second, m_root)));
}

Value Macro::call(Evaluation &evaluation, const Arguments &arguments)
{
    const Evaluation::Depth depth(evaluation);
    const FramePtr frame = inside(*m_frame);
    fill(evaluation, *frame, arguments);
    return evaluation.result(evaluation.text(m_syntax.body, *frame));
}

void Macro::fill(Evaluation &evaluation, Frame &frame, const Arguments &arguments) const
{
    const auto &names = m_syntax.parameters;
    const std::size_t required = names.size() - m_syntax.defaults.size();
    Meter::step(names.size() + arguments.named.size() * names.size() / 16);
    Dict named;
    for (const auto &[name, value] : arguments.named)
        named.set(name, value);
    std::vector<std::size_t> absent;
    Dict rest;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Value *given = i < arguments.positional.size() ? &arguments.positional[i] : named.named(names[i]);
        if (i < arguments.positional.size() && named.named(names[i]))
            throw TemplateError("macro '" + m_syntax.name + "' got multiple values for argument '" + names[i] + "'");
        if (given)
            frame.set(names[i], *given);
        else if (i < required)
            frame.set(names[i], Value::missing("parameter '" + names[i] + "' was not provided"));
        else
            absent.push_back(i);
    }
    for (const auto &[name, value] : named.items())
        if (std::find(names.begin(), names.end(), *name.text()) == names.end())
            rest.set(name, value);
    fillOpen(frame, arguments, std::move(rest));
    for (const std::size_t i : absent) // a default may name the parameters before it
        frame.set(names[i], m_syntax.defaults[i - required]->value(evaluation, frame));
}

/// caller, varargs and kwargs: only where the body names them.
void Macro::fillOpen(Frame &frame, const Arguments &arguments, Dict named) const
{
    const std::size_t count = m_syntax.parameters.size();
    if (m_syntax.usesCaller) {
        const Value *caller = named.named("caller");
        frame.set("caller", caller ? *caller : Value::missing("No caller defined"));
        Dict rest;
        for (const auto &[name, value] : named.items())
            if (*name.text() != "caller")
                rest.set(name, value);
        named = std::move(rest);
    }
    if (m_syntax.usesNamed)
        frame.set("kwargs", Value(std::make_shared<const Dict>(named)));
    else if (named.size() > 0)
        throw TemplateError("macro '" + m_syntax.name + "' takes no keyword argument "
                            + chat::repr(named.items().front().first));
    std::vector<Value> more;
    for (std::size_t i = count; i < arguments.positional.size(); ++i)
        more.push_back(arguments.positional[i]);
    if (m_syntax.usesPositional)
        frame.set("varargs", Value::tuple(std::move(more)));
    else if (!more.empty())
        throw TemplateError("macro '" + m_syntax.name + "' takes not more than " + std::to_string(count)
                            + " argument(s)");
}

std::optional<Value> Macro::attribute(Evaluation &, std::string_view name)
{
    if (name == "name")
        return m_syntax.name;
    if (name == "arguments") {
        std::vector<Value> names(m_syntax.parameters.begin(), m_syntax.parameters.end());
        return Value::tuple(std::move(names));
    }
    if (name == "caller")
        return m_syntax.usesCaller;
    if (name == "catch_kwargs")
        return m_syntax.usesNamed;
    if (name == "catch_varargs")
        return m_syntax.usesPositional;
    return std::nullopt;
}

Value Loop::call(Evaluation &evaluation, const Arguments &arguments)
{
    if (!m_syntax.isRecursive)
        throw TemplateError("The loop must have the 'recursive' marker to be called recursively");
    if (arguments.positional.size() != 1 || !arguments.named.empty())
        throw TemplateError("a loop is called with what it is to run over");
    const Evaluation::Depth depth(evaluation);
    Writing output;
    m_syntax.loop(evaluation, *m_frame, arguments.positional.front(), m_depth + 1, output);
    return evaluation.result(output.take());
}

} // namespace deltascope::chat

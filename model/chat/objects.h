#pragma once

#include "chat/call.h"
#include "chat/evaluation.h"
#include "chat/repr.h"

#include <functional>

namespace deltascope::chat {

/// A built-in function or a method bound to its subject.
class Function : public Object {
public:
    Function(std::string name, const Callable &callable, Value subject = {})
        : m_name(std::move(name))
        , m_callable(callable)
        , m_subject(std::move(subject))
    {
        setDepth(m_subject.depth() + 1);
    }
    std::string typeName() const override { return "builtin_function_or_method"; }
    void write(Repr &repr) const override { repr << "<built-in function " << m_name << ">"; }
    bool isCallable() const override { return true; }
    Value call(Evaluation &evaluation, const Arguments &arguments) override
    {
        return m_callable(evaluation, m_name + "()", m_subject, arguments);
    }

private:
    const std::string m_name;
    const Callable m_callable;
    const Value m_subject;
};

/// {% macro %} and the body of {% call %}.
class Macro : public Object {
public:
    Macro(const MacroSyntax &syntax, FramePtr frame)
        : m_syntax(syntax)
        , m_frame(std::move(frame))
    {
    }
    std::string typeName() const override { return "Macro"; }
    void write(Repr &repr) const override { repr << "<Macro '" << m_syntax.name << "'>"; }
    bool isCallable() const override { return true; }
    std::optional<Value> attribute(Evaluation &, std::string_view name) override;
    Value call(Evaluation &evaluation, const Arguments &arguments) override;
    void release() override { m_frame.reset(); }

private:
    void fill(Evaluation &evaluation, Frame &frame, const Arguments &arguments) const;
    void fillOpen(Frame &frame, const Arguments &arguments, Dict named) const;

    const MacroSyntax &m_syntax;
    FramePtr m_frame;
};

/// The name `self`: the template's blocks by name, to be written once more.
class Blocks : public Object {
public:
    explicit Blocks(FramePtr root)
        : m_root(std::move(root))
    {
    }
    std::string typeName() const override { return "TemplateReference"; }
    void write(Repr &repr) const override { repr << "<TemplateReference None>"; }
    std::optional<Value> attribute(Evaluation &evaluation, std::string_view name) override;
    void release() override { m_root.reset(); }

private:
    FramePtr m_root;
};

/// namespace(): the one thing whose attributes a template can set.
class Namespace : public Object {
public:
    std::string typeName() const override { return "Namespace"; }
    void write(Repr &repr) const override
    {
        repr << "<Namespace ";
        repr.dict(m_names);
        repr << ">";
    }
    std::optional<Value> attribute(Evaluation &, std::string_view name) override
    {
        const Value *found = m_names.named(name);
        return found ? std::optional(*found) : std::nullopt;
    }
    void set(const std::string &name, Value value) { m_names.set(name, std::move(value)); }
    void release() override { m_names = {}; }

private:
    Dict m_names;
};

/// What map, select and the like give: its items come out once.
class Iterator : public Object {
public:
    explicit Iterator(std::vector<Value> items, std::string name);
    /// Items that are made when the first one is asked for, like those of a Python generator.
    explicit Iterator(std::function<std::vector<Value>()> make)
        : m_make(std::move(make))
        , m_name("generator")
    {
    }
    std::string typeName() const override { return m_name; }
    std::optional<std::vector<Value>> iterate() override;
    void release() override;
    /// The first item, which is gone then.
    std::optional<Value> next();

private:
    void fill();

    std::function<std::vector<Value>()> m_make;
    std::vector<Value> m_items;
    std::size_t m_next = 0; ///< of the items that are left
    Charge m_charge;
    const std::string m_name;
};

class Range : public Object {
public:
    Range(std::int64_t start, std::int64_t stop, std::int64_t step)
        : m_start(start)
        , m_stop(stop)
        , m_step(step)
    {
    }
    std::string typeName() const override { return "range"; }
    void write(Repr &repr) const override;
    std::optional<std::int64_t> size() const override;
    std::optional<Value> at(std::int64_t index) const override { return Value(m_start + index * m_step); }
    std::optional<std::vector<Value>> iterate() override;
    bool equals(const Object &other) const override;
    /// range(...)[from:to:step], bounds as indices.
    Value part(std::int64_t from, std::int64_t to, std::int64_t step) const;

private:
    const std::int64_t m_start, m_stop, m_step;
};

/// keys(), values() and items() of a dictionary.
class DictView : public Object {
public:
    enum class Part { Keys, Values, Items };
    DictView(Value::DictPtr dict, Part part)
        : m_dict(std::move(dict))
        , m_part(part)
    {
        setDepth(m_dict->depth() + 1);
    }
    std::string typeName() const override;
    void write(Repr &repr) const override;
    std::optional<std::int64_t> size() const override { return static_cast<std::int64_t>(m_dict->size()); }
    std::optional<std::vector<Value>> iterate() override { return items(); }

private:
    std::vector<Value> items() const;

    const Value::DictPtr m_dict;
    const Part m_part;
};

/// The name `loop` inside a loop.
class Loop : public Object {
public:
    Loop(const For &syntax, FramePtr frame, std::vector<Value> items, int depth)
        : m_syntax(syntax)
        , m_frame(std::move(frame))
        , m_items(std::move(items))
        , m_charge(m_items.size() * sizeof(Value))
        , m_depth(depth)
    {
    }
    std::string typeName() const override { return "LoopContext"; }
    void write(Repr &repr) const override;
    bool isCallable() const override { return true; }
    std::optional<Value> attribute(Evaluation &evaluation, std::string_view name) override;
    Value call(Evaluation &evaluation, const Arguments &arguments) override;
    std::optional<std::int64_t> size() const override { return static_cast<std::int64_t>(m_items.size()); }
    void release() override;

    void goTo(std::size_t index) { m_index = index; }
    bool changed(std::vector<Value> values);

private:
    Value neighbour(bool exists, std::size_t index, const char *sentence) const;

    const For &m_syntax;
    FramePtr m_frame;
    std::vector<Value> m_items;
    Charge m_charge;
    std::size_t m_index = 0;
    const int m_depth; ///< from 0
    std::optional<std::vector<Value>> m_seen; ///< what changed() was last told
};

} // namespace deltascope::chat

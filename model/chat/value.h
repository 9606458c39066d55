#pragma once

#include "chat/bigint.h"
#include "chat/meter.h"

#include "core/outcome.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Values of a template as Python has them: what prints, compares and indexes there does so here in the same way.
namespace deltascope::chat {

class Dict;
class Object;
class Value;

/// A template that cannot be rendered; the line is added where the failing tag is known.
class TemplateError : public std::runtime_error {
public:
    explicit TemplateError(const std::string &what)
        : std::runtime_error(what)
    {
    }
};

/// What stands for a name, attribute or element that is not there, with the sentence that using it gives.
struct Missing {
    std::string sentence;
};

struct None {
    bool operator==(const None &) const = default;
};

/// A text; `safe` is Jinja's Markup: already escaped.
struct Text {
    std::shared_ptr<const std::string> bytes; ///< UTF-8
    bool safe = false;
};

/// A list or a tuple. Containers never change once made; `depth` bounds how deep they nest.
struct Sequence {
    enum class Kind { List, Tuple, Group }; ///< Group: groupby's (grouper, list)
    Kind kind = Kind::List;
    std::vector<Value> items;
    int depth = 1;
    Charge charge;
};

class Value {
public:
    using SequencePtr = std::shared_ptr<const Sequence>;
    using DictPtr = std::shared_ptr<const Dict>;
    using ObjectPtr = std::shared_ptr<Object>;

    Value() = default; ///< None
    Value(None) { }
    Value(bool value)
        : m_data(value)
    {
    }
    Value(std::int64_t value)
        : m_data(value)
    {
    }
    Value(int value)
        : m_data(static_cast<std::int64_t>(value))
    {
    }
    Value(double value)
        : m_data(value)
    {
    }
    Value(const BigInt &value); ///< 64 bits where they hold it
    Value(std::string text)
        : m_data(kept(std::move(text), false))
    {
    }
    Value(std::string_view text)
        : Value(std::string(text))
    {
    }
    Value(const char *text)
        : Value(std::string(text))
    {
    }
    Value(DictPtr dict)
        : m_data(std::move(dict))
    {
    }
    Value(ObjectPtr object)
        : m_data(std::move(object))
    {
    }
    static Value list(std::vector<Value> items) { return sequence(Sequence::Kind::List, std::move(items)); }
    static Value tuple(std::vector<Value> items) { return sequence(Sequence::Kind::Tuple, std::move(items)); }
    static Value sequence(Sequence::Kind kind, std::vector<Value> items);
    static Value missing(std::string sentence);
    static Value safe(std::string text);

    bool isMissing() const { return std::holds_alternative<std::shared_ptr<const Missing>>(m_data); }
    bool isNone() const { return std::holds_alternative<None>(m_data); }
    const bool *boolean() const { return std::get_if<bool>(&m_data); }
    /// A whole number that 64 bits hold; True and False count as 1 and 0.
    std::optional<std::int64_t> integer() const;
    const BigInt *big() const; ///< a whole number that 64 bits do not hold
    bool isWhole() const { return big() || integer(); }
    BigInt whole() const { return big() ? *big() : BigInt(integer().value_or(0)); }
    /// Any number as a float; one that is too large is infinite.
    std::optional<double> number() const;
    const double *floating() const { return std::get_if<double>(&m_data); }
    const std::string *text() const;
    bool isSafe() const;
    const Sequence *sequence() const;
    const Sequence *list() const;
    const Dict *dict() const;
    DictPtr dictPtr() const;
    Object *object() const;
    ObjectPtr objectPtr() const;
    const std::string &missingSentence() const { return std::get<std::shared_ptr<const Missing>>(m_data)->sentence; }
    /// The same container or object, or an equal None, True, False or small number: Python's `is`.
    bool isSame(const Value &other) const;
    int depth() const;

private:
    static Text kept(std::string text, bool safe);

    std::variant<None, bool, std::int64_t, double, Text, SequencePtr, DictPtr, ObjectPtr,
                 std::shared_ptr<const Missing>, std::shared_ptr<const BigInt>>
        m_data;
};

/// Keys in the order they first came, equal ones once. Keys are hashable values: no lists, no dicts.
class Dict {
public:
    void set(Value key, Value value);
    const Value *find(const Value &key) const;
    const Value *named(std::string_view key) const;
    const std::vector<std::pair<Value, Value>> &items() const { return m_items; }
    std::size_t size() const { return m_items.size(); }
    int depth() const { return m_depth; }

private:
    std::optional<std::size_t> indexOf(const Value &key, std::size_t hash) const;

    std::vector<std::pair<Value, Value>> m_items;
    std::multimap<std::size_t, std::size_t> m_places; ///< by hash; filled once there are many keys
    int m_depth = 1;
    Charge m_charge;
};

/// Arguments of a call.
struct Arguments {
    std::vector<Value> positional;
    std::vector<std::pair<std::string, Value>> named;

    const Value *find(std::string_view name) const;
};

class Evaluation;
class Repr;

/// Everything that is no plain value: functions, macros, loops, namespaces, iterators.
class Object : public std::enable_shared_from_this<Object> {
public:
    virtual ~Object() = default;
    virtual std::string typeName() const = 0; ///< as Python calls it
    virtual void write(Repr &repr) const; ///< its repr()
    virtual std::optional<Value> attribute(Evaluation &, std::string_view) { return std::nullopt; }
    virtual bool isCallable() const { return false; }
    virtual Value call(Evaluation &, const Arguments &);
    /// The items; an iterator gives those that are left and is then empty. Nothing: not iterable.
    virtual std::optional<std::vector<Value>> iterate() { return std::nullopt; }
    virtual std::optional<std::int64_t> size() const { return std::nullopt; }
    virtual std::optional<Value> at(std::int64_t) const { return std::nullopt; }
    virtual bool equals(const Object &other) const { return this == &other; }
    /// Lets go of everything it holds, so that values that hold one another in a ring end with the evaluation.
    virtual void release() { }
    int depth() const { return m_depth; }

protected:
    /// How deep the values nest that it will hold for good, itself included: they end one inside the other.
    void setDepth(int depth);

private:
    const Charge m_charge{128}; ///< about what an object takes
    int m_depth = 0;
};

std::string typeName(const Value &value); ///< "int", "str", "NoneType", ...
bool isTrue(const Value &value);
bool equal(const Value &left, const Value &right);
/// Less than, as Python orders; throws TemplateError for kinds that have no order. `sign` is for the sentence.
bool less(const Value &left, const Value &right, const char *sign = "<");
/// Throws TemplateError for what cannot be a key.
std::size_t hash(const Value &value);
std::string str(const Value &value); ///< Python's str()
std::string repr(const Value &value); ///< Python's repr(): a container inside itself is [...]
std::string ascii(const Value &value); ///< Python's ascii()
std::string quoted(std::string_view text); ///< repr() of a text
std::string shortest(double number); ///< repr() of a float

/// The items of anything iterable (an undefined value has none). Throws TemplateError.
std::vector<Value> iterate(const Value &value);
std::optional<std::int64_t> length(const Value &value);
bool contains(const Value &container, const Value &item);

} // namespace deltascope::chat

#include "chat/value.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

constexpr int deepest = 200;
constexpr std::size_t fewKeys = 8;

int expectShallow(int depth)
{
    if (depth > deepest)
        throw TemplateError("lists and dictionaries nest more than " + std::to_string(deepest) + " deep");
    return depth;
}

/// Shared and charged for, with the bytes that it holds elsewhere.
template<class T>
std::shared_ptr<const T> held(T value, std::size_t bytes)
{
    struct Held {
        T value;
        Charge charge;
    };
    Charge charge(sizeof(Held) + 32 + bytes);
    const auto made = std::make_shared<const Held>(Held{std::move(value), std::move(charge)});
    return {made, &made->value};
}

} // namespace

Value Value::sequence(Sequence::Kind kind, std::vector<Value> items)
{
    auto made = std::make_shared<Sequence>();
    made->kind = kind;
    for (const Value &item : items)
        made->depth = std::max(made->depth, item.depth() + 1);
    expectShallow(made->depth);
    Meter::expectRoom(items.size(), sizeof(Value));
    Meter::step(items.size() / 8);
    made->charge.grow(sizeof(Sequence) + items.size() * sizeof(Value));
    made->items = std::move(items);
    Value value;
    value.m_data = SequencePtr(std::move(made));
    return value;
}

Value Value::missing(std::string sentence)
{
    Value value;
    const std::size_t bytes = sentence.size();
    value.m_data = held(Missing{std::move(sentence)}, bytes);
    return value;
}

Value Value::safe(std::string text)
{
    Value value;
    value.m_data = kept(std::move(text), true);
    return value;
}

Text Value::kept(std::string text, bool safe)
{
    const std::size_t bytes = text.size();
    Meter::expectRoom(bytes);
    Meter::copy(bytes);
    return {held(std::move(text), bytes), safe};
}

Value::Value(const BigInt &value)
{
    if (const auto small = value.small())
        m_data = *small;
    else
        m_data = held(value, value.bits() / 8);
}

std::optional<std::int64_t> Value::integer() const
{
    if (const auto *value = std::get_if<std::int64_t>(&m_data))
        return *value;
    if (const bool *value = boolean())
        return *value ? 1 : 0;
    return std::nullopt;
}

std::optional<double> Value::number() const
{
    if (const double *value = floating())
        return *value;
    if (const auto value = integer())
        return static_cast<double>(*value);
    return big() ? std::optional(big()->number()) : std::nullopt;
}

const BigInt *Value::big() const
{
    const auto *big = std::get_if<std::shared_ptr<const BigInt>>(&m_data);
    return big ? big->get() : nullptr;
}

const std::string *Value::text() const
{
    const Text *text = std::get_if<Text>(&m_data);
    return text ? text->bytes.get() : nullptr;
}

bool Value::isSafe() const
{
    const Text *text = std::get_if<Text>(&m_data);
    return text && text->safe;
}

const Sequence *Value::sequence() const
{
    const SequencePtr *sequence = std::get_if<SequencePtr>(&m_data);
    return sequence ? sequence->get() : nullptr;
}

const Sequence *Value::list() const
{
    const Sequence *found = sequence();
    return found && found->kind == Sequence::Kind::List ? found : nullptr;
}

const Dict *Value::dict() const
{
    const DictPtr *dict = std::get_if<DictPtr>(&m_data);
    return dict ? dict->get() : nullptr;
}

Value::DictPtr Value::dictPtr() const { return std::get<DictPtr>(m_data); }

Object *Value::object() const
{
    const ObjectPtr *object = std::get_if<ObjectPtr>(&m_data);
    return object ? object->get() : nullptr;
}

Value::ObjectPtr Value::objectPtr() const { return std::get<ObjectPtr>(m_data); }

bool Value::isSame(const Value &other) const
{
    if (m_data.index() != other.m_data.index())
        return false;
    if (sequence() || dict() || object())
        return sequence() == other.sequence() && dict() == other.dict() && object() == other.object();
    return equal(*this, other);
}

int Value::depth() const
{
    if (const Sequence *own = sequence())
        return own->depth;
    if (const Object *own = object())
        return own->depth();
    const Dict *own = dict();
    return own ? own->depth() : 0;
}

void Dict::set(Value key, Value value)
{
    const std::size_t code = hash(key);
    m_depth = expectShallow(std::max({m_depth, key.depth() + 1, value.depth() + 1}));
    if (const auto index = indexOf(key, code)) {
        m_items[*index].second = std::move(value);
        return;
    }
    constexpr std::size_t bytes = 2 * sizeof(Value) + 64; // with its place
    Meter::expectRoom(m_items.size() + 1, 2 * sizeof(Value));
    m_charge.grow(bytes);
    m_items.emplace_back(std::move(key), std::move(value));
    if (m_items.size() == fewKeys + 1)
        for (std::size_t i = 0; i < m_items.size(); ++i)
            m_places.emplace(hash(m_items[i].first), i);
    else if (m_items.size() > fewKeys)
        m_places.emplace(code, m_items.size() - 1);
}

std::optional<std::size_t> Dict::indexOf(const Value &key, std::size_t hash) const
{
    if (m_items.size() <= fewKeys) {
        for (std::size_t i = 0; i < m_items.size(); ++i)
            if (equal(m_items[i].first, key))
                return i;
        return std::nullopt;
    }
    const auto [begin, end] = m_places.equal_range(hash);
    for (auto place = begin; place != end; ++place)
        if (equal(m_items[place->second].first, key))
            return place->second;
    return std::nullopt;
}

const Value *Dict::find(const Value &key) const
{
    const auto index = indexOf(key, hash(key));
    return index ? &m_items[*index].second : nullptr;
}

const Value *Dict::named(std::string_view key) const
{
    if (m_items.size() > fewKeys)
        return find(Value(key));
    for (const auto &[own, value] : m_items)
        if (own.text() && *own.text() == key)
            return &value;
    return nullptr;
}

const Value *Arguments::find(std::string_view name) const
{
    Meter::step(named.size() / 16);
    for (const auto &[key, value] : named)
        if (key == name)
            return &value;
    return nullptr;
}

void Object::setDepth(int depth) { m_depth = expectShallow(depth); }

Value Object::call(Evaluation &, const Arguments &)
{
    throw TemplateError("'" + typeName() + "' object is not callable");
}

} // namespace deltascope::chat

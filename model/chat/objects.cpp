#include "chat/objects.h"

namespace deltascope::chat {

Iterator::Iterator(std::vector<Value> items, std::string name)
    : m_items(std::move(items))
    , m_charge(m_items.size() * sizeof(Value))
    , m_name(std::move(name))
{
    for (const Value &item : m_items)
        setDepth(std::max(depth(), item.depth() + 1));
}

void Iterator::fill()
{
    if (const auto make = std::exchange(m_make, {})) {
        m_items = make();
        m_charge.grow(m_items.size() * sizeof(Value));
    }
}

std::optional<std::vector<Value>> Iterator::iterate()
{
    fill();
    std::vector<Value> items = std::exchange(m_items, {});
    items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(std::exchange(m_next, 0)));
    return items;
}

void Iterator::release()
{
    m_make = {};
    m_items.clear();
}

std::optional<Value> Iterator::next()
{
    fill();
    if (m_next == m_items.size())
        return std::nullopt;
    return std::exchange(m_items[m_next++], {});
}

void Range::write(Repr &repr) const
{
    repr << "range(" << std::to_string(m_start) << ", " << std::to_string(m_stop);
    repr << (m_step == 1 ? "" : ", " + std::to_string(m_step)) << ")";
}

std::optional<std::int64_t> Range::size() const
{
    const std::int64_t way = m_step > 0 ? m_stop - m_start : m_start - m_stop;
    const std::int64_t stride = m_step > 0 ? m_step : -m_step;
    return way <= 0 ? 0 : (way - 1) / stride + 1;
}

std::optional<std::vector<Value>> Range::iterate()
{
    std::vector<Value> items;
    for (std::int64_t i = 0; i < *size(); ++i)
        items.push_back(*at(i));
    return items;
}

bool Range::equals(const Object &other) const
{
    const auto *range = dynamic_cast<const Range *>(&other);
    if (!range || *size() != *range->size())
        return false;
    return *size() == 0 || (m_start == range->m_start && (*size() == 1 || m_step == range->m_step));
}

Value Range::part(std::int64_t from, std::int64_t to, std::int64_t step) const
{
    std::int64_t stride = 0;
    constexpr std::int64_t farthest = std::int64_t(1) << 61;
    if (__builtin_mul_overflow(m_step, step, &stride) || stride > farthest || stride < -farthest)
        throw TemplateError("a range's slice takes steps beyond 2**61");
    return Value(Value::ObjectPtr(std::make_shared<Range>(m_start + from * m_step, m_start + to * m_step, stride)));
}

std::string DictView::typeName() const
{
    return m_part == Part::Keys ? "dict_keys" : m_part == Part::Values ? "dict_values" : "dict_items";
}

void DictView::write(Repr &repr) const
{
    repr.around(this, "...", [&] {
        repr << typeName() << "([";
        repr.list(items());
        repr << "])";
    });
}

std::vector<Value> DictView::items() const
{
    std::vector<Value> list;
    Meter::step(m_dict->size());
    for (const auto &[key, value] : m_dict->items())
        list.push_back(m_part == Part::Keys ? key : m_part == Part::Values ? value : Value::tuple({key, value}));
    return list;
}

void Loop::write(Repr &repr) const
{
    repr << "<LoopContext " << std::to_string(m_index + 1) << "/" << std::to_string(m_items.size()) << ">";
}

void Loop::release()
{
    m_frame.reset();
    m_items.clear();
    m_charge = Charge();
    m_seen.reset();
}

Value Loop::neighbour(bool exists, std::size_t index, const char *sentence) const
{
    return exists ? m_items[index] : Value::missing(sentence);
}

bool Loop::changed(std::vector<Value> values)
{
    if (m_seen && equal(Value::tuple(*m_seen), Value::tuple(values)))
        return false;
    m_seen = std::move(values);
    return true;
}

namespace {

Value cycle(Evaluation &evaluation, const Value &subject, const Arguments &arguments)
{
    if (arguments.positional.empty())
        throw TemplateError("no items for cycling given");
    const auto index = evaluation.attribute(subject, "index0").integer();
    return arguments.positional[static_cast<std::size_t>(*index) % arguments.positional.size()];
}

Value hasChanged(Evaluation &, const Value &subject, const Arguments &arguments)
{
    return static_cast<Loop *>(subject.object())->changed(arguments.positional);
}

} // namespace

std::optional<Value> Loop::attribute(Evaluation &, std::string_view name)
{
    const auto index = static_cast<std::int64_t>(m_index), count = static_cast<std::int64_t>(m_items.size());
    if (name == "index")
        return index + 1;
    if (name == "index0")
        return index;
    if (name == "revindex")
        return count - index;
    if (name == "revindex0")
        return count - index - 1;
    if (name == "first")
        return index == 0;
    if (name == "last")
        return index + 1 == count;
    if (name == "length")
        return count;
    if (name == "depth")
        return m_depth + 1;
    if (name == "depth0")
        return m_depth;
    if (name == "previtem")
        return neighbour(index > 0, m_index - 1, "there is no previous item");
    if (name == "nextitem")
        return neighbour(index + 1 < count, m_index + 1, "there is no next item");
    const std::pair<const char *, Callable::Open> methods[] = {{"cycle", cycle}, {"changed", hasChanged}};
    for (const auto &[own, open] : methods)
        if (name == own)
            return Value(Value::ObjectPtr(
                std::make_shared<Function>(own, Callable{{}, nullptr, open}, Value(shared_from_this()))));
    return std::nullopt;
}

} // namespace deltascope::chat

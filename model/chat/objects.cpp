#include "chat/objects.h"

namespace deltascope::chat {

void Iterator::fill()
{
    if (const auto make = std::exchange(m_make, {}))
        m_items = make();
}

std::optional<std::vector<Value>> Iterator::iterate()
{
    fill();
    return std::exchange(m_items, {});
}

void Iterator::release()
{
    m_make = {};
    m_items.clear();
}

std::optional<Value> Iterator::next()
{
    fill();
    if (m_items.empty())
        return std::nullopt;
    std::optional<Value> first(std::move(m_items.front()));
    m_items.erase(m_items.begin());
    return first;
}

std::string Range::repr() const
{
    return "range(" + std::to_string(m_start) + ", " + std::to_string(m_stop)
           + (m_step == 1 ? "" : ", " + std::to_string(m_step)) + ")";
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
    return Value(
        Value::ObjectPtr(std::make_shared<Range>(m_start + from * m_step, m_start + to * m_step, m_step * step)));
}

std::string DictView::typeName() const
{
    return m_part == Part::Keys ? "dict_keys" : m_part == Part::Values ? "dict_values" : "dict_items";
}

std::string DictView::repr() const { return typeName() + "(" + chat::repr(Value::list(items())) + ")"; }

std::vector<Value> DictView::items() const
{
    std::vector<Value> list;
    for (const auto &[key, value] : m_dict->items())
        list.push_back(m_part == Part::Keys ? key : m_part == Part::Values ? value : Value::tuple({key, value}));
    return list;
}

std::string Loop::repr() const
{
    return "<LoopContext " + std::to_string(m_index + 1) + "/" + std::to_string(m_items.size()) + ">";
}

void Loop::release()
{
    m_frame.reset();
    m_items.clear();
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

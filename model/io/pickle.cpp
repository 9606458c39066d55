// The machine: values, stack and memo.
#include "io/pickle.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <algorithm>
#include <charconv>

namespace deltascope::io {

namespace {

using Type = PickleValue::Type;

// More than a checkpoint of 500,000 tensors takes; a hostile file of that many instructions still fits into memory.
constexpr std::uint64_t mostInstructions = 32u << 20, mostValues = 6u << 20, mostMemo = 8u << 20;

} // namespace

void Unpickler::damaged(std::string_view why) const
{
    throw Failure(Error{m_reader.path(),
                        "expected a PyTorch checkpoint, found a damaged pickle: " + std::string(why),
                        {},
                        "truncated"});
}

void Unpickler::unsafe(std::string_view what) const
{
    throw Failure(Error{m_reader.path(),
                        "the file asks to run " + utf8::readable(what, 120)
                            + ", which a checkpoint has no need of; nothing was run",
                        {},
                        "unsafe-file"});
}

const PickleValue *Unpickler::load()
{
    m_stack.clear();
    m_memo.clear();
    for (std::uint64_t count = 0; count < mostInstructions; ++count) {
        const auto code = static_cast<unsigned char>(m_reader.number(1));
        if (code == '.')
            return pop();
        if (!step(code))
            damaged("unknown instruction " + std::to_string(code));
    }
    damaged("more instructions than any checkpoint has");
}

PickleValue *Unpickler::make(Type type)
{
    if (m_values.size() >= mostValues)
        damaged("more values than any checkpoint has");
    m_values.emplace_back().type = type;
    return &m_values.back();
}

void Unpickler::pushNumber(Type type, std::int64_t number)
{
    push(make(type));
    top()->number = number;
}

void Unpickler::pushLong(std::uint64_t size)
{
    const std::string_view bytes = m_reader.takeText(size);
    if (size > 8) { // the legacy form's magic number; no tensor needs one
        pushText(Type::Opaque, bytes);
        return;
    }
    std::uint64_t value = 0;
    for (std::uint64_t i = 0; i < size; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    if (size > 0 && size < 8 && (bytes[size - 1] & 0x80))
        value |= ~std::uint64_t(0) << (8 * size);
    pushNumber(Type::Int, static_cast<std::int64_t>(value));
}

void Unpickler::pushDecimal(std::string_view line, bool mayBeBool)
{
    if (mayBeBool && (line == "01" || line == "00")) {
        push(line == "01" ? &m_true : &m_false);
        return;
    }
    if (!line.empty() && line.back() == 'L')
        line.remove_suffix(1);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value);
    if (error != std::errc() || end != line.data() + line.size())
        damaged("a number that is none");
    pushNumber(Type::Int, value);
}

void Unpickler::pushText(Type type, std::string_view text)
{
    push(make(type));
    top()->text = text;
}

PickleValue *Unpickler::pop()
{
    Value *value = top();
    m_stack.pop_back();
    return value;
}

PickleValue *Unpickler::top()
{
    if (m_stack.empty() || m_stack.back()->type == Type::Mark)
        damaged("an empty stack");
    return m_stack.back();
}

std::vector<const PickleValue *> Unpickler::popToMark()
{
    const auto mark
        = std::find_if(m_stack.rbegin(), m_stack.rend(), [](const Value *value) { return value->type == Type::Mark; });
    if (mark == m_stack.rend())
        damaged("a missing mark");
    std::vector<const Value *> items(mark.base(), m_stack.end());
    m_stack.erase(mark.base() - 1, m_stack.end());
    return items;
}

void Unpickler::remember(std::uint64_t place)
{
    if (place > mostMemo)
        damaged("a memo number that is too large");
    if (place >= m_memo.size())
        m_memo.resize(place + 1);
    m_memo[place] = top();
}

void Unpickler::recall(std::uint64_t place)
{
    if (place >= m_memo.size() || !m_memo[place])
        damaged("a memo that was never set");
    push(m_memo[place]);
}

std::uint64_t Unpickler::lineNumber()
{
    const std::string_view line = m_reader.takeLine();
    std::uint64_t value = 0;
    if (std::from_chars(line.data(), line.data() + line.size(), value).ec != std::errc())
        damaged("a memo number that is none");
    return value;
}

void Unpickler::pushTuple(std::size_t count)
{
    Value *made = make(Type::Tuple);
    made->items.resize(count);
    for (std::size_t i = count; i-- > 0;)
        made->items[i] = pop();
    push(made);
}

void Unpickler::pushCollected(Type type)
{
    auto items = popToMark();
    Value *made = make(type);
    if (type == Type::Dict)
        setPairs(made, items);
    else
        made->items = std::move(items);
    push(made);
}

void Unpickler::extend(const std::vector<const Value *> &items)
{
    if (top()->type != Type::List && top()->type != Type::Opaque)
        damaged("items for something that is no list");
    top()->items.insert(top()->items.end(), items.begin(), items.end());
}

void Unpickler::setPairs(Value *dict, const std::vector<const Value *> &flat)
{
    if (dict->type == Type::Opaque)
        return;
    if (dict->type != Type::Dict || flat.size() % 2 != 0)
        damaged("entries for something that is no dictionary");
    for (std::size_t i = 0; i < flat.size(); i += 2)
        dict->pairs.emplace_back(flat[i], flat[i + 1]);
}

} // namespace deltascope::io

// The pickle protocol: CPython's pickletools.py. What torch.save writes: torch/_utils.py, torch/serialization.py.
#include "io/pickle.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <algorithm>
#include <charconv>

namespace deltascope::io {

namespace {

using Type = PickleValue::Type;

/// Globals that name a harmless value; those that may be called are in Unpickler::call.
bool isKnownGlobal(std::string_view name)
{
    static constexpr std::string_view known[] = {
        "collections OrderedDict", "torch._utils _rebuild_tensor_v2", "torch._utils _rebuild_tensor", "torch._utils _rebuild_parameter",
        "torch Size", "torch device", "builtins set", "__builtin__ set", "torch.storage UntypedStorage", "torch.storage TypedStorage",
        "torch.storage _LegacyStorage", "torch.nn.parameter Parameter", "torch.serialization _get_layout",
    };
    if (std::find(std::begin(known), std::end(known), name) != std::end(known))
        return true;
    static constexpr std::string_view dtypes[] = {"float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8",
                                                  "bool", "double", "float", "half", "long", "int", "short", "complex64", "uint16", "uint32", "uint64"};
    static constexpr std::string_view storages[] = {"DoubleStorage", "FloatStorage", "HalfStorage", "BFloat16Storage", "LongStorage",
                                                    "IntStorage", "ShortStorage", "CharStorage", "ByteStorage", "BoolStorage",
                                                    "ComplexFloatStorage"};
    constexpr std::string_view torch = "torch ", cuda = "torch.cuda ";
    const std::string_view rest = name.substr(0, torch.size()) == torch ? name.substr(torch.size())
        : name.substr(0, cuda.size()) == cuda ? name.substr(cuda.size()) : std::string_view();
    return std::find(std::begin(dtypes), std::end(dtypes), rest) != std::end(dtypes)
        || std::find(std::begin(storages), std::end(storages), rest) != std::end(storages);
}

} // namespace

void Unpickler::damaged(std::string_view why) const
{
    throw Failure(Error{m_reader.path(), "expected a PyTorch checkpoint, found a damaged pickle: " + std::string(why), {}, "truncated"});
}

void Unpickler::unsafe(std::string_view what) const
{
    throw Failure(Error{m_reader.path(), "the file asks to run " + utf8::readable(what, 120) + ", which a checkpoint has no need of; nothing was run", {},
                        "unsafe-file"});
}

const PickleValue *Unpickler::load()
{
    m_stack.clear();
    m_memo.clear();
    for (;;) {
        const auto code = static_cast<unsigned char>(m_reader.number(1));
        if (code == '.')
            return pop();
        if (!step(code))
            damaged("unknown instruction " + std::to_string(code));
    }
}

bool Unpickler::step(unsigned char code)
{
    switch (code) {
    case 0x80: // PROTO
        if (m_reader.number(1) > 5)
            damaged("a protocol newer than 5");
        return true;
    case 0x95: // FRAME
        if (m_reader.number(8) > m_reader.left())
            damaged("a frame longer than the file");
        return true;
    case '0': pop(); return true;
    case '1': popToMark(); return true;
    case '2': push(top()); return true;
    case 'N': push(make(Type::None)); return true;
    default: return stepNumber(code) || stepText(code) || stepContainer(code) || stepMemo(code) || stepCall(code);
    }
}

bool Unpickler::stepNumber(unsigned char code)
{
    const auto sized = [&](std::uint64_t size) {
        const auto bytes = m_reader.take(size);
        if (size > 8) { // the legacy form's magic number; no tensor needs one
            push(make(Type::Opaque));
            top()->ownText.assign(bytes.begin(), bytes.end());
            return;
        }
        std::uint64_t value = 0;
        for (std::uint64_t i = 0; i < size; ++i)
            value |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
        if (size > 0 && size < 8 && (bytes[size - 1] & 0x80))
            value |= ~std::uint64_t(0) << (8 * size);
        pushNumber(Type::Int, static_cast<std::int64_t>(value));
    };
    switch (code) {
    case 'J': pushNumber(Type::Int, static_cast<std::int32_t>(m_reader.number(4))); return true;
    case 'K': pushNumber(Type::Int, static_cast<std::int64_t>(m_reader.number(1))); return true;
    case 'M': pushNumber(Type::Int, static_cast<std::int64_t>(m_reader.number(2))); return true;
    case 0x88: pushNumber(Type::Bool, 1); return true;
    case 0x89: pushNumber(Type::Bool, 0); return true;
    case 0x8a: sized(m_reader.number(1)); return true;
    case 0x8b: sized(m_reader.number(4)); return true;
    case 'G': m_reader.take(8); push(make(Type::Float)); return true;
    case 'F': m_reader.takeLine(); push(make(Type::Float)); return true;
    case 'I':
    case 'L': {
        std::string_view line = m_reader.takeLine();
        if (!line.empty() && line.back() == 'L')
            line.remove_suffix(1);
        if (code == 'I' && (line == "01" || line == "00")) {
            pushNumber(Type::Bool, line == "01");
            return true;
        }
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value);
        if (error != std::errc() || end != line.data() + line.size())
            damaged("a number that is none");
        pushNumber(Type::Int, value);
        return true;
    }
    default: return false;
    }
}

bool Unpickler::stepText(unsigned char code)
{
    switch (code) {
    case 'X': pushText(Type::Text, m_reader.takeText(m_reader.number(4))); return true;
    case 0x8c: pushText(Type::Text, m_reader.takeText(m_reader.number(1))); return true;
    case 0x8d: pushText(Type::Text, m_reader.takeText(m_reader.number(8))); return true;
    case 'V': pushText(Type::Text, m_reader.takeLine()); return true;
    case 'U': pushText(Type::Text, m_reader.takeText(m_reader.number(1))); return true;
    case 'T': pushText(Type::Text, m_reader.takeText(m_reader.number(4))); return true;
    case 'S': {
        std::string_view line = m_reader.takeLine();
        if (line.size() < 2 || line.front() != line.back())
            damaged("a text without quotes");
        pushText(Type::Text, line.substr(1, line.size() - 2));
        return true;
    }
    case 'B': pushText(Type::Bytes, m_reader.takeText(m_reader.number(4))); return true;
    case 'C': pushText(Type::Bytes, m_reader.takeText(m_reader.number(1))); return true;
    case 0x8e: pushText(Type::Bytes, m_reader.takeText(m_reader.number(8))); return true;
    default: return false;
    }
}

bool Unpickler::stepContainer(unsigned char code)
{
    const auto tuple = [&](std::size_t count) {
        Value *made = make(Type::Tuple);
        made->items.resize(count);
        for (std::size_t i = count; i-- > 0;)
            made->items[i] = pop();
        push(made);
    };
    const auto collect = [&](Type type) {
        auto items = popToMark();
        Value *made = make(type);
        if (type == Type::Dict)
            setPairs(made, items);
        else
            made->items = std::move(items);
        push(made);
    };
    const auto extend = [&](const std::vector<const Value *> &items) {
        if (top()->type != Type::List && top()->type != Type::Opaque)
            damaged("items for something that is no list");
        top()->items.insert(top()->items.end(), items.begin(), items.end());
    };
    switch (code) {
    case '(': push(make(Type::Mark)); return true;
    case '}': push(make(Type::Dict)); return true;
    case ']': push(make(Type::List)); return true;
    case ')': push(make(Type::Tuple)); return true;
    case 0x8f: push(make(Type::Opaque)); return true;
    case 't': collect(Type::Tuple); return true;
    case 'l': collect(Type::List); return true;
    case 'd': collect(Type::Dict); return true;
    case 0x91: collect(Type::Opaque); return true;
    case 0x85: tuple(1); return true;
    case 0x86: tuple(2); return true;
    case 0x87: tuple(3); return true;
    case 'a': extend({pop()}); return true;
    case 'e':
    case 0x90: extend(popToMark()); return true;
    case 's': {
        const Value *value = pop(), *key = pop();
        setPairs(top(), {key, value});
        return true;
    }
    case 'u': {
        const auto items = popToMark();
        setPairs(top(), items);
        return true;
    }
    default: return false;
    }
}

bool Unpickler::stepMemo(unsigned char code)
{
    const auto lineNumber = [&] {
        const std::string_view line = m_reader.takeLine();
        std::uint64_t value = 0;
        if (std::from_chars(line.data(), line.data() + line.size(), value).ec != std::errc())
            damaged("a memo number that is none");
        return value;
    };
    switch (code) {
    case 'q': remember(m_reader.number(1)); return true;
    case 'r': remember(m_reader.number(4)); return true;
    case 'p': remember(lineNumber()); return true;
    case 0x94: remember(m_memo.size()); return true;
    case 'h': recall(m_reader.number(1)); return true;
    case 'j': recall(m_reader.number(4)); return true;
    case 'g': recall(lineNumber()); return true;
    default: return false;
    }
}

bool Unpickler::stepCall(unsigned char code)
{
    switch (code) {
    case 'c': {
        const std::string_view module = m_reader.takeLine(), name = m_reader.takeLine();
        pushGlobal(module, name);
        return true;
    }
    case 0x93: {
        const Value *name = pop(), *module = pop();
        if (name->type != Type::Text || module->type != Type::Text)
            damaged("a global without a name");
        pushGlobal(module->text, name->text);
        return true;
    }
    case 'i': {
        const std::string_view module = m_reader.takeLine(), name = m_reader.takeLine();
        unsafe(std::string(module) + "." + std::string(name));
    }
    case 'o': {
        const auto items = popToMark();
        unsafe(items.empty() || items[0]->type != Type::Global ? "an unknown class" : items[0]->text);
    }
    case 0x81:
    case 'R': {
        const Value *arguments = pop(), *function = pop();
        push(call(function, arguments));
        return true;
    }
    case 0x92: {
        pop();
        const Value *arguments = pop(), *function = pop();
        push(call(function, arguments));
        return true;
    }
    case 'b': // BUILD: state of a known object (an OrderedDict's _metadata); nothing of it is needed
        pop();
        top();
        return true;
    case 'Q': persistentId(); return true;
    case 'P': {
        const std::string_view line = m_reader.takeLine();
        unsafe("a persistent id " + std::string(line));
    }
    default: return false;
    }
}

PickleValue *Unpickler::make(Type type)
{
    m_values.emplace_back().type = type;
    return &m_values.back();
}

void Unpickler::pushNumber(Type type, std::int64_t number)
{
    push(make(type));
    top()->number = number;
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
    const auto mark = std::find_if(m_stack.rbegin(), m_stack.rend(), [](const Value *value) { return value->type == Type::Mark; });
    if (mark == m_stack.rend())
        damaged("a missing mark");
    std::vector<const Value *> items(mark.base(), m_stack.end());
    m_stack.erase(mark.base() - 1, m_stack.end());
    return items;
}

void Unpickler::remember(std::uint64_t place)
{
    constexpr std::uint64_t most = 1u << 26;
    if (place > most)
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

void Unpickler::setPairs(Value *dict, const std::vector<const Value *> &flat)
{
    if (dict->type == Type::Opaque)
        return;
    if (dict->type != Type::Dict || flat.size() % 2 != 0)
        damaged("entries for something that is no dictionary");
    for (std::size_t i = 0; i < flat.size(); i += 2)
        dict->pairs.emplace_back(flat[i], flat[i + 1]);
}

void Unpickler::pushGlobal(std::string_view module, std::string_view name)
{
    Value *value = make(Type::Global);
    value->ownText = std::string(module) + " " + std::string(name);
    if (!isKnownGlobal(value->ownText))
        unsafe(std::string(module) + "." + std::string(name));
    value->text = value->ownText;
    push(value);
}

PickleValue *Unpickler::call(const Value *function, const Value *arguments)
{
    if (function->type != Type::Global || arguments->type != Type::Tuple)
        damaged("a call of something that cannot be called");
    const std::string_view name = function->text;
    if (name == "collections OrderedDict" && arguments->items.empty())
        return make(Type::Dict);
    if (name == "torch._utils _rebuild_tensor_v2" || name == "torch._utils _rebuild_tensor")
        return rebuildTensor(arguments);
    if (name == "torch._utils _rebuild_parameter" && !arguments->items.empty())
        return const_cast<Value *>(arguments->items[0]);
    if (name == "torch Size" && arguments->items.size() == 1)
        return const_cast<Value *>(arguments->items[0]);
    if (name == "torch device" || name == "builtins set" || name == "__builtin__ set" || name == "torch.serialization _get_layout")
        return make(Type::Opaque);
    unsafe(std::string(name));
}

PickleValue *Unpickler::rebuildTensor(const Value *arguments)
{
    const auto &items = arguments->items;
    if (items.size() < 4 || items.size() > 8 || items[0]->type != Type::Storage || items[1]->type != Type::Int
        || items[2]->type != Type::Tuple || items[3]->type != Type::Tuple)
        damaged("a tensor without storage, offset, size and stride");
    Value *tensor = make(Type::Tensor);
    tensor->number = items[1]->number;
    tensor->items = {items[0], items[2], items[3]};
    return tensor;
}

/// ('storage', type, key, location, elements[, view]): a place in the archive.
void Unpickler::persistentId()
{
    const Value *id = pop();
    if (id->type != Type::Tuple || id->items.size() < 5 || id->items[0]->type != Type::Text || id->items[0]->text != "storage"
        || id->items[1]->type != Type::Global || id->items[2]->type != Type::Text || id->items[4]->type != Type::Int)
        damaged("a storage that is not described as one");
    Value *storage = make(Type::Storage);
    storage->items = {id->items[1]};
    storage->text = id->items[2]->text;
    storage->number = id->items[4]->number;
    if (storage->number < 0)
        damaged("a storage of negative size");
    push(storage);
}

} // namespace deltascope::io

// What torch.save writes: torch/_utils.py, torch/serialization.py.
#include "io/pickle.h"

#include "core/outcome.h"

#include <algorithm>

namespace deltascope::io {

namespace {

using Type = PickleValue::Type;

template<std::size_t N>
bool holds(const std::string_view (&list)[N], std::string_view name)
{
    return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

/// Globals that name a harmless value; those that may be called are in Unpickler::call.
bool isKnownGlobal(std::string_view name)
{
    static constexpr std::string_view known[] = {
        "collections OrderedDict",
        "torch._utils _rebuild_tensor",
        "torch._utils _rebuild_tensor_v2",
        "torch._utils _rebuild_tensor_v3",
        "torch._utils _rebuild_parameter",
        "torch._utils _rebuild_parameter_with_state",
        "torch Size",
        "torch device",
        "builtins set",
        "__builtin__ set",
        "_codecs encode",
        "torch.storage UntypedStorage",
        "torch.serialization _get_layout",
    };
    static constexpr std::string_view types[] = {
        "float64",   "float32", "float16", "bfloat16", "int64",         "int32",       "int16", "int8",
        "uint8",     "bool",    "double",  "float",    "half",          "long",        "int",   "short",
        "complex64", "uint16",  "uint32",  "uint64",   "float8_e4m3fn", "float8_e5m2",
    };
    static constexpr std::string_view storages[] = {
        "DoubleStorage", "FloatStorage",  "HalfStorage",         "BFloat16Storage",
        "LongStorage",   "IntStorage",    "ShortStorage",        "CharStorage",
        "ByteStorage",   "BoolStorage",   "ComplexFloatStorage", "ComplexDoubleStorage",
        "QInt8Storage",  "QUInt8Storage", "QInt32Storage",       "UntypedStorage",
    };
    const auto below = [&](std::string_view module) {
        return name.substr(0, module.size()) == module ? name.substr(module.size()) : std::string_view();
    };
    return holds(known, name) || holds(types, below("torch ")) || holds(storages, below("torch "))
           || holds(storages, below("torch.cuda "));
}

} // namespace

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
    case 0x92: // NEWOBJ_EX: keyword arguments first
        pop();
        [[fallthrough]];
    case 0x81:
    case 'R': {
        const Value *arguments = pop(), *function = pop();
        push(call(function, arguments));
        return true;
    }
    case 'b': // BUILD: state of a known object (an OrderedDict's _metadata); nothing of it is needed
        pop();
        top();
        return true;
    case 'Q': persistentId(); return true;
    case 'P': unsafe("a persistent id " + std::string(m_reader.takeLine()));
    default: return false;
    }
}

void Unpickler::pushGlobal(std::string_view module, std::string_view name)
{
    const std::string &text = m_texts.emplace_back(std::string(module) + " " + std::string(name));
    if (!isKnownGlobal(text))
        unsafe(std::string(module) + "." + std::string(name));
    pushText(Type::Global, text);
}

PickleValue *Unpickler::call(const Value *function, const Value *arguments)
{
    if (function->type != Type::Global || arguments->type != Type::Tuple)
        damaged("a call of something that cannot be called");
    const std::string_view name = function->text;
    const auto first = [&] { return const_cast<Value *>(arguments->items[0]); };
    if (name == "collections OrderedDict")
        return orderedDict(arguments);
    if (name == "torch._utils _rebuild_tensor_v2" || name == "torch._utils _rebuild_tensor")
        return rebuildTensor(arguments, false);
    if (name == "torch._utils _rebuild_tensor_v3")
        return rebuildTensor(arguments, true);
    if (name.substr(0, 31) == "torch._utils _rebuild_parameter" && !arguments->items.empty())
        return first();
    if (name == "torch Size" && arguments->items.size() == 1)
        return first();
    if (name == "torch device" || name == "builtins set" || name == "__builtin__ set" || name == "_codecs encode"
        || name == "torch.serialization _get_layout")
        return make(Type::Opaque);
    std::string dotted(name);
    std::replace(dotted.begin(), dotted.end(), ' ', '.');
    unsafe(dotted);
}

/// Without arguments, or with a list of pairs, as Python 2 wrote it.
PickleValue *Unpickler::orderedDict(const Value *arguments)
{
    Value *dict = make(Type::Dict);
    if (arguments->items.empty())
        return dict;
    if (arguments->items.size() != 1 || arguments->items[0]->type != Type::List)
        damaged("a dictionary of something else than pairs");
    for (const Value *pair : arguments->items[0]->items) {
        if ((pair->type != Type::List && pair->type != Type::Tuple) || pair->items.size() != 2)
            damaged("a dictionary of something else than pairs");
        dict->pairs.emplace_back(pair->items[0], pair->items[1]);
    }
    return dict;
}

/// (storage, offset, size, stride, requires_grad, backward_hooks, [dtype], [metadata])
PickleValue *Unpickler::rebuildTensor(const Value *arguments, bool hasType)
{
    const auto &items = arguments->items;
    if (items.size() < 4 || items.size() > 8 || items[0]->type != Type::Storage || items[1]->type != Type::Int
        || items[2]->type != Type::Tuple || items[3]->type != Type::Tuple)
        damaged("a tensor without storage, offset, size and stride");
    Value *tensor = make(Type::Tensor);
    tensor->number = items[1]->number;
    tensor->items = {items[0], items[2], items[3]};
    if (hasType) {
        if (items.size() < 7 || items[6]->type != Type::Global)
            damaged("a tensor without element type");
        tensor->items.push_back(items[6]);
    }
    return tensor;
}

/// ('storage', type, key, location, elements[, view]): a place in the archive.
void Unpickler::persistentId()
{
    const Value *id = pop();
    if (id->type != Type::Tuple || id->items.size() < 5 || id->items[0]->type != Type::Text
        || id->items[0]->text != "storage" || id->items[1]->type != Type::Global || id->items[2]->type != Type::Text
        || id->items[4]->type != Type::Int || id->items[4]->number < 0)
        damaged("a storage that is not described as one");
    if (id->items.size() > 5 && id->items[5]->type != Type::None)
        damaged("a storage inside another, as PyTorch before 0.4 wrote it");
    Value *storage = make(Type::Storage);
    storage->items = {id->items[1]};
    storage->text = id->items[2]->text;
    storage->number = id->items[4]->number;
    m_storages.push_back(storage);
    push(storage);
}

} // namespace deltascope::io

#pragma once

#include "io/bytesource.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace deltascope::io {

/// A value that a pickle describes. Values live in their Unpickler and may refer to each other in cycles.
struct PickleValue {
    enum class Type { None, Bool, Int, Float, Text, Bytes, Tuple, List, Dict, Global, Storage, Tensor, Opaque, Mark };
    Type type = Type::None;
    std::int64_t number = 0; ///< Bool, Int; Storage: elements; Tensor: offset in elements
    std::string_view text; ///< Text, Bytes, Global ("module name"), long Opaque numbers; Storage: key
    /// Tuple, List; Storage: its Global; Tensor: storage, size, stride and, if it does not follow from the storage,
    /// dtype
    std::vector<const PickleValue *> items;
    std::vector<std::pair<const PickleValue *, const PickleValue *>> pairs; ///< Dict
};

/// The pickle machine, restricted to what a dictionary of tensors needs. It executes nothing: a global that is not on
/// its list, or a call of one that it does not know, is a Failure (unsafe-file) naming it.
class Unpickler {
public:
    explicit Unpickler(Reader &reader)
        : m_reader(reader)
    {
    }
    /// Reads one pickle up to its STOP. Values stay valid as long as the Unpickler and the reader's bytes.
    const PickleValue *load();
    /// The storages that the pickle names, wherever they are used.
    const std::vector<const PickleValue *> &storages() const { return m_storages; }

private:
    using Value = PickleValue;

    bool step(unsigned char code);
    bool stepNumber(unsigned char code);
    bool stepText(unsigned char code);
    bool stepContainer(unsigned char code);
    bool stepMemo(unsigned char code);
    bool stepCall(unsigned char code);

    Value *make(Value::Type type);
    void push(Value *value) { m_stack.push_back(value); }
    void pushNumber(Value::Type type, std::int64_t number);
    void pushLong(std::uint64_t size);
    void pushDecimal(std::string_view line, bool mayBeBool);
    void pushText(Value::Type type, std::string_view text);
    Value *pop();
    std::vector<const Value *> popToMark();
    Value *top();
    void remember(std::uint64_t place);
    void recall(std::uint64_t place);
    std::uint64_t lineNumber();
    void pushTuple(std::size_t count);
    void pushCollected(Value::Type type);
    void extend(const std::vector<const Value *> &items);
    void setPairs(Value *dict, const std::vector<const Value *> &flat);
    void pushGlobal(std::string_view module, std::string_view name);
    Value *call(const Value *function, const Value *arguments);
    Value *orderedDict(const Value *arguments);
    Value *rebuildTensor(const Value *arguments, bool hasType);
    void persistentId();
    [[noreturn]] void damaged(std::string_view why) const;
    [[noreturn]] void unsafe(std::string_view what) const;

    Reader &m_reader;
    Value m_none, m_true{Value::Type::Bool, 1, {}, {}, {}}, m_false{Value::Type::Bool, 0, {}, {}, {}};
    Value m_mark{Value::Type::Mark, 0, {}, {}, {}};
    std::deque<Value> m_values;
    std::deque<std::string> m_texts; ///< of globals
    std::vector<Value *> m_stack;
    std::vector<Value *> m_memo;
    std::vector<const Value *> m_storages;
};

} // namespace deltascope::io

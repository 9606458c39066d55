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
    std::int64_t number = 0;                ///< Bool, Int; Storage: elements; Tensor: offset in elements
    std::string_view text;                  ///< Text, Bytes, Global ("module name"); Storage: key
    std::string ownText;                    ///< holds what text refers to if it is not in the file
    std::vector<const PickleValue *> items; ///< Tuple, List; Tensor: storage, size, stride
    std::vector<std::pair<const PickleValue *, const PickleValue *>> pairs; ///< Dict
};

/// The pickle machine, restricted to what a dictionary of tensors needs. It executes nothing: a global that is not on
/// its list, or a call of one that it does not know, is a Failure (unsafe-file) naming it.
class Unpickler {
public:
    explicit Unpickler(Reader &reader) : m_reader(reader) {}
    /// Reads one pickle up to its STOP. Values stay valid as long as the Unpickler.
    const PickleValue *load();

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
    void pushText(Value::Type type, std::string_view text);
    Value *pop();
    std::vector<const Value *> popToMark();
    Value *top();
    void remember(std::uint64_t place);
    void recall(std::uint64_t place);
    void setPairs(Value *dict, const std::vector<const Value *> &flat);
    void pushGlobal(std::string_view module, std::string_view name);
    Value *call(const Value *function, const Value *arguments);
    Value *rebuildTensor(const Value *arguments);
    void persistentId();
    [[noreturn]] void damaged(std::string_view why) const;
    [[noreturn]] void unsafe(std::string_view what) const;

    Reader &m_reader;
    std::deque<Value> m_values;
    std::vector<Value *> m_stack;
    std::vector<Value *> m_memo;
};

} // namespace deltascope::io

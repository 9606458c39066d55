// What each instruction does, by the protocol (CPython's pickletools.py); calls stand in pickletorch.cpp.
#include "io/pickle.h"

namespace deltascope::io {

namespace {

using Type = PickleValue::Type;

} // namespace

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
    case 'N': push(&m_none); return true;
    default: return stepMemo(code) || stepNumber(code) || stepText(code) || stepContainer(code) || stepCall(code);
    }
}

bool Unpickler::stepNumber(unsigned char code)
{
    switch (code) {
    case 'J': pushNumber(Type::Int, static_cast<std::int32_t>(m_reader.number(4))); return true;
    case 'K': pushNumber(Type::Int, static_cast<std::int64_t>(m_reader.number(1))); return true;
    case 'M': pushNumber(Type::Int, static_cast<std::int64_t>(m_reader.number(2))); return true;
    case 0x88: push(&m_true); return true;
    case 0x89: push(&m_false); return true;
    case 0x8a: pushLong(m_reader.number(1)); return true;
    case 0x8b: pushLong(m_reader.number(4)); return true;
    case 'G':
        m_reader.take(8);
        push(make(Type::Float));
        return true;
    case 'F':
        m_reader.takeLine();
        push(make(Type::Float));
        return true;
    case 'I': pushDecimal(m_reader.takeLine(), true); return true;
    case 'L': pushDecimal(m_reader.takeLine(), false); return true;
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
    switch (code) {
    case '(': push(&m_mark); return true;
    case '}': push(make(Type::Dict)); return true;
    case ']': push(make(Type::List)); return true;
    case ')': push(make(Type::Tuple)); return true;
    case 0x8f: push(make(Type::Opaque)); return true; // an empty set
    case 't': pushCollected(Type::Tuple); return true;
    case 'l': pushCollected(Type::List); return true;
    case 'd': pushCollected(Type::Dict); return true;
    case 0x91: pushCollected(Type::Opaque); return true; // a frozen set
    case 0x85: pushTuple(1); return true;
    case 0x86: pushTuple(2); return true;
    case 0x87: pushTuple(3); return true;
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

} // namespace deltascope::io

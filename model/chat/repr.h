#pragma once

#include "chat/meter.h"
#include "chat/value.h"

namespace deltascope::chat {

/// Python's repr() in the making. A container that is reached again inside itself is written as a sign for it.
class Repr {
public:
    void write(const Value &value);
    Repr &operator<<(std::string_view text)
    {
        m_out += text;
        return *this;
    }
    /// What `inside` writes of a container, or `sign` if that is being written already.
    template<class Write>
    void around(const void *container, std::string_view sign, Write inside)
    {
        if (isInside(container)) {
            m_out += sign;
            return;
        }
        m_inside.push_back(container);
        inside();
        m_inside.pop_back();
    }
    void list(const std::vector<Value> &items); ///< with commas between
    void dict(const Dict &dict);
    std::string result() { return m_out.take(); }

private:
    bool isInside(const void *container) const;
    void sequence(const Value &value, const Sequence &sequence);

    Writing m_out;
    std::vector<const void *> m_inside;
};

} // namespace deltascope::chat

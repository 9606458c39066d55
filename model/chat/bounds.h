#pragma once

#include "chat/value.h"

#include <cstddef>

namespace deltascope::chat {

/// Bytes of the longest text that a template makes at a time.
inline constexpr std::size_t mostText = 16 << 20;

/// Throws TemplateError for a longer one: asked while a text grows, so that none is made whole first.
inline void expectRoom(std::size_t bytes)
{
    if (bytes > mostText)
        throw TemplateError("a text grows beyond " + std::to_string(mostText >> 20) + " MB");
}

/// Deeper by one value inside another for as long as it lives. Throws TemplateError where values nest too deeply, as
/// those do that hold themselves.
class Nesting {
public:
    Nesting()
    {
        constexpr int deepest = 200;
        if (depth() >= deepest)
            throw TemplateError("a value nests more than " + std::to_string(deepest) + " deep, or holds itself");
        ++depth();
    }
    ~Nesting() { --depth(); }
    Nesting(const Nesting &) = delete;
    Nesting &operator=(const Nesting &) = delete;

private:
    static int &depth()
    {
        static thread_local int depth = 0;
        return depth;
    }
};

} // namespace deltascope::chat

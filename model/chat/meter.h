#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace deltascope::chat {

/// What one rendering may cost: a template may loop, and it comes from anywhere.
struct Limits {
    std::int64_t steps = 3'000'000; ///< about 0.3 us of work each: expressions, statements, items, 16 bytes of text
    std::int64_t bytes = 96 << 20; ///< of all texts, lists and objects that live at one time
    int calls = 200; ///< macros and recursive loops inside one another
    std::size_t single = 8 << 20; ///< bytes of one text or list
    std::size_t stack = 2 << 20; ///< bytes, of the 8 MB that threads have
};

/// What is spent of a rendering's limits. The rendering that runs on a thread is charged wherever values are made, read
/// or walked there; outside of one nothing is counted.
class Meter {
public:
    explicit Meter(const Limits &limits)
        : m_left(limits)
        , m_base(here())
        , m_outer(std::exchange(s_current, this))
    {
    }
    ~Meter() { s_current = m_outer; }
    Meter(const Meter &) = delete;
    Meter &operator=(const Meter &) = delete;

    // All throw TemplateError once a limit is reached.
    /// Work, and one more level of every recursion.
    static void step(std::size_t count = 1)
    {
        Meter *meter = s_current;
        if (!meter)
            return;
        if ((meter->m_left.steps -= static_cast<std::int64_t>(count)) < 0)
            exceed("steps");
        const std::uintptr_t now = here();
        if ((now < meter->m_base ? meter->m_base - now : now - meter->m_base) > meter->m_left.stack)
            exceedDepth();
    }
    /// A text is read character by character.
    static void read(std::size_t bytes) { step(bytes / 16); }
    /// Bytes are compared or copied as they are.
    static void copy(std::size_t bytes) { step(bytes / 128); }
    /// A text or list of so many bytes may be made.
    static void expectRoom(std::size_t bytes)
    {
        if (s_current && bytes > s_current->m_left.single)
            exceed("memory");
    }
    /// `count` pieces of `bytes` may stand in one text or list.
    static void expectRoom(std::size_t count, std::size_t bytes)
    {
        if (s_current && bytes > 0 && count > s_current->m_left.single / bytes)
            exceed("memory");
    }

private:
    friend class Charge;

    static std::uintptr_t here() { return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)); }
    [[noreturn]] static void exceed(const char *what);
    [[noreturn]] static void exceedDepth();

    Limits m_left;
    const std::uintptr_t m_base; ///< where the stack stood at the start
    Meter *const m_outer;
    inline static constinit thread_local Meter *s_current = nullptr;
};

/// Memory held by what it is a member of, as long as that lives.
class Charge {
public:
    Charge() = default;
    explicit Charge(std::size_t bytes) { grow(bytes); }
    Charge(const Charge &other) { grow(other.m_bytes); }
    Charge(Charge &&other) noexcept
        : m_bytes(std::exchange(other.m_bytes, 0))
    {
    }
    Charge &operator=(Charge other) noexcept
    {
        std::swap(m_bytes, other.m_bytes);
        return *this;
    }
    ~Charge()
    {
        if (m_bytes > 0 && Meter::s_current)
            Meter::s_current->m_left.bytes += static_cast<std::int64_t>(m_bytes);
    }
    /// Throws TemplateError once too much is held.
    void grow(std::size_t bytes)
    {
        Meter *meter = Meter::s_current;
        if (!meter)
            return;
        if (static_cast<std::int64_t>(bytes) > meter->m_left.bytes)
            Meter::exceed("memory");
        meter->m_left.bytes -= static_cast<std::int64_t>(bytes);
        m_bytes += bytes;
    }

private:
    std::size_t m_bytes = 0;
};

/// A text in the making, held to the limits while it grows.
class Writing {
public:
    Writing &operator+=(std::string_view part)
    {
        Meter::expectRoom(m_text.size() + part.size());
        Meter::copy(part.size());
        m_charge.grow(part.size());
        m_text += part;
        return *this;
    }
    Writing &operator+=(char byte) { return *this += std::string_view(&byte, 1); }
    void repeat(std::size_t count, std::string_view part);
    bool isEmpty() const { return m_text.empty(); }
    std::size_t size() const { return m_text.size(); }
    std::string take()
    {
        m_charge = Charge();
        return std::exchange(m_text, {});
    }

private:
    std::string m_text;
    Charge m_charge;
};

} // namespace deltascope::chat

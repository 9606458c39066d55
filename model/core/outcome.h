#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace deltascope {

/// What went wrong, in words for people. The same text serves the window and the command line.
struct Error {
    std::string where; ///< file, key or module the sentence is about; may be empty
    std::string what; ///< one sentence; names key, expected and found where there are such
    std::string hint; ///< what to do about it; may be empty
    std::string code; ///< stable id such as "truncated" or "shape-mismatch" (see cli.md, check); may be empty

    /// "where: what (hint)" on one line of readable characters: control characters become '?', at most 1000 bytes.
    std::string sentence() const;
};

/// Thrown inside io, text and nn; turned into an Outcome at the engine's border and nowhere else.
class Failure : public std::runtime_error {
public:
    explicit Failure(Error error)
        : std::runtime_error(error.sentence())
        , m_error(std::move(error))
    {
    }
    Failure(std::string where, std::string what)
        : Failure(Error{std::move(where), std::move(what), {}, {}})
    {
    }
    const Error &error() const { return m_error; }

private:
    Error m_error;
};

/// Thrown when a Progress says that the user cancelled.
class Cancelled : public std::exception {
public:
    const char *what() const noexcept override { return "cancelled"; }
};

struct Done { };

/// A value or the Error that prevented it.
template<class T>
class Outcome {
public:
    Outcome(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Outcome(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }
    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    T &value() { return std::get<0>(m_state); }
    const T &value() const { return std::get<0>(m_state); }
    const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

} // namespace deltascope

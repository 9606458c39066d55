#pragma once

#include <string_view>

namespace deltascope {

/// How a long action tells where it stands and learns that nobody wants it any more. Called on the worker's thread.
class Progress {
public:
    virtual ~Progress() = default;
    /// `fraction` in [0, 1], or negative when unknown.
    virtual void report(double fraction, std::string_view what) = 0;
    virtual bool cancelled() const = 0;
};

class NoProgress final : public Progress {
public:
    void report(double, std::string_view) override { }
    bool cancelled() const override { return false; }
};

} // namespace deltascope

#pragma once

#include "app/options.h"
#include "core/outcome.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace deltascope::app {

/// What call() returns; its Failure as a usage error.
template<class Call>
auto checked(Call &&call)
{
    try {
        return call();
    } catch (const Failure &failure) {
        throw CLI::ValidationError(failure.what());
    }
}

/// Numbers above 0.
CLI::Validator aboveZero();

/// Declares one option after the other on a subcommand, so that each looks the same wherever it is offered.
class Grammar {
public:
    Grammar(CLI::App &app, Options &options)
        : m_app(app)
        , m_options(options)
    {
    }

    Grammar &model();
    Grammar &optionalModel();
    Grammar &modelOrSession();
    Grammar &deltas();
    Grammar &columns();
    Grammar &servers();
    Grammar &inputs();
    Grammar &json();
    Grammar &output(const char *help);
    Grammar &folder(); ///< the output is required: a folder

    /// An option that takes one of `words`.
    template<class T>
    Grammar &choice(const std::string &name, T &target, const std::map<std::string, T> &words, const char *help)
    {
        const auto take = [name, &target, &words](const std::string &word) {
            const auto found = words.find(word);
            if (found == words.end())
                throw CLI::ValidationError(name + ": expected " + listed(words) + ", found " + word);
            target = found->second;
        };
        m_app.add_option_function<std::string>(name, take, help)->option_text(listed(words));
        return *this;
    }
    /// An option that may be given several times, each time with one text.
    CLI::Option &repeated(const char *name, const char *help, std::function<void(const std::string &)> take);
    CLI::App &app() { return m_app; }

private:
    void addSeconds();
    template<class T>
    static std::string listed(const std::map<std::string, T> &words)
    {
        std::string text;
        for (const auto &[word, value] : words)
            text += (text.empty() ? "" : "|") + word;
        return text;
    }
    /// The next input that has `field` and has not been asked for yet.
    template<class T>
    Input &nth(std::size_t &next, std::optional<T> Input::*field, const std::string &name)
    {
        while (next < m_options.inputs.size() && !(m_options.inputs[next].*field))
            ++next;
        if (next == m_options.inputs.size())
            throw CLI::ValidationError(name + ": expected an input that it belongs to, found none");
        return m_options.inputs[next++];
    }
    void everyStep(); ///< of the delta named last
    void head(const std::string &text);

    CLI::App &m_app;
    Options &m_options;
    std::vector<std::string> m_pairs;
    std::vector<std::vector<std::int64_t>> m_decoders;
};

} // namespace deltascope::app

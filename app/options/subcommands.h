#pragma once

#include "app/options/grammar.h"

#include <memory>
#include <vector>

namespace deltascope::app {

/// The subcommands of cli.md on a CLI11 program; what they say goes into `options`, which must outlive it.
class Subcommands {
public:
    Subcommands(CLI::App &app, Options &options);

private:
    Grammar &command(const char *name, const char *help, Command command);
    void log();
    void run();
    void judging();
    void blame();
    void compare();
    void test();
    void report();
    void match();
    void checkAndShelf();
    void writing();
    void drift();
    void loading();
    void rehearse();

    CLI::App &m_app;
    Options &m_options;
    std::vector<std::unique_ptr<Grammar>> m_grammars;
};

} // namespace deltascope::app

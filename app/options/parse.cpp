#include "app/options/subcommands.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace deltascope::app {

namespace {

/// The words in the order CLI11 wants them, last first. "--modules a b" is written "--modules a --modules b", since
/// CLI11 takes a word in brackets behind an option of several words for a list, and a pattern may look like one.
std::vector<std::string> wordsOf(int argc, const char *const *argv)
{
    std::vector<std::string> words;
    bool inModules = false;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const bool isOption = word.size() > 1 && word[0] == '-';
        if (inModules && !isOption && words.back() != "--modules")
            words.push_back("--modules");
        inModules = isOption ? word == "--modules" : inModules;
        words.push_back(word);
    }
    std::reverse(words.begin(), words.end());
    return words;
}

/// A first word that is neither a subcommand nor a model. The hub's models of one word have digits or dashes in it.
void expectModel(const CLI::App &app, const Options &options)
{
    const std::string &word = options.model.model;
    const bool isWord
        = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isalpha(c); });
    std::error_code ignored;
    if (options.command != Command::Window || !isWord || std::filesystem::exists(word, ignored))
        return;
    std::string names;
    for (const CLI::App *sub : app.get_subcommands({}))
        names += (names.empty() ? "" : ", ") + sub->get_name();
    throw CLI::ValidationError(word + ": expected a subcommand (" + names
                               + ") or a model's folder, file or hub id, found neither");
}

/// "expected no further words, found --session x.json", in the order of the command line.
std::string unexpected(const std::vector<std::string> &words, std::vector<std::string> left)
{
    std::string found;
    for (const std::string &word : words)
        if (const auto at = std::find(left.begin(), left.end(), word); at != left.end()) {
            found += " " + word;
            left.erase(at);
        }
    return "expected no further words, found" + found;
}

} // namespace

Parsed parseOptions(int argc, const char *const *argv)
{
    CLI::App app{
        "Deltascope shows every delta (LoRA, adapter, BitFit, ...) in a transformer's module tree, switches them and\n"
        "compares what the model says under many of them. Without a subcommand it opens the window.",
        "deltascope"};
    app.set_version_flag("--version", "deltascope " DELTASCOPE_VERSION);
    app.require_subcommand(0, 1);
    app.failure_message(
        [](const CLI::App *, const CLI::Error &error) { return std::string(error.what()) + "; see --help\n"; });
    Options options;
    options.words.assign(argv + 1, argv + argc);
    const Subcommands subcommands(app, options);
    try {
        app.parse(wordsOf(argc, argv));
        expectModel(app, options);
        options.deltas = checked([&] { return resolved(options.deltas); });
    } catch (const CLI::ExtrasError &) {
        app.exit(CLI::ValidationError(unexpected(options.words, app.remaining(true))));
        return {std::nullopt, 2};
    } catch (const CLI::ParseError &error) {
        const bool asked = error.get_exit_code() == 0;
        app.exit(error);
        return {std::nullopt, asked ? 0 : 2};
    }
    return {std::move(options), 0};
}

} // namespace deltascope::app

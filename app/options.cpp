#include "app/options.h"

#include "app/options/language.h"
#include "core/outcome.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <memory>

namespace deltascope::app {

namespace {

const std::map<std::string, Task> taskNames = {
    {"auto", Task::Auto},          {"classify", Task::Classify}, {"tokens", Task::Tokens}, {"answer", Task::Answer},
    {"fill-mask", Task::FillMask}, {"generate", Task::Generate}, {"embed", Task::Embed},   {"logits", Task::Logits},
};
const std::map<std::string, Pool> poolNames = {{"mean", Pool::Mean}, {"cls", Pool::Cls}, {"last", Pool::Last}};
const std::map<std::string, LogitPositions> positionNames
    = {{"all", LogitPositions::All}, {"last", LogitPositions::Last}};
const std::map<std::string, TreeFormat> formatNames = {
    {"text", TreeFormat::Text}, {"ansi", TreeFormat::Ansi}, {"json", TreeFormat::Json},
    {"png", TreeFormat::Png},   {"svg", TreeFormat::Svg},   {"pdf", TreeFormat::Pdf},
};

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

/// Declares one option after the other on a subcommand, so that each looks the same wherever it is offered.
class Grammar {
public:
    Grammar(CLI::App &app, Options &options)
        : m_app(app)
        , m_options(options)
    {
    }

    Grammar &model()
    {
        optionalModel();
        m_app.get_option("MODEL")->required();
        return *this;
    }
    Grammar &optionalModel()
    {
        m_app.add_option(
            "MODEL", m_options.model.model,
            "A folder in Hugging Face layout, a checkpoint file, or a hub id (from the local cache, else downloaded)");
        m_app.add_option_function<std::string>(
            "--head", [this](const std::string &text) { head(text); },
            "Open with another head, HEAD[:LABELS]: " + headList());
        m_app.add_option("--seed", m_options.model.seed, "Seed of a freshly initialised head (default 0)");
        m_app.add_flag_callback(
            "--as-stored", [this] { m_options.model.compute = ComputeType::AsStored; },
            "Compute in the file's own number type");
        return *this;
    }
    Grammar &deltas()
    {
        const auto add = [this](StartDelta (*parse)(const std::string &)) {
            return [this, parse](const std::string &text) {
                m_options.deltas.push_back(checked([&] { return parse(text); }));
            };
        };
        m_app
            .add_option_function<std::vector<std::string>>("--delta", each(add(parseSaved)),
                                                           "A saved delta, [NAME=]FOLDER[*STRENGTH]; repeatable")
            ->expected(1)
            ->allow_extra_args(false)
            ->take_all()
            ->trigger_on_parse();
        m_app
            .add_option_function<std::vector<std::string>>("--new", each(add(parseFresh)),
                                                           "A fresh delta, NAME=KIND:key=value,...; repeatable")
            ->expected(1)
            ->allow_extra_args(false)
            ->take_all()
            ->trigger_on_parse();
        return *this;
    }
    Grammar &inputs()
    {
        repeated("--text", "A text; repeatable",
                 [this](const std::string &text) { m_options.inputs.emplace_back().text = text; });
        repeated("--text-pair", "The second segment of the n-th text",
                 [this](const std::string &text) { nth(m_pairs, &Input::text, "--text-pair").textPair = text; });
        repeated("--ids", "Token ids with commas between; repeatable", [this](const std::string &text) {
            auto ids = checked([&] { return parseIds(text); });
            m_options.inputs.emplace_back().ids = std::move(ids);
        });
        repeated("--decoder-ids", "Decoder ids of the n-th --ids", [this](const std::string &text) {
            auto ids = checked([&] { return parseIds(text); });
            nth(m_decoders, &Input::ids, "--decoder-ids").decoderIds = std::move(ids);
        });
        m_app.add_option("--input", m_options.inputFiles, "A file with one JSON object a line (- is standard input)")
            ->expected(1)
            ->allow_extra_args(false)
            ->take_all();
        return *this;
    }
    Grammar &columns()
    {
        m_app
            .add_option("--column", m_options.columns,
                        "One configuration: base, or names joined by +, each with an optional *STRENGTH; repeatable")
            ->expected(1)
            ->allow_extra_args(false)
            ->take_all();
        return *this;
    }
    Grammar &json()
    {
        m_app.add_flag_callback(
            "--json", [this] { m_options.answer = Answer::Json; }, "Answer in JSON");
        return *this;
    }
    template<class T>
    Grammar &choice(const char *name, T &target, const std::map<std::string, T> &words, const char *help)
    {
        m_app.add_option(name, target, help)
            ->transform(CLI::CheckedTransformer(words).description(""))
            ->option_text(listed(words));
        return *this;
    }
    Grammar &output(const char *help)
    {
        m_app.add_option("-o,--output", m_options.output, help);
        return *this;
    }
    Grammar &folder()
    {
        output("The folder to write, new or empty");
        m_app.get_option("--output")->required();
        return *this;
    }
    CLI::App &app() { return m_app; }

private:
    static std::function<void(const std::vector<std::string> &)> each(std::function<void(const std::string &)> one)
    {
        return [one](const std::vector<std::string> &texts) {
            for (const std::string &text : texts)
                one(text);
        };
    }
    template<class Take>
    void repeated(const char *name, const char *help, Take take)
    {
        m_app.add_option_function<std::vector<std::string>>(name, each(take), help)
            ->expected(1)
            ->allow_extra_args(false)
            ->take_all()
            ->trigger_on_parse();
    }
    template<class T>
    static std::string listed(const std::map<std::string, T> &words)
    {
        std::string text;
        for (const auto &[word, value] : words)
            text += (text.empty() ? "" : "|") + word;
        return text;
    }
    static std::string headList()
    {
        std::string text;
        for (const auto &[head, word] : headWords())
            text += (text.empty() ? "" : ", ") + std::string(word);
        return text;
    }
    /// The next input that has `field` and has not been asked for yet.
    template<class T>
    Input &nth(std::size_t &next, std::optional<T> Input::*field, const std::string &name)
    {
        while (next < m_options.inputs.size() && !(m_options.inputs[next].*field))
            ++next;
        if (next == m_options.inputs.size())
            throw CLI::ValidationError(name + ": expected an input before it that it belongs to, found none");
        return m_options.inputs[next++];
    }
    void head(const std::string &text)
    {
        const std::size_t colon = text.find(':');
        const auto head = headNamed(text.substr(0, colon));
        if (!head)
            throw CLI::ValidationError("--head: expected " + headList() + ", found " + text);
        HeadChoice choice{*head, 0};
        if (colon != std::string::npos) {
            const auto labels = checked([&] { return parseIds(text.substr(colon + 1)); });
            if (labels.size() != 1 || labels[0] < 1 || labels[0] > 1'000'000)
                throw CLI::ValidationError("--head: expected a number of labels behind the colon, found " + text);
            choice.labels = static_cast<int>(labels[0]);
        }
        m_options.model.head = choice;
    }

    CLI::App &m_app;
    Options &m_options;
    std::size_t m_pairs = 0, m_decoders = 0;
};

struct Program {
    Options options;
    CLI::App app{
        "Deltascope shows every delta (LoRA, adapter, BitFit, ...) in a transformer's module tree, switches them and\n"
        "compares what the model says under many of them. Without a subcommand it opens the window.",
        "deltascope"};
    std::vector<std::unique_ptr<Grammar>> grammars;

    Grammar &command(const char *name, const char *help, Command command)
    {
        CLI::App *sub = app.add_subcommand(name, help);
        sub->callback([this, command] { options.command = command; });
        grammars.push_back(std::make_unique<Grammar>(*sub, options));
        return *grammars.back();
    }

    void judging()
    {
        Grammar &score = command("score", "Say how probable texts are, token by token", Command::Score)
                             .model()
                             .deltas()
                             .columns()
                             .inputs()
                             .json();
        score.app()
            .add_option("--target", options.targets, "What is scored behind the n-th text; repeatable")
            ->expected(1)
            ->allow_extra_args(false)
            ->take_all();
        addChatOptions(score.app(), options);
        Grammar &evaluate = command("evaluate", "Say which configuration answers labelled data best", Command::Evaluate)
                                .model()
                                .deltas()
                                .columns()
                                .json();
        evaluate.app().add_option("--data", options.data, "Labelled lines, JSON or CSV")->required();
        evaluate.app().add_flag_callback(
            "--generate", [this] { options.evaluatedTexts = EvaluationRequest::Texts::Generated; },
            "Sequence to sequence: also generate, and compare with the target");
        evaluate.app().add_option("--predictions", options.predictions,
                                  "Write a JSON line for each input and column to this file");
        addChatOptions(evaluate.app(), options);
        addGenerationOptions(evaluate.app(), options);
    }

    Program()
    {
        app.set_version_flag("--version", "deltascope " DELTASCOPE_VERSION);
        app.require_subcommand(0, 1);
        app.failure_message(
            [](const CLI::App *, const CLI::Error &error) { return std::string(error.what()) + "; see --help\n"; });
        grammars.push_back(std::make_unique<Grammar>(app, options));
        grammars.back()->optionalModel().deltas();
        app.add_option("--screenshot", options.screenshot,
                       "Grab the window into a picture once everything is computed, and exit");

        Grammar &log
            = command("log", "Print or draw the module tree with every delta in it", Command::Log).model().deltas();
        log.app()
            .add_option("--detach", options.detached, "Show this delta detached; repeatable")
            ->expected(1)
            ->allow_extra_args(false)
            ->take_all();
        log.choice("--format", options.format, formatNames, "How");
        log.app()
            .add_option("--width", options.width, "Wrap as a terminal of that many columns")
            ->check(CLI::PositiveNumber);
        log.app().add_flag_callback(
            "--no-fold", [this] { options.folding = Folding::Unfolded; }, "Show repeated modules one by one");
        log.output("Write to a file instead of standard output");

        Grammar &run = command("run", "Run inputs under several columns of deltas side by side", Command::Run)
                           .model()
                           .deltas()
                           .inputs()
                           .json();
        run.columns();
        run.choice("--task", options.run.task, taskNames, "What to compute")
            .choice("--pool", options.run.pool, poolNames, "How an embedding is pooled")
            .choice("--positions", options.run.positions, positionNames, "Which logits");
        addChatOptions(run.app(), options);
        addGenerationOptions(run.app(), options);
        run.app().add_flag("--divergence", options.run.divergence,
                           "Also measure, module by module, how far each column is from the first");

        command("match", "List the modules that patterns name", Command::Match)
            .model()
            .json()
            .app()
            .add_option("--modules", options.patterns, "Names, dotted suffixes, [r]regular expressions or common names")
            ->required()
            ->expected(1)
            ->allow_extra_args(false)
            ->take_all();
        addChatOptions(
            command("tokenize", "Show tokens, ids and offsets", Command::Tokenize).model().inputs().json().app(),
            options);
        judging();
        Grammar &check = command("check", "Say what a delta is and whether it fits a backbone", Command::Check).json();
        check.app().add_option("PATH", options.path, "The delta's folder")->required();
        check.app().add_option("--against", options.against, "The backbone to check it against");
        Grammar &shelf = command("shelf", "List every delta below a folder, with what it fits", Command::Shelf).json();
        shelf.app().add_option("DIR", options.path, "The folder to look through")->required();
        shelf.app().add_option("--against", options.against, "The backbone to check them against");
        command("convert", "Save a delta in the format of its own or of another library", Command::Convert)
            .model()
            .deltas()
            .json()
            .folder()
            .app()
            .add_option("--format", options.library, "The library")
            ->required()
            ->check(CLI::IsMember({"opendelta", "peft", "adapterhub"}));
        command("merge", "Fold deltas into the backbone's weights and write it as a checkpoint", Command::Merge)
            .model()
            .deltas()
            .inputs()
            .json()
            .folder();
        command("families", "List the model families that run, their heads and the checkpoint formats",
                Command::Families)
            .json();
    }
};

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

} // namespace

Parsed parseOptions(int argc, const char *const *argv)
{
    Program program;
    try {
        program.app.parse(wordsOf(argc, argv));
    } catch (const CLI::ParseError &error) {
        const bool asked = error.get_exit_code() == 0;
        program.app.exit(error);
        return {std::nullopt, asked ? 0 : 2};
    }
    return {std::move(program.options), 0};
}

} // namespace deltascope::app

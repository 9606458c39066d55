#include "app/options/subcommands.h"

#include "app/options/language.h"

#include <filesystem>

namespace deltascope::app {

namespace {

const std::map<std::string, Task> taskNames = {
    {"auto", Task::Auto},          {"classify", Task::Classify}, {"tokens", Task::Tokens}, {"answer", Task::Answer},
    {"fill-mask", Task::FillMask}, {"generate", Task::Generate}, {"embed", Task::Embed},   {"logits", Task::Logits},
};
const std::map<std::string, Pool> poolNames = {{"mean", Pool::Mean}, {"cls", Pool::Cls}, {"last", Pool::Last}};
const std::map<std::string, LogitPositions> positionNames
    = {{"all", LogitPositions::All}, {"last", LogitPositions::Last}};
const std::map<std::string, TreeFormat> formatEndings
    = {{".png", TreeFormat::Png}, {".svg", TreeFormat::Svg}, {".pdf", TreeFormat::Pdf}, {".json", TreeFormat::Json}};
const std::map<std::string, TreeFormat> formatNames = {
    {"text", TreeFormat::Text}, {"ansi", TreeFormat::Ansi}, {"json", TreeFormat::Json},
    {"png", TreeFormat::Png},   {"svg", TreeFormat::Svg},   {"pdf", TreeFormat::Pdf},
};
const std::map<std::string, std::string> libraryNames
    = {{"opendelta", "opendelta"}, {"peft", "peft"}, {"adapterhub", "adapterhub"}};
const std::map<std::string, Verification> verificationNames
    = {{"quick", Verification::Quick}, {"full", Verification::Full}};

constexpr char commonNamesHelp[]
    = "Common names say where a module stands, whatever its model calls it: attn@ and ff@ of a block, q@, k@, v@,\n"
      "proj@ and layer_norm@ inside attn@, w1@, w2@ and layer_norm@ inside ff@, block@, encoder@, decoder@,\n"
      "embeddings@. attn@.q@ is every query; encoder@.block@.0.ff@.w1@ is one linear.\n";

constexpr char expectationsHelp[]
    = "An input of a session file may have \"expectations\", a list of objects with any of \"label\" (a "
      "classifier's),\n"
      "\"text\" (the whole answer), \"regex\" (matches in the answer), \"probability\" (at least that of the label, "
      "or\n"
      "of the answer) and \"column\" (its name; every column without one). --delta NAME=FOLDER beside the session\n"
      "stands for its delta of that name, MODEL for its model.\n";

constexpr char compareHelp[]
    = "The cosine is that of two changes dW as vectors of their elements, 1 where they push alike, -1 where they\n"
      "fight; over all shared modules it stands first. Angles are the principal angles between what the two can\n"
      "write (the column spaces of dW), in radians: 0 where a direction is shared, pi/2 where none is.\n";

} // namespace

Subcommands::Subcommands(CLI::App &app, Options &options)
    : m_app(app)
    , m_options(options)
{
    m_grammars.push_back(std::make_unique<Grammar>(app, options));
    m_grammars.back()->optionalModel().deltas();
    app.add_option("--screenshot", options.screenshot,
                   "Grab the window into a picture once everything is computed, and exit");
    log();
    run();
    judging();
    blame();
    compare();
    test();
    report();
    match();
    checkAndShelf();
    writing();
    drift();
    loading();
    rehearse();
    command("families", "List the model families that run, their heads and the checkpoint formats", Command::Families)
        .json();
}

Grammar &Subcommands::command(const char *name, const char *help, Command command)
{
    CLI::App *sub = m_app.add_subcommand(name, help);
    sub->callback([this, command] { m_options.command = command; });
    m_grammars.push_back(std::make_unique<Grammar>(*sub, m_options));
    return *m_grammars.back();
}

void Subcommands::log()
{
    Grammar &log = command("log", "Print or draw the module tree with every delta in it", Command::Log)
                       .modelOrSession()
                       .deltas();
    log.app()
        .add_option("--detach", m_options.detached, "Show this delta detached; repeatable")
        ->expected(1)
        ->allow_extra_args(false)
        ->take_all();
    log.choice("--format", m_options.format, formatNames, "How");
    log.app().add_option("--width", m_options.width, "Wrap as a terminal of that many columns")->check(aboveZero());
    log.app().add_flag_callback(
        "--no-fold", [this] { m_options.folding = Folding::Unfolded; }, "Show repeated modules one by one");
    log.output("Write to a file instead of standard output; without --format its ending says how");
    log.app().parse_complete_callback([this, &app = log.app()] {
        const auto named = formatEndings.find(std::filesystem::path(m_options.output).extension().string());
        if (app.count("--format") == 0 && named != formatEndings.end())
            m_options.format = named->second;
    });
}

void Subcommands::run()
{
    Grammar &run = command("run", "Run inputs under several columns of deltas side by side", Command::Run)
                       .modelOrSession()
                       .deltas()
                       .columns()
                       .servers()
                       .inputs()
                       .json();
    run.choice("--task", m_options.run.task, taskNames, "What to compute")
        .choice("--pool", m_options.run.pool, poolNames, "How an embedding is pooled")
        .choice("--positions", m_options.run.positions, positionNames, "Which logits");
    addChatOptions(run.app(), m_options);
    addGenerationOptions(run.app(), m_options);
    run.app().add_flag("--divergence", m_options.run.divergence,
                       "Also measure, module by module, how far each column is from the first");
}

void Subcommands::judging()
{
    Grammar &score = command("score", "Say how probable texts are, token by token", Command::Score)
                         .modelOrSession()
                         .deltas()
                         .columns()
                         .inputs()
                         .json();
    score.app()
        .add_option("--target", m_options.targets, "What is scored behind the n-th text; repeatable")
        ->expected(1)
        ->allow_extra_args(false)
        ->take_all();
    addChatOptions(score.app(), m_options);
    Grammar &evaluate = command("evaluate", "Say which configuration answers labelled data best", Command::Evaluate)
                            .modelOrSession()
                            .deltas()
                            .columns()
                            .json();
    evaluate.app().add_option("--data", m_options.data, "Labelled lines, JSON or CSV")->required();
    evaluate.app().add_flag_callback(
        "--generate", [this] { m_options.evaluatedTexts = EvaluationRequest::Texts::Generated; },
        "Sequence to sequence: also generate, and compare with the target");
    evaluate.app().add_option("--predictions", m_options.predictions,
                              "Write a JSON line for each input and column to this file");
    addChatOptions(evaluate.app(), m_options);
    addGenerationOptions(evaluate.app(), m_options);
}

void Subcommands::blame()
{
    Grammar &blame = command("blame", "Find the fewest sites that make the answer another one", Command::Blame)
                         .modelOrSession()
                         .deltas()
                         .columns()
                         .inputs()
                         .json();
    blame.app().add_option("--against", m_options.against, "The column whose answer it differs from (default base)");
    blame.choice("--task", m_options.run.task, taskNames, "What to compute");
    addChatOptions(blame.app(), m_options);
    addGenerationOptions(blame.app(), m_options);
}

void Subcommands::compare()
{
    Grammar &compare
        = command("compare", "Say how alike deltas change the weights of modules that they share", Command::Compare)
              .json();
    compare.app()
        .add_option_function<std::vector<std::string>>(
            "DELTA",
            [this](const std::vector<std::string> &texts) {
                for (const std::string &text : texts)
                    m_options.deltas.push_back(checked([&] { return parseSaved(text); }));
            },
            "Saved deltas, two or more: [NAME=]FOLDER")
        ->required();
    compare.app().add_option("--against", m_options.against,
                             "The backbone, for kinds whose change depends on its weights (DoRA, (IA)3, OFT, ...)");
    compare.app().footer(compareHelp);
}

void Subcommands::test()
{
    Grammar &test
        = command("test", "Say which expectations of a session's inputs the answers broke; 1 if any did", Command::Test)
              .modelOrSession()
              .deltas()
              .servers();
    test.app().get_option("--session")->required();
    test.app().add_option("--junit", m_options.junit, "Write JUnit's XML to this file, for continuous integration");
    test.choice("--task", m_options.run.task, taskNames, "What to compute");
    test.app().footer(expectationsHelp);
}

void Subcommands::report()
{
    Grammar &report
        = command("report", "Write a page with the tree, the outputs and what they were made from", Command::Report)
              .modelOrSession()
              .deltas()
              .servers()
              .columns()
              .inputs()
              .folder();
    report.choice("--task", m_options.run.task, taskNames, "What to compute");
    addChatOptions(report.app(), m_options);
    addGenerationOptions(report.app(), m_options);
}

void Subcommands::match()
{
    Grammar &match = command("match", "List the modules that patterns name", Command::Match).model().json();
    match.app()
        .add_option("--modules", m_options.patterns, "Names, dotted suffixes, [r]regular expressions or common names")
        ->required()
        ->expected(1)
        ->allow_extra_args(false)
        ->take_all();
    match.app().footer(commonNamesHelp);
    Grammar &tokenize = command("tokenize", "Show tokens, ids and offsets", Command::Tokenize).model().inputs().json();
    addChatOptions(tokenize.app(), m_options);
}

void Subcommands::checkAndShelf()
{
    Grammar &check = command("check", "Say what a delta is and whether it fits a backbone", Command::Check).json();
    check.app().add_option("PATH", m_options.path, "The delta's folder")->required();
    check.app().add_option("--against", m_options.against, "The backbone to check it against");
    Grammar &shelf = command("shelf", "List every delta below a folder, with what it fits", Command::Shelf).json();
    shelf.app().add_option("DIR", m_options.path, "The folder to look through")->required();
    shelf.app().add_option("--against", m_options.against, "The backbone to check them against");
}

void Subcommands::writing()
{
    Grammar &convert
        = command("convert", "Save a delta in the format of its own or of another library", Command::Convert)
              .model()
              .deltas()
              .json()
              .folder()
              .choice("--format", m_options.library, libraryNames,
                      "The library; adapterhub for deltas that come from it; with --rank the delta's own if none is "
                      "named");
    convert.app()
        .add_option("--rank", m_options.rank,
                    "Keep that many of the strongest singular directions of each low-rank update")
        ->check(aboveZero());
    command("merge", "Fold deltas into the backbone's weights and write it as a checkpoint", Command::Merge)
        .model()
        .deltas()
        .inputs()
        .json()
        .folder()
        .choice(
            "--verify", m_options.verification, verificationNames,
            "How closely it is looked at before it is moved into place; full: more inputs, and every byte read back");
}

} // namespace deltascope::app

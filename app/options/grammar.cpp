#include "app/options/grammar.h"

namespace deltascope::app {

namespace {

std::string headList()
{
    std::string text;
    for (const auto &[head, word] : headWords())
        text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

} // namespace

CLI::Validator aboveZero()
{
    return CLI::Validator(
        [](const std::string &text) {
            double number = 0;
            return CLI::detail::lexical_cast(text, number) && number > 0 ? std::string()
                                                                         : "expected a number above 0, found " + text;
        },
        {});
}

CLI::Option &Grammar::repeated(const char *name, const char *help, std::function<void(const std::string &)> take)
{
    const auto each = [take = std::move(take)](const std::vector<std::string> &texts) {
        for (const std::string &text : texts)
            take(text);
    };
    return *m_app.add_option_function<std::vector<std::string>>(name, each, help)
                ->expected(1)
                ->allow_extra_args(false)
                ->take_all()
                ->trigger_on_parse();
}

Grammar &Grammar::model()
{
    optionalModel();
    m_app.get_option("MODEL")->required();
    return *this;
}

Grammar &Grammar::optionalModel()
{
    m_app.add_option(
        "MODEL", m_options.model.model,
        "A folder in Hugging Face layout, a checkpoint file, or a hub id (from the local cache, else downloaded)");
    m_app.add_option_function<std::string>(
        "--head", [this](const std::string &text) { head(text); },
        "Open with another head, HEAD[:LABELS]: " + headList()
            + "; without LABELS as many as a delta's own head or config.json says");
    m_app.add_option("--seed", m_options.model.seed, "Seed of a freshly initialised head (default 0)");
    m_app.add_flag_callback(
        "--as-stored", [this] { m_options.model.compute = ComputeType::AsStored; },
        "Compute in the file's own number type");
    return *this;
}

Grammar &Grammar::modelOrSession()
{
    optionalModel();
    m_app.add_option(
        "--session", m_options.session,
        "A session file (Ctrl+S in the window): stands for MODEL, deltas, columns and inputs; what is given "
        "beside it wins");
    return *this;
}

Grammar &Grammar::deltas()
{
    repeated("--delta", "A saved delta, [NAME=]FOLDER[*STRENGTH]; repeatable", [this](const std::string &text) {
        m_options.deltas.push_back(checked([&] { return parseSaved(text); }));
    });
    repeated(
        "--new",
        "A fresh delta, NAME=KIND:key=value,... or NAME={configuration}; repeatable. modified_modules takes names, "
        "[r]regular expressions and common names (attn@.q@; see match --help)",
        [this](const std::string &text) { m_options.deltas.push_back(checked([&] { return parseFresh(text); })); });
    m_app
        .add_flag_callback(
            "--checkpoints", [this] { everyStep(); },
            "Behind --delta [NAME=]FOLDER of a Trainer's run: each of its checkpoints as a delta NAME/STEP, and a "
            "column")
        ->trigger_on_parse();
    return *this;
}

Grammar &Grammar::columns()
{
    m_app
        .add_option("--column", m_options.columns,
                    "One configuration: base, or names joined by +, each with an optional *STRENGTH; repeatable")
        ->expected(1)
        ->allow_extra_args(false)
        ->take_all();
    return *this;
}

Grammar &Grammar::servers()
{
    repeated(
        "--server",
        "A server that vLLM or llama.cpp answers at, [NAME=]URL (without NAME: server, server-2, ...); repeatable. A "
        "column runs there as SPEC@NAME",
        [this](const std::string &text) {
            std::vector<std::string> taken;
            for (const ServerAddress &server : m_options.servers)
                taken.push_back(server.name);
            m_options.servers.push_back(checked([&] { return parseServer(text, taken); }));
        });
    m_app.add_option("--server-key-file", m_options.serverKeyFile,
                     "A file with the servers' key, in place of the variable DELTASCOPE_SERVER_KEY");
    return *this;
}

Grammar &Grammar::inputs()
{
    repeated("--text", "A text; repeatable",
             [this](const std::string &text) { m_options.inputs.emplace_back().text = text; });
    repeated("--text-pair", "The second segment of the n-th text",
             [this](const std::string &text) { m_pairs.push_back(text); });
    repeated("--ids", "Token ids with commas between; repeatable", [this](const std::string &text) {
        auto ids = checked([&] { return parseIds(text); });
        m_options.inputs.emplace_back().ids = std::move(ids);
    });
    repeated("--image", "A picture's file, for vision models; repeatable",
             [this](const std::string &path) { m_options.inputs.emplace_back().image = path; });
    repeated("--decoder-ids", "Decoder ids of the n-th --ids",
             [this](const std::string &text) { m_decoders.push_back(checked([&] { return parseIds(text); })); });
    m_app.parse_complete_callback([this] { addSeconds(); });
    m_app
        .add_option("--input", m_options.inputFiles,
                    "A file of inputs (- is standard input): one JSON object a line, with any of text, text_pair, ids, "
                    "attention_mask, token_type_ids, decoder_ids, image (a path), pixels ([C][H][W]); .txt: one text a "
                    "line; .csv and "
                    ".tsv: a table whose first line names the keys")
        ->expected(1)
        ->allow_extra_args(false)
        ->take_all();
    return *this;
}

/// In whatever order the first and the second stand on the line.
void Grammar::addSeconds()
{
    std::size_t text = 0, ids = 0;
    for (std::string &pair : m_pairs)
        nth(text, &Input::text, "--text-pair").textPair = std::move(pair);
    for (std::vector<std::int64_t> &decoder : m_decoders)
        nth(ids, &Input::ids, "--decoder-ids").decoderIds = std::move(decoder);
}

Grammar &Grammar::json()
{
    m_app.add_flag_callback(
        "--json", [this] { m_options.answer = Answer::Json; }, "Answer in JSON");
    return *this;
}

Grammar &Grammar::output(const char *help)
{
    m_app.add_option("-o,--output", m_options.output, help);
    return *this;
}

Grammar &Grammar::folder()
{
    output("The folder to write, new or empty");
    m_app.get_option("--output")->required();
    return *this;
}

void Grammar::everyStep()
{
    if (m_options.deltas.empty() || m_options.deltas.back().request.path.empty())
        throw CLI::ValidationError("--checkpoints: expected --delta FOLDER before it, found none");
    m_options.deltas.back().steps = Steps::Each;
}

void Grammar::head(const std::string &text)
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

} // namespace deltascope::app

// The subcommands about servers.
#include "app/options/language.h"
#include "app/options/subcommands.h"

namespace deltascope::app {

namespace {

constexpr char driftHelp[]
    = "Every answer's tokens are scored by the local model. same: as near as float32 sums are; rounding: as near as\n"
      "other number types are; other: it is another configuration's answer, which is named; unknown: it is none's.\n"
      "Ends with 1 unless all are same or rounding. Without --column: base, and each delta that the server has.\n";

constexpr char loadHelp[]
    = "A delta at strength 1 is loaded from its own folder. A strength or a sum, which vLLM does not know, is loaded "
      "as\n"
      "a copy that holds it, in a folder named by its content below --copies. What vLLM would refuse, or would take "
      "and\n"
      "answer rubbish with, is refused before it is sent. A column of the adapter's name then runs there: SPEC@NAME.\n";

constexpr char rehearseHelp[]
    = "A route is language:LANGUAGE=SPEC, prefix:TEXT=SPEC, regex:EXPRESSION=SPEC or otherwise=SPEC; the first that\n"
      "holds counts. LANGUAGE is en, fr, de, es, it, pt, zh, ja, ko, ru or ar, or its English name. Without any, the "
      "session's rules count, what they leave goes to base; without such, a text goes "
      "to\n"
      "the delta that is named after its language, all others to base. Of a conversation, what the user said last "
      "counts.\n";

} // namespace

void Subcommands::drift()
{
    Grammar &drift = command("drift", "Say which configurations a server's answers really are", Command::Drift)
                         .model()
                         .deltas()
                         .servers()
                         .columns()
                         .inputs()
                         .json();
    drift.app().get_option("--server")->required();
    drift.app()
        .add_option("--max-new-tokens", m_options.run.generation.maxNewTokens, "Tokens of every answer (default 32)")
        ->check(aboveZero());
    addChatOptions(drift.app(), m_options);
    drift.app().footer(driftHelp);
}

void Subcommands::loading()
{
    AdapterOptions &adapter = m_options.adapter;
    Grammar &load = command("load", "Load a configuration as an adapter of a server", Command::Load)
                        .model()
                        .deltas()
                        .servers()
                        .columns()
                        .json();
    load.app().get_option("--server")->required();
    load.app().get_option("--column")->required();
    load.app().add_option("--name", adapter.name, "What the adapter is called (default: its SPEC)");
    load.app().add_option("--copies", adapter.copies, "A folder that copies are written below");
    load.repeated("--server-path", "LOCAL=SERVER: where the server finds what stands below LOCAL; repeatable",
                  [&adapter](const std::string &text) { adapter.mappings.push_back(text); });
    load.app()
        .add_option("--max-lora-rank", adapter.mostRank, "The server's own limit, which it does not tell")
        ->check(aboveZero());
    load.app().footer(loadHelp);
    Grammar &unload = command("unload", "Take an adapter from a server", Command::Unload).servers().json();
    unload.app().get_option("--server")->required();
    unload.app().add_option("NAME", adapter.name, "The adapter")->required();
}

void Subcommands::rehearse()
{
    Grammar &rehearse
        = command("rehearse", "Send a file of inputs to a server, each to its own configuration", Command::Rehearse)
              .modelOrSession()
              .deltas()
              .servers()
              .inputs()
              .json();
    rehearse.app().get_option("--server")->required();
    rehearse.repeated("--route", "Which texts go where; repeatable", [this](const std::string &text) {
        m_options.routes.push_back(checked([&] { return parseRoute(text); }));
    });
    rehearse.app().add_option("--routes", m_options.routesFile, "Write the routing table to this file, .json or .csv");
    rehearse.app()
        .add_option("--parallel", m_options.parallel, "Requests at once (default 1)")
        ->check(CLI::Range(1, 256));
    rehearse.app()
        .add_option("--max-new-tokens", m_options.run.generation.maxNewTokens,
                    "Tokens of every answer (default: the session's, else 32)")
        ->check(aboveZero());
    addChatOptions(rehearse.app(), m_options);
    rehearse.app().footer(rehearseHelp);
}

} // namespace deltascope::app

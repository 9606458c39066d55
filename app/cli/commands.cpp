#include "app/cli/commands.h"

#include "app/cli/sessionplan.h"

#include <iostream>
#include <sstream>

namespace deltascope::app {

namespace {

/// Notes that commands write to std::clog are said once the command is done: what fails is said in one line.
class HeldNotes {
public:
    HeldNotes()
        : m_before(std::clog.rdbuf(m_held.rdbuf()))
    {
    }
    ~HeldNotes() { std::clog.rdbuf(m_before); }
    HeldNotes(const HeldNotes &) = delete;
    HeldNotes &operator=(const HeldNotes &) = delete;

    void say() const { std::cerr << m_held.str(); }

private:
    std::ostringstream m_held;
    std::streambuf *m_before;
};

int runOn(Engine &engine, const Options &options)
{
    switch (options.command) {
    case Command::Log: return runLog(withSession(options), engine);
    case Command::Run: return runRun(withSession(options), engine);
    case Command::Match: return runMatch(options, engine);
    case Command::Tokenize: return runTokenize(options, engine);
    case Command::Merge: return runMerge(options, engine);
    case Command::Convert: return runConvert(options, engine);
    case Command::Check: return runCheck(options, engine);
    case Command::Shelf: return runShelf(options, engine);
    case Command::Score: return runScore(withSession(options), engine);
    case Command::Evaluate: return runEvaluate(withSession(options), engine);
    case Command::Blame: return runBlame(withSession(options), engine);
    case Command::Compare: return runCompare(options, engine);
    case Command::Test: return runTest(options, engine);
    case Command::Report: return runReport(withSession(options), engine);
    case Command::Drift: return runDrift(options, engine);
    case Command::Load: return runLoad(options, engine);
    case Command::Unload: return runUnload(options, engine);
    case Command::Rehearse: return runRehearse(withSession(options), engine);
    case Command::Families: return runFamilies(options, engine);
    case Command::Window: break;
    }
    return 2;
}

} // namespace

int runCommand(const Options &options, MakeEngine makeEngine)
{
    try {
        const HeldNotes notes;
        const int status = runOn(*makeEngine(), options);
        if (status == 0)
            notes.say();
        return status;
    } catch (const Failure &failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    } catch (const Usage &usage) {
        std::cerr << Error{{}, usage.what, "see --help", {}}.sentence() << '\n';
        return 2;
    } catch (const std::bad_alloc &) {
        std::cerr << "not enough memory\n";
        return 1;
    } catch (const std::exception &error) {
        std::cerr << Error{{}, error.what(), {}, {}}.sentence() << '\n';
        return 1;
    }
}

} // namespace deltascope::app

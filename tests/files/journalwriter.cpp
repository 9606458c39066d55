// Edits a random session, journals every step and says on standard output how many it has made, until it is killed.
#include "files/journal.h"
#include "support/randomstate.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

int main(int argc, char **argv)
{
    using namespace deltascope;
    if (argc != 3)
        return 2;
    test::RandomSession random(unsigned(std::atoi(argv[2])));
    files::Journal journal(argv[1]);
    files::SessionFile session;
    session.model.model = "m";
    session.modules = test::RandomSession::modules();
    journal.begin(session);
    for (int step = 1;; ++step) {
        const session::Edit edit = random.edit(session.state);
        const session::State before = session.state;
        if (perform(session.state, edit).any())
            journal.append({edit}, before, session.modules);
        // Far more often than in the program, so that compaction is interrupted too.
        if (step % 50 == 0)
            journal.begin(session);
        if (::write(STDOUT_FILENO, &step, sizeof step) != sizeof step)
            return 1;
    }
}

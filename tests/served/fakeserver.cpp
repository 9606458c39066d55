// The fake serving engine as a program, to try the command line by hand:
// fake_engine vllm|llama PORT [--key KEY] [ASKED=ANSWERED]...
#include "support/fakeengine.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace deltascope::test;
    QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 3) {
        std::fputs("usage: fake_engine vllm|llama PORT [--key KEY] [ASKED=ANSWERED]...\n", stderr);
        return 2;
    }
    FakeEngine engine(TEST_DATA "/engines/transcripts", words[1], words[2].toUShort());
    if (words[1] == QLatin1String("vllm"))
        engine.pin("012-models-three");
    for (qsizetype i = 3; i < words.size(); ++i) {
        if (words[i] == QLatin1String("--key") && i + 1 < words.size())
            engine.wantKey(words[++i].toUtf8());
        else if (const qsizetype equals = words[i].indexOf('='); equals >= 0)
            engine.lie(words[i].left(equals).toUtf8(), words[i].mid(equals + 1).toUtf8());
    }
    std::printf("%s\n", engine.address().constData());
    std::fflush(stdout);
    return app.exec();
}

// The module tree of 100,000 modules in its panel: how long rows take to come, and how long the window is deaf
// meanwhile. bench_tree [flat]: layers of equal experts, or one list of modules that all differ.
#include "items/moduletreemodel.h"
#include "support/pulse.h"
#include "support/toyengine.h"
#include "views/common/theme.h"
#include "views/modules/lanehead.h"
#include "views/modules/modulespanel.h"
#include "views/modules/patchbay.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <QToolButton>

#include <cstdio>
#include <cstring>

using namespace deltascope;

namespace {

int add(NetworkInfo &network, int parent, const std::string &name, const std::string &type, std::int64_t width = 0)
{
    const ModuleInfo &above = network.modules[std::size_t(parent)];
    ModuleInfo module{above.name.empty() ? name : above.name + "." + name, type, parent, above.depth + 1, -1, {}};
    const int id = int(network.modules.size());
    if (width > 0)
        module.params = {{"weight", {width, 64}, DType::F32, 2 * id}, {"bias", {width}, DType::F32, 2 * id + 1}};
    network.modules.push_back(std::move(module));
    return id;
}

NetworkInfo experts()
{
    NetworkInfo network = test::toyNetwork();
    const int stack = add(network, 0, "stack", "ModuleList");
    for (int i = 0; i < 64; ++i) {
        const int layer = add(network, stack, std::to_string(i), "Layer");
        add(network, layer, "attention", "Linear", 64);
        const int list = add(network, layer, "experts", "ModuleList");
        for (int j = 0; j < 390; ++j) {
            const int expert = add(network, list, std::to_string(j), "Expert");
            for (const char *part : {"gate", "up", "down"})
                add(network, expert, part, "Linear", 128);
        }
    }
    return network;
}

NetworkInfo flat()
{
    NetworkInfo network = test::toyNetwork();
    const int list = add(network, 0, "extra", "ModuleList");
    for (int i = 0; i < 100'000; ++i)
        add(network, list, std::to_string(i), "Linear", i + 1);
    return network;
}

struct Bench {
    explicit Bench(const NetworkInfo &network)
        : workspace([network] { return std::make_unique<test::ToyEngine>(network); })
    {
        panel.resize(1100, 700);
        panel.show();
        QTest::qWait(300);
        pulse.reset();
        QTest::qWait(1000);
        idle = std::max<qint64>(1, pulse.longest());
        std::printf("%zu modules; the event loop's longest gap while nothing happens: %lld ms\n",
                    network.modules.size(), static_cast<long long>(idle));
    }

    items::ModuleTreeModel &model() { return *static_cast<items::ModuleTreeModel *>(panel.tree()->model()); }

    template<class Act, class IsDone>
    void measure(const char *what, Act act, IsDone isDone)
    {
        pulse.reset();
        clock.start();
        act();
        if (!QTest::qWaitFor([&] { return isDone() && !model().isMaking(); }, 60000))
            std::abort();
        const qint64 taken = clock.elapsed();
        QTest::qWait(200); // what is painted afterwards counts as a gap too
        std::printf("  %-44s %6lld ms   longest gap %5lld ms = %lld x idle\n", what, static_cast<long long>(taken),
                    static_cast<long long>(pulse.longest()), static_cast<long long>(pulse.longest() / idle));
    }

    void measureDelta(const char *what, const std::string &target)
    {
        const std::size_t before = session.state().deltas.size();
        DeltaRequest request;
        request.name = what;
        request.kind = "lora";
        request.keys = {{"modified_modules", target}};
        QObject::connect(
            &session, &items::Session::inserted, &panel, [this] { clock.start(); }, Qt::SingleShotConnection);
        measure(
            what, [&] { session.add(request, {}); }, [&] { return session.state().deltas.size() > before; });
        measure(
            "  its strength", [&] { session.setStrength(session.state().deltas.back().setting.id, 0.5); },
            [] { return true; });
        measure(
            "  switched off", [&] { session.detach(session.state().deltas.back().setting.id); }, [] { return true; });
        measure(
            "  its going", [&] { session.remove(session.state().deltas.back().setting.id); }, [] { return true; });
    }

    void run(const std::string &few, const std::string &many)
    {
        measure(
            "open",
            [this] {
                OpenRequest request;
                request.model = "big";
                workspace.open(&session, request, {.then = [this](const bridge::Opened &opened) {
                    pulse.reset();
                    clock.start();
                    session.setNetwork(opened.network);
                }});
            },
            [this] { return session.network() && model().rowCount() > 0; });
        measureDelta("a delta at few modules", few);
        measureDelta("a delta at many modules", many);
        auto *fold = panel.findChild<views::LaneHead *>()->foldButton();
        measure(
            "unfold", [fold] { fold->click(); }, [] { return true; });
        measureDelta("a delta at few modules, unfolded", few);
        measureDelta("a delta at many modules, unfolded", many);
        measure(
            "fold", [fold] { fold->click(); }, [] { return true; });
        bool isFound = false;
        QObject::connect(&panel, &views::ModulesPanel::searchChanged, [&isFound] { isFound = true; });
        measure(
            "find", [this] { panel.setSearch("linear"); }, [&isFound] { return isFound; });
    }

    bridge::Workspace workspace;
    items::Session session{workspace};
    items::Questions questions{workspace};
    views::ModulesPanel panel{session, questions};
    test::Pulse pulse;
    QElapsedTimer clock;
    qint64 idle = 1;
};

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QApplication application(argc, argv);
    views::wear(application, views::Theme::Kind::Dark);
    const bool isFlat = argc > 1 && std::strcmp(argv[1], "flat") == 0;
    Bench(isFlat ? flat() : experts()).run(isFlat ? "extra.7" : "stack.3.experts.5.down", isFlat ? "[r].*" : "down");
}

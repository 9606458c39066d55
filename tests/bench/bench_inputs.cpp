// A bench of many inputs and columns in its panel: what a key, a drag and an answer cost the window's thread.
// bench_inputs [INPUTS [COLUMNS]], 500 and 4 unless said; the gap of an idle window is printed beside each.
#include "items/desk.h"
#include "support/pulse.h"
#include "support/toyengine.h"
#include "views/bench/benchpanel.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QTest>

#include <cstdio>
#include <cstdlib>

using namespace deltascope;

namespace {

struct Bench {
    Bench(HeadKind head, int inputs, int columns)
        : desk([head] { return std::make_unique<test::ToyEngine>(test::toyNetwork(head)); }, {})
    {
        panel.resize(1280, 500);
        panel.show();
        OpenRequest request;
        request.model = "toy";
        files::SessionFile plan;
        plan.model = request;
        desk.opening().start(plan);
        settle();
        for (const char *name : {"one", "two"}) {
            DeltaRequest delta;
            delta.name = name;
            delta.kind = "lora";
            delta.keys = {{"modified_modules", "fc2"}};
            desk.session().add(delta, {});
        }
        settle();
        for (int i = int(desk.session().state().columns.size()); i < columns; ++i) {
            Mix mix = desk.session().state().liveMix();
            mix.deltas.front().strength = 0.1 * (i + 1);
            desk.session().addColumn({}, mix);
        }
        QList<Input> all;
        for (int i = 0; i < inputs; ++i) {
            Input input;
            input.text = "This is sentence number " + std::to_string(i) + ", which says little.";
            all << input;
        }
        measure("inputs come and are answered", [&] { desk.session().addInputs(all); });
    }

    void settle()
    {
        if (!QTest::qWaitFor([&] { return desk.isSettled(); }, 120'000))
            std::abort();
        QTest::qWait(300);
    }

    template<class Act>
    void measure(const char *what, Act act)
    {
        pulse.reset();
        QElapsedTimer clock;
        clock.start();
        act();
        const qint64 own = clock.elapsed();
        settle();
        std::printf("  %-34s itself %5lld ms   longest gap until all is still %5lld ms\n", what,
                    static_cast<long long>(own), static_cast<long long>(pulse.longest()));
    }

    void run()
    {
        measure("nothing", [] {});
        const int key = desk.session().state().inputs[desk.session().state().inputs.size() / 2].key;
        measure("one key in one input", [&] {
            Input input = desk.session().state().input(key)->input;
            *input.text += "!";
            desk.session().setInput(key, input, items::Gesture::begin());
        });
        measure("one tick of a strength",
                [&] { desk.session().setStrength(desk.session().state().deltas.front().setting.id, 0.5); });
    }

    items::Desk desk;
    views::BenchPanel panel{desk.session(), desk.bench(), desk.meters()};
    test::Pulse pulse;
};

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QApplication application(argc, argv);
    views::wear(application, views::Theme::Kind::Dark);
    const int inputs = argc > 1 ? std::atoi(argv[1]) : 500, columns = argc > 2 ? std::atoi(argv[2]) : 4;
    for (const auto &[name, head] :
         {std::pair("labels", HeadKind::SequenceClassification), std::pair("texts", HeadKind::CausalLm)}) {
        std::printf("%d inputs, %d columns, %s\n", inputs, columns, name);
        Bench(head, inputs, columns).run();
    }
}

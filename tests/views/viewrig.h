#pragma once

#include "bridge/workspace.h"
#include "items/bench.h"
#include "items/meters.h"
#include "items/questions.h"
#include "items/session.h"
#include "support/named.h"
#include "support/toyengine.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QTest>

namespace deltascope::test {

inline Input sentence(const char *text)
{
    Input input;
    input.text = text;
    return input;
}

/// A live session over the toy engine: English and Chinese LoRAs and an adapter, all detached, two inputs.
struct ViewRig {
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();
    bridge::Workspace workspace{[gate = gate] { return std::make_unique<ToyEngine>(gate); }};
    items::Questions questions{workspace};
    items::Session session{workspace};
    items::Bench bench{session, workspace};
    items::Meters meters{session, workspace};

    explicit ViewRig(std::optional<HeadChoice> head = {}, const std::string &model = "toy")
    {
        views::wear(*qApp, views::Theme::Kind::Dark);
        OpenRequest request;
        request.model = model;
        request.head = head;
        workspace.open(&session, request,
                       {.then = [this](const bridge::Opened &opened) { session.setNetwork(opened.network); }});
        (void)settle();
        add("English", "lora");
        add("Chinese", "lora");
        add("Topic", "adapter");
        session.addInputs({sentence("a card game"), sentence("an image viewer")});
        (void)settle();
        session.undoStack().clear();
    }
    void add(const char *name, const char *kind)
    {
        DeltaRequest request;
        request.name = name;
        request.kind = kind;
        session.add(request, {-1, false, 1.0, {}});
        (void)settle();
    }
    bool settle()
    {
        return QTest::qWaitFor(
            [this] {
                for (int lane = 0; lane < int(bridge::Lane::Count); ++lane)
                    if (workspace.isBusy(bridge::Lane(lane)))
                        return false;
                return bench.isSettled() && meters.isSettled();
            },
            10000);
    }
    const items::SessionDelta &delta(int i) const { return session.state().deltas[i]; }
    DeltaId id(int i) const { return delta(i).setting.id; }
    int input(int i) const { return session.state().inputs[i].key; }
    int column(int i) const { return session.state().columns[i].key; }
    bool isAttached(int i) const { return items::isHeard(delta(i).setting); }
};

} // namespace deltascope::test

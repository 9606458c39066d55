#include "tree/deltasites.h"
#include "tree/find.h"
#include "tree/names.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>

using namespace deltascope;
using namespace deltascope::tree;

namespace {

/// Layers of modules of two widths, so that some siblings are equal and others are not.
NetworkInfo randomNetwork(std::mt19937 &random)
{
    NetworkInfo network;
    network.modules.push_back({"", "Toy", -1, 0, -1, {}});
    const auto add = [&](int parent, const std::string &name, std::int64_t width) {
        const ModuleInfo &above = network.modules[std::size_t(parent)];
        ModuleInfo module{
            above.name.empty() ? name : above.name + "." + name, "Linear", parent, above.depth + 1, -1, {}};
        const int id = int(network.modules.size());
        if (width > 0)
            module.params = {{"weight", {width, 2}, DType::F32, id}};
        network.modules.push_back(std::move(module));
        return id;
    };
    for (int i = 0; i < 6; ++i) {
        const int layer = add(0, std::to_string(i), 0);
        for (const char *part : {"a", "b", "c"})
            add(layer, part, 1 + std::int64_t(random() % 2));
    }
    return network;
}

std::shared_ptr<const DeltaInfo> randomDelta(const NetworkInfo &network, DeltaId id, std::mt19937 &random)
{
    auto delta = std::make_shared<DeltaInfo>();
    delta->id = id;
    delta->name = "delta";
    for (int i = 1; i < int(network.modules.size()); ++i)
        if (!network.modules[std::size_t(i)].params.empty() && random() % 3 == 0)
            delta->taps.push_back({i, {{"lora", "LowRankLinear", {{"lora_A", {1, 2}}}}}, {}, ""});
    return delta;
}

struct Made {
    std::shared_ptr<const NetworkInfo> network;
    std::vector<std::shared_ptr<const DeltaInfo>> deltas;
    std::unique_ptr<Outline> outline;
};

Made make(std::mt19937 &random, int deltas, Repeats repeats = Repeats::Folded)
{
    Made made{std::make_shared<const NetworkInfo>(randomNetwork(random)), {}, {}};
    OutlineRequest request{std::make_shared<const Skeleton>(made.network), {}, repeats, {}};
    for (DeltaId id = 0; id < deltas; ++id) {
        made.deltas.push_back(randomDelta(*made.network, id, random));
        request.deltas.push_back(std::make_shared<const DeltaParts>(made.deltas.back()));
    }
    made.outline = std::make_unique<Outline>(std::move(request));
    return made;
}

/// All that a module shows but its own name and type, in words: the rule of folding as it is said.
std::string shownBy(const Made &made, int module)
{
    std::string text;
    for (const ParamInfo &param : made.network->modules[std::size_t(module)].params)
        text += param.name + toText(param.shape) + " ";
    for (const auto &delta : made.deltas)
        for (const TapInfo &tap : delta->taps)
            if (tap.module == module)
                text += "<" + std::to_string(delta->id) + ">";
    for (int child = 0; child < int(made.network->modules.size()); ++child) {
        const ModuleInfo &info = made.network->modules[std::size_t(child)];
        if (info.parent == module)
            text += "(" + info.name.substr(info.name.rfind('.') + 1) + info.type + shownBy(made, child) + ")";
    }
    return text;
}

void checkBelow(const Made &made, int row)
{
    std::map<std::string, std::vector<int>> groups;
    for (int child = 0; child < int(made.network->modules.size()); ++child)
        if (made.network->modules[std::size_t(child)].parent == row)
            groups[shownBy(made, child)].push_back(child);
    for (const auto &[text, members] : groups) {
        CAPTURE(text);
        for (const int member : members)
            CHECK(made.outline->contains(NodeId::ofModule(member)) == (member == members.front()));
        CHECK(made.outline->membersOf(members.front()) == members);
        CHECK(made.outline->memberCount(members.front()) == int(members.size()));
        checkBelow(made, members.front());
    }
}

} // namespace

TEST_CASE("outline: siblings are one row where they show the same")
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        CAPTURE(round);
        checkBelow(make(random, round % 4), 0);
    }
}

TEST_CASE("outline: every module stands in one row, and that row names it")
{
    std::mt19937 random(11);
    for (int round = 0; round < 50; ++round) {
        const Made made = make(random, 2);
        std::vector<int> seen(made.network->modules.size());
        for (int row = 0; row < int(seen.size()); ++row)
            if (made.outline->contains(NodeId::ofModule(row)))
                for (const int module : made.outline->modulesOf(row)) {
                    ++seen[std::size_t(module)];
                    CHECK(made.outline->rowOf(module) == row);
                }
        CHECK(std::all_of(seen.begin(), seen.end(), [](int times) { return times == 1; }));
    }
}

TEST_CASE("outline: a row's place leads back to it")
{
    std::mt19937 random(13);
    const Made made = make(random, 3, Repeats::Shown);
    const std::function<void(NodeId)> walk = [&](NodeId row) {
        for (int place = 0; place < made.outline->childCount(row); ++place) {
            const NodeId child = made.outline->child(row, place);
            CHECK(made.outline->parent(child) == row);
            CHECK(made.outline->placeOf(child) == place);
            walk(child);
        }
    };
    walk(NodeId());
}

TEST_CASE("outline: a delta that comes changes the rows around its sites and no others")
{
    std::mt19937 random(17);
    const Made made = make(random, 0, Repeats::Shown);
    auto delta = std::make_shared<DeltaInfo>();
    delta->id = 0;
    delta->taps.push_back({2, {{"lora", "LowRankLinear", {{"lora_A", {1, 2}}}}}, {}, ""});
    OutlineRequest request = made.outline->request();
    request.deltas.push_back(std::make_shared<const DeltaParts>(delta));
    const OutlineChange change = difference(*made.outline, Outline(request));
    CHECK(change.children == std::vector<int>{2});
    CHECK(change.labels == std::vector<int>{2});
}

TEST_CASE("sites: counted at the row and around it, each module once")
{
    std::mt19937 random(19);
    const Made made = make(random, 0, Repeats::Shown);
    DeltaInfo delta;
    for (const int module : {2, 2, 3, 6})
        delta.taps.push_back({module, {}, {}, ""});
    const DeltaSites sites(*made.outline, delta);
    CHECK(sites.sites(sites.find(0)) == SiteCount{0, 3});
    CHECK(sites.sites(sites.find(2)) == SiteCount{1, 1});
    CHECK(sites.find(4) == -1);
    CHECK(sites.allModules(1) == std::vector<int>{2, 3});
    CHECK(sites.ownModules(1).empty());
    DeltaSetting setting{0, true, 1, {}};
    setting.sites[3].attached = false;
    CHECK(sites.attached(setting)[0] == SiteCount{0, 2});
    CHECK(sites.attached({0, false, 1, {}})[0] == SiteCount{0, 0});
}

TEST_CASE("names: short ones say single numbers once")
{
    CHECK(shortNames({"0", "1", "2", "7", "10"}) == "0-2, 7, 10");
    CHECK(shortNames({"q_proj", "k_proj"}) == "q_proj, k_proj");
}

TEST_CASE("find: a part of the last name, a dotted path, a type; whatever the case")
{
    std::mt19937 random(23);
    const NetworkInfo network = randomNetwork(random);
    CHECK(find(network, "A").size() == 24); // six a, and every Linear
    CHECK(find(network, "3.b") == std::vector<int>{15});
    CHECK(find(network, "").empty());
    CHECK(find(network, "nowhere").empty());
}

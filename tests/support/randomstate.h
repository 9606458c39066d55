#pragma once

#include "session/edit.h"

#include <random>
#include <string>
#include <vector>

namespace deltascope::test {

/// Random sessions and edits from a seed, equal on every machine.
class RandomSession {
public:
    explicit RandomSession(unsigned seed)
        : m_random(seed)
    {
    }

    /// Names of the modules that site settings speak of.
    static const std::vector<std::string> &modules()
    {
        static const std::vector<std::string> names{"", "a", "a.0", "a.0.fc1", "a.0.fc2", "a.1", "a.1.fc1", "a.1.fc2"};
        return names;
    }

    int below(int limit) { return int(m_random() % unsigned(limit)); }
    bool chance(int percent) { return below(100) < percent; }

    session::Edit edit(const session::State &state)
    {
        const int last = m_nextKey++;
        const DeltaId id = state.deltas.empty() ? -1 : pick(state.deltas).setting.id;
        switch (below(24)) {
        case 0: return session::Attach{id, toggle()};
        case 1: return session::attachAt(state, id, someModules(), toggle());
        case 2: return session::SetStrength{id, strength()};
        case 3: return session::SetStrengthAt{id, someModules(), strength()};
        case 4: return session::SetSetting{setting(id)};
        case 5: return session::SetSolo{chance(50) ? id : -1};
        case 6:
        case 7: return session::AddDelta{delta(state, last), below(5)};
        case 8: return session::RemoveDelta{chance(30) ? id : -1};
        case 9: return session::MoveDelta{id, below(5)};
        case 10: return session::RenameDelta{id, "name " + std::to_string(below(6))};
        case 11: return session::PutColumn{column(state, last), below(5)};
        case 12: return session::RemoveColumn{chance(40) || state.columns.empty() ? -1 : pick(state.columns).key};
        case 13: return session::PutInput{input(state, last), below(5)};
        case 14: return session::RemoveInput{chance(40) || state.inputs.empty() ? -1 : pick(state.inputs).key};
        case 15: return session::SetRule{state.inputs.empty() ? -1 : pick(state.inputs).key, rule(id)};
        case 16: return preset(state, last);
        case 18: return session::SetLook{id, below(9), words()};
        case 17: return session::LocateDelta{id, "/found/" + words()};
        case 19: return session::SetLabelled{labelled()};
        case 21:
        case 22: return session::PutRule{sessionRule(state, last), below(5)};
        case 23: return session::RemoveRule{chance(40) || state.rules.empty() ? -1 : pick(state.rules).key};
        default: return session::SetRun{run()};
        }
    }

    session::State state(int edits)
    {
        session::State state;
        for (int i = 0; i < edits; ++i)
            session::perform(state, edit(state));
        return state;
    }

private:
    template<class Item>
    const Item &pick(const std::vector<Item> &list)
    {
        return list[std::size_t(below(int(list.size())))];
    }
    session::Switch toggle() { return chance(50) ? session::Switch::On : session::Switch::Off; }
    double strength() { return below(20) / 10.0; }
    std::string words()
    {
        static const std::vector<std::string> all{"the card game", "le jeu est dans la boîte", "纸牌游戏", "",
                                                  "\"x\"\n\t\\"};
        return pick(all);
    }
    std::vector<int> someModules()
    {
        std::vector<int> some;
        for (int module = 0; module < int(modules().size()); ++module)
            if (chance(30))
                some.push_back(module);
        return some;
    }
    DeltaSetting setting(DeltaId id)
    {
        DeltaSetting setting{id, chance(50), strength(), {}};
        for (const int module : someModules()) {
            SiteSetting site;
            if (chance(60))
                site.attached = chance(50);
            if (!site.attached || chance(50))
                site.strength = strength();
            setting.sites[module] = site;
        }
        return setting;
    }
    /// Under an id that no delta which has come meanwhile waited under: in a session those are not used again.
    session::RackDelta delta(const session::State &state, int key)
    {
        DeltaRequest request;
        request.name = state.freeName("delta " + std::to_string(below(4)));
        if (chance(50)) {
            request.path = "/deltas/" + words();
        } else if (chance(50)) {
            request.json = R"({"delta_type": "lora", "lora_r": 8})";
        } else {
            request.kind = "lora";
            request.keys = {{"modified_modules", "fc1"}, {"modified_modules", "fc2"}, {"lora_r", "4"}};
        }
        return session::waitingDelta(std::move(request), state.freeSeries() + below(2),
                                     setting(session::waitingId(1000 + key)));
    }
    Mix mix(const session::State &state)
    {
        Mix mix;
        for (const session::RackDelta &delta : state.deltas)
            if (chance(60))
                mix.deltas.push_back(setting(delta.setting.id));
        return mix;
    }
    session::BenchColumn column(const session::State &state, int key)
    {
        session::BenchColumn column;
        column.key = state.columns.empty() || chance(60) ? key : pick(state.columns).key;
        column.kind = session::ColumnKind(below(4));
        column.name = chance(50) ? words() : "";
        if (column.kind == session::ColumnKind::Fixed)
            column.mix = mix(state);
        if (column.kind == session::ColumnKind::Served) {
            column.served.server = chance(50) ? "gpu" : "纸牌";
            for (const session::RackDelta &delta : state.deltas)
                if (chance(40))
                    column.served.adapters.push_back({delta.name(), strength()});
            if (chance(30))
                column.served.adapters.push_back({"there only", 1});
        }
        column.isBaseline = chance(20);
        return column;
    }
    session::InputRule rule(DeltaId id)
    {
        const auto kind = session::RuleKind(id == -1 ? 0 : below(3));
        return {kind, kind == session::RuleKind::Chosen ? id : -1};
    }
    /// Of deltas that are there, and of one that may never have been.
    session::Rule sessionRule(const session::State &state, int key)
    {
        static const std::vector<std::string> patterns{"le ", "^the", "", "fr", "[a-z]+\"?"};
        session::Rule rule;
        rule.key = state.rules.empty() || chance(50) ? key : pick(state.rules).key;
        rule.when.kind = Condition::Kind(below(4));
        if (rule.when.kind != Condition::Kind::Otherwise)
            rule.when.pattern = rule.when.kind == Condition::Kind::Language ? "fr" : pick(patterns);
        for (const session::RackDelta &delta : state.deltas)
            if (chance(40))
                rule.deltas.push_back({delta.name(), chance(50) ? std::optional(strength()) : std::nullopt});
        if (chance(20))
            rule.deltas.push_back({"name " + std::to_string(below(6)), {}});
        return rule;
    }
    session::BenchInput input(const session::State &state, int key)
    {
        session::BenchInput input;
        input.key = state.inputs.empty() || chance(50) ? key : pick(state.inputs).key;
        const auto numbers = [this] { return std::vector<std::int64_t>{below(9), 8, below(9)}; };
        Input &value = input.input;
        if (chance(60))
            value.text = words();
        if (chance(20))
            value.textPair = words();
        if (chance(20))
            value.messages = R"([{"role":"user","content":"hi","b":1,"a":2}])";
        for (auto *list : {&value.ids, &value.attentionMask, &value.tokenTypeIds, &value.decoderIds})
            if (chance(40))
                *list = numbers();
        if (chance(20)) {
            value.pixelShape = {1, 2, 3};
            value.pixels = {0.5F, -1.25F, 3e-7F, float(below(9)) / 7.0F, 0, 1};
        }
        if (chance(30))
            input.expected = words();
        for (int count = below(3); count > 0; --count)
            input.expectations.push_back(expectation());
        if (!state.deltas.empty())
            input.rule = rule(pick(state.deltas).setting.id);
        return input;
    }
    Expectation expectation()
    {
        Expectation expectation;
        for (auto *text : {&expectation.label, &expectation.text, &expectation.regex})
            if (chance(40))
                *text = words();
        if (expectation.isEmpty() || chance(40))
            expectation.probability = below(100) / 99.0;
        if (chance(40))
            expectation.column = words();
        return expectation;
    }
    session::RunSettings run()
    {
        session::RunSettings run;
        GenerationSettings &settings = run.generation;
        settings = {};
        settings.basis = GenerationSettings::Basis(below(2));
        for (auto *flag : {&settings.samples, &settings.stopsEarly})
            if (chance(40))
                *flag = chance(50);
        if (chance(40))
            settings.beams = 1 + below(6);
        for (auto *count : {&settings.maxNewTokens, &settings.minNewTokens, &settings.topK, &settings.noRepeatNgram})
            if (chance(40))
                *count = 1 + below(64);
        for (auto *number : {&settings.temperature, &settings.topP, &settings.minP, &settings.repetitionPenalty,
                             &settings.lengthPenalty})
            if (chance(40))
                *number = (1 + below(20)) / 7.0;
        if (chance(40))
            settings.stops = {words(), "\n\n"};
        settings.seed = chance(50) ? std::uint64_t(below(9)) : ~std::uint64_t(below(9));
        run.samples = 1 + below(5);
        run.view = session::CellView(below(3));
        return run;
    }
    session::LabelledLines labelled()
    {
        const auto from = session::LabelledLines::From(below(3));
        return {from, from == session::LabelledLines::From::File ? "/data/" + words() : ""};
    }
    session::Edit preset(const session::State &state, int key)
    {
        if (!state.presets.empty() && chance(30))
            return session::RemovePreset{pick(state.presets).key};
        return session::PutPreset{{key, "preset " + words(), mix(state)}, below(5)};
    }

    std::mt19937 m_random;
    int m_nextKey = 1;
};

} // namespace deltascope::test

#pragma once

#include "engine/engine.h"
#include "support/gate.h"
#include "support/toynetwork.h"

#include <map>
#include <memory>
#include <optional>

namespace deltascope::test {

/// A stand-in engine with a small BART, made-up deltas and numbers that depend on the text and the configuration only.
/// It keeps the engine's contract on the list of deltas; paths that contain "missing" fail, models whose names contain
/// "chat" have a template. A delta
/// called Headed brings labels of its own, an input that says "say nothing" is answered with blanks, one that says "no
/// number" with none, and one that says "too long" fails. A gate, if
/// there is one, says which calls wait.
class ToyEngine : public Engine,
                  public TreeRole,
                  public StatisticsRole,
                  public TokensRole,
                  public MergeRole,
                  public SimilarityRole,
                  public SaveRole,
                  public ShelfRole,
                  public JudgeRole {
public:
    explicit ToyEngine(std::shared_ptr<Gate> gate = {})
        : m_gate(std::move(gate))
    {
    }
    /// Opens that network, whatever is asked for.
    explicit ToyEngine(NetworkInfo network)
        : m_given(std::move(network))
    {
    }

    Outcome<NetworkInfo> open(const OpenRequest &request, Progress &progress) override;
    const NetworkInfo *network() const override { return m_isOpen ? &m_network : nullptr; }
    Outcome<DeltaInfo> add(const DeltaRequest &request, Progress &progress) override;
    Outcome<Done> remove(DeltaId id) override;
    Outcome<Done> restore(DeltaId id, int position) override;
    Outcome<Done> reorder(const std::vector<DeltaId> &order) override;
    Outcome<Done> rename(DeltaId id, const std::string &name) override;
    std::vector<DeltaInfo> deltas() const override { return m_deltas; }
    Outcome<RunResult> run(const RunRequest &request, Progress &progress, const TakePart &parts) override;
    Outcome<std::vector<TokenizedText>> tokenize(const std::vector<Input> &inputs) override;
    Outcome<std::vector<int>> match(const std::vector<std::string> &patterns) const override;
    Outcome<ModuleStatistics> statistics(int module) override;
    Outcome<std::vector<SiteNorm>> norms(DeltaId delta, Progress &progress) override;
    Outcome<CheckReport> check(const std::string &path) override;
    Outcome<std::unique_ptr<ShelfWalk>> walk(const std::string &folder) override;
    Outcome<MergeReport> measureMerge(const MergeRequest &request, Progress &progress) override;
    Outcome<Errand> merge(const MergeRequest &request, Progress &progress) override;
    Outcome<Similarity> compare(const std::vector<DeltaId> &deltas, Progress &progress) override;
    Outcome<Similarity> compareSaved(const std::vector<DeltaRequest> &deltas, Progress &progress) override;
    Outcome<std::vector<std::string>> save(const SaveRequest &, Progress &progress) override;
    Outcome<TruncationReport> measureTruncation(const SaveRequest &request, Progress &progress) override;
    Outcome<ScoreResult> score(const ScoreRequest &request, Progress &progress) override;
    Outcome<std::unique_ptr<EvaluationWalk>> evaluate(const EvaluationRequest &request) override;
    Supported supported() const override { return {}; }
    Capabilities capabilities() const override;
    TreeRole *tree() override { return this; }
    StatisticsRole *statistics() override { return this; }
    TokensRole *tokens() override { return this; }
    MergeRole *merges() override { return this; }
    SimilarityRole *similarities() override { return this; }
    SaveRole *saves() override { return this; }
    ShelfRole *shelves() override { return this; }
    JudgeRole *judge() override { return this; }

private:
    /// False if the call was cancelled while the gate held it.
    bool pass(Gate::Call call, const Progress &progress) const
    {
        return m_gate ? m_gate->pass(call, progress) : !progress.cancelled();
    }
    int indexOf(DeltaId id) const;
    std::vector<double> logits(const Input &input, const Mix &mix) const;
    Output output(const Input &input, const Mix &mix, Task task) const;
    static void addSeed(Output &output, const RunRequest &request, std::size_t input);
    void tellBeginnings(const RunRequest &request, std::size_t input, const TakePart &parts) const;
    std::optional<Error> problemOf(const Input &input) const;
    friend class ToyEvaluation;
    ColumnResult answer(const Column &column, const RunRequest &request) const;

    std::shared_ptr<Gate> m_gate;
    bool m_isOpen = false;
    std::optional<NetworkInfo> m_given;
    NetworkInfo m_network;
    std::vector<DeltaInfo> m_deltas;
    std::map<DeltaId, DeltaInfo> m_removed;
    DeltaId m_nextId = 0;
};

} // namespace deltascope::test

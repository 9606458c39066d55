#pragma once

#include "bridge/request.h"
#include "items/background.h"
#include "items/session.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace deltascope::items {

/// What runs in the background for the meters and the plot: on the current inputs, every delta alone and every column,
/// each against the bare backbone.
class Meters : public QObject {
    Q_OBJECT

public:
    Meters(Session &session, bridge::Workspace &workspace, QObject *parent = nullptr);

    /// How far the delta alone moves the output, in [0, 1]: total variation of the probabilities where there are such,
    /// else 1 - cosine of what the model puts out, as a mean over the inputs. Nothing until it is measured.
    std::optional<double> effect(DeltaId id) const;
    /// In words, for the meter's tooltip.
    QString effectMeaning() const;
    using Divergence = std::vector<ModuleDivergence>;
    /// Where the column parts from the backbone, in the order modules run; null until it is measured.
    std::shared_ptr<const Divergence> divergence(int columnKey) const;
    int failed() const { return m_measured.failed; } ///< of the inputs that were measured: could not run
    bool isSettled() const;
    /// Measures on that input alone for as long as there is such, or on all of them together.
    void measureOn(std::optional<int> inputKey);
    std::optional<int> onlyInput() const { return m_only; }

Q_SIGNALS:
    void measured();

private:
    void schedule();
    void request();
    /// What is measured of one answer.
    struct Measured {
        QHash<DeltaId, double> effects;
        QHash<int, std::shared_ptr<const Divergence>> divergence; ///< by column
        int failed = 0; ///< inputs that could not run
    };
    /// Where an answer's columns belong.
    struct Slots {
        QHash<DeltaId, int> deltas; ///< alone
        QHash<int, int> columns; ///< by key
        std::size_t count = 0;
    };
    static Measured measure(const Slots &slots, const RunResult &result);
    void take(const Slots &slots, RunResult result);
    void forget();

    Session &m_session;
    bridge::Workspace &m_workspace;
    QTimer m_timer;
    bridge::Question m_question;
    std::optional<int> m_only;
    Measured m_measured;
    Background m_comparing;
};

/// Relative changes and effects below this are the rounding of single precision: a sum in another order, no more.
constexpr double roundingNoise = 1e-6;

/// Half the summed difference of two distributions.
double totalVariation(const std::vector<float> &a, const std::vector<float> &b);
/// 1 - cosine, clamped to [0, 1]; 0 for equal vectors.
double cosineDistance(const std::vector<float> &a, const std::vector<float> &b);

} // namespace deltascope::items

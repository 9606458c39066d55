#pragma once

#include "core/run.h"
#include "engine/local/inputs.h"
#include "engine/local/runner.h"

#include <map>
#include <unordered_map>
#include <vector>

namespace deltascope {

/// Measures, module by module, how far every column's output is from the first column's: sums over real tokens of all
/// inputs, so that batches add up. Only modules that own parameters are listed.
class DivergenceMeter final : public nn::Observer {
public:
    DivergenceMeter(const Session &session, int columns);
    /// The lanes and inputs of the pass that follows, with `front` virtual tokens before every input. A pass over the
    /// same members without column 0 is compared with the last one that had it.
    void begin(const Lanes &lanes, const std::vector<Prepared> &inputs, const std::vector<int> &members,
               std::int64_t front);
    void saw(const nn::Block &block, const nn::Act &y) override;
    std::vector<ModuleDivergence> result(int column) const;

private:
    struct Sums {
        double reference = 0;
        std::vector<double> difference; ///< squared, by column
    };
    at::Tensor real(const at::Tensor &row, int input) const;

    const Session &m_session;
    int m_columns;
    std::int64_t m_front = 0;
    bool m_hasReference = true; ///< column 0 is in this pass
    std::unordered_map<int, int> m_calls; ///< of each module in this pass
    std::map<std::pair<int, int>, std::vector<at::Tensor>> m_references; ///< by module and call: column 0, by input
    const Lanes *m_lanes = nullptr;
    const std::vector<Prepared> *m_inputs = nullptr;
    const std::vector<int> *m_members = nullptr;
    std::vector<int> m_order; ///< modules as they first ran
    std::unordered_map<int, Sums> m_sums;
};

} // namespace deltascope

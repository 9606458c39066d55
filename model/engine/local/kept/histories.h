#pragma once

#include "engine/local/fronts.h"
#include "engine/local/inputs.h"
#include "nn/borders.h"

#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace deltascope {

/// Numbers inputs, and what acts on them before each border: equal numbers stand for equal ids, masks and the like, and
/// for the very same taps at the same strengths, whole values compared.
class Histories {
public:
    int numberOf(const Prepared &input);

    /// Of a column that runs in `front`: by border of `route`, then for all that acts. Nothing where a tap behind a
    /// border reads what a block before it read, so that a pass cannot begin between them.
    std::optional<std::vector<int>> of(int column, const FrontGroup &front, const Session &session,
                                       const nn::ColumnTable &table, const nn::Route &route);

    /// How much has been numbered: inputs and steps.
    std::size_t size() const { return m_inputs.size() + m_steps.size(); }
    void clear();

private:
    using Acting = std::vector<std::pair<std::shared_ptr<const nn::Tap>, double>>; ///< in order of insertion
    using Step = std::tuple<int, const nn::Block *, Acting>; ///< what acted before, and what acts at a block
    using Content = std::tuple<std::vector<std::int64_t>, std::vector<std::int64_t>, std::vector<std::int64_t>,
                               std::vector<std::int64_t>>;

    int after(int before, const nn::Block *block, Acting acting);

    std::map<Content, int> m_inputs;
    std::map<Step, int> m_steps;
};

} // namespace deltascope

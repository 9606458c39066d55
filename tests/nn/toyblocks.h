#pragma once

// Weights in memory, the blocks that are built over them, and a pass over lanes: what tests of nn need again and again.
#include "nn/builder.h"
#include "nn/pass.h"

#include <ATen/ATen.h>

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

namespace deltascope::nn::test {

/// Says stop from the poll of that number on, and counts polls.
class StopAt : public Progress {
public:
    explicit StopAt(int poll)
        : m_poll(poll)
    {
    }
    void report(double, std::string_view) override { }
    bool cancelled() const override { return ++polls >= m_poll; }

    mutable int polls = 0;

private:
    int m_poll;
};

/// A builder over tensors in memory.
class Bench {
public:
    explicit Bench(const NamedTensors &tensors, std::int64_t width = 4)
        : m_weights(tensors)
        , m_builder(m_weights, {at::kFloat, {}, 0, 0.02}, width)
    {
    }
    Scope root() { return m_builder.root(); }
    Scope at(const std::string &path) { return {&m_builder, path, -1}; }
    Builder &builder() { return m_builder; }

private:
    Weights m_weights;
    Builder m_builder;
};

/// Columns of deltas by slot, and a pass over every input under every column.
class Lanes {
public:
    /// `strengths` [column][slot]; 0 is off.
    Lanes(const std::vector<std::vector<double>> &strengths, int inputs)
        : m_inputs(inputs)
        , m_columns(static_cast<int>(strengths.size()))
        , m_settings(strengths.size())
    {
        for (std::size_t column = 0; column < strengths.size(); ++column)
            for (std::size_t slot = 0; slot < strengths[column].size(); ++slot)
                m_settings[column].push_back({static_cast<DeltaId>(slot), true, strengths[column][slot], {}});
        m_table.bySlot.resize(strengths.empty() ? 0 : strengths.front().size());
        for (std::size_t slot = 0; slot < m_table.bySlot.size(); ++slot)
            for (std::size_t column = 0; column < strengths.size(); ++column)
                m_table.bySlot[slot].push_back(strengths[column][slot] == 0 ? nullptr : &m_settings[column][slot]);
    }
    Lanes(const Lanes &) = delete;

    /// Lane = column * inputs + input.
    Pass pass(Progress &progress) const
    {
        std::vector<int> columns;
        std::vector<std::int32_t> inputs;
        for (int column = 0; column < m_columns; ++column)
            for (int input = 0; input < m_inputs; ++input) {
                columns.push_back(column);
                inputs.push_back(input);
            }
        return {m_table, std::move(columns), std::move(inputs), progress};
    }
    Pass pass() const { return pass(m_noProgress); }

private:
    int m_inputs, m_columns;
    std::vector<std::vector<DeltaSetting>> m_settings;
    ColumnTable m_table;
    mutable NoProgress m_noProgress;
};

/// The largest difference of two tensors of one shape.
inline double distance(const at::Tensor &a, const at::Tensor &b)
{
    REQUIRE(a.sizes() == b.sizes());
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

} // namespace deltascope::nn::test

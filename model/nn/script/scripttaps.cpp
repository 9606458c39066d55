#include "nn/script/scripttaps.h"

#include <torch/library.h>

namespace deltascope::nn {

namespace {

thread_local const ScriptTaps *running = nullptr;

at::Tensor readOperator(const at::Tensor &x, std::int64_t site) { return running ? running->read(x, site) : x; }

at::Tensor writeOperator(const at::Tensor &x, const at::Tensor &y, std::int64_t site)
{
    return running ? running->write(x, y, site) : y;
}

/// A lane alone is one row; where the program has folded rows and tokens into one dimension, they are told apart again.
at::Tensor asRow(const at::Tensor &t) { return t.size(0) == 1 ? t : t.unsqueeze(0); }

} // namespace

ScriptTaps::ScriptTaps(Pass &pass, int column, const std::vector<Block *> &sites)
    : m_pass(pass)
    , m_column(column)
    , m_sites(sites)
{
    running = this;
}

ScriptTaps::~ScriptTaps() { running = nullptr; }

const ScriptTaps *ScriptTaps::current() { return running; }

double ScriptTaps::strength(const Block &block, const TapRef &tap) const
{
    (void)block;
    return tap.strength(m_pass.table, m_column);
}

at::Tensor ScriptTaps::read(const at::Tensor &x, std::int64_t site) const
{
    const Block &block = *m_sites[static_cast<std::size_t>(site)];
    at::Tensor changed = x;
    for (auto tap = block.taps.rbegin(); tap != block.taps.rend(); ++tap)
        if (const double on = strength(block, *tap); on != 0 && tap->tap->changesInput())
            changed = tap->tap->before({block, on, m_pass}, asRow(changed)).view(changed.sizes());
    return changed;
}

at::Tensor ScriptTaps::write(const at::Tensor &x, const at::Tensor &y, std::int64_t site) const
{
    const Block &block = *m_sites[static_cast<std::size_t>(site)];
    m_pass.pause();
    std::vector<at::Tensor> reads(block.taps.size() + 1, x);
    for (std::size_t i = block.taps.size(); i-- > 0;) {
        const TapRef &tap = block.taps[i];
        const double on = strength(block, tap);
        reads[i] = on != 0 && tap.tap->changesInput()
                       ? tap.tap->before({block, on, m_pass}, asRow(reads[i + 1])).view(reads[i + 1].sizes())
                       : reads[i + 1];
    }
    at::Tensor out = y;
    for (std::size_t i = 0; i < block.taps.size(); ++i)
        if (const double on = strength(block, block.taps[i]); on != 0 && block.taps[i].tap->changesOutput())
            out = block.taps[i].tap->after({block, on, m_pass}, asRow(reads[i + 1]), asRow(out)).view(y.sizes());
    return out;
}

void registerScriptOperators()
{
    static const bool once = [] {
        static torch::Library library(torch::Library::DEF, "deltascope", std::nullopt, __FILE__, __LINE__);
        library.def("read(Tensor(a) x, int site) -> Tensor(a)",
                    torch::CppFunction::makeFromUnboxedFunction(&readOperator));
        library.def("write(Tensor x, Tensor(a) y, int site) -> Tensor(a)",
                    torch::CppFunction::makeFromUnboxedFunction(&writeOperator));
        return true;
    }();
    (void)once;
}

} // namespace deltascope::nn

#include "nn/script/scriptmodel.h"

#include "core/outcome.h"
#include "io/ziparchive.h"
#include "nn/layers/leaf.h"
#include "nn/script/scripttaps.h"

#include <torch/csrc/jit/passes/inliner.h>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/csrc/jit/runtime/profiling_graph_executor_impl.h>
#include <torch/script.h>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace deltascope::nn {

namespace jit = torch::jit;

struct ScriptModel::Program {
    jit::Module module;
    std::string path;
};

namespace {

/// A module that is none of the leaves known here, with whatever parameters it holds.
class ScriptBlock : public Block {
public:
    using Block::Block;
    using Block::child;
    using Block::declare;
    using Block::tie;
};

bool hasParameters(const jit::Module &module) { return module.parameters(true).size() > 0; }

/// Builds blocks for the modules of a program, depth first as they were registered.
class Planter {
public:
    explicit Planter(Builder &builder)
        : m_builder(builder)
    {
    }
    void plant(const jit::Module &module, const Scope &scope)
    {
        std::unique_ptr<Block> block = leaf(module, scope);
        if (!block)
            block = plain(module, scope);
        Block &planted = *block;
        byPath.emplace(planted.path(), &planted);
        blocks.push_back(std::move(block));
        for (const auto &child : module.named_children())
            if (hasParameters(child.value))
                plant(child.value, {&m_builder, planted.path().empty() ? child.name : planted.path() + "." + child.name,
                                    planted.module()});
    }
    std::vector<std::unique_ptr<Block>> blocks;
    std::unordered_map<std::string, Block *> byPath;

private:
    /// Null for a module of another type, or one whose tensors another module shares.
    std::unique_ptr<Block> leaf(const jit::Module &module, const Scope &scope)
    {
        const std::string type = typeOf(module);
        std::map<std::string, at::Tensor> own;
        for (const auto &param : module.named_parameters(false))
            own.emplace(param.name, param.value);
        const bool hasBias = own.count("bias");
        if (own.size() != (hasBias ? 2U : 1U) || !own.count("weight") || m_known.count(own["weight"].data_ptr()))
            return nullptr;
        const at::Tensor &weight = own["weight"];
        const Bias bias = hasBias ? Bias::With : Bias::Without;
        std::unique_ptr<Leaf> made;
        if (type == "Linear" && weight.dim() == 2)
            made = std::make_unique<Linear>(scope, weight.size(1), weight.size(0), bias);
        else if (type == "Conv1D" && weight.dim() == 2 && hasBias)
            made = std::make_unique<Conv1D>(scope, weight.size(0), weight.size(1));
        else if (type == "Embedding" && weight.dim() == 2 && !hasBias)
            made = std::make_unique<Embedding>(scope, weight.size(0), weight.size(1));
        else if (type == "LayerNorm" && weight.dim() == 1)
            made = std::make_unique<LayerNorm>(scope, weight.size(0), 1e-5, bias);
        if (made)
            for (const auto &[name, tensor] : own)
                m_known.emplace(tensor.data_ptr(), made->param(name));
        return made;
    }

    std::unique_ptr<Block> plain(const jit::Module &module, const Scope &scope)
    {
        auto block = std::make_unique<ScriptBlock>(scope, typeOf(module));
        for (const auto &param : module.named_parameters(false)) {
            const auto known = m_known.find(param.value.data_ptr());
            if (known != m_known.end() && known->second->shape() == param.value.sizes().vec())
                block->tie(param.name, *known->second);
            else
                m_known.emplace(param.value.data_ptr(), &block->declare(param.name, param.value.sizes().vec()));
        }
        return block;
    }

    static std::string typeOf(const jit::Module &module)
    {
        // A traced module keeps the name of its class in an attribute.
        if (module.hasattr("original_name") && module.attr("original_name").isString())
            return module.attr("original_name").toStringRef();
        const auto name = module.type()->name();
        return name ? name->name() : "Module";
    }

    Builder &m_builder;
    std::unordered_map<const void *, const Param *> m_known;
};

/// Which inputs of an operator are its weight and what it reads.
struct LeafOperator {
    const char *name;
    std::size_t weight, read;
};
constexpr LeafOperator leafOperators[]
    = {{"aten::linear", 1, 0}, {"aten::addmm", 2, 1}, {"aten::embedding", 0, 1}, {"aten::layer_norm", 2, 0}};

/// The module that a value was fetched from as attribute "weight", by its path; none if it was not.
std::optional<std::string> ownerOf(const jit::Value *value, const jit::Value *self)
{
    if (value->node()->kind() != jit::prim::GetAttr || value->node()->s(jit::attr::name) != "weight")
        return std::nullopt;
    std::string path;
    const jit::Value *at = value->node()->input(0);
    while (at != self) {
        if (at->node()->kind() != jit::prim::GetAttr)
            return std::nullopt;
        path = at->node()->s(jit::attr::name) + (path.empty() ? "" : "." + path);
        at = at->node()->input(0);
    }
    return path;
}

/// The last line of what the interpreter says, behind the program's source: "RuntimeError: index out of range in self".
std::string reasonIn(std::string_view said)
{
    said = said.substr(0, said.find("\nException raised from"));
    said = said.substr(0, said.find_last_not_of(" \n") + 1);
    said = said.substr(said.rfind('\n') + 1);
    if (const std::size_t behind = said.find("Error: "); behind != said.npos)
        said = said.substr(behind + 7);
    const bool isOutside = said.find("index out of range") != said.npos;
    return std::string(said) + (isOutside ? ", as for an id or a place beyond what its tables have" : "");
}

class ScriptBackbone : public Backbone {
public:
    ScriptBackbone(std::shared_ptr<void> program, jit::Module &module, Planter planter, const std::string &path)
        : m_program(std::move(program))
        , m_module(module)
        , m_blocks(std::move(planter.blocks))
        , m_path(path)
    {
        registerScriptOperators();
        m_graph = toGraphFunction(module.get_method("forward").function()).graph()->copy();
        jit::Inline(*m_graph);
        plugIn(m_graph->block(), planter.byPath);
        m_executor = jit::GraphExecutor(m_graph, "forward");
    }

    Block &root() override { return *m_blocks.front(); }
    bool cachesKeys() const override { return false; }
    bool takesTapsAt(const Block &block) const override
    {
        return std::find(m_sites.begin(), m_sites.end(), &block) != m_sites.end();
    }

    /// Each input alone under each column: what a program does with a batch is its own affair.
    Act run(Pass &pass, const Batch &batch) const override
    {
        std::map<std::pair<std::int32_t, int>, std::int32_t> rowOf;
        std::vector<std::int32_t> rowOfLane;
        std::vector<at::Tensor> outputs;
        for (int lane = 0; lane < pass.lanes(); ++lane) {
            pass.pause();
            const int column = isBare(pass, pass.columnOfLane[lane]) ? -1 : pass.columnOfLane[lane];
            const std::int32_t input = batch.ids.rows->of(lane);
            const auto [found, added] = rowOf.try_emplace({input, column}, static_cast<std::int32_t>(rowOf.size()));
            if (added)
                outputs.push_back(runOne(pass, batch, lane));
            rowOfLane.push_back(found->second);
        }
        Act result{at::cat(outputs, 0), std::make_shared<Rows>(std::move(rowOfLane))};
        if (pass.observer)
            pass.observer->saw(*m_blocks.front(), result);
        return result;
    }

private:
    static bool isBare(const Pass &pass, int column)
    {
        return std::all_of(pass.table.bySlot.begin(), pass.table.bySlot.end(),
                           [&](const auto &slot) { return !slot[column]; });
    }

    void plugIn(jit::Block *block, const std::unordered_map<std::string, Block *> &byPath)
    {
        for (jit::Node *node : std::vector<jit::Node *>(block->nodes().begin(), block->nodes().end())) {
            for (jit::Block *inner : node->blocks())
                plugIn(inner, byPath);
            for (const LeafOperator &known : leafOperators) {
                if (node->kind() != jit::Symbol::fromQualString(known.name) || node->inputs().size() <= known.weight)
                    continue;
                const auto owner = ownerOf(node->input(known.weight), m_graph->inputs()[0]);
                const auto found = owner ? byPath.find(*owner) : byPath.end();
                if (found != byPath.end() && dynamic_cast<Leaf *>(found->second))
                    surround(node, known.read, found->second);
            }
        }
    }

    /// y = op(x)  becomes  y = write(x, op(read(x)))
    void surround(jit::Node *node, std::size_t readInput, Block *site)
    {
        const auto number = static_cast<std::int64_t>(m_sites.size());
        m_sites.push_back(site);
        jit::Value *x = node->input(readInput);
        jit::WithInsertPoint before(node);
        jit::Value *index = m_graph->insertConstant(number);
        node->replaceInput(readInput, m_graph->insert(jit::Symbol::fromQualString("deltascope::read"), {x, index}));
        jit::WithInsertPoint behind(node->next());
        jit::Value *y = node->output();
        jit::Value *written = m_graph->insert(jit::Symbol::fromQualString("deltascope::write"), {x, y, index});
        y->replaceAllUsesAfterNodeWith(written->node(), written);
    }

    at::Tensor runOne(Pass &pass, const Batch &batch, int lane) const
    {
        const ScriptTaps taps(pass, pass.columnOfLane[lane], m_sites);
        jit::Stack stack{m_module._ivalue()};
        const std::size_t wanted = m_graph->inputs().size() - 1;
        const auto rowOf = [&](const Act &act) { return act.t.narrow(0, act.rows->of(lane), 1); };
        if (batch.pixels) {
            stack.emplace_back(rowOf(*batch.pixels));
        } else {
            const at::Tensor ids = rowOf(batch.ids);
            const at::Tensor others[] = {ids, batch.mask ? rowOf(*batch.mask) : at::ones_like(ids),
                                         batch.typeIds ? rowOf(*batch.typeIds) : at::zeros_like(ids)};
            for (std::size_t i = 0; i < std::min<std::size_t>(wanted, 3); ++i)
                stack.emplace_back(others[i]);
        }
        if (stack.size() != wanted + 1)
            throw Failure(m_path,
                          "expected a program that takes ids, perhaps an attention mask and token types, found one of "
                              + std::to_string(wanted) + " inputs");
        try {
            m_executor.run(stack);
        } catch (const std::exception &error) {
            pass.pause(); // the interpreter tells a Cancelled as an error of the program
            throw Failure(m_path, "the program stopped: " + reasonIn(error.what()));
        }
        return firstTensor(stack.back());
    }

    at::Tensor firstTensor(const c10::IValue &value) const
    {
        if (value.isTensor())
            return value.toTensor().dim() > 0 && value.toTensor().size(0) == 1 ? value.toTensor()
                                                                               : value.toTensor().unsqueeze(0);
        if (value.isTuple() && !value.toTupleRef().elements().empty())
            return firstTensor(value.toTupleRef().elements()[0]);
        if (value.isGenericDict() && value.toGenericDict().size() > 0)
            return firstTensor(value.toGenericDict().begin()->value());
        throw Failure(m_path, "expected a program that returns a tensor first, found another");
    }

    std::shared_ptr<void> m_program;
    jit::Module &m_module;
    std::vector<std::unique_ptr<Block>> m_blocks;
    std::vector<Block *> m_sites;
    std::string m_path;
    std::shared_ptr<jit::Graph> m_graph;
    mutable jit::GraphExecutor m_executor;
};

} // namespace

ScriptModel::ScriptModel(const std::string &path, at::ScalarType compute)
    : m_program(std::make_shared<Program>())
{
    // Plain execution: nothing is specialised to the first shapes that come by.
    jit::getProfilingMode() = false;
    try {
        m_program->module = jit::load(path, c10::kCPU);
        m_program->module.eval();
        for (at::Tensor param : m_program->module.parameters(true)) // buffers may be indices and stay as they are
            if (param.is_floating_point() && param.scalar_type() != compute)
                param.set_data(param.to(compute));
        m_program->module.get_method("forward");
    } catch (const std::exception &) {
        throw Failure(path, "expected a TorchScript file with a forward method, found one that PyTorch cannot load");
    }
    m_program->path = path;
}

ScriptModel::~ScriptModel() = default;

Weights ScriptModel::weights() const
{
    std::vector<std::pair<std::string, at::Tensor>> tensors;
    for (const auto &param : m_program->module.named_parameters(true))
        tensors.emplace_back(param.name, param.value.detach());
    return Weights(tensors);
}

ScriptModel::Size ScriptModel::size() const
{
    // By where they begin in memory, the bytes that parameters lie in.
    std::multimap<std::uintptr_t, std::pair<std::uintptr_t, std::int64_t>> spans;
    for (const at::Tensor &param : m_program->module.parameters(true)) {
        std::int64_t extent = param.numel() > 0 ? 1 : 0;
        for (std::int64_t i = 0; extent > 0 && i < param.dim(); ++i)
            extent += (param.size(i) - 1) * param.stride(i);
        const auto begin = reinterpret_cast<std::uintptr_t>(param.data_ptr());
        const auto width = static_cast<std::int64_t>(param.element_size());
        spans.emplace(begin, std::pair(begin + static_cast<std::uintptr_t>(extent * width), width));
    }
    Size size;
    std::uintptr_t counted = 0;
    for (const auto &[begin, end] : spans) {
        const std::uintptr_t from = std::max(begin, counted);
        if (end.first <= from)
            continue;
        const auto bytes = static_cast<std::int64_t>(end.first - from);
        size.bytes += bytes;
        size.elements += bytes / end.second;
        counted = end.first;
    }
    return size;
}

std::unique_ptr<Backbone> ScriptModel::build(Builder &builder)
{
    Planter planter(builder);
    planter.plant(m_program->module, builder.root());
    return std::make_unique<ScriptBackbone>(m_program, m_program->module, std::move(planter), m_program->path);
}

bool isTorchScript(const std::string &path)
{
    const auto file = io::MappedFile::open(path);
    if (file->size() < 4 || file->text().substr(0, 2) != "PK")
        return false;
    try {
        const io::ZipArchive archive(*file);
        return archive.holds(std::string(archive.root()) + "constants.pkl");
    } catch (const Failure &) {
        return false;
    }
}

} // namespace deltascope::nn

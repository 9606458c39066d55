// PEFT's kinds whose update is of full rank: LoHa, LoKr, FourierFT, SHiRA, C3A, Bone and MiSS (peft/tuners/*/layer.py).
#include "nn/delta/peft/conv.h"
#include "nn/delta/peft/peft.h"
#include "nn/delta/shared/random.h"
#include "nn/delta/taps/taps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn::peft {

namespace {

/// alpha / r with their patterns.
double lycorisScale(const Config &config, const std::string &path, std::int64_t rank)
{
    return patternValue(config, "alpha_pattern", path, config.number("alpha")) / static_cast<double>(rank);
}

std::int64_t rankAt(const Config &config, const std::string &path)
{
    return patternSize(config, "rank_pattern", path, config.size("r"));
}

/// A factor of LoKr: whole, or the product of two, or a core between two for kernels of a convolution.
std::function<at::Tensor()> kroneckerFactor(const SavedSite &site, const DeltaSource &source, const std::string &name,
                                            const std::string &core)
{
    if (site.has(name)) {
        const at::Tensor whole
            = loadFree(site, source, name, site.entry(source, name).shape.size() == 4 ? 4 : 2).flatten(1);
        return [whole] { return whole; };
    }
    const at::Tensor left = loadFree(site, source, name + "_a", 2);
    const Shape other{left.size(site.has(core) ? 0 : 1), site.entry(source, name + "_b").shape.back()};
    const at::Tensor right = load(site, source, name + "_b", other);
    if (!site.has(core))
        return [left, right] { return left.mm(right); };
    const at::Tensor middle = loadFree(site, source, core, 4);
    return [=] { return kernelFromCore(middle, left, right); };
}

/// The block that is repeated along the input, [r, out], as an update [out, in].
at::Tensor repeated(const at::Tensor &block, std::int64_t in)
{
    const std::int64_t times = (in + block.size(0) - 1) / block.size(0);
    return block.t().repeat({1, times}).narrow(1, 0, in);
}

/// "bat": blocks of W, each times the block, and the block. [out / r, r, r] as an update [out, in] of `weight`.
at::Tensor batUpdate(const at::Tensor &weight, const at::Tensor &block)
{
    const std::int64_t r = block.size(-1), out = weight.size(0), in = weight.size(1);
    const at::Tensor blocks = weight.reshape({out / r, r, in / r, r}).permute({2, 0, 1, 3});
    return (blocks.matmul(block) + block).permute({1, 2, 0, 3}).reshape({out, in});
}

BuiltDelta buildBlocks(const Host &host, const DeltaSource &source, const std::string &container)
{
    const nlohmann::json init = source.config.json().value("init_weights", nlohmann::json());
    return build(
        host, source, {container}, [&, container, init](const Saved &, const SavedSite &site, BuiltDelta &delta) {
            const Leaf &leaf = linearAt(host, source, site);
            const std::int64_t in = leaf.inputWidth(), out = leaf.outputWidth();
            if (init == "bat") {
                const at::Tensor block = loadFree(site, source, container, 3);
                const std::int64_t r = block.size(2);
                if (r < 1 || in % r || out % r || block.sizes().vec() != Shape{out / r, r, r})
                    throw Failure(Error{source.file,
                                        site.entry(source, container).name + ": expected [out / r, r, r] of a module ["
                                            + std::to_string(out) + ", " + std::to_string(in) + "], found "
                                            + toText(block.sizes().vec()),
                                        {},
                                        "shape-mismatch"});
                addTap(delta, site,
                       std::make_shared<UpdateTap>([&leaf, block] { return batUpdate(leaf.wideWeight(), block); }, 1),
                       "y + s·(WB + B) x");
                return;
            }
            at::Tensor block = loadFree(site, source, container, 2);
            if (init == "mini" && block.size(1) > 0 && out % block.size(1) == 0)
                block = block.repeat({1, out / block.size(1)});
            if (block.size(0) < 1 || block.size(1) != out)
                throw Failure(Error{source.file,
                                    site.entry(source, container).name + ": expected shape [r, " + std::to_string(out)
                                        + "], found " + toText(block.sizes().vec()),
                                    {},
                                    "shape-mismatch"});
            addTap(delta, site, std::make_shared<UpdateTap>([block, in] { return repeated(block, in); }, 1),
                   "y + s·(sum of chunks of x) B");
        });
}

BuiltDelta buildLoha(const Host &host, const DeltaSource &source)
{
    const Containers containers{"hada_w1_a", "hada_w1_b", "hada_w2_a", "hada_w2_b", "hada_t1", "hada_t2"};
    return build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &leaf = weightAt(host, source, site);
        const std::int64_t r = rankAt(source.config, site.path);
        const double scale = lycorisScale(source.config, site.path, r);
        const auto get = [&](const char *name, const Shape &shape) { return load(site, source, name, shape); };
        if (site.has("hada_t1")) { // use_effective_conv2d
            const Shape kernel = leaf.weight().sizes().vec(), core{r, r, kernel.at(2), kernel.at(3)},
                        left{r, kernel[0]}, right{r, kernel[1]};
            const at::Tensor a1 = get("hada_w1_a", left), b1 = get("hada_w1_b", right), t1 = get("hada_t1", core);
            const at::Tensor a2 = get("hada_w2_a", left), b2 = get("hada_w2_b", right), t2 = get("hada_t2", core);
            const auto update = [=] { return kernelFromCore(t1, a1, b1) * kernelFromCore(t2, a2, b2); };
            return addTap(delta, site, updateTap(leaf, update, scale), "y + s·((T1 A1 B1)∘(T2 A2 B2)) x", scale);
        }
        const Shape left{leaf.outputWidth(), r}, right{r, columnsOf(leaf)};
        const at::Tensor a1 = get("hada_w1_a", left), b1 = get("hada_w1_b", right), a2 = get("hada_w2_a", left),
                         b2 = get("hada_w2_b", right);
        addTap(delta, site,
               updateTap(
                   leaf, [=] { return a1.mm(b1) * a2.mm(b2); }, scale),
               "y + s·((A1 B1)∘(A2 B2)) x", scale);
    });
}

BuiltDelta buildLokr(const Host &host, const DeltaSource &source)
{
    const Containers containers{"lokr_w1", "lokr_w1_a", "lokr_w1_b", "lokr_w2", "lokr_w2_a", "lokr_w2_b", "lokr_t2"};
    return build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &leaf = weightAt(host, source, site);
        const double scale = lycorisScale(source.config, site.path, rankAt(source.config, site.path));
        const auto first = kroneckerFactor(site, source, "lokr_w1", ""),
                   second = kroneckerFactor(site, source, "lokr_w2", "lokr_t2");
        const at::Tensor one = first(), two = second();
        if (one.size(0) * two.size(0) != leaf.outputWidth() || one.size(1) * two.size(1) != columnsOf(leaf))
            throw Failure(Error{source.file,
                                site.tensors.begin()->second->name + ": expected factors of ["
                                    + std::to_string(leaf.outputWidth()) + ", " + std::to_string(columnsOf(leaf))
                                    + "], found " + toText(one.sizes().vec()) + " and " + toText(two.sizes().vec()),
                                {},
                                "shape-mismatch"});
        addTap(delta, site,
               updateTap(
                   leaf, [=] { return at::kron(first(), second()); }, scale),
               "y + s·(W1⊗W2) x", scale);
    });
}

BuiltDelta buildFourierFt(const Host &host, const DeltaSource &source)
{
    const Containers containers{"fourierft_spectrum"};
    const double scale = source.config.number("scaling");
    return build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &leaf = linearAt(host, source, site);
        const std::int64_t in = leaf.inputWidth(), out = leaf.outputWidth();
        const std::int64_t count
            = patternSize(source.config, "n_frequency_pattern", site.path, source.config.size("n_frequency"));
        if (count > in * out)
            source.config.refuse("n_frequency", "at most " + std::to_string(in * out) + " for " + site.path);
        const at::Tensor spectrum = load(site, source, "fourierft_spectrum", {count});
        at::Generator generator = seeded(static_cast<std::uint64_t>(source.config.integer("random_loc_seed")));
        const at::Tensor places = at::randperm(in * out, generator, at::kLong).narrow(0, 0, count).clone();
        const auto update = [=] {
            return at::real(at::fft_ifft2(at::zeros({in * out}).index_put({places}, spectrum).view({out, in})))
                .contiguous();
        };
        addTap(delta, site, std::make_shared<UpdateTap>(update, scale), "y + s·Re(ifft2(spectrum)) x", scale);
    });
}

BuiltDelta buildShira(const Host &host, const DeltaSource &source)
{
    const Containers containers{"shira_weight", "shira_indices"};
    return build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &leaf = linearAt(host, source, site);
        const std::int64_t in = leaf.inputWidth(), out = leaf.outputWidth();
        const at::Tensor weight = loadFree(site, source, "shira_weight", 1);
        const io::TensorEntry &entry = site.entry(source, "shira_indices");
        if (entry.shape != Shape{2, weight.size(0)})
            throw Failure(Error{source.file,
                                entry.name + ": expected shape " + toText(Shape{2, weight.size(0)}) + ", found "
                                    + toText(entry.shape),
                                {},
                                "shape-mismatch"});
        const at::Tensor index = mappedTensor(entry).to(at::kLong), row = index[0], column = index[1];
        if (weight.size(0)
            && (index.min().item<std::int64_t>() < 0 || row.max().item<std::int64_t>() >= out
                || column.max().item<std::int64_t>() >= in))
            throw Failure(Error{source.file,
                                entry.name + ": expected places inside [" + std::to_string(out) + ", "
                                    + std::to_string(in) + "], found others",
                                {},
                                "shape-mismatch"});
        const auto update = [=] { return at::zeros({out, in}).index_put({row, column}, weight, true); };
        addTap(delta, site, std::make_shared<UpdateTap>(update, 1), "y + s·(sparse) x", 1, {"shira_indices"});
    });
}

BuiltDelta buildC3a(const Host &host, const DeltaSource &source)
{
    const Containers containers{"c3a_kernel"};
    return build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &leaf = linearAt(host, source, site);
        const std::int64_t in = leaf.inputWidth(), out = leaf.outputWidth();
        const at::Tensor kernel = loadFree(site, source, "c3a_kernel", 3); // [out / b, in / b, b]
        const std::int64_t rows = kernel.size(0), columns = kernel.size(1), block = kernel.size(2);
        if (rows * block != out || columns * block != in)
            throw Failure(Error{source.file,
                                site.entry(source, "c3a_kernel").name + ": expected blocks of [" + std::to_string(out)
                                    + ", " + std::to_string(in) + "], found " + toText(kernel.sizes().vec()),
                                {},
                                "shape-mismatch"});
        // A block of circulants: entry (i, j) of block (m, n) is kernel[m, n, (j - i) mod b].
        const at::Tensor shift = (at::arange(block).unsqueeze(0) - at::arange(block).unsqueeze(1)).remainder(block);
        const auto update = [=] {
            return kernel.index_select(2, shift.flatten())
                       .view({rows, columns, block, block})
                       .permute({0, 2, 1, 3})
                       .reshape({out, in})
                   / in;
        };
        addTap(delta, site, std::make_shared<UpdateTap>(update, 1), "y + s·(block circular convolution) x");
    });
}

BuiltDelta buildBone(const Host &host, const DeltaSource &source) { return buildBlocks(host, source, "bone_block"); }

BuiltDelta buildMiss(const Host &host, const DeltaSource &source) { return buildBlocks(host, source, "miss_block"); }

} // namespace

DeltaKind loha()
{
    return {.library = "peft",
            .name = "LOHA",
            .title = "LoHa (PEFT)",
            .says = "y + s·((A1 B1)∘(A2 B2)) x: a product of two low-rank updates",
            .build = buildLoha,
            .keys = withTargets({{"r", KeyType::Whole, "8", {}, KeyPlace::Rack},
                                 {"alpha", KeyType::Number, "8", {}, KeyPlace::Rack},
                                 {"rank_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains},
                                 {"module_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains},
                                 {"rank_pattern", KeyType::Other},
                                 {"alpha_pattern", KeyType::Other},
                                 {"use_effective_conv2d", KeyType::Flag, "False"},
                                 trainingKey("init_weights", KeyType::Other, "True")}),
            .rankKey = "r"};
}

DeltaKind lokr()
{
    return {.library = "peft",
            .name = "LOKR",
            .title = "LoKr (PEFT)",
            .says = "y + s·(W1⊗W2) x: a Kronecker product",
            .build = buildLokr,
            .keys = withTargets({{"r", KeyType::Whole, "8", {}, KeyPlace::Rack},
                                 {"alpha", KeyType::Number, "8", {}, KeyPlace::Rack},
                                 {"decompose_both", KeyType::Flag, "False", {}, KeyPlace::Rack},
                                 {"decompose_factor", KeyType::Whole, "-1", {}, KeyPlace::Rack},
                                 {"rank_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains},
                                 {"module_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains},
                                 {"rank_pattern", KeyType::Other},
                                 {"alpha_pattern", KeyType::Other},
                                 {"use_effective_conv2d", KeyType::Flag, "False"},
                                 trainingKey("rank_dropout_scale", KeyType::Flag, "False"),
                                 trainingKey("init_weights", KeyType::Other, "True")}),
            .rankKey = "r"};
}

DeltaKind fourierFt()
{
    return {.library = "peft",
            .name = "FOURIERFT",
            .title = "FourierFT (PEFT)",
            .says = "y + s·Re(ifft2(spectrum)) x: a sparse spectrum",
            .build = buildFourierFt,
            .keys = withTargets({{"n_frequency", KeyType::Whole, "1000", {}, KeyPlace::Rack},
                                 {"scaling", KeyType::Number, "150", {}, KeyPlace::Rack},
                                 {"random_loc_seed", KeyType::Whole, "777", {}, KeyPlace::Rack},
                                 {"n_frequency_pattern", KeyType::Other},
                                 trainingKey("init_weights", KeyType::Other, "False")})};
}

DeltaKind shira()
{
    return {.library = "peft",
            .name = "SHIRA",
            .title = "SHiRA (PEFT)",
            .says = "y + s·(sparse) x: a few entries of the weight",
            .build = buildShira,
            .keys = withTargets({{"r", KeyType::Whole, "32", {}, KeyPlace::Rack},
                                 {"mask_type", KeyType::Text, "random", {}, KeyPlace::Rack, KeyEffect::Trains},
                                 trainingKey("random_seed", KeyType::Whole),
                                 trainingKey("init_weights", KeyType::Other, "True")}),
            .rankKey = "r"};
}

DeltaKind c3a()
{
    return {.library = "peft",
            .name = "C3A",
            .title = "C3A (PEFT)",
            .says = "y + s·(block circular convolution) x",
            .build = buildC3a,
            .keys = withTargets({{"block_size", KeyType::Whole, "256", {}, KeyPlace::Rack},
                                 {"block_size_pattern", KeyType::Other},
                                 trainingKey("init_weights", KeyType::Other, "xavier_uniform")})};
}

DeltaKind bone()
{
    return {.library = "peft",
            .name = "BONE",
            .title = "Bone (PEFT)",
            .says = "y + s·(sum of chunks of x) B: one block, repeated",
            .build = buildBone,
            .keys = withTargets({{"r", KeyType::Whole, "64", {}, KeyPlace::Rack},
                                 {"init_weights", KeyType::Other, "True", {}, KeyPlace::Rack}}),
            .rankKey = "r"};
}

DeltaKind miss()
{
    return {.library = "peft",
            .name = "MISS",
            .title = "MiSS (PEFT)",
            .says = "y + s·(sum of chunks of x) B: one block, repeated",
            .build = buildMiss,
            .keys = withTargets({{"r", KeyType::Whole, "64", {}, KeyPlace::Rack},
                                 {"mini_r", KeyType::Whole, "1", {}, KeyPlace::Rack},
                                 {"init_weights", KeyType::Other, "True", {}, KeyPlace::Rack},
                                 {"miss_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains}}),
            .rankKey = "r"};
}

} // namespace deltascope::nn::peft

// PEFT's kinds that turn features: OFT, BOFT, HRA, RoAd (peft/tuners/{oft,boft,hra,road}/layer.py).
#include "nn/delta/peft/peft.h"
#include "nn/delta/taps/turntaps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstdio>

namespace deltascope::nn::peft {

namespace {

/// Size k of skew-symmetric matrices of which so many entries above the diagonal are given; 0 if there is none.
std::int64_t skewSize(std::int64_t entries)
{
    const auto size
        = static_cast<std::int64_t>(std::llround((1 + std::sqrt(1 + 8 * static_cast<double>(entries))) / 2));
    return size * (size - 1) / 2 == entries ? size : 0;
}

at::Tensor skew(const at::Tensor &entries, std::int64_t size)
{
    const at::Tensor places = at::triu_indices(size, size, 1);
    at::Tensor upper = at::zeros({entries.size(0), size, size});
    upper.index_put_({at::arange(entries.size(0)).unsqueeze(1), places[0].unsqueeze(0), places[1].unsqueeze(0)},
                     entries);
    return upper - upper.transpose(1, 2);
}

/// (I - Q)(I + Q)^-1
at::Tensor cayley(const at::Tensor &q)
{
    const at::Tensor one = at::eye(q.size(1)).expand_as(q);
    return at::linalg_solve(one + q, one - q, false);
}

/// I + 2Q + 2Q^2 + ... + 2Q^(N-2) + Q^(N-1)
at::Tensor cayleyNeumann(const at::Tensor &q, std::int64_t terms)
{
    at::Tensor sum = at::eye(q.size(1)).repeat({q.size(0), 1, 1}), power = q;
    if (terms > 1)
        sum = sum + 2 * q;
    if (terms > 2) {
        power = q.bmm(q);
        sum = sum + 2 * power;
        for (std::int64_t i = 3; i < terms - 1; ++i) {
            power = power.bmm(q);
            sum = sum + 2 * power;
        }
        sum = sum + power.bmm(q);
    }
    return sum;
}

/// Each block's norm cut to eps / sqrt(blocks) (constrained OFT).
at::Tensor constrained(const at::Tensor &q, double eps)
{
    const double most = eps / std::sqrt(static_cast<double>(q.size(0)));
    const at::Tensor norm = q.norm(2, {1, 2}, true);
    return at::where(norm.le(most), q, most * q / norm);
}

/// The turns of one module, [n, k, k] or [1, k, k].
at::Tensor oftBlocks(const DeltaSource &source, const SavedSite &site, std::int64_t in)
{
    const Config &config = source.config;
    const at::Tensor entries = loadFree(site, source, "oft_R.weight", 2);
    const std::int64_t size = skewSize(entries.size(1));
    const bool fits
        = size > 0
          && (config.flag("block_share") ? entries.size(0) == 1 && in % size == 0 : entries.size(0) * size == in);
    if (!fits)
        throw Failure(Error{source.file,
                            site.entry(source, "oft_R.weight").name + ": expected blocks that cover a width of "
                                + std::to_string(in) + ", found " + toText(entries.sizes().vec()),
                            {},
                            "shape-mismatch"});
    at::Tensor q = skew(entries, size);
    if (config.flag("coft"))
        q = constrained(q, config.number("eps"));
    return config.flag("use_cayley_neumann") ? cayleyNeumann(q, config.size("num_cayley_neumann_terms")) : cayley(q);
}

/// BOFT's order of features for a factor whose blocks reach over `stretch` features: of the runs of `run` in each
/// stretch the even ones come first.
at::Tensor butterflyOrder(std::int64_t width, std::int64_t stretch, std::int64_t run)
{
    return at::arange(width, at::kLong)
        .view({width / stretch, stretch / (2 * run), 2, run})
        .transpose(1, 2)
        .reshape({width});
}

/// The factors of one module, [f, n, k, k] in the file: factor i mixes features that lie 2^i half blocks apart.
std::vector<TurnFactor> boftFactors(const DeltaSource &source, const SavedSite &site, std::int64_t in)
{
    const at::Tensor saved = loadFree(site, source, "boft_R", 4);
    const std::int64_t count = saved.size(0), size = saved.size(3);
    const bool covers = count >= 1 && count < 32 && size >= 1 && in % size == 0
                        && saved.sizes().vec() == Shape{count, in / size, size, size};
    if (!covers || (count > 1 && (size % 2 || in % (size << (count - 1)))))
        throw Failure(Error{source.file,
                            site.entry(source, "boft_R").name + ": expected factors of blocks that cover a width of "
                                + std::to_string(in) + ", found " + toText(saved.sizes().vec()),
                            {},
                            "shape-mismatch"});
    std::vector<TurnFactor> factors;
    for (std::int64_t i = 0; i < count; ++i) {
        const at::Tensor matrices = saved.select(0, i);
        factors.push_back({cayley((matrices - matrices.transpose(1, 2)) / 2),
                           count > 1 ? butterflyOrder(in, size << i, size / 2) : at::Tensor()});
    }
    return factors;
}

/// Columns made orthonormal in turn.
at::Tensor orthonormal(const at::Tensor &columns)
{
    std::vector<at::Tensor> done;
    for (std::int64_t i = 0; i < columns.size(1); ++i) {
        at::Tensor u = columns.select(1, i);
        for (const at::Tensor &earlier : done)
            u = u - earlier.dot(u) * earlier;
        done.push_back(u / u.norm());
    }
    return at::stack(done, 1);
}

struct Turn {
    at::Tensor first, second;
};

/// Angles and lengths of RoAd's variants as factors of y and of the turned y.
Turn roadTurn(const DeltaSource &source, const SavedSite &site, std::int64_t out, std::int64_t group)
{
    const std::string variant = source.config.text("variant");
    const std::int64_t count = variant == "road_1"   ? out / 2
                               : variant == "road_2" ? out
                               : variant == "road_4" ? 2 * out
                                                     : 0;
    if (!count)
        source.config.refuse("variant", "road_1, road_2 or road_4");
    const at::Tensor theta = load(site, source, "road_theta", {count}),
                     alpha = load(site, source, "road_alpha", {count});
    if (variant == "road_1") {
        const auto twice = [&](const at::Tensor &t) {
            return t.reshape({-1, group / 2}).repeat_interleave(2, 0).flatten();
        };
        return {twice(alpha * theta.cos()), twice(alpha * theta.sin())};
    }
    if (variant == "road_2")
        return {alpha * theta.cos(), alpha * theta.sin()};
    const auto part = [&](const at::Tensor &t, std::int64_t i) {
        return t.reshape({-1, 2, group}).select(1, i).flatten();
    };
    return {part(alpha, 0) * part(theta, 0).cos(), part(alpha, 1) * part(theta, 1).sin()};
}

/// PEFT ends the Neumann series otherwise since 0.18, the version from which its configurations name theirs: turns
/// trained before come out a little different there, and here.
void warnOfOtherSeries(const Config &config, BuiltDelta &delta)
{
    int major = 0, minor = 0;
    const std::string version = config.text("peft_version", "");
    if (!config.flag("use_cayley_neumann")
        || (std::sscanf(version.c_str(), "%d.%d", &major, &minor) == 2 && std::pair(major, minor) >= std::pair(0, 18)))
        return;
    delta.info.problems.push_back(
        {"other-version", Problem::Severity::Warning,
         "its turns were trained with another Neumann series than PEFT's since 0.18, which is used here"});
}

BuiltDelta withoutStrength(BuiltDelta delta)
{
    delta.info.hasStrength = false;
    return delta;
}

BuiltDelta buildOft(const Host &host, const DeltaSource &source)
{
    const Containers containers{"oft_R"};
    BuiltDelta delta
        = withoutStrength(build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &built) {
              const Leaf &leaf = linearAt(host, source, site);
              addTap(built, site,
                     std::make_shared<BlockTurnTap>(
                         std::vector{TurnFactor{oftBlocks(source, site, leaf.inputWidth()), {}}}),
                     "F(x R)");
          }));
    warnOfOtherSeries(source.config, delta);
    return delta;
}

BuiltDelta buildBoft(const Host &host, const DeltaSource &source)
{
    const Containers containers{"boft_R", "boft_s"};
    return withoutStrength(
        build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
            const Leaf &leaf = linearAt(host, source, site);
            const at::Tensor scales = load(site, source, "boft_s", {leaf.outputWidth(), 1});
            addTap(
                delta, site,
                std::make_shared<ScaledTurnTap>(leaf, boftFactors(source, site, leaf.inputWidth()), scales.flatten()),
                "l·(F(x R) - b) + b");
        }));
}

BuiltDelta buildHra(const Host &host, const DeltaSource &source)
{
    const Containers containers{"hra_u"};
    return withoutStrength(
        build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
            const Leaf &leaf = linearAt(host, source, site);
            const std::int64_t r = patternSize(source.config, "rank_pattern", site.path, source.config.size("r"));
            const at::Tensor u = load(site, source, "hra_u", {leaf.inputWidth(), r});
            const at::Tensor units = source.config.flag("apply_GS") ? orthonormal(u) : u / u.norm(2, 0);
            addTap(delta, site, std::make_shared<ReflectionTap>(units), "F(H x), H reflections");
        }));
}

BuiltDelta buildRoad(const Host &host, const DeltaSource &source)
{
    const Containers containers{"road_theta", "road_alpha"};
    return withoutStrength(
        build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
            const Leaf &leaf = linearAt(host, source, site);
            const std::int64_t group = source.config.size("group_size"), out = leaf.outputWidth();
            if (group % 2 || out % group)
                source.config.refuse("group_size", "an even divisor of " + std::to_string(out) + " for " + site.path);
            Turn turn = roadTurn(source, site, out, group);
            addTap(delta, site, std::make_shared<GroupTurnTap>(turn.first, turn.second, group), "R y");
        }));
}

} // namespace

DeltaKind oft()
{
    return {.library = "peft",
            .name = "OFT",
            .title = "OFT (PEFT)",
            .says = "F(x R): features turned block by block",
            .build = buildOft,
            .keys = withTargets({{"r", KeyType::Whole, "0", {}, KeyPlace::Rack},
                                 {"oft_block_size", KeyType::Whole, "32", {}, KeyPlace::Rack},
                                 {"block_share", KeyType::Flag, "False", {}, KeyPlace::Rack},
                                 {"use_cayley_neumann", KeyType::Flag, "False", {}, KeyPlace::Rack},
                                 {"num_cayley_neumann_terms", KeyType::Whole, "5", {}, KeyPlace::Rack},
                                 {"coft", KeyType::Flag, "False", {}, KeyPlace::Rack},
                                 {"eps", KeyType::Number, "6e-05", {}, KeyPlace::Rack},
                                 trainingKey("module_dropout", KeyType::Number, "0"),
                                 trainingKey("init_weights", KeyType::Other, "True")})};
}

DeltaKind boft()
{
    return {.library = "peft",
            .name = "BOFT",
            .title = "BOFT (PEFT)",
            .says = "l·(F(x R) - b) + b: features turned by butterfly factors",
            .build = buildBoft,
            .keys = withTargets({{"boft_block_size", KeyType::Whole, "4", {}, KeyPlace::Rack},
                                 {"boft_block_num", KeyType::Whole, "0", {}, KeyPlace::Rack},
                                 {"boft_n_butterfly_factor", KeyType::Whole, "1", {}, KeyPlace::Rack},
                                 trainingKey("boft_dropout", KeyType::Number, "0"),
                                 trainingKey("init_weights", KeyType::Other, "True")})};
}

DeltaKind hra()
{
    return {.library = "peft",
            .name = "HRA",
            .title = "HRA (PEFT)",
            .says = "F(H x): features reflected",
            .build = buildHra,
            .keys = withTargets({{"r", KeyType::Whole, "8", {}, KeyPlace::Rack},
                                 {"apply_GS", KeyType::Flag, "False", {}, KeyPlace::Rack},
                                 {"rank_pattern", KeyType::Other},
                                 trainingKey("init_weights", KeyType::Other, "True")}),
            .rankKey = "r"};
}

DeltaKind road()
{
    return {.library = "peft",
            .name = "ROAD",
            .title = "RoAd (PEFT)",
            .says = "R y: pairs of outputs turned and scaled",
            .build = buildRoad,
            .keys = withTargets({{"variant", KeyType::Text, "road_1", {}, KeyPlace::Rack},
                                 {"group_size", KeyType::Whole, "64", {}, KeyPlace::Rack},
                                 trainingKey("init_weights", KeyType::Other, "True")})};
}

} // namespace deltascope::nn::peft

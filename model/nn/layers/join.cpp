#include "nn/layers/join.h"

#include "nn/sitemix.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn {

namespace {

/// A join on its way through its taps: f and the residual by the same rows, and how strongly each row's last tap ends
/// it.
struct Running {
    RowsPtr rows;
    at::Tensor f, residual;
    std::vector<double> ends;

    /// By finer rows.
    void layOutBy(const RowsPtr &finer)
    {
        if (finer == rows)
            return;
        std::vector<double> moved(finer->count());
        for (int lane = 0; lane < finer->lanes(); ++lane)
            moved[finer->of(lane)] = ends[rows->of(lane)];
        f = layOut({f, rows}, finer);
        residual = layOut({residual, rows}, finer);
        ends = std::move(moved);
        rows = finer;
    }
};

/// norm(f + u) where the join goes on, f where it ends, and between them for a strength between.
Act finish(const Running &run, const Act &whole)
{
    const RowsPtr rows = meet(run.rows, whole.rows);
    at::Tensor out = layOut(whole, rows);
    if (std::all_of(run.ends.begin(), run.ends.end(), [](double strength) { return strength == 0; }))
        return {out, rows};
    out = out.clone();
    const at::Tensor f = layOut({run.f, run.rows}, rows);
    std::vector<bool> done(rows->count(), false);
    for (int lane = 0; lane < rows->lanes(); ++lane) {
        const int row = rows->of(lane);
        const double strength = run.ends[run.rows->of(lane)];
        if (strength == 0 || done[row])
            continue;
        done[row] = true;
        at::Tensor place = out.select(0, row);
        place.copy_(strength == 1 ? f.select(0, row) : at::lerp(place, f.select(0, row), strength));
    }
    return {out, rows};
}

} // namespace

Act Join::operator()(Pass &pass, const Act &f, const Act &residual, const Leaf *norm) const
{
    const auto whole = [&](const Act &part, const Act &rest) {
        const Act sum = part + rest;
        return norm ? (*norm)(pass, sum) : sum;
    };
    if (std::none_of(m_site.taps.begin(), m_site.taps.end(), [](const TapRef &ref) { return ref.tap->asJoin(); }))
        return whole(f, residual);
    const SiteMix mix(m_site, pass);
    if (mix.isIdle())
        return whole(f, residual);
    const RowsPtr rows = mix.part(meet(f.rows, residual.rows));
    Running run{rows, layOut(f, rows).clone(), layOut(residual, rows), std::vector<double>(rows->count(), 0)};
    for (std::size_t i = 0; i < m_site.taps.size(); ++i) {
        const JoinTap *tap = m_site.taps[i].tap->asJoin();
        if (!tap || mix.rowsByStrength(*run.rows, i).empty())
            continue;
        at::Tensor sum = run.residual, normed = run.residual;
        if (tap->readsSum()) {
            const Act all = whole({run.f, run.rows}, {run.residual, run.rows});
            run.layOutBy(meet(run.rows, all.rows));
            sum = run.f + run.residual;
            normed = layOut(all, run.rows);
        }
        for (const auto &[strength, list] : mix.rowsByStrength(*run.rows, i)) {
            onRows(run.f, list, [&](const at::Tensor &part, auto &&pick) {
                const JoinInput parts{widened(part), widened(pick(run.residual)), widened(pick(sum)),
                                      widened(pick(normed))};
                return tap->joined({m_site, strength, pass}, parts).to(part.scalar_type());
            });
            for (const std::int64_t row : list)
                run.ends[row] = tap->endsJoin() ? strength : 0;
        }
    }
    return finish(run, whole({run.f, run.rows}, {run.residual, run.rows}));
}

} // namespace deltascope::nn

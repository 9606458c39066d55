#pragma once

// The softmax of a row, for one set of vector instructions; compiled as rowtiles.h is.
#include <stddef.h>

namespace deltascope::nn {

/// `Lanes` as for RowTiles, with larger, plus, minus, times, rounded, power (2^n of whole numbers) and keepFrom (zero
/// where the first is less than the second) beside. The same bits wherever the row lies and whatever stands behind it.
template<class Lanes>
class SoftmaxRow {
    using Vector = typename Lanes::Vector;
    static constexpr ptrdiff_t width = Lanes::width;

public:
    static void run(float *numbers, ptrdiff_t count, float scale, const float *bias)
    {
        const Vector factor = Lanes::spread(scale);
        Vector most = Lanes::spread(lowest);
        eachVector(count, [&](ptrdiff_t i, ptrdiff_t here) {
            const Vector shift = bias ? read(bias + i, here) : Lanes::zero();
            const Vector score = Lanes::add(read(numbers + i, here), factor, shift);
            write(numbers + i, score, here);
            most = Lanes::larger(most, here == width ? score : padded(score, here));
        });
        const Vector top = Lanes::spread(largestOf(most));
        Vector sum = Lanes::zero();
        eachVector(count, [&](ptrdiff_t i, ptrdiff_t here) {
            const Vector weight = exponential(Lanes::minus(read(numbers + i, here), top));
            write(numbers + i, weight, here);
            sum = Lanes::plus(sum, here == width ? weight : part(weight, here));
        });
        float total[4];
        Lanes::sums(sum, Lanes::zero(), Lanes::zero(), Lanes::zero(), total);
        const Vector share = Lanes::spread(1.0F / total[0]);
        eachVector(count, [&](ptrdiff_t i, ptrdiff_t here) {
            write(numbers + i, Lanes::times(read(numbers + i, here), share), here);
        });
    }

private:
    static constexpr float lowest = -3.402823466e+38F;

    template<class Visit>
    static void eachVector(ptrdiff_t count, Visit &&visit)
    {
        ptrdiff_t i = 0;
        for (; i + width <= count; i += width)
            visit(i, width);
        if (i < count)
            visit(i, count - i);
    }
    static Vector read(const float *from, ptrdiff_t count)
    {
        return count == width ? Lanes::load(from) : Lanes::loadPart(from, count);
    }
    static void write(float *to, Vector v, ptrdiff_t count)
    {
        if (count == width)
            Lanes::store(to, v);
        else
            Lanes::storePart(to, v, count);
    }
    /// The first `count` lanes of v; the others are zero, or the lowest number.
    static Vector part(Vector v, ptrdiff_t count)
    {
        float all[width];
        Lanes::store(all, v);
        return Lanes::loadPart(all, count);
    }
    static Vector padded(Vector v, ptrdiff_t count)
    {
        float all[width];
        Lanes::store(all, v);
        for (ptrdiff_t i = count; i < width; ++i)
            all[i] = lowest;
        return Lanes::load(all);
    }
    static float largestOf(Vector v)
    {
        float all[width], most = lowest;
        Lanes::store(all, v);
        for (const float number : all)
            most = number > most ? number : most;
        return most;
    }

    /// e^x of x <= 0, to two units in the last place: 2^n e^r with |r| <= ln(2) / 2 (Cephes, expf).
    static Vector exponential(Vector x)
    {
        constexpr float least = -87.33654F; // what is smaller is no normal number
        const Vector inside = Lanes::larger(x, Lanes::spread(least));
        const Vector n = Lanes::rounded(Lanes::times(inside, Lanes::spread(1.44269504F)));
        const Vector r
            = Lanes::add(n, Lanes::spread(2.12194440e-4F), Lanes::add(n, Lanes::spread(-0.693359375F), inside));
        constexpr float factors[]
            = {1.3981999507e-3F, 8.3334519073e-3F, 4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F};
        Vector p = Lanes::spread(1.9875691500e-4F);
        for (const float c : factors)
            p = Lanes::add(p, r, Lanes::spread(c));
        const Vector e = Lanes::add(Lanes::times(p, r), r, Lanes::plus(r, Lanes::spread(1.0F)));
        return Lanes::keepFrom(x, Lanes::spread(least), Lanes::times(e, Lanes::power(n)));
    }
};

} // namespace deltascope::nn

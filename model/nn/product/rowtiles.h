#pragma once

// Dot products of rows with rows, tile by tile, for one set of vector instructions. What is included here is compiled
// with the flags of the including file, so nothing in it may come from another header.
#include "nn/product/rowkernel.h"

namespace deltascope::nn {

/// `Lanes` names a vector type, its width, how many of its registers make the tile of many rows (`rows` x `columns`)
/// and of fewer (columnsOf), and the operations zero, load, loadPart, store, add and sums.
///
/// Every output is summed in one order: lane by lane along a block of `depth` numbers, the lanes of a block as
/// Lanes::sums() does, block by block. So it has the same bits whatever stands beside it.
template<class Lanes>
class RowTiles {
    using Vector = typename Lanes::Vector;
    static constexpr ptrdiff_t width = Lanes::width, number = sizeof(float);
    static constexpr ptrdiff_t depth = 768; ///< numbers of a row that one tile reads: few enough to stay in a cache
    /// Rows of x from which on the weights of a stripe are first brought together, tile by tile: then neither their
    /// pages nor their distance from one another cost anything.
    static constexpr ptrdiff_t many = 48;
    static_assert(RowProduct::stripe % Lanes::columns == 0);

    /// Weights of the columns from one on: row j of them starts at first + j * row, a vector further at `step` more.
    struct Weights {
        const float *first;
        ptrdiff_t row, step;
    };

    /// A stripe of the product over one block of numbers.
    struct Stripe {
        ptrdiff_t column, count; ///< of y
        ptrdiff_t from, length; ///< numbers of each row
        const float *together; ///< its weights brought together; null: they are read where they lie
        const char *next; ///< weights that come next and are asked for meanwhile; null: none
        ptrdiff_t pace; ///< bytes of them that are asked for with each vector
    };

public:
    static void run(const RowProduct &p, ptrdiff_t from, ptrdiff_t to)
    {
        alignas(64) float together[RowProduct::stripe * depth];
        const ptrdiff_t tall = p.rows / Lanes::rows;
        for (ptrdiff_t n = from; n < to; n += RowProduct::stripe) {
            const ptrdiff_t count = n + RowProduct::stripe < to ? RowProduct::stripe : to - n;
            for (ptrdiff_t k = 0; k < p.in; k += depth) {
                Stripe stripe{n, count, k, k + depth < p.in ? depth : p.in - k, nullptr, nullptr, 0};
                if (p.rows >= many) {
                    bringTogether(p, stripe, together);
                    stripe.together = together;
                } else if (k + depth < p.in) {
                    stripe.next = bytes(p.w + n * p.wRow + k + depth);
                } else if (n + 2 * RowProduct::stripe <= to) {
                    stripe.next = bytes(p.w + (n + RowProduct::stripe) * p.wRow);
                }
                const char *next = stripe.next;
                stripe.pace = width * number / (tall < 1 ? 1 : tall);
                for (ptrdiff_t i = 0; i < tall; ++i) {
                    stripe.next = next ? next + i * stripe.length * number / tall : nullptr;
                    strip<Lanes::rows, Lanes::columns>(p, stripe, i * Lanes::rows);
                }
                if (tall > 0)
                    stripe.next = nullptr;
                few<Lanes::rows - 1>(p, stripe, tall * Lanes::rows);
            }
        }
    }

private:
    static const char *bytes(const float *numbers) { return reinterpret_cast<const char *>(numbers); }

    /// Of every whole tile: the first vectors of its columns, the second ones, ...
    static void bringTogether(const RowProduct &p, const Stripe &stripe, float *to)
    {
        for (ptrdiff_t n = 0; n + Lanes::columns <= stripe.count; n += Lanes::columns) {
            const float *w = p.w + (stripe.column + n) * p.wRow + stripe.from;
            float *tile = to + n * depth;
            for (ptrdiff_t k = 0; k + width <= stripe.length; k += width)
                for (ptrdiff_t j = 0; j < Lanes::columns; ++j, tile += width)
                    Lanes::store(tile, Lanes::load(w + j * p.wRow + k));
        }
    }

    /// The rows from `row` on, if they are `Rows` or fewer.
    template<int Rows>
    static void few(const RowProduct &p, const Stripe &stripe, ptrdiff_t row)
    {
        if constexpr (Rows > 0) {
            if (p.rows - row == Rows)
                strip<Rows, Lanes::columnsOf(Rows)>(p, stripe, row);
            else
                few<Rows - 1>(p, stripe, row);
        }
    }

    template<int Rows, int Columns>
    static void strip(const RowProduct &p, const Stripe &stripe, ptrdiff_t row)
    {
        ptrdiff_t n = 0;
        for (; n + Columns <= stripe.count; n += Columns)
            if (Columns == Lanes::columns && stripe.together)
                tile<Rows, Columns>(p, stripe, row, n, {stripe.together + n * depth, width, Columns * width});
            else
                tile<Rows, Columns>(p, stripe, row, n, inPlace(p, stripe, n));
        for (; n < stripe.count; ++n)
            tile<Rows, 1>(p, stripe, row, n, inPlace(p, stripe, n));
    }

    static Weights inPlace(const RowProduct &p, const Stripe &stripe, ptrdiff_t n)
    {
        return {p.w + (stripe.column + n) * p.wRow + stripe.from, p.wRow, width};
    }

    template<int Rows, int Columns>
    static void tile(const RowProduct &p, const Stripe &stripe, ptrdiff_t row, ptrdiff_t n, const Weights &weights)
    {
        Vector sums[Rows][Columns];
        for (int i = 0; i < Rows; ++i)
            for (int j = 0; j < Columns; ++j)
                sums[i][j] = Lanes::zero();
        const float *x = p.x + row * p.xRow + stripe.from, *w = weights.first;
        const auto add = [&](const Vector(&read)[Columns], auto &&load) __attribute__((always_inline))
        {
            for (int i = 0; i < Rows; ++i) {
                const Vector numbers = load(x + i * p.xRow);
                for (int j = 0; j < Columns; ++j)
                    sums[i][j] = Lanes::add(numbers, read[j], sums[i][j]);
            }
        };
        const char *next = stripe.next ? stripe.next + n * p.wRow * number : nullptr;
        Vector read[Columns];
        ptrdiff_t left = stripe.length;
        for (; left >= width; left -= width, x += width, w += weights.step) {
            if (next) {
                for (int j = 0; j < Columns; ++j)
                    __builtin_prefetch(next + j * p.wRow * number, 0, 2);
                next += stripe.pace;
            }
            for (int j = 0; j < Columns; ++j)
                read[j] = Lanes::load(w + j * weights.row);
            add(read, [](const float *from) { return Lanes::load(from); });
        }
        if (left > 0) {
            const float *end = inPlace(p, stripe, n).first + stripe.length - left;
            for (int j = 0; j < Columns; ++j)
                read[j] = Lanes::loadPart(end + j * p.wRow, left);
            add(read, [&](const float *from) { return Lanes::loadPart(from, left); });
        }
        write<Rows, Columns>(p, stripe, row, n, sums);
    }

    template<int Rows, int Columns>
    static void write(const RowProduct &p, const Stripe &stripe, ptrdiff_t row, ptrdiff_t n,
                      const Vector (&sums)[Rows][Columns])
    {
        const ptrdiff_t column = stripe.column + n;
        const auto put = [&](int i, int j, float sum) {
            float &y = p.y[(row + i) * p.yRow + column + j];
            y = stripe.from == 0 ? sum + (p.bias ? p.bias[column + j] : 0.0F) : y + sum;
        };
        float four[4];
        if constexpr (Rows % 4 == 0) {
            for (int j = 0; j < Columns; ++j)
                for (int i = 0; i < Rows; i += 4) {
                    Lanes::sums(sums[i][j], sums[i + 1][j], sums[i + 2][j], sums[i + 3][j], four);
                    for (int q = 0; q < 4; ++q)
                        put(i + q, j, four[q]);
                }
        } else if constexpr (Columns % 4 == 0) {
            for (int i = 0; i < Rows; ++i)
                for (int j = 0; j < Columns; j += 4) {
                    Lanes::sums(sums[i][j], sums[i][j + 1], sums[i][j + 2], sums[i][j + 3], four);
                    for (int q = 0; q < 4; ++q)
                        put(i, j + q, four[q]);
                }
        } else {
            for (int i = 0; i < Rows; ++i)
                for (int j = 0; j < Columns; ++j) {
                    Lanes::sums(sums[i][j], Lanes::zero(), Lanes::zero(), Lanes::zero(), four);
                    put(i, j, four[0]);
                }
        }
    }
};

} // namespace deltascope::nn

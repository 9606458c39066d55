#pragma once

// Products with weights that lie turned, for one set of vector instructions; compiled as rowtiles.h is.
#include "nn/product/rowkernel.h"

namespace deltascope::nn {

/// `Lanes` as for RowTiles; tiles are turnedRows x turnedColumns registers, and spread and storePart are used beside.
///
/// Every output is summed number by number along a row, beginning with its bias: the same bits whatever stands beside
/// it.
template<class Lanes>
class TurnedTiles {
    using Vector = typename Lanes::Vector;
    static constexpr ptrdiff_t width = Lanes::width, panel = width * Lanes::turnedColumns;
    static constexpr ptrdiff_t depth = 128, breadth = 192; ///< of the weights that are brought together at a time
    static constexpr ptrdiff_t many = 6; ///< rows of x from which on that pays
    static constexpr int side = 4; ///< rows of weights that are read side by side where it does not
    static_assert(breadth % panel == 0 && breadth % RowProduct::stripe == 0);

    /// Weights that were brought together: rows `from`, ... of them, columns `column`, ..., panel by panel.
    struct Piece {
        const float *weights;
        ptrdiff_t from, length, column, count;
        const float *next; ///< where the piece begins that comes next and is asked for meanwhile; null: none does
    };

public:
    static void run(const RowProduct &p, ptrdiff_t from, ptrdiff_t to)
    {
        for (ptrdiff_t i = 0; i < p.rows; ++i)
            for (ptrdiff_t n = from; n < to; ++n)
                p.y[i * p.yRow + n] = p.bias ? p.bias[n] : 0.0F;
        if (p.rows < many)
            stream(p, from, to);
        else
            for (ptrdiff_t n = from; n < to; n += breadth)
                together(p, n, to);
    }

private:
    /// Reads the weights from front to back, once.
    static void stream(const RowProduct &p, ptrdiff_t from, ptrdiff_t to)
    {
        ptrdiff_t k = 0;
        for (; k + side <= p.in; k += side)
            for (ptrdiff_t i = 0; i < p.rows; ++i)
                streamRow<side>(p, i, k, from, to);
        for (; k < p.in; ++k)
            for (ptrdiff_t i = 0; i < p.rows; ++i)
                streamRow<1>(p, i, k, from, to);
    }

    template<int Count>
    static void streamRow(const RowProduct &p, ptrdiff_t row, ptrdiff_t k, ptrdiff_t from, ptrdiff_t to)
    {
        Vector x[Count];
        for (int q = 0; q < Count; ++q)
            x[q] = Lanes::spread(p.x[row * p.xRow + k + q]);
        const float *w = p.w + k * p.wRow;
        float *y = p.y + row * p.yRow;
        ptrdiff_t n = from;
        for (; n + width <= to; n += width) {
            Vector sum = Lanes::load(y + n);
            for (int q = 0; q < Count; ++q)
                sum = Lanes::add(x[q], Lanes::load(w + q * p.wRow + n), sum);
            Lanes::store(y + n, sum);
        }
        if (n == to)
            return;
        Vector sum = Lanes::loadPart(y + n, to - n);
        for (int q = 0; q < Count; ++q)
            sum = Lanes::add(x[q], Lanes::loadPart(w + q * p.wRow + n, to - n), sum);
        Lanes::storePart(y + n, sum, to - n);
    }

    /// All rows of x past each piece of the weights of `breadth` columns from `column` on, those before `to`.
    static void together(const RowProduct &p, ptrdiff_t column, ptrdiff_t to)
    {
        const ptrdiff_t count = column + breadth < to ? breadth : to - column;
        alignas(64) float weights[depth * breadth];
        for (ptrdiff_t k = 0; k < p.in; k += depth) {
            Piece piece{weights, k, k + depth < p.in ? depth : p.in - k, column, count, nullptr};
            if (k + 2 * depth <= p.in)
                piece.next = p.w + (k + depth) * p.wRow + column;
            else if (column + 2 * breadth <= to && depth <= p.in)
                piece.next = p.w + column + breadth;
            bring(p, piece, weights);
            for (ptrdiff_t n = 0; n < count; n += panel) {
                ptrdiff_t row = 0;
                for (; row + Lanes::turnedRows <= p.rows; row += Lanes::turnedRows)
                    tile<Lanes::turnedRows>(p, piece, row, n);
                few<Lanes::turnedRows - 1>(p, piece, row, n);
            }
        }
    }

    static void bring(const RowProduct &p, const Piece &piece, float *to)
    {
        for (ptrdiff_t q = 0; q < piece.length; ++q) {
            const float *w = p.w + (piece.from + q) * p.wRow + piece.column;
            for (ptrdiff_t n = 0; n < piece.count; n += panel)
                for (ptrdiff_t j = 0; j < panel; j += width)
                    Lanes::store(to + n * piece.length + q * panel + j, read(w + n + j, piece.count - n - j));
        }
    }

    /// The rows from `row` on, if they are `Rows` or fewer.
    template<int Rows>
    static void few(const RowProduct &p, const Piece &piece, ptrdiff_t row, ptrdiff_t n)
    {
        if constexpr (Rows > 0) {
            if (p.rows - row == Rows)
                tile<Rows>(p, piece, row, n);
            else
                few<Rows - 1>(p, piece, row, n);
        }
    }

    template<int Rows>
    static void tile(const RowProduct &p, const Piece &piece, ptrdiff_t row, ptrdiff_t n)
    {
        constexpr int columns = Lanes::turnedColumns;
        const ptrdiff_t left = piece.count - n;
        float *const y = p.y + row * p.yRow + piece.column + n;
        Vector sums[Rows][columns];
        for (int i = 0; i < Rows; ++i)
            for (int j = 0; j < columns; ++j)
                sums[i][j] = read(y + i * p.yRow + j * width, left - j * width);
        const float *x = p.x + row * p.xRow + piece.from, *w = piece.weights + n * piece.length;
        const float *next = row == 0 && piece.next ? piece.next + n : nullptr;
        for (ptrdiff_t q = 0; q < piece.length; ++q, w += panel) {
            if (next) {
                for (ptrdiff_t line = 0; line < panel; line += 16)
                    __builtin_prefetch(next + line, 0, 2);
                next += p.wRow;
            }
            Vector read[columns];
            for (int j = 0; j < columns; ++j)
                read[j] = Lanes::load(w + j * width);
            for (int i = 0; i < Rows; ++i) {
                const Vector number = Lanes::spread(x[i * p.xRow + q]);
                for (int j = 0; j < columns; ++j)
                    sums[i][j] = Lanes::add(number, read[j], sums[i][j]);
            }
        }
        for (int i = 0; i < Rows; ++i)
            for (int j = 0; j < columns; ++j)
                write(y + i * p.yRow + j * width, sums[i][j], left - j * width);
    }

    static Vector read(const float *y, ptrdiff_t left)
    {
        return left >= width ? Lanes::load(y) : left > 0 ? Lanes::loadPart(y, left) : Lanes::zero();
    }
    static void write(float *y, Vector sum, ptrdiff_t left)
    {
        if (left >= width)
            Lanes::store(y, sum);
        else if (left > 0)
            Lanes::storePart(y, sum, left);
    }
};

} // namespace deltascope::nn

using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels.Products;

namespace Pawl.Tensors.Kernels;

/// <summary>The products of attention on scratch memory that is padded to whole tiles, and the copies into and out of it.</summary>
/// <remarks>
/// Query i of a block sees the keys of a block up to the one numbered <c>first + i</c>, where first is 0 or more: the distance of
/// the blocks. Scores beyond that are written by whole tiles and must be cleared before they are multiplied with.
/// </remarks>
internal static unsafe class AttentionTiles<TTile>
    where TTile : struct, IAttentionTile
{
    public static int RoundUpToColumns(int count) => (count + TTile.Columns - 1) / TTile.Columns * TTile.Columns;

    public static int RoundUpToRows(int count) => (count + TTile.Rows - 1) / TTile.Rows * TTile.Rows;

    /// <summary>Floats from one row of scores to the next: no power of two, so that rows do not share a cache set.</summary>
    public static int ScoreStride(int length) => RoundUpToColumns(Math.Min(Attention.KeyBlock, length)) + Attention.Margin;

    /// <summary>Cuts the next piece from scratch memory, on a cache line of its own.</summary>
    public static float* Take(ref float* memory, long floats)
    {
        var piece = memory;
        memory += (floats + 15) & ~15;
        return piece;
    }

    /// <summary>target (rows × columns, contiguous) = source · factor; rows up to the next whole tile are zero.</summary>
    public static void CopyRows(float* source, int stride, int rows, int columns, float factor, float* target)
    {
        for (var i = 0; i < rows; i++)
        {
            WriteRow(source + (long)i * stride, columns, factor, target + (long)i * columns, isAdding: false);
        }

        new Span<float>(target + rows * columns, (RoundUpToRows(rows) - rows) * columns).Clear();
    }

    /// <summary>Panels (rows × tile columns) of source · factor, side by side columns one after the other; zero beyond the last column.</summary>
    public static void PackPanels(float* source, int stride, int rows, int columns, float factor, float* target)
    {
        for (var column = 0; column < columns; column += TTile.Columns)
        {
            var count = Math.Min(TTile.Columns, columns - column);
            if (count < TTile.Columns)
            {
                new Span<float>(target, rows * TTile.Columns).Clear();
            }

            for (var i = 0; i < rows; i++)
            {
                WriteRow(source + (long)i * stride + column, count, factor, target, isAdding: false);
                target += TTile.Columns;
            }
        }
    }

    /// <summary>Panels (columns × tile columns) of the transposed source; zero beyond the last row.</summary>
    public static void PackTransposed(float* source, int stride, int rows, int columns, float* target)
    {
        for (var row = 0; row < rows; row += TTile.Columns)
        {
            var count = Math.Min(TTile.Columns, rows - row);
            if (count < TTile.Columns)
            {
                new Span<float>(target, TTile.Columns * columns).Clear();
            }

            Packing.Transpose(source + (long)row * stride, stride, target, TTile.Columns, count, columns);
            target += TTile.Columns * columns;
        }
    }

    /// <summary>target = source · factor, or adds it.</summary>
    public static void WriteRow(float* source, int count, float factor, float* target, bool isAdding)
    {
        var scale = Vector256.Create(factor);
        var j = 0;
        for (; j <= count - Lanes.Count; j += Lanes.Count)
        {
            var value = Vector256.Load(source + j) * scale;
            (isAdding ? Vector256.Load(target + j) + value : value).Store(target + j);
        }

        for (; j < count; j++)
        {
            target[j] = (isAdding ? target[j] : 0) + source[j] * factor;
        }
    }

    /// <summary>scores[i, j] = rows[i] · key j for the tiles that reach the diagonal or lie below it.</summary>
    /// <param name="keys">Packed by <see cref="PackTransposed"/>, from the block's first key.</param>
    public static void Scores(float* left, int rows, int head, float* keys, int first, int visible, float* scores, int stride)
    {
        for (var j = 0; j < visible; j += TTile.Columns)
        {
            var panel = keys + (long)j * head;
            for (var i = Math.Max(0, j - first) / TTile.Rows * TTile.Rows; i < rows; i += TTile.Rows)
            {
                TTile.Multiply(left + i * head, head, 1, panel, scores + (long)i * stride + j, stride, head, false);
            }
        }
    }

    /// <summary>output[i] = Σ over the keys j of weights[i, j] · right[j], or adds it.</summary>
    /// <param name="right">Packed by <see cref="PackPanels"/>.</param>
    /// <param name="output">(rows × <paramref name="padded"/>).</param>
    public static void WeightedRows(
        float* weights,
        int stride,
        int rows,
        int first,
        int visible,
        float* right,
        int panelStride,
        float* output,
        int padded,
        bool isAdding
    )
    {
        for (var column = 0; column < padded; column += TTile.Columns)
        {
            for (var i = 0; i < rows; i += TTile.Rows)
            {
                var inner = Math.Min(visible, first + i + TTile.Rows);
                var target = output + (long)i * padded + column;
                TTile.Multiply(weights + (long)i * stride, stride, 1, right, target, padded, inner, isAdding);
            }

            right += panelStride;
        }
    }

    /// <summary>output[j] += Σ over the queries i of weights[i, j] · right[i].</summary>
    /// <param name="right">(rows × tile columns) panels, packed by <see cref="PackPanels"/>.</param>
    /// <param name="output">(visible keys × <paramref name="padded"/>).</param>
    public static void AddWeightedColumns(
        float* weights,
        int stride,
        int rows,
        int first,
        int visible,
        float* right,
        float* output,
        int padded
    )
    {
        for (var column = 0; column < padded; column += TTile.Columns)
        {
            for (var j = 0; j < visible; j += TTile.Rows)
            {
                var start = Math.Max(0, j - first);
                var target = output + (long)j * padded + column;
                TTile.Multiply(
                    weights + (long)start * stride + j,
                    1,
                    stride,
                    right + start * TTile.Columns,
                    target,
                    padded,
                    rows - start,
                    true
                );
            }

            right += rows * TTile.Columns;
        }
    }
}

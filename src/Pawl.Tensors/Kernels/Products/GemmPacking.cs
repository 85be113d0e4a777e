using System.Runtime.CompilerServices;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>Copies of blocks of A and B in the order in which the tiles read them.</summary>
internal static unsafe class GemmPacking<TVector, T>
    where TVector : struct, IGemmVector<T>
    where T : struct
{
    // Rows of Aᵀ that are read together, so that their lines are still in the first-level cache for the next tile.
    private const int Together = 16;

    /// <summary>Floats from one p to the next in a packed tile: a whole vector, so that nothing is written across a line.</summary>
    public static int TileStride => TVector.Count;

    /// <summary>Packs a block of Aᵀ, in which the rows of A lie side by side, tile by tile: in each (inner × <see cref="TileStride"/>).</summary>
    /// <param name="readable">Floats of a line that may be read, <paramref name="rows"/> or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(float* a, nint strideA, int rows, int readable, int inner, float* target)
    {
        for (var start = 0; start < inner; start += Together)
        {
            var depth = Math.Min(Together, inner - start);
            new ComingLines(a + (start + Together) * strideA, strideA, Together, rows, Together).Prefetch();
            var to = target + start * TileStride;
            for (var row = 0; row < rows; )
            {
                var height = GemmBlocks.TileRows(rows - row, TVector.Rows);
                var from = a + start * strideA + row;
                if (row + TileStride <= readable)
                {
                    for (var p = 0; p < depth; p++)
                    {
                        TVector.Store(TVector.Load(from), to + p * TileStride);
                        from += strideA;
                    }
                }
                else
                {
                    for (var p = 0; p < depth; p++)
                    {
                        for (var i = 0; i < height; i++)
                        {
                            to[p * TileStride + i] = from[i];
                        }

                        from += strideA;
                    }
                }

                row += height;
                to += (long)inner * TileStride;
            }
        }
    }

    /// <summary>Packs a block of op(B) panel by panel: in each (inner × width), one or two vectors wide, zeros beyond the last column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns(float* b, nint strideB, bool transposeB, int start, int inner, int column, int columns, float* target)
    {
        for (var j = 0; j < columns; j += 2 * TVector.Count)
        {
            var count = Math.Min(2 * TVector.Count, columns - j);
            var width = count > TVector.Count ? 2 * TVector.Count : TVector.Count;
            var panel = target + (long)j * inner;
            if (count < width)
            {
                new Span<float>(panel, inner * width).Clear();
            }

            if (transposeB)
            {
                Packing.Transpose(b + (column + j) * strideB + start, strideB, panel, width, count, inner);
            }
            else
            {
                Panel(b + start * strideB + column + j, strideB, inner, count, width, panel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel(float* b, nint strideB, int inner, int columns, int width, float* target)
    {
        if (columns < width)
        {
            for (var p = 0; p < inner; p++)
            {
                new ReadOnlySpan<float>(b, columns).CopyTo(new Span<float>(target, columns));
                b += strideB;
                target += width;
            }
        }
        else if (width == TVector.Count)
        {
            for (var p = 0; p < inner; p++)
            {
                TVector.Store(TVector.Load(b), target);
                b += strideB;
                target += TVector.Count;
            }
        }
        else
        {
            for (var p = 0; p < inner; p++)
            {
                TVector.Store(TVector.Load(b), target);
                TVector.Store(TVector.Load(b + TVector.Count), target + TVector.Count);
                b += strideB;
                target += 2 * TVector.Count;
            }
        }
    }
}

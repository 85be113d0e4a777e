using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>The product over one kernel: packing, cutting into units, edges.</summary>
internal static unsafe class PackedGemm<TKernel>
    where TKernel : struct, IGemmKernel
{
    // Columns of a unit: a multiple of every kernel's columns.
    private const int ColumnsOfUnit = 256;

    // Below this many multiply-adds, sharing costs more than it saves.
    private const long AloneBelow = 32 * 1024;

    /// <summary>Floats of all of B packed.</summary>
    public static long PackedFloats(int inner, int columns) => (long)Panels(columns) * TKernel.Columns * inner;

    public static void Multiply(ComputeThreads? threads, ref GemmArguments arguments)
    {
        var shape = arguments.Shape;
        arguments.PackedB = Scratch.OfThread(ScratchUse.PackedB, PackedFloats(shape.Inner, shape.Columns));
        if (threads is null || (long)shape.Rows * shape.Columns * shape.Inner < AloneBelow)
        {
            PackAll(ref arguments);
            MultiplyPacked(ref arguments);
            return;
        }

        fixed (GemmArguments* state = &arguments)
        {
            threads.Run(&Pack, state, Panels(shape.Columns));
            threads.Run(&Compute, state, Cut(ref arguments));
        }
    }

    /// <summary>Packs B, on the calling thread.</summary>
    public static void PackAll(ref GemmArguments arguments)
    {
        var panels = Panels(arguments.Shape.Columns);
        fixed (GemmArguments* state = &arguments)
        {
            for (var panel = 0; panel < panels; panel++)
            {
                Pack(state, panel);
            }
        }
    }

    /// <summary>The product with B packed already, on the calling thread.</summary>
    public static void MultiplyPacked(ref GemmArguments arguments)
    {
        var units = Cut(ref arguments);
        fixed (GemmArguments* state = &arguments)
        {
            for (var unit = 0; unit < units; unit++)
            {
                Compute(state, unit);
            }
        }
    }

    private static int Panels(int columns) => (columns + TKernel.Columns - 1) / TKernel.Columns;

    /// <summary>Cuts the product and returns the units.</summary>
    private static int Cut(ref GemmArguments arguments)
    {
        arguments.ColumnsOfBlock = ColumnsOfUnit;
        arguments.RowBlocks = (arguments.Shape.Rows + GemmBlocks.Rows - 1) / GemmBlocks.Rows;
        arguments.ColumnBlocks = (arguments.Shape.Columns + ColumnsOfUnit - 1) / ColumnsOfUnit;
        return arguments.RowBlocks * arguments.ColumnBlocks;
    }

    /// <summary>Packs one panel of B, all its blocks; columns beyond the edge are zero.</summary>
    private static void Pack(void* state, int panel)
    {
        ref var arguments = ref *(GemmArguments*)state;
        var shape = arguments.Shape;
        var width = TKernel.Columns;
        var paddedColumns = (long)((shape.Columns + width - 1) / width) * width;
        var column = panel * width;
        var columns = Math.Min(width, shape.Columns - column);
        for (var start = 0; start < shape.Inner; start += GemmBlocks.Inner)
        {
            var inner = Math.Min(GemmBlocks.Inner, shape.Inner - start);
            var target = arguments.PackedB + start * paddedColumns + (long)panel * inner * width;
            if (columns < width)
            {
                new Span<float>(target, inner * width).Clear();
            }

            if (shape.TransposeB)
            {
                Packing.Transpose(arguments.B + (long)column * arguments.StrideB + start, arguments.StrideB, target, width, columns, inner);
            }
            else
            {
                Packing.Copy(arguments.B + (long)start * arguments.StrideB + column, arguments.StrideB, target, width, inner, columns);
            }
        }
    }

    private static void Compute(void* state, int unit)
    {
        ref var arguments = ref *(GemmArguments*)state;
        var shape = arguments.Shape;
        var row = unit / arguments.ColumnBlocks * GemmBlocks.Rows;
        var column = unit % arguments.ColumnBlocks * arguments.ColumnsOfBlock;
        var rows = Math.Min(GemmBlocks.Rows, shape.Rows - row);
        var columns = Math.Min(arguments.ColumnsOfBlock, shape.Columns - column);
        if (shape.Inner == 0)
        {
            ClearUnlessAdding(ref arguments, row, column, rows, columns);
            return;
        }

        var paddedColumns = (long)((shape.Columns + TKernel.Columns - 1) / TKernel.Columns) * TKernel.Columns;
        for (var start = 0; start < shape.Inner; start += GemmBlocks.Inner)
        {
            var inner = Math.Min(GemmBlocks.Inner, shape.Inner - start);
            var packed = arguments.PackedB + start * paddedColumns + (long)column * inner;
            Block(ref arguments, row, column, rows, columns, start, inner, packed);
        }
    }

    /// <summary>One unit's share of one block of the inner dimension.</summary>
    private static void Block(ref GemmArguments arguments, int row, int column, int rows, int columns, int start, int inner, float* packedB)
    {
        float* a;
        nint rowStride;
        nint innerStride;
        var wholeRows = rows / TKernel.Rows * TKernel.Rows;
        if (arguments.Shape.TransposeA)
        {
            a = Scratch.OfThread(ScratchUse.PackedA, GemmBlocks.Rows * GemmBlocks.Inner);
            Packing.Copy(arguments.A + (long)start * arguments.StrideA + row, arguments.StrideA, a, GemmBlocks.Rows, inner, rows);
            (rowStride, innerStride) = (1, GemmBlocks.Rows);
        }
        else
        {
            a = arguments.A + (long)row * arguments.StrideA + start;
            (rowStride, innerStride) = (arguments.StrideA, 1);
        }

        var isAdding = arguments.IsAdding || start > 0;
        var edge = stackalloc float[TKernel.Rows * TKernel.Columns];
        var edgeA = rows == wholeRows ? null : PackEdge(a + wholeRows * rowStride, rowStride, innerStride, rows - wholeRows, inner);
        for (var j = 0; j < columns; j += TKernel.Columns)
        {
            var b = packedB + (long)j * inner;
            var c = arguments.C + (long)row * arguments.StrideC + column + j;
            var isWholeColumns = j + TKernel.Columns <= columns;
            for (var i = 0; i < rows; i += TKernel.Rows)
            {
                var tileA = i < wholeRows ? a + i * rowStride : edgeA;
                var (tileRowStride, tileInnerStride) = i < wholeRows ? (rowStride, innerStride) : (1, TKernel.Rows);
                var tileC = c + (long)i * arguments.StrideC;
                if (isWholeColumns && i < wholeRows)
                {
                    TKernel.Tile(tileA, tileRowStride, tileInnerStride, b, tileC, arguments.StrideC, inner, isAdding);
                }
                else
                {
                    TKernel.Tile(tileA, tileRowStride, tileInnerStride, b, edge, TKernel.Columns, inner, false);
                    StoreEdge(
                        edge,
                        tileC,
                        arguments.StrideC,
                        Math.Min(TKernel.Rows, rows - i),
                        Math.Min(TKernel.Columns, columns - j),
                        isAdding
                    );
                }
            }
        }
    }

    /// <summary>The last rows of A, fewer than a tile has, filled up with zeros so that the kernel reads nothing beyond them.</summary>
    private static float* PackEdge(float* a, nint rowStride, nint innerStride, int rows, int inner)
    {
        var target = Scratch.OfThread(ScratchUse.EdgeOfA, TKernel.Rows * GemmBlocks.Inner);
        for (var p = 0; p < inner; p++)
        {
            for (var i = 0; i < TKernel.Rows; i++)
            {
                target[p * TKernel.Rows + i] = i < rows ? a[i * rowStride + p * innerStride] : 0;
            }
        }

        return target;
    }

    private static void StoreEdge(float* tile, float* c, int strideC, int rows, int columns, bool isAdding)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j += Lanes.Count)
            {
                var value = Lanes.Load(tile + i * TKernel.Columns + j, columns - j);
                Lanes.Store(isAdding ? Lanes.Load(c + j, columns - j) + value : value, c + j, columns - j);
            }

            c += strideC;
        }
    }

    private static void ClearUnlessAdding(ref GemmArguments arguments, int row, int column, int rows, int columns)
    {
        for (var i = 0; i < rows && !arguments.IsAdding; i++)
        {
            new Span<float>(arguments.C + (long)(row + i) * arguments.StrideC + column, columns).Clear();
        }
    }
}

using System.Runtime.Intrinsics;
using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>Cuts a product into units and blocks that stay in the caches, and each block into tiles.</summary>
internal sealed unsafe class BlockedGemm<TVector, T> : GemmEngine
    where TVector : struct, IGemmVector<T>
    where T : struct
{
    // Below this many multiply-adds, sharing costs more than it saves.
    private const long AloneBelow = 32 * 1024;

    private static int PanelWidth => 2 * TVector.Count;

    public override long PackedFloats(int inner, int columns) => (long)Padded(columns) * inner;

    public override void Pack(float* b, int strideB, bool transposeB, int inner, int columns, float* target)
    {
        for (var start = 0; start < inner; start += GemmBlocks.Inner)
        {
            var depth = Math.Min(GemmBlocks.Inner, inner - start);
            GemmPacking<TVector, T>.Columns(b, strideB, transposeB, start, depth, 0, columns, target + (long)start * Padded(columns));
        }
    }

    public override void Multiply(ComputeThreads? threads, GemmArguments* arguments)
    {
        Cut(ref *arguments);
        var shape = arguments->Shape;
        var units = arguments->Count * arguments->RowBlocks * arguments->ColumnBlocks;
        if (threads is null || units == 1 || (long)shape.Rows * shape.Columns * shape.Inner * arguments->Count < AloneBelow)
        {
            for (var unit = 0; unit < units; unit++)
            {
                Compute(arguments, unit);
            }
        }
        else
        {
            threads.Run(&Compute, arguments, units);
        }
    }

    /// <summary>Columns of packed B: whole vectors.</summary>
    private static int Padded(int columns) => (columns + TVector.Count - 1) / TVector.Count * TVector.Count;

    private static void Cut(ref GemmArguments arguments)
    {
        var shape = arguments.Shape;
        (arguments.RowsOfUnit, arguments.RowBlocks) = GemmBlocks.Cut(shape.Rows, GemmBlocks.MostRows, 12);
        (arguments.ColumnsOfUnit, arguments.ColumnBlocks) = GemmBlocks.Cut(shape.Columns, GemmBlocks.MostColumns, 32);
        var isUsedAgain = arguments.RowBlocks > 1 || (arguments.Count > 1 && arguments.BatchStrideB == 0);
        var isSmall = (long)Padded(arguments.ColumnsOfUnit) * shape.Inner <= GemmBlocks.MostKept;
        arguments.Call = isUsedAgain && isSmall && arguments.PackedB is null ? PackedBlock.NewCall() : 0;
    }

    private static void Compute(void* state, int unit)
    {
        ref var arguments = ref *(GemmArguments*)state;
        var (shape, stored) = (arguments.Shape, Padded(arguments.ColumnsOfUnit));
        var (rest, rowBlock) = Math.DivRem(unit, arguments.RowBlocks);
        var (product, columnBlock) = Math.DivRem(rest, arguments.ColumnBlocks);
        var block = new GemmBlock
        {
            Row = rowBlock * arguments.RowsOfUnit,
            Column = columnBlock * arguments.ColumnsOfUnit,
            A = arguments.A + product * arguments.BatchStrideA,
            B = arguments.B + product * arguments.BatchStrideB,
            C = arguments.C + product * arguments.BatchStrideC,
            Addend = arguments.Addend is null ? null : arguments.Addend + product * arguments.BatchStrideC,
            StrideAddend = arguments.StrideAddend,
            Bias = arguments.Bias,
        };
        block.Rows = Math.Min(arguments.RowsOfUnit, shape.Rows - block.Row);
        block.Columns = Math.Min(arguments.ColumnsOfUnit, shape.Columns - block.Column);
        var isKept = arguments.Call != 0;
        var packed = arguments.PackedB;
        var isPacked = packed is not null;
        if (!isPacked)
        {
            packed = Scratch.OfThread(ScratchUse.PackedB, (long)stored * (isKept ? shape.Inner : Math.Min(shape.Inner, GemmBlocks.Inner)));
            isPacked = PackedBlock.IsThere(arguments.Call, arguments.BatchStrideB == 0 ? columnBlock : rest);
        }

        do
        {
            block.Inner = Math.Min(GemmBlocks.Inner, shape.Inner - block.Start);
            if (arguments.PackedB is not null)
            {
                block.PackedB = packed + (long)block.Start * Padded(shape.Columns) + (long)block.Column * block.Inner;
            }
            else
            {
                block.PackedB = packed + (isKept ? (long)block.Start * stored : 0);
                if (!isPacked)
                {
                    GemmPacking<TVector, T>.Columns(
                        block.B,
                        arguments.StrideB,
                        shape.TransposeB,
                        block.Start,
                        block.Inner,
                        block.Column,
                        block.Columns,
                        block.PackedB
                    );
                }
            }

            Multiply(ref arguments, ref block);
            block.Start += block.Inner;
            block.Bias = null;
            block.Addend = block.C;
            block.StrideAddend = arguments.StrideC;
        } while (block.Start < shape.Inner);
    }

    private static void Multiply(ref GemmArguments arguments, ref GemmBlock block)
    {
        var (strideA, strideC) = (arguments.StrideA, arguments.StrideC);
        var tile = new TileArguments { Inner = block.Inner };
        var isPackedA = arguments.Shape.TransposeA;
        float* a;
        if (isPackedA)
        {
            var most = (block.Rows + TVector.Rows - 1) / TVector.Rows + 1;
            a = Scratch.OfThread(ScratchUse.PackedA, (long)most * block.Inner * GemmPacking<TVector, T>.TileStride);
            var readable = arguments.Shape.Rows - block.Row;
            GemmPacking<TVector, T>.Rows(block.A + (long)block.Start * strideA + block.Row, strideA, block.Rows, readable, block.Inner, a);
            (tile.RowStrideA, tile.InnerStrideA) = (1, GemmPacking<TVector, T>.TileStride);
        }
        else
        {
            a = block.A + (long)block.Row * strideA + block.Start;
            (tile.RowStrideA, tile.InnerStrideA) = (strideA, 1);
        }

        var next = isPackedA ? NextLines(ref arguments, ref block) : default;
        var edge = stackalloc float[12 * PanelWidth];
        var edgeBias = stackalloc float[PanelWidth];
        for (var j = 0; j < block.Columns; j += PanelWidth)
        {
            var columns = Math.Min(PanelWidth, block.Columns - j);
            var isWide = columns > TVector.Count;
            var width = isWide ? PanelWidth : TVector.Count;
            var isWhole = columns == width;
            tile.B = block.PackedB + (long)j * block.Inner;
            tile.StrideB = width;
            tile.Bias = block.Bias is null ? null : block.Bias + block.Column + j;
            if (!isWhole && tile.Bias is not null)
            {
                new Span<float>(tile.Bias, columns).CopyTo(new Span<float>(edgeBias, PanelWidth));
                tile.Bias = edgeBias;
            }

            var c = block.C + (long)block.Row * strideC + block.Column + j;
            var addend = block.Addend is null ? null : block.Addend + (long)block.Row * block.StrideAddend + block.Column + j;
            var mostRows = isWide || isPackedA ? TVector.Rows : TVector.NarrowRows;
            tile.C = edge;
            tile.StrideC = PanelWidth;
            tile.Addend = null;
            tile.StrideAddend = 0;
            var tiles = 0;
            for (var i = 0; i < block.Rows; tiles++)
            {
                var rows = GemmBlocks.TileRows(block.Rows - i, mostRows);
                if (isPackedA)
                {
                    tile.A = a + (long)tiles * block.Inner * GemmPacking<TVector, T>.TileStride;
                    next.Prefetch();
                }
                else
                {
                    tile.A = a + (long)i * strideA;
                }

                if (isWhole)
                {
                    tile.C = c;
                    tile.StrideC = strideC;
                    tile.Addend = addend;
                    tile.StrideAddend = block.StrideAddend;
                }

                if (isWide)
                {
                    GemmTile<TVector, T>.Wide(&tile, rows);
                }
                else
                {
                    GemmTile<TVector, T>.Narrow(&tile, rows);
                }

                if (!isWhole)
                {
                    StoreEdge(edge, rows, columns, c, strideC, addend, block.StrideAddend);
                }

                i += rows;
                c += (long)rows * strideC;
                addend = addend is null ? null : addend + (long)rows * block.StrideAddend;
            }
        }
    }

    /// <summary>The block of Aᵀ that is packed after this one: what this thread reads next, most likely.</summary>
    private static ComingLines NextLines(ref GemmArguments arguments, ref GemmBlock block)
    {
        var start = block.Start + block.Inner;
        var row = block.Row;
        if (start >= arguments.Shape.Inner)
        {
            (start, row) = (0, row + block.Rows);
        }

        var tiles = ((block.Rows + TVector.Rows - 1) / TVector.Rows) * ((block.Columns + PanelWidth - 1) / PanelWidth);
        var lines = row < arguments.Shape.Rows ? Math.Min(GemmBlocks.Inner, arguments.Shape.Inner - start) : 0;
        return new(block.A + (long)start * arguments.StrideA + row, arguments.StrideA, lines, block.Rows, (lines + tiles - 1) / tiles);
    }

    private static void StoreEdge(float* tile, int rows, int columns, float* c, int strideC, float* addend, int strideAddend)
    {
        for (var i = 0; i < rows; i++)
        {
            var j = 0;
            for (; j + 4 <= columns; j += 4)
            {
                var value = Vector128.Load(tile + j);
                (addend is null ? value : value + Vector128.Load(addend + j)).Store(c + j);
            }

            for (; j < columns; j++)
            {
                c[j] = addend is null ? tile[j] : tile[j] + addend[j];
            }

            tile += PanelWidth;
            c += strideC;
            addend = addend is null ? null : addend + strideAddend;
        }
    }
}

using System.Runtime.CompilerServices;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>One tile of C in registers, of up to twelve rows and one or two vectors.</summary>
/// <remarks>
/// Rows and vectors are type arguments, so that each size is compiled for itself and keeps only its own accumulators. An element
/// is summed in one accumulator in index order, whatever the tile's size and the vector's width.
/// </remarks>
internal static unsafe class GemmTile<TVector, T>
    where TVector : struct, IGemmVector<T>
    where T : struct
{
    /// <summary>C = bias + A B + addend for a tile two vectors wide.</summary>
    public static void Wide(TileArguments* tile, int rows)
    {
        switch (rows)
        {
            case 1:
                Multiply<One, Two>(tile);
                break;
            case 2:
                Multiply<Two, Two>(tile);
                break;
            case 3:
                Multiply<Three, Two>(tile);
                break;
            case 4:
                Multiply<Four, Two>(tile);
                break;
            case 5:
                Multiply<Five, Two>(tile);
                break;
            case 6:
                Multiply<Six, Two>(tile);
                break;
            case 7:
                Multiply<Seven, Two>(tile);
                break;
            case 8:
                Multiply<Eight, Two>(tile);
                break;
            case 9:
                Multiply<Nine, Two>(tile);
                break;
            case 10:
                Multiply<Ten, Two>(tile);
                break;
            case 11:
                Multiply<Eleven, Two>(tile);
                break;
            case 12:
                Multiply<Twelve, Two>(tile);
                break;
        }
    }

    /// <summary>C = bias + A B + addend for a tile one vector wide.</summary>
    public static void Narrow(TileArguments* tile, int rows)
    {
        switch (rows)
        {
            case 1:
                Multiply<One, One>(tile);
                break;
            case 2:
                Multiply<Two, One>(tile);
                break;
            case 3:
                Multiply<Three, One>(tile);
                break;
            case 4:
                Multiply<Four, One>(tile);
                break;
            case 5:
                Multiply<Five, One>(tile);
                break;
            case 6:
                Multiply<Six, One>(tile);
                break;
            case 7:
                Multiply<Seven, One>(tile);
                break;
            case 8:
                Multiply<Eight, One>(tile);
                break;
            case 9:
                Multiply<Nine, One>(tile);
                break;
            case 10:
                Multiply<Ten, One>(tile);
                break;
            case 11:
                Multiply<Eleven, One>(tile);
                break;
            case 12:
                Multiply<Twelve, One>(tile);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TRows, TVectors>(TileArguments* tile)
        where TRows : struct, ICount
        where TVectors : struct, ICount
    {
        var isWide = TVectors.Value == 2;
        var row = tile->RowStrideA;
        var step = tile->InnerStrideA * sizeof(float);
        var row2 = 2 * row;
        var a0 = tile->A;
        var a3 = a0 + 3 * row;
        var a6 = a0 + 6 * row;
        var a9 = a0 + 9 * row;
        var b = tile->B;
        var strideB = tile->StrideB * sizeof(float);
        var bias = tile->Bias;
        var low = bias is null ? default : TVector.Load(bias);
        var high = bias is null || !isWide ? default : TVector.Load(bias + TVector.Count);

        T c0 = low,
            c1 = low,
            c2 = low,
            c3 = low,
            c4 = low,
            c5 = low,
            c6 = low,
            c7 = low,
            c8 = low,
            c9 = low,
            c10 = low,
            c11 = low;
        T d0 = high,
            d1 = high,
            d2 = high,
            d3 = high,
            d4 = high,
            d5 = high,
            d6 = high,
            d7 = high,
            d8 = high,
            d9 = high,
            d10 = high,
            d11 = high;
        for (nint p = tile->Inner; p != 0; p--)
        {
            low = TVector.Load(b);
            high = isWide ? TVector.Load(b + TVector.Count) : default;
            b = (float*)((byte*)b + strideB);
            var x = TVector.Broadcast(a0[0]);
            c0 = TVector.MultiplyAdd(x, low, c0);
            if (isWide)
            {
                d0 = TVector.MultiplyAdd(x, high, d0);
            }

            if (TRows.Value > 1)
            {
                x = TVector.Broadcast(a0[row]);
                c1 = TVector.MultiplyAdd(x, low, c1);
                if (isWide)
                {
                    d1 = TVector.MultiplyAdd(x, high, d1);
                }
            }

            if (TRows.Value > 2)
            {
                x = TVector.Broadcast(a0[row2]);
                c2 = TVector.MultiplyAdd(x, low, c2);
                if (isWide)
                {
                    d2 = TVector.MultiplyAdd(x, high, d2);
                }
            }

            a0 = (float*)((byte*)a0 + step);
            if (TRows.Value > 3)
            {
                x = TVector.Broadcast(a3[0]);
                c3 = TVector.MultiplyAdd(x, low, c3);
                if (isWide)
                {
                    d3 = TVector.MultiplyAdd(x, high, d3);
                }
            }

            if (TRows.Value > 4)
            {
                x = TVector.Broadcast(a3[row]);
                c4 = TVector.MultiplyAdd(x, low, c4);
                if (isWide)
                {
                    d4 = TVector.MultiplyAdd(x, high, d4);
                }
            }

            if (TRows.Value > 5)
            {
                x = TVector.Broadcast(a3[row2]);
                c5 = TVector.MultiplyAdd(x, low, c5);
                if (isWide)
                {
                    d5 = TVector.MultiplyAdd(x, high, d5);
                }
            }

            a3 = (float*)((byte*)a3 + step);
            if (TRows.Value > 6)
            {
                x = TVector.Broadcast(a6[0]);
                c6 = TVector.MultiplyAdd(x, low, c6);
                if (isWide)
                {
                    d6 = TVector.MultiplyAdd(x, high, d6);
                }
            }

            if (TRows.Value > 7)
            {
                x = TVector.Broadcast(a6[row]);
                c7 = TVector.MultiplyAdd(x, low, c7);
                if (isWide)
                {
                    d7 = TVector.MultiplyAdd(x, high, d7);
                }
            }

            if (TRows.Value > 8)
            {
                x = TVector.Broadcast(a6[row2]);
                c8 = TVector.MultiplyAdd(x, low, c8);
                if (isWide)
                {
                    d8 = TVector.MultiplyAdd(x, high, d8);
                }
            }

            a6 = (float*)((byte*)a6 + step);
            if (TRows.Value > 9)
            {
                x = TVector.Broadcast(a9[0]);
                c9 = TVector.MultiplyAdd(x, low, c9);
                if (isWide)
                {
                    d9 = TVector.MultiplyAdd(x, high, d9);
                }
            }

            if (TRows.Value > 10)
            {
                x = TVector.Broadcast(a9[row]);
                c10 = TVector.MultiplyAdd(x, low, c10);
                if (isWide)
                {
                    d10 = TVector.MultiplyAdd(x, high, d10);
                }
            }

            if (TRows.Value > 11)
            {
                x = TVector.Broadcast(a9[row2]);
                c11 = TVector.MultiplyAdd(x, low, c11);
                if (isWide)
                {
                    d11 = TVector.MultiplyAdd(x, high, d11);
                }
            }

            a9 = (float*)((byte*)a9 + step);
        }

        var c = tile->C;
        var strideC = tile->StrideC;
        var addend = tile->Addend;
        var strideAddend = tile->StrideAddend;
        if (addend is not null)
        {
            c0 = TVector.Add(c0, TVector.Load(addend));
            if (isWide)
            {
                d0 = TVector.Add(d0, TVector.Load(addend + TVector.Count));
            }

            if (TRows.Value > 1)
            {
                addend += strideAddend;
                c1 = TVector.Add(c1, TVector.Load(addend));
                if (isWide)
                {
                    d1 = TVector.Add(d1, TVector.Load(addend + TVector.Count));
                }
            }

            if (TRows.Value > 2)
            {
                addend += strideAddend;
                c2 = TVector.Add(c2, TVector.Load(addend));
                if (isWide)
                {
                    d2 = TVector.Add(d2, TVector.Load(addend + TVector.Count));
                }
            }

            if (TRows.Value > 3)
            {
                addend += strideAddend;
                c3 = TVector.Add(c3, TVector.Load(addend));
                if (isWide)
                {
                    d3 = TVector.Add(d3, TVector.Load(addend + TVector.Count));
                }
            }

            if (TRows.Value > 4)
            {
                addend += strideAddend;
                c4 = TVector.Add(c4, TVector.Load(addend));
                if (isWide)
                {
                    d4 = TVector.Add(d4, TVector.Load(addend + TVector.Count));
                }
            }

            if (TRows.Value > 5)
            {
                addend += strideAddend;
                c5 = TVector.Add(c5, TVector.Load(addend));
                if (isWide)
                {
                    d5 = TVector.Add(d5, TVector.Load(addend + TVector.Count));
                }
            }

            if (TRows.Value > 6)
            {
                addend += strideAddend;
                c6 = TVector.Add(c6, TVector.Load(addend));
                if (isWide)
                {
                    d6 = TVector.Add(d6, TVector.Load(addend + TVector.Count));
                }
            }

            if (TRows.Value > 7)
            {
                addend += strideAddend;
                c7 = TVector.Add(c7, TVector.Load(addend));
                if (isWide)
                {
                    d7 = TVector.Add(d7, TVector.Load(addend + TVector.Count));
                }
            }

            if (TRows.Value > 8)
            {
                addend += strideAddend;
                c8 = TVector.Add(c8, TVector.Load(addend));
                if (isWide)
                {
                    d8 = TVector.Add(d8, TVector.Load(addend + TVector.Count));
                }
            }

            if (TRows.Value > 9)
            {
                addend += strideAddend;
                c9 = TVector.Add(c9, TVector.Load(addend));
                if (isWide)
                {
                    d9 = TVector.Add(d9, TVector.Load(addend + TVector.Count));
                }
            }

            if (TRows.Value > 10)
            {
                addend += strideAddend;
                c10 = TVector.Add(c10, TVector.Load(addend));
                if (isWide)
                {
                    d10 = TVector.Add(d10, TVector.Load(addend + TVector.Count));
                }
            }

            if (TRows.Value > 11)
            {
                addend += strideAddend;
                c11 = TVector.Add(c11, TVector.Load(addend));
                if (isWide)
                {
                    d11 = TVector.Add(d11, TVector.Load(addend + TVector.Count));
                }
            }
        }

        TVector.Store(c0, c);
        if (isWide)
        {
            TVector.Store(d0, c + TVector.Count);
        }

        if (TRows.Value > 1)
        {
            c += strideC;
            TVector.Store(c1, c);
            if (isWide)
            {
                TVector.Store(d1, c + TVector.Count);
            }
        }

        if (TRows.Value > 2)
        {
            c += strideC;
            TVector.Store(c2, c);
            if (isWide)
            {
                TVector.Store(d2, c + TVector.Count);
            }
        }

        if (TRows.Value > 3)
        {
            c += strideC;
            TVector.Store(c3, c);
            if (isWide)
            {
                TVector.Store(d3, c + TVector.Count);
            }
        }

        if (TRows.Value > 4)
        {
            c += strideC;
            TVector.Store(c4, c);
            if (isWide)
            {
                TVector.Store(d4, c + TVector.Count);
            }
        }

        if (TRows.Value > 5)
        {
            c += strideC;
            TVector.Store(c5, c);
            if (isWide)
            {
                TVector.Store(d5, c + TVector.Count);
            }
        }

        if (TRows.Value > 6)
        {
            c += strideC;
            TVector.Store(c6, c);
            if (isWide)
            {
                TVector.Store(d6, c + TVector.Count);
            }
        }

        if (TRows.Value > 7)
        {
            c += strideC;
            TVector.Store(c7, c);
            if (isWide)
            {
                TVector.Store(d7, c + TVector.Count);
            }
        }

        if (TRows.Value > 8)
        {
            c += strideC;
            TVector.Store(c8, c);
            if (isWide)
            {
                TVector.Store(d8, c + TVector.Count);
            }
        }

        if (TRows.Value > 9)
        {
            c += strideC;
            TVector.Store(c9, c);
            if (isWide)
            {
                TVector.Store(d9, c + TVector.Count);
            }
        }

        if (TRows.Value > 10)
        {
            c += strideC;
            TVector.Store(c10, c);
            if (isWide)
            {
                TVector.Store(d10, c + TVector.Count);
            }
        }

        if (TRows.Value > 11)
        {
            c += strideC;
            TVector.Store(c11, c);
            if (isWide)
            {
                TVector.Store(d11, c + TVector.Count);
            }
        }
    }
}

using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels;

/// <summary>12 × 32: 24 accumulators of 16 floats, 2 registers of B and a broadcast of A: 27 of the 32 registers.</summary>
internal unsafe struct AttentionTile512 : IAttentionTile
{
    public static int Rows => 12;

    public static int Columns => 32;

    public static void Multiply(float* a, nint rowStrideA, nint innerStrideA, float* b, float* c, nint strideC, int inner, bool isAdding)
    {
        var stride2 = 2 * rowStrideA;
        var stride3 = 3 * rowStrideA;
        var a0 = a;
        var a1 = a + 4 * rowStrideA;
        var a2 = a + 8 * rowStrideA;
        var c0Low = Vector512<float>.Zero;
        var c0High = Vector512<float>.Zero;
        var c1Low = Vector512<float>.Zero;
        var c1High = Vector512<float>.Zero;
        var c2Low = Vector512<float>.Zero;
        var c2High = Vector512<float>.Zero;
        var c3Low = Vector512<float>.Zero;
        var c3High = Vector512<float>.Zero;
        var c4Low = Vector512<float>.Zero;
        var c4High = Vector512<float>.Zero;
        var c5Low = Vector512<float>.Zero;
        var c5High = Vector512<float>.Zero;
        var c6Low = Vector512<float>.Zero;
        var c6High = Vector512<float>.Zero;
        var c7Low = Vector512<float>.Zero;
        var c7High = Vector512<float>.Zero;
        var c8Low = Vector512<float>.Zero;
        var c8High = Vector512<float>.Zero;
        var c9Low = Vector512<float>.Zero;
        var c9High = Vector512<float>.Zero;
        var c10Low = Vector512<float>.Zero;
        var c10High = Vector512<float>.Zero;
        var c11Low = Vector512<float>.Zero;
        var c11High = Vector512<float>.Zero;
        for (var p = 0; p < inner; p++)
        {
            var low = Vector512.Load(b);
            var high = Vector512.Load(b + 16);
            var x = Vector512.Create(a0[0]);
            c0Low = Vector512.MultiplyAddEstimate(x, low, c0Low);
            c0High = Vector512.MultiplyAddEstimate(x, high, c0High);
            x = Vector512.Create(a0[rowStrideA]);
            c1Low = Vector512.MultiplyAddEstimate(x, low, c1Low);
            c1High = Vector512.MultiplyAddEstimate(x, high, c1High);
            x = Vector512.Create(a0[stride2]);
            c2Low = Vector512.MultiplyAddEstimate(x, low, c2Low);
            c2High = Vector512.MultiplyAddEstimate(x, high, c2High);
            x = Vector512.Create(a0[stride3]);
            c3Low = Vector512.MultiplyAddEstimate(x, low, c3Low);
            c3High = Vector512.MultiplyAddEstimate(x, high, c3High);
            a0 += innerStrideA;
            x = Vector512.Create(a1[0]);
            c4Low = Vector512.MultiplyAddEstimate(x, low, c4Low);
            c4High = Vector512.MultiplyAddEstimate(x, high, c4High);
            x = Vector512.Create(a1[rowStrideA]);
            c5Low = Vector512.MultiplyAddEstimate(x, low, c5Low);
            c5High = Vector512.MultiplyAddEstimate(x, high, c5High);
            x = Vector512.Create(a1[stride2]);
            c6Low = Vector512.MultiplyAddEstimate(x, low, c6Low);
            c6High = Vector512.MultiplyAddEstimate(x, high, c6High);
            x = Vector512.Create(a1[stride3]);
            c7Low = Vector512.MultiplyAddEstimate(x, low, c7Low);
            c7High = Vector512.MultiplyAddEstimate(x, high, c7High);
            a1 += innerStrideA;
            x = Vector512.Create(a2[0]);
            c8Low = Vector512.MultiplyAddEstimate(x, low, c8Low);
            c8High = Vector512.MultiplyAddEstimate(x, high, c8High);
            x = Vector512.Create(a2[rowStrideA]);
            c9Low = Vector512.MultiplyAddEstimate(x, low, c9Low);
            c9High = Vector512.MultiplyAddEstimate(x, high, c9High);
            x = Vector512.Create(a2[stride2]);
            c10Low = Vector512.MultiplyAddEstimate(x, low, c10Low);
            c10High = Vector512.MultiplyAddEstimate(x, high, c10High);
            x = Vector512.Create(a2[stride3]);
            c11Low = Vector512.MultiplyAddEstimate(x, low, c11Low);
            c11High = Vector512.MultiplyAddEstimate(x, high, c11High);
            a2 += innerStrideA;
            b += 32;
        }

        Store(c, c0Low, c0High, isAdding);
        Store(c + strideC, c1Low, c1High, isAdding);
        Store(c + 2 * strideC, c2Low, c2High, isAdding);
        Store(c + 3 * strideC, c3Low, c3High, isAdding);
        Store(c + 4 * strideC, c4Low, c4High, isAdding);
        Store(c + 5 * strideC, c5Low, c5High, isAdding);
        Store(c + 6 * strideC, c6Low, c6High, isAdding);
        Store(c + 7 * strideC, c7Low, c7High, isAdding);
        Store(c + 8 * strideC, c8Low, c8High, isAdding);
        Store(c + 9 * strideC, c9Low, c9High, isAdding);
        Store(c + 10 * strideC, c10Low, c10High, isAdding);
        Store(c + 11 * strideC, c11Low, c11High, isAdding);
    }

    private static void Store(float* c, Vector512<float> low, Vector512<float> high, bool isAdding)
    {
        if (isAdding)
        {
            low = Vector512.Load(c) + low;
            high = Vector512.Load(c + 16) + high;
        }

        low.Store(c);
        high.Store(c + 16);
    }
}

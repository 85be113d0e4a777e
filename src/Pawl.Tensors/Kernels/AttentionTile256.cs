using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels;

/// <summary>6 × 16: 12 accumulators of 8 floats, 2 registers of B and a broadcast of A: 15 of the 16 registers.</summary>
internal unsafe struct AttentionTile256 : IAttentionTile
{
    public static int Rows => 6;

    public static int Columns => 16;

    public static void Multiply(float* a, nint rowStrideA, nint innerStrideA, float* b, float* c, nint strideC, int inner, bool isAdding)
    {
        var stride2 = 2 * rowStrideA;
        var a0 = a;
        var a1 = a + 3 * rowStrideA;
        var c0Low = Vector256<float>.Zero;
        var c0High = Vector256<float>.Zero;
        var c1Low = Vector256<float>.Zero;
        var c1High = Vector256<float>.Zero;
        var c2Low = Vector256<float>.Zero;
        var c2High = Vector256<float>.Zero;
        var c3Low = Vector256<float>.Zero;
        var c3High = Vector256<float>.Zero;
        var c4Low = Vector256<float>.Zero;
        var c4High = Vector256<float>.Zero;
        var c5Low = Vector256<float>.Zero;
        var c5High = Vector256<float>.Zero;
        for (var p = 0; p < inner; p++)
        {
            var low = Vector256.Load(b);
            var high = Vector256.Load(b + 8);
            var x = Vector256.Create(a0[0]);
            c0Low = Vector256.MultiplyAddEstimate(x, low, c0Low);
            c0High = Vector256.MultiplyAddEstimate(x, high, c0High);
            x = Vector256.Create(a0[rowStrideA]);
            c1Low = Vector256.MultiplyAddEstimate(x, low, c1Low);
            c1High = Vector256.MultiplyAddEstimate(x, high, c1High);
            x = Vector256.Create(a0[stride2]);
            c2Low = Vector256.MultiplyAddEstimate(x, low, c2Low);
            c2High = Vector256.MultiplyAddEstimate(x, high, c2High);
            a0 += innerStrideA;
            x = Vector256.Create(a1[0]);
            c3Low = Vector256.MultiplyAddEstimate(x, low, c3Low);
            c3High = Vector256.MultiplyAddEstimate(x, high, c3High);
            x = Vector256.Create(a1[rowStrideA]);
            c4Low = Vector256.MultiplyAddEstimate(x, low, c4Low);
            c4High = Vector256.MultiplyAddEstimate(x, high, c4High);
            x = Vector256.Create(a1[stride2]);
            c5Low = Vector256.MultiplyAddEstimate(x, low, c5Low);
            c5High = Vector256.MultiplyAddEstimate(x, high, c5High);
            a1 += innerStrideA;
            b += 16;
        }

        Store(c, c0Low, c0High, isAdding);
        Store(c + strideC, c1Low, c1High, isAdding);
        Store(c + 2 * strideC, c2Low, c2High, isAdding);
        Store(c + 3 * strideC, c3Low, c3High, isAdding);
        Store(c + 4 * strideC, c4Low, c4High, isAdding);
        Store(c + 5 * strideC, c5Low, c5High, isAdding);
    }

    private static void Store(float* c, Vector256<float> low, Vector256<float> high, bool isAdding)
    {
        if (isAdding)
        {
            low = Vector256.Load(c) + low;
            high = Vector256.Load(c + 8) + high;
        }

        low.Store(c);
        high.Store(c + 8);
    }
}

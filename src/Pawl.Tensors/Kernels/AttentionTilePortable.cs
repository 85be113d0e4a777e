using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels;

/// <summary>2 × 16 in vectors of four: 8 accumulators, for processors without wider vectors.</summary>
internal unsafe struct AttentionTilePortable : IAttentionTile
{
    public static int Rows => 2;

    public static int Columns => 16;

    public static void Multiply(float* a, nint rowStrideA, nint innerStrideA, float* b, float* c, nint strideC, int inner, bool isAdding)
    {
        var c00 = Vector128<float>.Zero;
        var c01 = Vector128<float>.Zero;
        var c02 = Vector128<float>.Zero;
        var c03 = Vector128<float>.Zero;
        var c10 = Vector128<float>.Zero;
        var c11 = Vector128<float>.Zero;
        var c12 = Vector128<float>.Zero;
        var c13 = Vector128<float>.Zero;
        for (var p = 0; p < inner; p++)
        {
            var x = Vector128.Create(a[0]);
            c00 = Vector128.MultiplyAddEstimate(x, Vector128.Load(b), c00);
            c01 = Vector128.MultiplyAddEstimate(x, Vector128.Load(b + 4), c01);
            c02 = Vector128.MultiplyAddEstimate(x, Vector128.Load(b + 8), c02);
            c03 = Vector128.MultiplyAddEstimate(x, Vector128.Load(b + 12), c03);
            x = Vector128.Create(a[rowStrideA]);
            c10 = Vector128.MultiplyAddEstimate(x, Vector128.Load(b), c10);
            c11 = Vector128.MultiplyAddEstimate(x, Vector128.Load(b + 4), c11);
            c12 = Vector128.MultiplyAddEstimate(x, Vector128.Load(b + 8), c12);
            c13 = Vector128.MultiplyAddEstimate(x, Vector128.Load(b + 12), c13);
            a += innerStrideA;
            b += 16;
        }

        Store(c, c00, c01, isAdding);
        Store(c + 8, c02, c03, isAdding);
        Store(c + strideC, c10, c11, isAdding);
        Store(c + strideC + 8, c12, c13, isAdding);
    }

    private static void Store(float* c, Vector128<float> low, Vector128<float> high, bool isAdding)
    {
        if (isAdding)
        {
            low = Vector128.Load(c) + low;
            high = Vector128.Load(c + 4) + high;
        }

        low.Store(c);
        high.Store(c + 4);
    }
}

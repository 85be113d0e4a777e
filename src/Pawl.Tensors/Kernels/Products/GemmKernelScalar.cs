namespace Pawl.Tensors.Kernels.Products;

/// <summary>4 × 4 without vectors: for processors with none, and to hold the others against.</summary>
internal unsafe struct GemmKernelScalar : IGemmKernel
{
    public static int Rows => 4;

    public static int Columns => 4;

    public static void Tile(float* a, nint rowStrideA, nint innerStrideA, float* b, float* c, nint strideC, int inner, bool isAdding)
    {
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                var sum = 0f;
                for (var p = 0; p < inner; p++)
                {
                    sum = MathF.FusedMultiplyAdd(a[i * rowStrideA + p * innerStrideA], b[p * 4 + j], sum);
                }

                var target = c + i * strideC + j;
                *target = isAdding ? *target + sum : sum;
            }
        }
    }
}

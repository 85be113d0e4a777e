namespace Pawl.Tensors.Kernels.Products;

/// <summary>Matrix product in the slow obvious way, for tests to hold the fast one against.</summary>
internal static unsafe class ReferenceGemm
{
    /// <summary>C = op(A) op(B), or C += op(A) op(B) when <paramref name="isAdding"/>, summed in double.</summary>
    public static void Multiply(GemmShape shape, float* a, int strideA, float* b, int strideB, float* c, int strideC, bool isAdding)
    {
        for (var i = 0; i < shape.Rows; i++)
        {
            for (var j = 0; j < shape.Columns; j++)
            {
                var sum = isAdding ? (double)c[i * strideC + j] : 0;
                for (var p = 0; p < shape.Inner; p++)
                {
                    var left = shape.TransposeA ? a[p * strideA + i] : a[i * strideA + p];
                    var right = shape.TransposeB ? b[j * strideB + p] : b[p * strideB + j];
                    sum += (double)left * right;
                }

                c[i * strideC + j] = (float)sum;
            }
        }
    }
}

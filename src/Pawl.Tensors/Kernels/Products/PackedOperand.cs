namespace Pawl.Tensors.Kernels.Products;

/// <summary>op(B) of (inner × columns), packed once in the layout of <see cref="Gemm.Best"/> for <see cref="Gemm.MultiplyPacked(int, int, int, bool, float*, int, float*, float*, int, bool)"/>.</summary>
internal static unsafe class PackedOperand
{
    /// <summary>Floats that <see cref="Pack(float*, int, bool, int, int, float*)"/> writes.</summary>
    public static long Floats(int inner, int columns) => Floats(Gemm.Best, inner, columns);

    /// <param name="b">(inner × columns), or (columns × inner) if <paramref name="transposeB"/>.</param>
    /// <param name="target"><see cref="Floats(int, int)"/> floats, aligned to 64 bytes for full speed.</param>
    public static void Pack(float* b, int strideB, bool transposeB, int inner, int columns, float* target) =>
        Pack(Gemm.Best, b, strideB, transposeB, inner, columns, target);

    public static long Floats(GemmLevel level, int inner, int columns) => GemmEngine.Of(level).PackedFloats(inner, columns);

    public static void Pack(GemmLevel level, float* b, int strideB, bool transposeB, int inner, int columns, float* target) =>
        GemmEngine.Of(level).Pack(b, strideB, transposeB, inner, columns, target);
}

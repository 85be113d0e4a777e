using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>The product over the vectors of one level.</summary>
internal abstract unsafe class GemmEngine
{
    private static readonly GemmEngine Portable = new BlockedGemm<GemmVectorPortable, System.Numerics.Vector<float>>();
    private static readonly GemmEngine Vector256 = new BlockedGemm<GemmVector256, System.Runtime.Intrinsics.Vector256<float>>();
    private static readonly GemmEngine Vector512 = new BlockedGemm<GemmVector512, System.Runtime.Intrinsics.Vector512<float>>();

    public static GemmEngine Of(GemmLevel level) =>
        level switch
        {
            GemmLevel.Vector512 => Vector512,
            GemmLevel.Vector256 => Vector256,
            _ => Portable,
        };

    /// <summary>Floats of an op(B) of (inner × columns) packed.</summary>
    public abstract long PackedFloats(int inner, int columns);

    /// <summary>Packs op(B): blocks of <see cref="GemmBlocks.Inner"/> rows, in each the panels side by side, in each (rows × panel width).</summary>
    public abstract void Pack(float* b, int strideB, bool transposeB, int inner, int columns, float* target);

    /// <param name="threads">Null: on the calling thread alone.</param>
    public abstract void Multiply(ComputeThreads? threads, GemmArguments* arguments);
}

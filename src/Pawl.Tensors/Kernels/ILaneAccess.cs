using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels;

/// <summary>How a kernel over columns reads and writes eight of them, so that one source serves whole vectors and the last few columns.</summary>
/// <remarks>Implemented by structs only: the compiler then makes a body of its own for each, without a branch or call per access.</remarks>
internal unsafe interface ILaneAccess
{
    /// <param name="remaining">Columns from <paramref name="source"/> to the end of the row.</param>
    static abstract Vector256<float> Load(float* source, int remaining);

    /// <param name="remaining">Columns from <paramref name="target"/> to the end of the row.</param>
    static abstract void Store(Vector256<float> value, float* target, int remaining);
}

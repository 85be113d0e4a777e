using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pawl.Tensors.Kernels;

/// <summary>Asks for memory that a kernel reads soon, where it goes over several tensors at once and the processor does not foresee it.</summary>
internal static unsafe class Prefetch
{
    /// <summary>Floats of a cache line.</summary>
    public const int Line = 16;

    /// <summary>Has no effect but on time; the address may lie beyond a tensor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ahead(float* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }
}

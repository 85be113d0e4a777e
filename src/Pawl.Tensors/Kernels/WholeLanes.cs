using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels;

/// <summary>Eight columns are left, or more.</summary>
internal readonly unsafe struct WholeLanes : ILaneAccess
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source, int remaining) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float* target, int remaining) => value.Store(target);
}

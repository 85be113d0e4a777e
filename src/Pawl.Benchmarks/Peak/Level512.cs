using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pawl.Benchmarks.Peak;

internal readonly struct Level512 : IMultiplyAddLevel<Vector512<float>>
{
    public static Vector512<float> Create(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> x, Vector512<float> y) =>
        Vector512.MultiplyAddEstimate(a, x, y);

    public static float Sum(Vector512<float> a, Vector512<float> b) => Vector512.Sum(a + b);
}

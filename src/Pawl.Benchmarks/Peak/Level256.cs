using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pawl.Benchmarks.Peak;

internal readonly struct Level256 : IMultiplyAddLevel<Vector256<float>>
{
    public static Vector256<float> Create(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> x, Vector256<float> y) =>
        Vector256.MultiplyAddEstimate(a, x, y);

    public static float Sum(Vector256<float> a, Vector256<float> b) => Vector256.Sum(a + b);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pawl.Benchmarks.Peak;

internal readonly struct Level128 : IMultiplyAddLevel<Vector128<float>>
{
    public static Vector128<float> Create(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> x, Vector128<float> y) =>
        Vector128.MultiplyAddEstimate(a, x, y);

    public static float Sum(Vector128<float> a, Vector128<float> b) => Vector128.Sum(a + b);
}

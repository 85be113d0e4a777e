using System.Runtime.CompilerServices;

namespace Pawl.Benchmarks.Peak;

/// <summary>One number at a time, for processors (or settings) without vectors.</summary>
internal readonly struct LevelScalar : IMultiplyAddLevel<float>
{
    public static float Create(float value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float x, float y) => float.MultiplyAddEstimate(a, x, y);

    public static float Sum(float a, float b) => a + b;
}

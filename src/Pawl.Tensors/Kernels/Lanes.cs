using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pawl.Tensors.Kernels;

/// <summary>Eight floats at a time, with the last few of a row handled exactly: nothing beyond them is read or written.</summary>
/// <remarks>
/// Reductions fold eight running values in one fixed order. Always eight, also where the processor has wider or narrower
/// vectors: the order of a sum is the same everywhere. <c>MultiplyAddEstimate</c> is a fused multiply-add where the processor
/// has one, and so the same bits on each such processor; elsewhere a product and a sum, not a fused one emulated at a hundredth
/// of the speed.
/// </remarks>
internal static unsafe class Lanes
{
    public const int Count = 8;

    /// <summary>The floats at <paramref name="source"/>; lanes from <paramref name="remaining"/> on hold <paramref name="fill"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source, int remaining, float fill = 0) =>
        remaining >= Count ? Vector256.Load(source) : LoadPart(source, remaining, fill);

    /// <summary>Writes the first <paramref name="remaining"/> lanes, eight at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float* target, int remaining)
    {
        if (remaining >= Count)
        {
            value.Store(target);
        }
        else
        {
            StorePart(value, target, remaining);
        }
    }

    /// <summary>Zero in the lanes from <paramref name="remaining"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Keep(Vector256<float> value, int remaining) =>
        remaining >= Count
            ? value
            : Vector256.ConditionalSelect(
                Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(remaining)).AsSingle(),
                value,
                default
            );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> value)
    {
        var four = value.GetLower() + value.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    /// <summary>NaN where a lane is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(Vector256<float> value)
    {
        var four = Vector128.Max(value.GetLower(), value.GetUpper());
        var two = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>Σ a b over two rows: two running vectors taken in turn.</summary>
    public static float Dot(float* a, float* b, int count)
    {
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        for (var j = 0; j < count; j += 2 * Count)
        {
            even = Vector256.MultiplyAddEstimate(Load(a + j, count - j), Load(b + j, count - j), even);
            if (j + Count < count)
            {
                odd = Vector256.MultiplyAddEstimate(Load(a + j + Count, count - j - Count), Load(b + j + Count, count - j - Count), odd);
            }
        }

        return Sum(even + odd);
    }

    private static Vector256<float> LoadPart(float* source, int remaining, float fill)
    {
        var lanes = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(remaining)).AsSingle();
        if (Avx.IsSupported)
        {
            // Masked loads and stores do not touch the memory of lanes they leave out.
            return Vector256.ConditionalSelect(lanes, Avx.MaskLoad(source, lanes), Vector256.Create(fill));
        }

        var values = stackalloc float[Count];
        for (var i = 0; i < Count; i++)
        {
            values[i] = i < remaining ? source[i] : fill;
        }

        return Vector256.Load(values);
    }

    private static void StorePart(Vector256<float> value, float* target, int remaining)
    {
        if (Avx.IsSupported)
        {
            Avx.MaskStore(target, Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(remaining)).AsSingle(), value);
            return;
        }

        for (var i = 0; i < remaining; i++)
        {
            target[i] = value[i];
        }
    }
}

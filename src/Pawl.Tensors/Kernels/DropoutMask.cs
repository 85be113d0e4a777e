using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pawl.Tensors.Random;

namespace Pawl.Tensors.Kernels;

/// <summary>What a dropout multiplies elements with, 0 or 1/(1 − p): a pure function of seed, step, layer and element index.</summary>
/// <remarks>
/// Element 32g + 8w + l is decided by word w of Philox block 8g + l of the counter half (step, layer): eight blocks at a time
/// fill four vectors in element order.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DropoutMask(DropoutKey Key, int Layer, float Probability)
{
    /// <summary>Elements decided together.</summary>
    public const int Group = 32;

    // Keeps the masks apart from other users of the same seed.
    private const ulong Purpose = 0x64726F706F7574AA;

    public float Scale => 1 / (1 - Probability);

    private ulong PhiloxKey => Key.Seed ^ Purpose;

    // Words below this are dropped.
    private uint Threshold => (uint)(Probability * 4294967296.0);

    /// <summary>Factor of one element, for tests to hold the vectors against.</summary>
    public float Factor(long element)
    {
        var group = element / Group;
        var word = (int)(element % Group / 8);
        var block = (uint)(group * 8 + element % 8);
        var counter = new UInt128(Key.Step, ((ulong)(uint)Layer << 32) | block);
        return (uint)(Philox4x32.Block(counter, PhiloxKey) >> (32 * word)) >= Threshold ? Scale : 0;
    }

    /// <summary>Factors of the 32 elements of one group.</summary>
    public unsafe void Factors(long group, float* factors)
    {
        var c0 = Vector256.Create((uint)(group * 8)) + Vector256<uint>.Indices;
        var c1 = Vector256.Create((uint)Layer);
        var c2 = Vector256.Create((uint)Key.Step);
        var c3 = Vector256.Create((uint)(Key.Step >> 32));
        var (k0, k1) = ((uint)PhiloxKey, (uint)(PhiloxKey >> 32));
        for (var round = 0; round < 10; round++)
        {
            Multiply(c0, Philox4x32.Multiplier0, out var high0, out var low0);
            Multiply(c2, Philox4x32.Multiplier1, out var high1, out var low1);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ Vector256.Create(k0), low1, high0 ^ c3 ^ Vector256.Create(k1), low0);
            k0 += Philox4x32.Weyl0;
            k1 += Philox4x32.Weyl1;
        }

        var threshold = Vector256.Create(Threshold);
        var scale = Vector256.Create(Scale);
        (scale & Vector256.GreaterThanOrEqual(c0, threshold).AsSingle()).Store(factors);
        (scale & Vector256.GreaterThanOrEqual(c1, threshold).AsSingle()).Store(factors + 8);
        (scale & Vector256.GreaterThanOrEqual(c2, threshold).AsSingle()).Store(factors + 16);
        (scale & Vector256.GreaterThanOrEqual(c3, threshold).AsSingle()).Store(factors + 24);
    }

    /// <summary>Both halves of the 64-bit products of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(Vector256<uint> x, uint multiplier, out Vector256<uint> high, out Vector256<uint> low)
    {
        var factor = Vector256.Create(multiplier);
        low = x * factor;
        if (Avx2.IsSupported)
        {
            var even = Avx2.Multiply(x, factor).AsUInt32();
            var odd = Avx2.Multiply(Vector256.ShiftRightLogical(x.AsUInt64(), 32).AsUInt32(), factor).AsUInt32();
            high = Avx2.Blend(Vector256.ShiftRightLogical(even.AsUInt64(), 32).AsUInt32(), odd, 0b10101010);
        }
        else
        {
            high = default;
            for (var lane = 0; lane < 8; lane++)
            {
                high = high.WithElement(lane, (uint)(((ulong)x[lane] * multiplier) >> 32));
            }
        }
    }
}

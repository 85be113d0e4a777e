using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>
/// The three transforms of a 3 × 3 tile of outputs, y = Aᵀ((G w Gᵀ) ⊙ (Bᵀ d B)) A, and their transposes, eight channels at a time.
/// </summary>
/// <remarks>
/// F(3 × 3, 3 × 3) of Lavin and Gray, "Fast algorithms for convolutional neural networks", 2016: 25 products for nine outputs
/// that take 81 directly. The matrices are those of Toom and Cook for the points 0, 1, −1, 2 and ∞:
/// row i of Bᵀ holds the coefficients of Π (x − aₖ) over the other points (∞: over all), Aᵀ the powers aᵢʲ, and G the powers
/// divided by Π (aᵢ − aₖ). A test derives them anew and compares.
/// </remarks>
internal static unsafe class WinogradTransforms
{
    /// <summary>Outputs along a side of a tile.</summary>
    public const int Side = 3;

    public const int OutputPlaces = Side * Side;

    /// <summary>Inputs along a side of a tile.</summary>
    public const int InputSide = 5;

    /// <summary>Products of a tile, each of a frequency of its own.</summary>
    public const int Frequencies = 25;

    /// <summary>Bᵀ d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(
        Vector256<float> d0,
        Vector256<float> d1,
        Vector256<float> d2,
        Vector256<float> d3,
        Vector256<float> d4,
        out Vector256<float> v0,
        out Vector256<float> v1,
        out Vector256<float> v2,
        out Vector256<float> v3,
        out Vector256<float> v4
    )
    {
        var two = Vector256.Create(2f);
        v3 = d3 - d1;
        v0 = Vector256.MultiplyAddEstimate(two, d0 - d2, v3);
        v1 = v3 - (d1 + d2);
        v2 = Vector256.MultiplyAddEstimate(Vector256.Create(3f), d1 - d2, v3);
        v4 = Vector256.MultiplyAddEstimate(-two, v3, d4 - d2);
    }

    /// <summary>Aᵀ m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(
        Vector256<float> m0,
        Vector256<float> m1,
        Vector256<float> m2,
        Vector256<float> m3,
        Vector256<float> m4,
        out Vector256<float> y0,
        out Vector256<float> y1,
        out Vector256<float> y2
    )
    {
        var sum = m1 + m2;
        y0 = m0 + sum + m3;
        y1 = Vector256.MultiplyAddEstimate(Vector256.Create(2f), m3, m1 - m2);
        y2 = Vector256.MultiplyAddEstimate(Vector256.Create(4f), m3, sum + m4);
    }

    /// <summary>A y: the gradient of <see cref="Output"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputGradient(
        Vector256<float> y0,
        Vector256<float> y1,
        Vector256<float> y2,
        out Vector256<float> m1,
        out Vector256<float> m2,
        out Vector256<float> m3
    )
    {
        var sum = y0 + y2;
        m1 = sum + y1;
        m2 = sum - y1;
        m3 = Vector256.MultiplyAddEstimate(Vector256.Create(4f), y2, Vector256.MultiplyAddEstimate(Vector256.Create(2f), y1, y0));
    }

    /// <summary>G g.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Weight(
        Vector256<float> g0,
        Vector256<float> g1,
        Vector256<float> g2,
        out Vector256<float> u0,
        out Vector256<float> u1,
        out Vector256<float> u2,
        out Vector256<float> u3
    )
    {
        var sum = g0 + g2;
        u0 = Vector256.Create(0.5f) * g0;
        u1 = Vector256.Create(-0.5f) * (sum + g1);
        u2 = Vector256.Create(-1 / 6f) * (sum - g1);
        u3 =
            Vector256.Create(1 / 6f)
            * Vector256.MultiplyAddEstimate(Vector256.Create(4f), g2, Vector256.MultiplyAddEstimate(Vector256.Create(2f), g1, g0));
    }

    /// <summary>Gᵀ u: the gradient of <see cref="Weight"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WeightGradient(
        Vector256<float> u0,
        Vector256<float> u1,
        Vector256<float> u2,
        Vector256<float> u3,
        Vector256<float> u4,
        out Vector256<float> g0,
        out Vector256<float> g1,
        out Vector256<float> g2
    )
    {
        var half = Vector256.Create(0.5f);
        var a = half * u1;
        var b = Vector256.Create(1 / 6f) * u2;
        var c = Vector256.Create(1 / 6f) * u3;
        g0 = Vector256.MultiplyAddEstimate(half, u0, c - (a + b));
        g1 = Vector256.MultiplyAddEstimate(Vector256.Create(2f), c, b - a);
        g2 = Vector256.MultiplyAddEstimate(Vector256.Create(4f), c, u4 - (a + b));
    }
}

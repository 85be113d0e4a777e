using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels;

/// <summary>Elementary functions on eight floats; built of additions, products and multiply-adds only, so the same bits on every processor that fuses these.</summary>
internal static class VectorMath
{
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // 1.5 · 2^23 + 127: adding it rounds to an integer, which then stands in the low bits with the bias of an exponent.
    private const float Rounder = 12583039f;

    /// <summary>e^x, relative error below 2e-7 for x in [-87, 88], to which it is clamped; NaN stays NaN.</summary>
    /// <remarks>
    /// x = n ln 2 + r with ln 2 in two parts (Cody and Waite, 1980); e^r = 1 + r + r² P(r), P of degree 4 through (e^r − 1 − r) / r²
    /// at the five Chebyshev nodes of |r| ≤ ln 2 / 2, which is good to 1e-8. 2^n is
    /// a factor, not added to the exponent: that would make a number of a NaN whose lowest bits are not zero.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.MaxNative(Vector256.Create(-87f), Vector256.MinNative(Vector256.Create(88f), x));
        var shifted = Vector256.MultiplyAddEstimate(x, Vector256.Create(Log2E), Vector256.Create(Rounder));
        var n = shifted - Vector256.Create(Rounder);
        var r = Vector256.MultiplyAddEstimate(n, Vector256.Create(-Ln2High), x);
        r = Vector256.MultiplyAddEstimate(n, Vector256.Create(-Ln2Low), r);
        var y = Vector256.Create(0.0013926176f);
        y = Vector256.MultiplyAddEstimate(y, r, Vector256.Create(0.008363173f));
        y = Vector256.MultiplyAddEstimate(y, r, Vector256.Create(0.041666556f));
        y = Vector256.MultiplyAddEstimate(y, r, Vector256.Create(0.16666578f));
        y = Vector256.MultiplyAddEstimate(y, r, Vector256.Create(0.5f));
        y = Vector256.MultiplyAddEstimate(y, r, Vector256<float>.One);
        y = Vector256.MultiplyAddEstimate(y, r, Vector256<float>.One);
        return y * Vector256.ShiftLeft(shifted.AsInt32(), 23).AsSingle();
    }

    /// <summary>
    /// Φ(x), the normal distribution function, and √(2π) times its density; relative error of both below 1e-6 for |x| ≤ 4, 6e-6 up to 13
    /// (the rounding of x² is that much of its exponential), and both below 2e-38 in the tail beyond; NaN stays NaN.
    /// </summary>
    /// <remarks>
    /// Φ(−|x|) = e^(−x²/2) t P(t) / 2 with t = 1 / (1 + 0.33 |x|/√2): the form of Abramowitz and Stegun 7.1.26 with coefficients of
    /// our own (tests/Pawl.Tensors.Tests/Kernels/reference/fit_error_function.py), which are good to 8.2e-8 in the tail too.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Normal(Vector256<float> x, out Vector256<float> density)
    {
        density = Exp(x * x * Vector256.Create(-0.5f));
        var t =
            Vector256<float>.One
            / Vector256.MultiplyAddEstimate(Vector256.Abs(x), Vector256.Create(0.33f * 0.70710678f), Vector256<float>.One);
        var p = Vector256.Create(-0.13592882f);
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(0.46268831f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(-0.35543908f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(0.41254174f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(0.04501057f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(0.20192385f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(0.18283724f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(0.18636611f));
        var tail = density * Vector256.Create(0.5f) * t * p;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, default), tail, Vector256<float>.One - tail);
    }
}

using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels;

/// <summary>Dot products of some rows of x with some rows of W side by side, each summed in the order of <see cref="One"/>.</summary>
/// <remarks>
/// Named rows by outputs; all but <see cref="One"/> take <c>inputs</c> that eight divides: a call for the last few would cost them
/// their registers. Rows of x lie <c>inputs</c> apart, as rows of W do. Eight sums or more are under way at once, the latency
/// of a multiply-add times the two begun in a cycle; the cache lines of the W rows that follow these are asked for meanwhile, a hint that reads nothing.
/// </remarks>
internal static unsafe class RowTiles
{
    /// <summary>Σ x w, eight products at a time into one running vector.</summary>
    public static float One(float* x, float* weight, int inputs)
    {
        var sum = Vector256<float>.Zero;
        for (var k = 0; k < inputs; k += Lanes.Count)
        {
            sum = Vector256.MultiplyAddEstimate(Lanes.Load(x + k, inputs - k), Lanes.Load(weight + k, inputs - k), sum);
        }

        return Lanes.Sum(sum);
    }

    /// <summary>Eight sums in a row.</summary>
    public static void OneByEight(float* x, float* weight, float* sums, int inputs)
    {
        var w1 = weight + inputs;
        var w2 = weight + 2L * inputs;
        var w3 = weight + 3L * inputs;
        var w4 = weight + 4L * inputs;
        var w5 = weight + 5L * inputs;
        var w6 = weight + 6L * inputs;
        var w7 = weight + 7L * inputs;
        var s0 = Vector256<float>.Zero;
        var s1 = Vector256<float>.Zero;
        var s2 = Vector256<float>.Zero;
        var s3 = Vector256<float>.Zero;
        var s4 = Vector256<float>.Zero;
        var s5 = Vector256<float>.Zero;
        var s6 = Vector256<float>.Zero;
        var s7 = Vector256<float>.Zero;
        var ahead = 8L * inputs;
        for (nint k = 0; k < inputs; k += Lanes.Count)
        {
            if ((k & Lanes.Count) == 0)
            {
                Prefetch.Ahead(weight + ahead + k);
                Prefetch.Ahead(w1 + ahead + k);
                Prefetch.Ahead(w2 + ahead + k);
                Prefetch.Ahead(w3 + ahead + k);
                Prefetch.Ahead(w4 + ahead + k);
                Prefetch.Ahead(w5 + ahead + k);
                Prefetch.Ahead(w6 + ahead + k);
                Prefetch.Ahead(w7 + ahead + k);
            }

            var a = Vector256.Load(x + k);
            s0 = Vector256.MultiplyAddEstimate(a, Vector256.Load(weight + k), s0);
            s1 = Vector256.MultiplyAddEstimate(a, Vector256.Load(w1 + k), s1);
            s2 = Vector256.MultiplyAddEstimate(a, Vector256.Load(w2 + k), s2);
            s3 = Vector256.MultiplyAddEstimate(a, Vector256.Load(w3 + k), s3);
            s4 = Vector256.MultiplyAddEstimate(a, Vector256.Load(w4 + k), s4);
            s5 = Vector256.MultiplyAddEstimate(a, Vector256.Load(w5 + k), s5);
            s6 = Vector256.MultiplyAddEstimate(a, Vector256.Load(w6 + k), s6);
            s7 = Vector256.MultiplyAddEstimate(a, Vector256.Load(w7 + k), s7);
        }

        sums[0] = Lanes.Sum(s0);
        sums[1] = Lanes.Sum(s1);
        sums[2] = Lanes.Sum(s2);
        sums[3] = Lanes.Sum(s3);
        sums[4] = Lanes.Sum(s4);
        sums[5] = Lanes.Sum(s5);
        sums[6] = Lanes.Sum(s6);
        sums[7] = Lanes.Sum(s7);
    }

    /// <summary>Four sums for each row of x, these <paramref name="stride"/> apart.</summary>
    public static void TwoByFour(float* x, float* weight, float* sums, int inputs, int stride)
    {
        var w1 = weight + inputs;
        var w2 = weight + 2L * inputs;
        var w3 = weight + 3L * inputs;
        var x1 = x + inputs;
        var s00 = Vector256<float>.Zero;
        var s01 = Vector256<float>.Zero;
        var s02 = Vector256<float>.Zero;
        var s03 = Vector256<float>.Zero;
        var s10 = Vector256<float>.Zero;
        var s11 = Vector256<float>.Zero;
        var s12 = Vector256<float>.Zero;
        var s13 = Vector256<float>.Zero;
        var ahead = 4L * inputs;
        for (nint k = 0; k < inputs; k += Lanes.Count)
        {
            if ((k & Lanes.Count) == 0)
            {
                Prefetch.Ahead(weight + ahead + k);
                Prefetch.Ahead(w1 + ahead + k);
                Prefetch.Ahead(w2 + ahead + k);
                Prefetch.Ahead(w3 + ahead + k);
            }

            var b0 = Vector256.Load(weight + k);
            var b1 = Vector256.Load(w1 + k);
            var b2 = Vector256.Load(w2 + k);
            var b3 = Vector256.Load(w3 + k);
            var a = Vector256.Load(x + k);
            s00 = Vector256.MultiplyAddEstimate(a, b0, s00);
            s01 = Vector256.MultiplyAddEstimate(a, b1, s01);
            s02 = Vector256.MultiplyAddEstimate(a, b2, s02);
            s03 = Vector256.MultiplyAddEstimate(a, b3, s03);
            a = Vector256.Load(x1 + k);
            s10 = Vector256.MultiplyAddEstimate(a, b0, s10);
            s11 = Vector256.MultiplyAddEstimate(a, b1, s11);
            s12 = Vector256.MultiplyAddEstimate(a, b2, s12);
            s13 = Vector256.MultiplyAddEstimate(a, b3, s13);
        }

        sums[0] = Lanes.Sum(s00);
        sums[1] = Lanes.Sum(s01);
        sums[2] = Lanes.Sum(s02);
        sums[3] = Lanes.Sum(s03);
        sums[stride + 0] = Lanes.Sum(s10);
        sums[stride + 1] = Lanes.Sum(s11);
        sums[stride + 2] = Lanes.Sum(s12);
        sums[stride + 3] = Lanes.Sum(s13);
    }

    /// <summary>Three sums for each row of x, these <paramref name="stride"/> apart.</summary>
    public static void FourByThree(float* x, float* weight, float* sums, int inputs, int stride)
    {
        var w1 = weight + inputs;
        var w2 = weight + 2L * inputs;
        var x1 = x + inputs;
        var x2 = x + 2L * inputs;
        var x3 = x + 3L * inputs;
        var s00 = Vector256<float>.Zero;
        var s01 = Vector256<float>.Zero;
        var s02 = Vector256<float>.Zero;
        var s10 = Vector256<float>.Zero;
        var s11 = Vector256<float>.Zero;
        var s12 = Vector256<float>.Zero;
        var s20 = Vector256<float>.Zero;
        var s21 = Vector256<float>.Zero;
        var s22 = Vector256<float>.Zero;
        var s30 = Vector256<float>.Zero;
        var s31 = Vector256<float>.Zero;
        var s32 = Vector256<float>.Zero;
        var ahead = 3L * inputs;
        for (nint k = 0; k < inputs; k += Lanes.Count)
        {
            if ((k & Lanes.Count) == 0)
            {
                Prefetch.Ahead(weight + ahead + k);
                Prefetch.Ahead(w1 + ahead + k);
                Prefetch.Ahead(w2 + ahead + k);
            }

            var b0 = Vector256.Load(weight + k);
            var b1 = Vector256.Load(w1 + k);
            var b2 = Vector256.Load(w2 + k);
            var a = Vector256.Load(x + k);
            s00 = Vector256.MultiplyAddEstimate(a, b0, s00);
            s01 = Vector256.MultiplyAddEstimate(a, b1, s01);
            s02 = Vector256.MultiplyAddEstimate(a, b2, s02);
            a = Vector256.Load(x1 + k);
            s10 = Vector256.MultiplyAddEstimate(a, b0, s10);
            s11 = Vector256.MultiplyAddEstimate(a, b1, s11);
            s12 = Vector256.MultiplyAddEstimate(a, b2, s12);
            a = Vector256.Load(x2 + k);
            s20 = Vector256.MultiplyAddEstimate(a, b0, s20);
            s21 = Vector256.MultiplyAddEstimate(a, b1, s21);
            s22 = Vector256.MultiplyAddEstimate(a, b2, s22);
            a = Vector256.Load(x3 + k);
            s30 = Vector256.MultiplyAddEstimate(a, b0, s30);
            s31 = Vector256.MultiplyAddEstimate(a, b1, s31);
            s32 = Vector256.MultiplyAddEstimate(a, b2, s32);
        }

        sums[0] = Lanes.Sum(s00);
        sums[1] = Lanes.Sum(s01);
        sums[2] = Lanes.Sum(s02);
        sums[stride + 0] = Lanes.Sum(s10);
        sums[stride + 1] = Lanes.Sum(s11);
        sums[stride + 2] = Lanes.Sum(s12);
        sums[2 * stride + 0] = Lanes.Sum(s20);
        sums[2 * stride + 1] = Lanes.Sum(s21);
        sums[2 * stride + 2] = Lanes.Sum(s22);
        sums[3 * stride + 0] = Lanes.Sum(s30);
        sums[3 * stride + 1] = Lanes.Sum(s31);
        sums[3 * stride + 2] = Lanes.Sum(s32);
    }
}

using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels;

/// <summary>Passes over one row of scores, which lies in scratch memory with room for <see cref="Attention.Margin"/> floats after it.</summary>
internal static unsafe class AttentionRows
{
    /// <summary>scores = e^(score − maximum) for those seen, 0 after them.</summary>
    /// <param name="maximum">What the row's maximum was so far; raised to that of these scores.</param>
    /// <returns>Their sum.</returns>
    public static float Exponentials(float* scores, int seen, ref float maximum)
    {
        var whole = seen & -Lanes.Count;
        var last = LastOnes(seen - whole);
        var highest = Vector256.ConditionalSelect(last, Vector256.Load(scores + whole), Vector256.Create(maximum));
        for (var j = 0; j < whole; j += Lanes.Count)
        {
            highest = Vector256.MaxNative(highest, Vector256.Load(scores + j));
        }

        maximum = Lanes.Maximum(highest);
        var negative = Vector256.Create(-maximum);
        var sums = Vector256<float>.Zero;
        for (var j = 0; j < whole; j += Lanes.Count)
        {
            var weight = VectorMath.Exp(Vector256.Load(scores + j) + negative);
            sums += weight;
            weight.Store(scores + j);
        }

        var rest = VectorMath.Exp(Vector256.Load(scores + whole) + negative) & last;
        sums += rest;
        StoreLast(rest, scores + whole);
        return Lanes.Sum(sums);
    }

    /// <summary>scores become the weights e^(score − logSum), dWeights the gradients of the scores weight (dWeight − dot); 0 after those seen.</summary>
    public static void Gradients(float* scores, float* dWeights, int seen, float logSum, float dot)
    {
        var whole = seen & -Lanes.Count;
        var negative = Vector256.Create(-logSum);
        var dots = Vector256.Create(dot);
        for (var j = 0; j < whole; j += Lanes.Count)
        {
            var weight = VectorMath.Exp(Vector256.Load(scores + j) + negative);
            weight.Store(scores + j);
            (weight * (Vector256.Load(dWeights + j) - dots)).Store(dWeights + j);
        }

        var last = LastOnes(seen - whole);
        var rest = VectorMath.Exp(Vector256.Load(scores + whole) + negative) & last;
        StoreLast(rest, scores + whole);
        StoreLast((rest * (Vector256.Load(dWeights + whole) - dots)) & last, dWeights + whole);
    }

    /// <summary>The same under dropout: scores become masked weights, dWeights weight (mask · dWeight − dot).</summary>
    /// <param name="group">Of the row's first score, see <see cref="AttentionArguments.MaskGroup"/>.</param>
    public static void MaskedGradients(float* scores, float* dWeights, int seen, float logSum, float dot, DropoutMask mask, long group)
    {
        var factors = stackalloc float[DropoutMask.Group];
        var negative = Vector256.Create(-logSum);
        var dots = Vector256.Create(dot);
        StoreLast(default, scores + seen);
        StoreLast(default, dWeights + seen);
        for (var start = 0; start < seen; start += DropoutMask.Group)
        {
            mask.Factors(group++, factors);
            var end = Math.Min(seen, start + DropoutMask.Group);
            for (var j = start; j < end; j += Lanes.Count)
            {
                var factor = Vector256.Load(factors + j - start);
                var visible = LastOnes(seen - j);
                var weight = VectorMath.Exp(Vector256.Load(scores + j) + negative) & visible;
                (weight * factor).Store(scores + j);
                ((weight * (Vector256.Load(dWeights + j) * factor - dots)) & visible).Store(dWeights + j);
            }
        }
    }

    /// <summary>dots[i] = left[i] · right[i] for rows <paramref name="stride"/> floats apart.</summary>
    public static void Dots(float* left, float* right, int rows, int columns, int stride, float* dots)
    {
        var whole = columns & -Lanes.Count;
        for (var i = 0; i < rows; i++)
        {
            var sums = Vector256<float>.Zero;
            for (var j = 0; j < whole; j += Lanes.Count)
            {
                sums = Vector256.MultiplyAddEstimate(Vector256.Load(left + j), Vector256.Load(right + j), sums);
            }

            if (whole < columns)
            {
                var (a, b) = (Lanes.Load(left + whole, columns - whole), Lanes.Load(right + whole, columns - whole));
                sums = Vector256.MultiplyAddEstimate(a, b, sums);
            }

            dots[i] = Lanes.Sum(sums);
            left += stride;
            right += stride;
        }
    }

    public static void ApplyMask(DropoutMask mask, long group, float* values, int seen)
    {
        var factors = stackalloc float[DropoutMask.Group];
        for (var start = 0; start < seen; start += DropoutMask.Group)
        {
            mask.Factors(group++, factors);
            var end = Math.Min(seen, start + DropoutMask.Group);
            for (var j = start; j < end; j += Lanes.Count)
            {
                (Vector256.Load(values + j) * Vector256.Load(factors + j - start)).Store(values + j);
            }
        }
    }

    /// <summary>values ·= factor, a whole number of vectors.</summary>
    public static void Multiply(float* values, int count, Vector256<float> factor)
    {
        for (var j = 0; j < count; j += Lanes.Count)
        {
            (Vector256.Load(values + j) * factor).Store(values + j);
        }
    }

    private static Vector256<float> LastOnes(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    // Whole tiles of the next products read up to a tile's rows beyond the last score.
    private static void StoreLast(Vector256<float> value, float* target)
    {
        value.Store(target);
        Vector256<float>.Zero.Store(target + Lanes.Count);
        Vector256<float>.Zero.Store(target + 2 * Lanes.Count);
    }
}

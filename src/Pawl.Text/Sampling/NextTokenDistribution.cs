namespace Pawl.Text.Sampling;

/// <summary>The filtered probabilities of the next token. Reused from token to token; not thread-safe.</summary>
internal sealed class NextTokenDistribution(int vocabularySize, SamplingSettings settings)
{
    private readonly int[] _order = new int[vocabularySize];
    private readonly ulong[] _keys = new ulong[vocabularySize];

    /// <summary>By rank, not yet divided by their sum.</summary>
    private readonly double[] _weights = new double[vocabularySize];
    private readonly double[] _probabilities = new double[vocabularySize];

    /// <summary>
    /// Probabilities after temperature, then top-k, then top-p over what is left; those filtered out are 0 and the rest sum to 1. Equally
    /// likely tokens at the edge of a filter are taken in id order, so exactly k stay.
    /// </summary>
    /// <param name="logits">(vocabulary): −∞ is a token that never comes.</param>
    /// <exception cref="NotFiniteNumberException">One is NaN or +∞, or all are −∞.</exception>
    /// <remarks>Nucleus filtering: Holtzman et al., "The curious case of neural text degeneration", 2020, section 3.1.</remarks>
    public ReadOnlySpan<double> Compute(ReadOnlySpan<float> logits)
    {
        Rank(logits);
        Array.Clear(_probabilities);
        if (settings.Temperature == 0)
        {
            _probabilities[_order[0]] = 1;
            return _probabilities;
        }

        var kept = settings.TopK > 0 ? Math.Min(settings.TopK, logits.Length) : logits.Length;
        var sum = Exponentials(logits, kept);
        kept = settings.TopP < 1 ? Nucleus(kept, ref sum) : kept;
        for (var i = 0; i < kept; i++)
        {
            _probabilities[_order[i]] = _weights[i] / sum;
        }

        return _probabilities;
    }

    /// <summary>The token at which the cumulative probability, in id order, first exceeds <paramref name="uniform"/>.</summary>
    /// <param name="uniform">In [0, 1).</param>
    public static int Pick(ReadOnlySpan<double> probabilities, double uniform)
    {
        var (last, sum) = (0, 0.0);
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] <= 0)
            {
                continue;
            }

            sum += probabilities[i];
            last = i;
            if (uniform < sum)
            {
                return i;
            }
        }

        // Rounding may leave the sum a little below 1.
        return last;
    }

    /// <summary>Likeliest first, equal logits in id order.</summary>
    private void Rank(ReadOnlySpan<float> logits)
    {
        for (var i = 0; i < logits.Length; i++)
        {
            if (float.IsNaN(logits[i]))
            {
                throw new NotFiniteNumberException($"The model's logit of token {i} is no number.", logits[i]);
            }

            // + 0 makes −0 and 0 the same bits. As integers, positive floats are in order and negative ones in the opposite order.
            var bits = BitConverter.SingleToUInt32Bits(logits[i] + 0f);
            var ascending = (int)bits < 0 ? ~bits : bits | 0x8000_0000;
            _keys[i] = ((ulong)~ascending << 32) | (uint)i;
        }

        Array.Sort(_keys);
        for (var i = 0; i < logits.Length; i++)
        {
            _order[i] = (int)(uint)_keys[i];
        }

        var highest = logits[_order[0]];
        if (!float.IsFinite(highest))
        {
            throw new NotFiniteNumberException($"The model's highest logit, of token {_order[0]}, is {highest}.", highest);
        }
    }

    /// <returns>The sum of the weights.</returns>
    private double Exponentials(ReadOnlySpan<float> logits, int kept)
    {
        double sum = 0;
        var maximum = logits[_order[0]];
        for (var i = 0; i < kept; i++)
        {
            _weights[i] = Math.Exp((logits[_order[i]] - (double)maximum) / settings.Temperature);
            sum += _weights[i];
        }

        return sum;
    }

    private int Nucleus(int kept, ref double sum)
    {
        var (target, reached) = (settings.TopP * sum, 0.0);
        for (var i = 0; i < kept; i++)
        {
            reached += _weights[i];
            if (reached >= target)
            {
                sum = reached;
                return i + 1;
            }
        }

        return kept;
    }
}

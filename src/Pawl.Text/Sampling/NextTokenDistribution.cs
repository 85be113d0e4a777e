namespace Pawl.Text.Sampling;

/// <summary>The filtered probabilities of the next token. Reused from token to token; not thread-safe.</summary>
internal sealed class NextTokenDistribution(int vocabularySize, SamplingSettings settings)
{
    private readonly int[] _order = new int[vocabularySize];

    /// <summary>By rank, not yet divided by their sum.</summary>
    private readonly double[] _weights = new double[vocabularySize];
    private readonly double[] _probabilities = new double[vocabularySize];

    /// <summary>
    /// Probabilities after temperature, then top-k, then top-p over what is left; those filtered out are 0 and the rest sum to 1. Equally
    /// likely tokens at the edge of a filter are taken in id order, so exactly k stay.
    /// </summary>
    /// <param name="logits">(vocabulary), finite.</param>
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

    private void Rank(ReadOnlySpan<float> logits)
    {
        var keys = new float[logits.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = -logits[i];
            _order[i] = i;
        }

        // Array.Sort is not stable: equal logits are put in id order afterwards.
        Array.Sort(keys, _order);
        for (var start = 0; start < keys.Length; )
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            Array.Sort(_order, start, end - start);
            start = end;
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

using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Causal attention of one head of one sequence in double, each number beside a bound of the float kernel's error.</summary>
/// <remarks>
/// A score off by e makes a weight off by the factor exp(2e) at most; the rest are the bounds of sums of products. A weight below
/// e^−87 of the largest is that instead of itself.
/// </remarks>
internal sealed class AttentionReference
{
    private const double LeastWeight = 2e-38;

    private readonly GuardedMatrix _qkv;
    private readonly AttentionShape _shape;
    private readonly int _firstRow;
    private readonly int _firstColumn;
    private readonly double _scale;
    private readonly (double Value, double Bound, double Size)[,] _outputs;

    public AttentionReference(GuardedMatrix qkv, AttentionShape shape, DropoutMask mask, int unit)
    {
        (_qkv, _shape) = (qkv, shape);
        (_firstRow, _firstColumn) = (unit / shape.Heads * shape.Length, unit % shape.Heads * shape.HeadWidth);
        _scale = 1 / Math.Sqrt(shape.HeadWidth);
        Weights = new double[shape.Length, shape.Length];
        Errors = new double[shape.Length];
        LogSums = new double[shape.Length];
        Largest = new double[shape.Length];
        Factors = new double[shape.Length, shape.Length];
        _outputs = new (double, double, double)[shape.Length, shape.HeadWidth];
        var padded = (shape.Length + DropoutMask.Group - 1) / DropoutMask.Group * DropoutMask.Group;
        for (var t = 0; t < shape.Length; t++)
        {
            Row(t);
            for (var d = 0; d < shape.HeadWidth; d++)
            {
                IsFinite &= double.IsFinite(Query(t, d) + Key(t, d) + Value(t, d));
            }

            for (var s = 0; s <= t; s++)
            {
                Factors[t, s] = mask.Probability == 0 ? 1 : mask.Factor(((long)unit * shape.Length + t) * padded + s);
            }

            for (var d = 0; d < shape.HeadWidth; d++)
            {
                _outputs[t, d] = Mix(t, d);
            }
        }
    }

    /// <summary>Every query, key and value is a number.</summary>
    public bool IsFinite { get; private set; } = true;

    /// <summary>(length × length): before dropout.</summary>
    public double[,] Weights { get; }

    /// <summary>(length × length): of the dropout.</summary>
    public double[,] Factors { get; }

    /// <summary>Relative error of the weights of each row.</summary>
    public double[] Errors { get; }

    public double[] LogSums { get; }

    /// <summary>Largest sum of sizes behind a score of each row.</summary>
    public double[] Largest { get; }

    public double Query(int t, int d) => _qkv[_firstRow + t, _firstColumn + d];

    public double Key(int t, int d) => _qkv[_firstRow + t, _shape.Width + _firstColumn + d];

    public double Value(int t, int d) => _qkv[_firstRow + t, 2 * _shape.Width + _firstColumn + d];

    public (double Value, double Bound, double Size) Output(int t, int d) => _outputs[t, d];

    private (double Value, double Bound, double Size) Mix(int t, int d)
    {
        var (sum, size, values) = (0.0, 0.0, 0.0);
        for (var s = 0; s <= t; s++)
        {
            sum += Weights[t, s] * Factors[t, s] * Value(s, d);
            size += Math.Abs(Weights[t, s] * Factors[t, s] * Value(s, d));
            values += Math.Abs(Value(s, d)) * (1 + Factors[t, s]);
        }

        return (sum, size * Errors[t] + ProductCheck.Bound(t, size) + values * LeastWeight, Math.Max(values, Largest[t]));
    }

    private void Row(int t)
    {
        var (highest, error) = (double.NegativeInfinity, 0.0);
        for (var s = 0; s <= t; s++)
        {
            var (score, size) = (0.0, 0.0);
            for (var d = 0; d < _shape.HeadWidth; d++)
            {
                score += Query(t, d) * Key(s, d);
                size += Math.Abs(Query(t, d) * Key(s, d));
            }

            Weights[t, s] = score * _scale;
            highest = Math.Max(highest, score * _scale);
            Largest[t] = Math.Max(Largest[t], size);
            error = Math.Max(error, (ProductCheck.Bound(_shape.HeadWidth, size) + 8 * FuzzCase.Epsilon * size) * _scale);
        }

        var sum = 0.0;
        for (var s = 0; s <= t; s++)
        {
            Weights[t, s] = Math.Exp(Weights[t, s] - highest);
            sum += Weights[t, s];
        }

        LogSums[t] = highest + Math.Log(sum);
        // Scores so large that their rounding leaves nothing of the weights are beyond comparison.
        Errors[t] = 4 * error > 1 ? double.PositiveInfinity : Math.Exp(4 * error) - 1 + (t + 16) * FuzzCase.Epsilon + 1e-6;
        for (var s = 0; s <= t; s++)
        {
            Weights[t, s] /= sum;
        }
    }
}

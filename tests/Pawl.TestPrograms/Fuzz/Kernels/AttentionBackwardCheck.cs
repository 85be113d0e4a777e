using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Holds the gradients of one head of one sequence against the formulas in double.</summary>
/// <remarks>dV = (W ∘ M)ᵀ dO; dS = scale W ∘ (M ∘ (dO Vᵀ) − rows of dO · O); dQ = dS K; dK = dSᵀ Q.</remarks>
internal sealed class AttentionBackwardCheck(
    AttentionReference reference,
    AttentionShape shape,
    GuardedMatrix dOutput,
    GuardedMatrix dQkv,
    bool isAdding,
    int unit
)
{
    private readonly int _firstRow = unit / shape.Heads * shape.Length;
    private readonly int _firstColumn = unit % shape.Heads * shape.HeadWidth;
    private readonly double[,] _dScores = new double[shape.Length, shape.Length];
    private readonly double[,] _errors = new double[shape.Length, shape.Length];
    private double _largest;

    public void Run()
    {
        for (var t = 0; t < shape.Length; t++)
        {
            DScores(t);
        }

        for (var t = 0; t < shape.Length; t++)
        {
            for (var d = 0; d < shape.HeadWidth; d++)
            {
                Check(t, d, 0, 0, t, s => (_dScores[t, s], _errors[t, s], reference.Key(s, d)));
                Check(t, d, 1, t, shape.Length - 1, s => (_dScores[s, t], _errors[s, t], reference.Query(s, d)));
                Check(t, d, 2, t, shape.Length - 1, s => Weight(s, t, DOutput(s, d)));
            }
        }
    }

    private double DOutput(int t, int d) => dOutput[_firstRow + t, _firstColumn + d];

    private (double Left, double Error, double Right) Weight(int t, int s, double right)
    {
        var weight = reference.Weights[t, s] * reference.Factors[t, s];
        return (weight, weight * reference.Errors[t] * 2 + 4e-38, right);
    }

    private void DScores(int t)
    {
        var (dot, dotSize, dotError) = (0.0, 0.0, 0.0);
        for (var d = 0; d < shape.HeadWidth; d++)
        {
            var (value, bound, size) = reference.Output(t, d);
            dot += DOutput(t, d) * value;
            dotSize += Math.Abs(DOutput(t, d) * value);
            dotError += Math.Abs(DOutput(t, d)) * bound;
            _largest = Math.Max(_largest, Math.Max(size, Math.Abs(DOutput(t, d)) * size));
        }

        dotError += ProductCheck.Bound(shape.HeadWidth, dotSize);
        var scale = 1 / Math.Sqrt(shape.HeadWidth);
        for (var s = 0; s <= t; s++)
        {
            var (dWeight, size) = (0.0, 0.0);
            for (var d = 0; d < shape.HeadWidth; d++)
            {
                dWeight += DOutput(t, d) * reference.Value(s, d);
                size += Math.Abs(DOutput(t, d) * reference.Value(s, d));
            }

            var (factor, weight) = (reference.Factors[t, s], reference.Weights[t, s]);
            // The log-sum was rounded to a float, and a weight is computed from it anew.
            var error = 2 * reference.Errors[t] + 4 * FuzzCase.Epsilon * Math.Abs(reference.LogSums[t]);
            _dScores[t, s] = scale * weight * (factor * dWeight - dot);
            _errors[t, s] =
                scale
                    * (
                        (weight * error + 4e-38) * (factor * size + dotSize)
                        + weight
                            * (
                                factor * ProductCheck.Bound(shape.HeadWidth, size)
                                + dotError
                                + 4 * FuzzCase.Epsilon * (factor * size + dotSize)
                            )
                    )
                + 4 * float.Epsilon;
            _largest = Math.Max(_largest, Math.Max(reference.Largest[t], size + dotSize));
        }
    }

    private void Check(int t, int d, int part, int from, int to, Func<int, (double Left, double Error, double Right)> term)
    {
        var (row, column) = (_firstRow + t, part * shape.Width + _firstColumn + d);
        var sum = isAdding ? dQkv[row, column] : 0;
        var (size, bound) = (Math.Abs(sum), 0.0);
        for (var s = from; s <= to; s++)
        {
            var (left, error, right) = term(s);
            sum += left * right;
            size += Math.Abs(left * right);
            bound += error * Math.Abs(right);
        }

        bound += ProductCheck.Bound(shape.Length, size);
        var what = $"{"QKV"[part]} of the gradient of {shape}, adding {isAdding}";
        AttentionFuzz.ExpectFinite(dQkv.Now(row, column), sum, bound, Math.Max(size, _largest), what, row, column, reference);
    }
}

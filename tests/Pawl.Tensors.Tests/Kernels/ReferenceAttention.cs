using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Tests.Kernels;

/// <summary>Causal attention and its gradient written out in double, with the whole matrix of weights.</summary>
internal sealed class ReferenceAttention
{
    private readonly AttentionShape _shape;
    private readonly DropoutMask _mask;
    private readonly float[] _qkv;

    public ReferenceAttention(AttentionShape shape, DropoutMask mask, float[] qkv)
    {
        (_shape, _mask, _qkv) = (shape, mask, qkv);
        Output = new double[shape.Batch * shape.Length * shape.Width];
        Visit(
            (unit, weights, factors) =>
            {
                for (var t = 0; t < shape.Length; t++)
                {
                    for (var s = 0; s <= t; s++)
                    {
                        for (var d = 0; d < shape.HeadWidth; d++)
                        {
                            Output[OutputAt(unit, t, d)] += weights[t, s] * factors[t, s] * qkv[At(unit, t: s, part: 2, d)];
                        }
                    }
                }
            }
        );
    }

    public double[] Output { get; }

    public double[] Gradient(float[] dOutput)
    {
        var gradient = new double[_qkv.Length];
        var scale = 1 / Math.Sqrt(_shape.HeadWidth);
        Visit(
            (unit, weights, factors) =>
            {
                for (var t = 0; t < _shape.Length; t++)
                {
                    var dWeights = new double[t + 1];
                    double dot = 0;
                    for (var s = 0; s <= t; s++)
                    {
                        for (var d = 0; d < _shape.HeadWidth; d++)
                        {
                            var dO = dOutput[OutputAt(unit, t, d)];
                            dWeights[s] += factors[t, s] * dO * _qkv[At(unit, s, 2, d)];
                            gradient[At(unit, s, 2, d)] += weights[t, s] * factors[t, s] * dO;
                        }

                        dot += weights[t, s] * dWeights[s];
                    }

                    for (var s = 0; s <= t; s++)
                    {
                        var dScore = weights[t, s] * (dWeights[s] - dot) * scale;
                        for (var d = 0; d < _shape.HeadWidth; d++)
                        {
                            gradient[At(unit, t, 0, d)] += dScore * _qkv[At(unit, s, 1, d)];
                            gradient[At(unit, s, 1, d)] += dScore * _qkv[At(unit, t, 0, d)];
                        }
                    }
                }
            }
        );
        return gradient;
    }

    private void Visit(Action<int, double[,], double[,]> visit)
    {
        var length = _shape.Length;
        var paddedLength = (length + DropoutMask.Group - 1) / DropoutMask.Group * DropoutMask.Group;
        for (var unit = 0; unit < _shape.Batch * _shape.Heads; unit++)
        {
            var weights = new double[length, length];
            var factors = new double[length, length];
            for (var t = 0; t < length; t++)
            {
                var highest = double.NegativeInfinity;
                for (var s = 0; s <= t; s++)
                {
                    double score = 0;
                    for (var d = 0; d < _shape.HeadWidth; d++)
                    {
                        score += (double)_qkv[At(unit, t, 0, d)] * _qkv[At(unit, s, 1, d)];
                    }

                    weights[t, s] = score / Math.Sqrt(_shape.HeadWidth);
                    highest = Math.Max(highest, weights[t, s]);
                }

                double sum = 0;
                for (var s = 0; s <= t; s++)
                {
                    weights[t, s] = Math.Exp(weights[t, s] - highest);
                    sum += weights[t, s];
                    factors[t, s] = _mask.Probability == 0 ? 1 : _mask.Factor(((long)unit * length + t) * paddedLength + s);
                }

                for (var s = 0; s <= t; s++)
                {
                    weights[t, s] /= sum;
                }
            }

            visit(unit, weights, factors);
        }
    }

    private int At(int unit, int t, int part, int d) =>
        (unit / _shape.Heads * _shape.Length + t) * 3 * _shape.Width + part * _shape.Width + unit % _shape.Heads * _shape.HeadWidth + d;

    private int OutputAt(int unit, int t, int d) =>
        (unit / _shape.Heads * _shape.Length + t) * _shape.Width + unit % _shape.Heads * _shape.HeadWidth + d;
}

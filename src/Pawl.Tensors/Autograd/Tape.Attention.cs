using Pawl.Tensors.Autograd.Operations;
using Pawl.Tensors.Kernels;
using Pawl.Tensors.Random;

namespace Pawl.Tensors.Autograd;

/// <content>Attention.</content>
public sealed unsafe partial class Tape
{
    /// <summary>Multi-head attention in which position t sees positions 0 to t, with dropout on the attention weights.</summary>
    /// <param name="queryKeyValue">(batch · length, 3 · width): query, key and value side by side, heads side by side within each.</param>
    /// <param name="length">Positions of a sequence; divides the rows.</param>
    /// <param name="heads">Divides the width.</param>
    /// <param name="layer">Tells apart the dropout masks of one step.</param>
    /// <returns>(batch · length, width).</returns>
    /// <remarks>
    /// Vaswani et al., "Attention is all you need", 2017, equation 1, scale 1/√(width of a head). Neither pass keeps the
    /// length × length weights: backward computes them again from one number a row, the logarithm of their sum.
    /// </remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor CausalAttention(Tensor queryKeyValue, int length, int heads, float dropout = 0, DropoutKey key = default, int layer = 0)
    {
        RequireProbability(dropout);
        var rows = queryKeyValue.Shape.Rows;
        var columns = queryKeyValue.Shape.Last;
        if (length < 1 || rows % length != 0 || heads < 1 || columns % (3L * heads) != 0)
        {
            throw new ArgumentException(
                $"CausalAttention takes (batch · length, 3 · heads · head width): got {queryKeyValue.Shape} with length {length} and {heads} heads."
            );
        }

        var shape = new AttentionShape(rows / length, length, heads, columns / 3 / heads);
        var output = NewTensor(new TensorShape(rows, columns / 3));
        var statistics = NewTensor(new TensorShape(shape.Batch, heads, length));
        var mask = new DropoutMask(key, layer, dropout);
        Attention.Forward(Threads, shape, mask, queryKeyValue.Data, output.Data, statistics.Data);
        if (NeedsGradient(queryKeyValue))
        {
            var operation = Record<CausalAttentionOperation>(output);
            operation.Input = queryKeyValue;
            operation.Statistics = statistics;
            operation.Shape = shape;
            operation.Mask = mask;
        }

        return output;
    }
}

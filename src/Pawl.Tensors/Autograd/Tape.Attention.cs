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
        if (length < 1 || rows % length != 0 || heads < 1 || columns % (3 * heads) != 0)
        {
            throw new ArgumentException(
                $"CausalAttention takes (batch · length, 3 · heads · head width): got {queryKeyValue.Shape} with length {length} and {heads} heads."
            );
        }

        var shape = new AttentionShape(rows / length, length, heads, columns / 3 / heads);
        var output = NewTensor(new TensorShape(rows, columns / 3));
        var statistics = NewTensor(new TensorShape(shape.Batch * heads, length));
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

    /// <summary>Causal attention of new positions over those before, whose keys and values are at hand. Takes no gradient.</summary>
    /// <param name="queryKeyValue">(new, 3 · width), as in <see cref="CausalAttention"/>.</param>
    /// <param name="cache">(capacity, 2 · width): rows before <paramref name="past"/> are read, those of the new positions written.</param>
    /// <param name="past">Positions in the cache.</param>
    /// <returns>(new, width).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or the cache has no room for the new positions.</exception>
    public Tensor CachedAttention(Tensor queryKeyValue, Tensor cache, int past, int heads)
    {
        var (rows, columns) = (queryKeyValue.Shape.Rows, queryKeyValue.Shape.Last);
        Require(
            cache.Shape.Rank == 2 && heads >= 1 && columns % (3 * heads) == 0 && cache.Shape[1] == columns / 3 * 2,
            "CachedAttention",
            "(new, 3 · heads · head width) and a cache (capacity, 2 · heads · head width)",
            queryKeyValue,
            cache
        );
        if (past < 0 || past + rows > cache.Shape[0] || IsRecording)
        {
            throw new ArgumentException(
                $"CachedAttention takes no gradient and needs room: {past} positions and {rows} new ones in a cache of {cache.Shape[0]}, "
                    + $"on a tape that {(IsRecording ? "records" : "does not record")}."
            );
        }

        var output = NewTensor(new TensorShape(rows, columns / 3));
        Kernels.CachedAttention.Forward(Threads, queryKeyValue.Data, cache.Data, output.Data, rows, past, heads, columns / 3);
        return output;
    }
}

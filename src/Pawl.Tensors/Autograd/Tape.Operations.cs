using Pawl.Tensors.Kernels;
using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Random;

namespace Pawl.Tensors.Autograd;

/// <content>The operations. Rows are all dimensions but the last, read as one.</content>
public sealed unsafe partial class Tape
{
    /// <summary>y = x Wᵀ + b + r.</summary>
    /// <param name="input">(…, in).</param>
    /// <param name="weight">(out, in).</param>
    /// <param name="bias">(out), or null.</param>
    /// <param name="residual">(…, out), or null.</param>
    /// <returns>(…, out).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null, Tensor? residual = null)
    {
        Require(
            weight.Shape.Rank == 2 && input.Shape.Last == weight.Shape[1],
            "Linear",
            "input (…, in) and weight (out, in)",
            input,
            weight
        );
        Require(
            bias is null || (bias.Shape.Rank == 1 && bias.Length == weight.Shape[0]),
            "Linear",
            "weight (out, in) and bias (out)",
            weight,
            bias
        );
        var output = NewTensor(WithLast(input.Shape, weight.Shape[0]));
        Require(residual is null || residual.Shape == output.Shape, "Linear", "a residual of the output's shape", output, residual);
        Kernels.Linear.Forward(
            Threads,
            input.Data,
            weight.Data,
            bias is null ? null : bias.Data,
            residual is null ? null : residual.Data,
            output.Data,
            input.Shape.Rows,
            input.Shape.Last,
            weight.Shape[0]
        );
        if (NeedsGradient(input) || NeedsGradient(weight) || NeedsGradient(bias) || NeedsGradient(residual))
        {
            var operation = Record<LinearOperation>(output);
            operation.Input = input;
            operation.Weight = weight;
            operation.Bias = bias;
            operation.Residual = residual;
        }

        return output;
    }

    /// <summary>Rows of a table.</summary>
    /// <param name="table">(entries, width).</param>
    /// <param name="indices">One per row of the output, each in [0, entries).</param>
    /// <returns>(indices, width).</returns>
    /// <exception cref="ArgumentException">An index is outside the table, or the table has not two dimensions.</exception>
    public Tensor Embedding(Tensor table, ReadOnlySpan<int> indices)
    {
        Require(table.Shape.Rank == 2, "Embedding", "a table (entries, width)", table, null);
        Lookup.RequireInRange(indices, table.Shape[0], "Embedding index");
        var output = NewTensor(new TensorShape(indices.Length, table.Shape[1]));
        Lookup.Forward(indices, table.Data, output.Data, table.Shape[1]);
        if (NeedsGradient(table))
        {
            var operation = Record<EmbeddingOperation>(output);
            operation.Table = table;
            operation.Keep(indices);
        }

        return output;
    }

    /// <summary>Sum of a token's and its position's vector: row b·length + t of the output is tokens[b·length + t] plus position t.</summary>
    /// <param name="tokenTable">(vocabulary, width).</param>
    /// <param name="positionTable">(block, width).</param>
    /// <param name="tokens">batch × length of them, each in [0, vocabulary).</param>
    /// <param name="length">1 to block.</param>
    /// <returns>(tokens, width).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a token is outside the table.</exception>
    public Tensor TokenAndPosition(Tensor tokenTable, Tensor positionTable, ReadOnlySpan<int> tokens, int length)
    {
        Require(
            tokenTable.Shape.Rank == 2 && positionTable.Shape.Rank == 2 && tokenTable.Shape[1] == positionTable.Shape[1],
            "TokenAndPosition",
            "tables (vocabulary, width) and (block, width)",
            tokenTable,
            positionTable
        );
        if (length < 1 || length > positionTable.Shape[0] || tokens.Length % length != 0)
        {
            throw new ArgumentException(
                $"TokenAndPosition takes a length of 1 to {positionTable.Shape[0]} that divides the token count: got length {length} for {tokens.Length} tokens."
            );
        }

        Lookup.RequireInRange(tokens, tokenTable.Shape[0], "Token");
        var output = NewTensor(new TensorShape(tokens.Length, tokenTable.Shape[1]));
        Lookup.Forward(tokens, length, tokenTable.Data, positionTable.Data, output.Data, tokenTable.Shape[1]);
        if (NeedsGradient(tokenTable) || NeedsGradient(positionTable))
        {
            var operation = Record<TokenAndPositionOperation>(output);
            operation.TokenTable = tokenTable;
            operation.PositionTable = positionTable;
            operation.Length = length;
            operation.Keep(tokens);
        }

        return output;
    }

    /// <summary>y = (x − mean) / √(variance + ε) · gain + bias over the last dimension; the variance is the biased one.</summary>
    /// <param name="input">(…, width).</param>
    /// <param name="gain">(width).</param>
    /// <param name="bias">(width), or null.</param>
    /// <remarks>Ba, Kiros and Hinton, "Layer normalization", 2016.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor LayerNorm(Tensor input, Tensor gain, Tensor? bias = null, float epsilon = 1e-5f)
    {
        Require(gain.Shape.Rank == 1 && gain.Length == input.Shape.Last, "LayerNorm", "input (…, width) and gain (width)", input, gain);
        Require(bias is null || bias.Shape == gain.Shape, "LayerNorm", "gain and bias of one shape", gain, bias);
        var rows = input.Shape.Rows;
        var output = NewTensor(input.Shape);
        var statistics = NewTensor(new TensorShape(2, rows));
        Normalization.Forward(
            Threads,
            input.Data,
            gain.Data,
            bias is null ? null : bias.Data,
            output.Data,
            statistics.Data,
            rows,
            input.Shape.Last,
            epsilon
        );
        if (NeedsGradient(input) || NeedsGradient(gain) || NeedsGradient(bias))
        {
            var operation = Record<LayerNormOperation>(output);
            operation.Input = input;
            operation.Gain = gain;
            operation.Bias = bias;
            operation.Statistics = statistics;
        }

        return output;
    }

    public Tensor Gelu(Tensor input, GeluForm form)
    {
        var output = NewTensor(input.Shape);
        var derivative = NeedsGradient(input) ? NewTensor(input.Shape) : null;
        Activation.Forward(Threads, input.Data, output.Data, derivative is null ? null : derivative.Data, input.Length, form);
        if (derivative is not null)
        {
            var operation = Record<GeluOperation>(output);
            operation.Input = input;
            operation.Derivative = derivative;
        }

        return output;
    }

    /// <summary>Elements are zeroed with probability p and the others divided by 1 − p; with p = 0 the input itself is returned.</summary>
    /// <param name="layer">Tells apart the masks of one step.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is not in [0, 1).</exception>
    public Tensor Dropout(Tensor input, float probability, DropoutKey key, int layer)
    {
        RequireProbability(probability);
        if (probability == 0)
        {
            return input;
        }

        var output = NewTensor(input.Shape);
        var mask = new DropoutMask(key, layer, probability);
        Kernels.Dropout.Apply(Threads, mask, input.Data, output.Data, input.Length, false);
        if (NeedsGradient(input))
        {
            var operation = Record<DropoutOperation>(output);
            operation.Input = input;
            operation.Mask = mask;
        }

        return output;
    }

    /// <summary>The same elements under another shape, copied.</summary>
    /// <exception cref="ArgumentException">The shapes have different lengths.</exception>
    public Tensor Reshape(Tensor input, TensorShape shape)
    {
        if (input.Length != shape.Length)
        {
            throw new ArgumentException($"Reshape keeps the count of elements: got {input.Shape} and {shape}.");
        }

        var output = NewTensor(shape);
        Elementwise.Accumulate(Threads, input.Data, output.Data, input.Length, false);
        if (NeedsGradient(input))
        {
            Record<ReshapeOperation>(output).Input = input;
        }

        return output;
    }

    /// <summary>The last row, for evaluation: takes no gradient.</summary>
    /// <param name="input">(rows, width) with one row or more.</param>
    /// <returns>(1, width).</returns>
    /// <exception cref="ArgumentException">There is no row, or the tape records.</exception>
    public Tensor LastRow(Tensor input)
    {
        Require(
            input.Shape.Rank == 2 && input.Shape[0] >= 1 && !IsRecording,
            "LastRow",
            "(rows, width) with a row, on a tape that does not record",
            input,
            null
        );
        var output = NewTensor(new TensorShape(1, input.Shape[1]));
        input.Values[^input.Shape[1]..].CopyTo(output.Values);
        return output;
    }

    /// <summary>a + b, element by element.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Tensor Add(Tensor left, Tensor right)
    {
        Require(left.Shape == right.Shape, "Add", "two tensors of one shape", left, right);
        var output = NewTensor(left.Shape);
        Elementwise.Add(Threads, left.Data, right.Data, output.Data, left.Length);
        if (NeedsGradient(left) || NeedsGradient(right))
        {
            var operation = Record<AddOperation>(output);
            operation.Left = left;
            operation.Right = right;
        }

        return output;
    }

    /// <summary>Matrix product.</summary>
    /// <param name="left">(rows, inner).</param>
    /// <param name="right">(inner, columns).</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor MatMul(Tensor left, Tensor right)
    {
        Require(
            left.Shape.Rank == 2 && right.Shape.Rank == 2 && left.Shape[1] == right.Shape[0],
            "MatMul",
            "(rows, inner) and (inner, columns)",
            left,
            right
        );
        var output = NewTensor(new TensorShape(left.Shape[0], right.Shape[1]));
        Gemm.Multiply(
            Threads,
            new GemmShape(left.Shape[0], right.Shape[1], left.Shape[1], false, false),
            left.Data,
            left.Shape[1],
            right.Data,
            right.Shape[1],
            output.Data,
            right.Shape[1],
            false
        );
        if (NeedsGradient(left) || NeedsGradient(right))
        {
            var operation = Record<MatMulOperation>(output);
            operation.Left = left;
            operation.Right = right;
        }

        return output;
    }

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

    /// <summary>Mean over rows of −log softmax(logits)[target].</summary>
    /// <param name="logits">(rows, classes).</param>
    /// <param name="targets">One per row, each in [0, classes).</param>
    /// <returns>(1). NaN when there is no row, as the mean of nothing is.</returns>
    /// <exception cref="ArgumentException">The counts differ or a target is out of range.</exception>
    public Tensor CrossEntropy(Tensor logits, ReadOnlySpan<int> targets)
    {
        if (logits.Shape.Rank != 2 || logits.Shape[0] != targets.Length)
        {
            throw new ArgumentException(
                $"CrossEntropy takes logits (rows, classes) and a target a row: got {logits.Shape} and {targets.Length} targets."
            );
        }

        Lookup.RequireInRange(targets, logits.Shape[1], "Target");
        var output = NewTensor(new TensorShape(1));
        var statistics = NewTensor(new TensorShape(2, targets.Length));
        Kernels.CrossEntropy.Forward(Threads, logits.Data, targets, statistics.Data, output.Data, logits.Shape[1]);
        if (NeedsGradient(logits))
        {
            var operation = Record<CrossEntropyOperation>(output);
            operation.Logits = logits;
            operation.Statistics = statistics;
            operation.Keep(targets);
        }

        return output;
    }

    private static TensorShape WithLast(TensorShape shape, int last) =>
        shape.Rank switch
        {
            1 => new(last),
            2 => new(shape[0], last),
            3 => new(shape[0], shape[1], last),
            _ => new(shape[0], shape[1], shape[2], last),
        };

    private static void Require(bool isFit, string operation, string expected, Tensor first, Tensor? second)
    {
        if (!isFit)
        {
            throw new ArgumentException(
                $"{operation} takes {expected}: got {first.Shape}{(second is null ? string.Empty : $" and {second.Shape}")}."
            );
        }
    }

    private static void RequireProbability(float probability)
    {
        if (!(probability >= 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A dropout probability is in [0, 1).");
        }
    }
}

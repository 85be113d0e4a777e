using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Causal attention, a unit of work per head and sequence, by blocks of queries.</summary>
/// <remarks>
/// The weights of a block (queries × keys up to the last query) live in scratch memory of the thread and are computed again in
/// the backward pass from the log-sums: no length × length matrix is kept. The gradient of a score needs Σ weight · dWeight,
/// which equals dOutput · output (Dao et al., "FlashAttention", 2022, appendix B.2).
/// </remarks>
internal static unsafe class Attention
{
    /// <summary>Queries of a block: a multiple of every matrix kernel's rows.</summary>
    private const int Block = 48;

    public static void Forward(ComputeThreads threads, AttentionShape shape, DropoutMask mask, float* qkv, float* output, float* logSums)
    {
        var arguments = new AttentionArguments
        {
            Shape = shape,
            Mask = mask,
            QueryKeyValue = qkv,
            Output = output,
            LogSums = logSums,
        };
        threads.Run(&ForwardUnit, &arguments, shape.Batch * shape.Heads);
    }

    public static void Backward(
        ComputeThreads threads,
        AttentionShape shape,
        DropoutMask mask,
        float* dOutput,
        float* qkv,
        float* output,
        float* logSums,
        float* dQkv,
        bool isAdding
    )
    {
        var arguments = new AttentionArguments
        {
            Shape = shape,
            Mask = mask,
            QueryKeyValue = qkv,
            Output = output,
            LogSums = logSums,
            DOutput = dOutput,
            DQueryKeyValue = dQkv,
            IsAdding = isAdding,
        };
        threads.Run(&BackwardUnit, &arguments, shape.Batch * shape.Heads);
    }

    private static void ForwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(AttentionArguments*)state;
        var (length, head, stride) = (arguments.Shape.Length, arguments.Shape.HeadWidth, arguments.RowStride);
        var query = arguments.QueryKeyValue + arguments.QueryOffset(unit);
        var key = query + arguments.Shape.Width;
        var value = key + arguments.Shape.Width;
        var output = arguments.Output + arguments.OutputOffset(unit);
        var weights = Scratch.OfThread(ScratchUse.Attention, 2L * Block * length);
        for (var start = 0; start < length; start += Block)
        {
            var rows = Math.Min(Block, length - start);
            var keys = start + rows;
            Gemm.MultiplyAlone(new(rows, keys, head, false, true), query + (long)start * stride, stride, key, stride, weights, keys, false);
            for (var i = 0; i < rows; i++)
            {
                Softmax(ref arguments, unit, start + i, weights + (long)i * keys, keys);
            }

            Gemm.MultiplyAlone(
                new(rows, head, keys, false, false),
                weights,
                keys,
                value,
                stride,
                output + (long)start * arguments.Shape.Width,
                arguments.Shape.Width,
                false
            );
        }
    }

    /// <summary>Scores of one query to its weights, with dropout; 0 beyond the query's own position.</summary>
    private static void Softmax(ref AttentionArguments arguments, int unit, int row, float* weights, int keys)
    {
        var visible = row + 1;
        var highest = Vector256.Create(float.NegativeInfinity);
        for (var j = 0; j < visible; j += Lanes.Count)
        {
            highest = Vector256.Max(highest, Lanes.Load(weights + j, visible - j, float.NegativeInfinity));
        }

        var scale = Vector256.Create(arguments.ScoreScale);
        var maximum = Lanes.Maximum(highest) * arguments.ScoreScale;
        var sums = Vector256<float>.Zero;
        for (var j = 0; j < visible; j += Lanes.Count)
        {
            var remaining = visible - j;
            var weight = VectorMath.Exp(
                Vector256.MultiplyAddEstimate(Lanes.Load(weights + j, remaining), scale, Vector256.Create(-maximum))
            );
            sums += Lanes.Keep(weight, remaining);
            Lanes.Store(weight, weights + j, remaining);
        }

        var sum = Lanes.Sum(sums);
        arguments.LogSums[(long)unit * arguments.Shape.Length + row] = maximum + MathF.Log(sum);
        var factor = Vector256.Create(1 / sum);
        for (var j = 0; j < visible; j += Lanes.Count)
        {
            Lanes.Store(Lanes.Load(weights + j, visible - j) * factor, weights + j, visible - j);
        }

        new Span<float>(weights + visible, keys - visible).Clear();
        if (arguments.Mask.Probability > 0)
        {
            ApplyMask(ref arguments, unit, row, weights, visible);
        }
    }

    private static void ApplyMask(ref AttentionArguments arguments, int unit, int row, float* values, int visible)
    {
        var factors = stackalloc float[DropoutMask.Group];
        var group = arguments.MaskGroup(unit, row);
        for (var start = 0; start < visible; start += DropoutMask.Group)
        {
            arguments.Mask.Factors(group++, factors);
            for (var j = start; j < Math.Min(visible, start + DropoutMask.Group); j += Lanes.Count)
            {
                Lanes.Store(Lanes.Load(values + j, visible - j) * Vector256.Load(factors + j - start), values + j, visible - j);
            }
        }
    }

    private static void BackwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(AttentionArguments*)state;
        var (length, head, width, stride) = (arguments.Shape.Length, arguments.Shape.HeadWidth, arguments.Shape.Width, arguments.RowStride);
        var query = arguments.QueryKeyValue + arguments.QueryOffset(unit);
        var key = query + width;
        var value = key + width;
        var dQuery = arguments.DQueryKeyValue + arguments.QueryOffset(unit);
        var dKey = dQuery + width;
        var dValue = dKey + width;
        for (var row = 0; row < length && !arguments.IsAdding; row++)
        {
            new Span<float>(dKey + (long)row * stride, head).Clear();
            new Span<float>(dValue + (long)row * stride, head).Clear();
        }

        var weights = Scratch.OfThread(ScratchUse.Attention, 2L * Block * length);
        var dScores = weights + (long)Block * length;
        for (var start = 0; start < length; start += Block)
        {
            var rows = Math.Min(Block, length - start);
            var keys = start + rows;
            var queryBlock = query + (long)start * stride;
            var outputBlock = arguments.Output + arguments.OutputOffset(unit) + (long)start * width;
            var dOutputBlock = arguments.DOutput + arguments.OutputOffset(unit) + (long)start * width;
            Gemm.MultiplyAlone(new(rows, keys, head, false, true), queryBlock, stride, key, stride, weights, keys, false);
            Gemm.MultiplyAlone(new(rows, keys, head, false, true), dOutputBlock, width, value, stride, dScores, keys, false);
            for (var i = 0; i < rows; i++)
            {
                var dot = Lanes.Dot(dOutputBlock + (long)i * width, outputBlock + (long)i * width, head);
                DScores(ref arguments, unit, start + i, weights + (long)i * keys, dScores + (long)i * keys, keys, dot);
            }

            Gemm.MultiplyAlone(new(keys, head, rows, true, false), weights, keys, dOutputBlock, width, dValue, stride, true);
            Gemm.MultiplyAlone(new(keys, head, rows, true, false), dScores, keys, queryBlock, stride, dKey, stride, true);
            Gemm.MultiplyAlone(
                new(rows, head, keys, false, false),
                dScores,
                keys,
                key,
                stride,
                dQuery + (long)start * stride,
                stride,
                arguments.IsAdding
            );
        }
    }

    /// <summary>
    /// Turns one query's scores into its weights after dropout, and the gradients of those weights into gradients of the scores
    /// (scale included): dScore = weight (mask · dWeight − dot) scale.
    /// </summary>
    private static void DScores(ref AttentionArguments arguments, int unit, int row, float* weights, float* dWeights, int keys, float dot)
    {
        var visible = row + 1;
        if (arguments.Mask.Probability > 0)
        {
            ApplyMask(ref arguments, unit, row, dWeights, visible);
        }

        var scale = Vector256.Create(arguments.ScoreScale);
        var logSum = Vector256.Create(-arguments.LogSums[(long)unit * arguments.Shape.Length + row]);
        for (var j = 0; j < visible; j += Lanes.Count)
        {
            var remaining = visible - j;
            var weight = VectorMath.Exp(Vector256.MultiplyAddEstimate(Lanes.Load(weights + j, remaining), scale, logSum));
            Lanes.Store(weight, weights + j, remaining);
            Lanes.Store(weight * scale * (Lanes.Load(dWeights + j, remaining) - Vector256.Create(dot)), dWeights + j, remaining);
        }

        new Span<float>(weights + visible, keys - visible).Clear();
        new Span<float>(dWeights + visible, keys - visible).Clear();
        if (arguments.Mask.Probability > 0)
        {
            ApplyMask(ref arguments, unit, row, weights, visible);
        }
    }
}

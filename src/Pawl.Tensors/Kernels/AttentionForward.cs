using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Memory;

namespace Pawl.Tensors.Kernels;

/// <summary>The forward pass of one head of one sequence.</summary>
internal static unsafe class AttentionForward<TTile>
    where TTile : struct, IAttentionTile
{
    public static void Unit(void* state, int unit)
    {
        ref var arguments = ref *(AttentionArguments*)state;
        var (length, head, stride) = (arguments.Shape.Length, arguments.Shape.HeadWidth, arguments.RowStride);
        var query = arguments.QueryKeyValue + arguments.QueryOffset(unit);
        var key = query + arguments.Shape.Width;
        var value = key + arguments.Shape.Width;
        var padded = AttentionTiles<TTile>.RoundUpToColumns(head);
        var scoreStride = AttentionTiles<TTile>.ScoreStride(length);
        var keyFloats = (long)AttentionTiles<TTile>.RoundUpToColumns(length) * head;
        var memory = Scratch.OfThread(
            ScratchUse.Attention,
            keyFloats + (long)length * padded + Attention.QueryBlock * (long)(head + scoreStride + padded + 2) + 7 * 16
        );
        var keys = AttentionTiles<TTile>.Take(ref memory, keyFloats);
        var values = AttentionTiles<TTile>.Take(ref memory, (long)length * padded);
        var block = new QueryRows
        {
            Queries = AttentionTiles<TTile>.Take(ref memory, Attention.QueryBlock * head),
            Scores = AttentionTiles<TTile>.Take(ref memory, (long)Attention.QueryBlock * scoreStride),
            Outputs = AttentionTiles<TTile>.Take(ref memory, Attention.QueryBlock * padded),
            Maxima = AttentionTiles<TTile>.Take(ref memory, Attention.QueryBlock),
            Sums = AttentionTiles<TTile>.Take(ref memory, Attention.QueryBlock),
        };
        AttentionTiles<TTile>.PackTransposed(key, stride, length, head, keys);
        for (var start = 0; start < length; start += Attention.KeyBlock)
        {
            var rows = Math.Min(Attention.KeyBlock, length - start);
            AttentionTiles<TTile>.PackPanels(value + (long)start * stride, stride, rows, head, 1, values + (long)start * padded);
        }

        for (var start = 0; start < length; start += Attention.QueryBlock)
        {
            var rows = Math.Min(Attention.QueryBlock, length - start);
            AttentionTiles<TTile>.CopyRows(query + (long)start * stride, stride, rows, head, arguments.ScoreScale, block.Queries);
            for (var keyStart = 0; keyStart < start + rows; keyStart += Attention.KeyBlock)
            {
                Accumulate(ref arguments, unit, ref block, start, rows, keyStart, keys, values);
            }

            Finish(ref arguments, unit, ref block, start, rows);
        }
    }

    /// <summary>Adds what a block of queries takes from a block of keys.</summary>
    private static void Accumulate(
        ref AttentionArguments arguments,
        int unit,
        ref QueryRows block,
        int start,
        int rows,
        int keyStart,
        float* keys,
        float* values
    )
    {
        var (length, head) = (arguments.Shape.Length, arguments.Shape.HeadWidth);
        var padded = AttentionTiles<TTile>.RoundUpToColumns(head);
        var stride = AttentionTiles<TTile>.ScoreStride(length);
        var visible = Math.Min(Attention.KeyBlock, start + rows - keyStart);
        var first = start - keyStart;
        AttentionTiles<TTile>.Scores(block.Queries, rows, head, keys + (long)keyStart * head, first, visible, block.Scores, stride);
        for (var i = 0; i < rows; i++)
        {
            var scores = block.Scores + (long)i * stride;
            var seen = Math.Min(first + i + 1, visible);
            var maximum = keyStart == 0 ? float.NegativeInfinity : block.Maxima[i];
            var sum = AttentionRows.Exponentials(scores, seen, ref maximum);
            if (keyStart > 0)
            {
                // What was summed under the lower maximum.
                var factor = VectorMath.Exp(Vector256.Create(block.Maxima[i] - maximum));
                sum += block.Sums[i] * factor.ToScalar();
                AttentionRows.Multiply(block.Outputs + i * padded, padded, factor);
            }

            block.Maxima[i] = maximum;
            block.Sums[i] = sum;
            if (arguments.Mask.Probability > 0)
            {
                AttentionRows.ApplyMask(arguments.Mask, arguments.MaskGroup(unit, start + i, keyStart), scores, seen);
            }
        }

        var panelStride = Math.Min(Attention.KeyBlock, length - keyStart) * TTile.Columns;
        AttentionTiles<TTile>.WeightedRows(
            block.Scores,
            stride,
            rows,
            first,
            visible,
            values + (long)keyStart * padded,
            panelStride,
            block.Outputs,
            padded,
            keyStart > 0
        );
    }

    private static void Finish(ref AttentionArguments arguments, int unit, ref QueryRows block, int start, int rows)
    {
        var (head, width) = (arguments.Shape.HeadWidth, arguments.Shape.Width);
        var padded = AttentionTiles<TTile>.RoundUpToColumns(head);
        var output = arguments.Output + arguments.OutputOffset(unit) + (long)start * width;
        var logSums = arguments.LogSums + (long)unit * arguments.Shape.Length + start;
        for (var i = 0; i < rows; i += Lanes.Count)
        {
            var logSum = Vector256.Load(block.Maxima + i) + Vector256.Log(Vector256.Load(block.Sums + i));
            Lanes.Store(logSum, logSums + i, rows - i);
        }

        for (var i = 0; i < rows; i++)
        {
            AttentionTiles<TTile>.WriteRow(
                block.Outputs + (long)i * padded,
                head,
                1 / block.Sums[i],
                output + (long)i * width,
                isAdding: false
            );
        }
    }

    /// <summary>A block of queries at work.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct QueryRows
    {
        /// <summary>(queries × head width), scaled.</summary>
        public float* Queries;

        /// <summary>(queries × keys of a block).</summary>
        public float* Scores;

        /// <summary>(queries × padded head width), to be divided by the sums.</summary>
        public float* Outputs;
        public float* Maxima;
        public float* Sums;
    }
}

using System.Runtime.InteropServices;
using Pawl.Tensors.Memory;

namespace Pawl.Tensors.Kernels;

/// <summary>The backward pass of one head of one sequence, a block of keys at a time.</summary>
/// <remarks>
/// With weights P = softmax(s Q Kᵀ) and mask M: dV = (M P)ᵀ dO, dP = dO Vᵀ, dS = P (M dP − d) where d = Σ over keys of P M dP =
/// dO · O (Dao et al., 2022, appendix B.2), dQ = s dS K, dK = dSᵀ (s Q).
/// </remarks>
internal static unsafe class AttentionBackward<TTile>
    where TTile : struct, IAttentionTile
{
    public static void Unit(void* state, int unit)
    {
        ref var arguments = ref *(AttentionArguments*)state;
        var (length, head) = (arguments.Shape.Length, arguments.Shape.HeadWidth);
        var memory = new Memory(length, head);
        var source = arguments.QueryKeyValue + arguments.QueryOffset(unit);
        var target = arguments.DQueryKeyValue + arguments.QueryOffset(unit);
        var offset = arguments.OutputOffset(unit);
        AttentionRows.Dots(arguments.DOutput + offset, arguments.Output + offset, length, head, arguments.Shape.Width, memory.Dots);

        for (var keyStart = 0; keyStart < length; keyStart += Attention.KeyBlock)
        {
            KeyBlock(ref arguments, unit, ref memory, source, target, keyStart);
        }

        Write(ref arguments, memory.DQueries, length, arguments.ScoreScale, target);
    }

    private static void KeyBlock(ref AttentionArguments arguments, int unit, ref Memory memory, float* source, float* target, int keyStart)
    {
        var (length, head, width, stride) = (arguments.Shape.Length, arguments.Shape.HeadWidth, arguments.Shape.Width, arguments.RowStride);
        var count = Math.Min(Attention.KeyBlock, length - keyStart);
        var key = source + width + (long)keyStart * stride;
        AttentionTiles<TTile>.PackTransposed(key, stride, count, head, memory.KeysTransposed);
        AttentionTiles<TTile>.PackTransposed(key + width, stride, count, head, memory.ValuesTransposed);
        AttentionTiles<TTile>.PackPanels(key, stride, count, head, 1, memory.Keys);
        var gradients = AttentionTiles<TTile>.RoundUpToRows(count) * memory.Padded;
        new Span<float>(memory.DKeys, gradients).Clear();
        new Span<float>(memory.DValues, gradients).Clear();
        for (var start = keyStart; start < length; start += Attention.QueryBlock)
        {
            QueryBlock(ref arguments, unit, ref memory, source, keyStart, start);
        }

        var place = target + width + (long)keyStart * stride;
        Write(ref arguments, memory.DKeys, count, 1, place);
        Write(ref arguments, memory.DValues, count, 1, place + width);
    }

    private static void QueryBlock(ref AttentionArguments arguments, int unit, ref Memory memory, float* source, int keyStart, int start)
    {
        var (length, head, width, stride) = (arguments.Shape.Length, arguments.Shape.HeadWidth, arguments.Shape.Width, arguments.RowStride);
        var rows = Math.Min(Attention.QueryBlock, length - start);
        var first = start - keyStart;
        var visible = Math.Min(Attention.KeyBlock, first + rows);
        var query = source + (long)start * stride;
        var dOutput = arguments.DOutput + arguments.OutputOffset(unit) + (long)start * width;
        var (scoreStride, padded) = (memory.ScoreStride, memory.Padded);
        var scores = memory.Scores;
        var dScores = memory.DScores;

        AttentionTiles<TTile>.CopyRows(query, stride, rows, head, arguments.ScoreScale, memory.Rows);
        AttentionTiles<TTile>.Scores(memory.Rows, rows, head, memory.KeysTransposed, first, visible, scores, scoreStride);
        AttentionTiles<TTile>.CopyRows(dOutput, width, rows, head, 1, memory.Rows);
        AttentionTiles<TTile>.Scores(memory.Rows, rows, head, memory.ValuesTransposed, first, visible, dScores, scoreStride);
        for (var i = 0; i < rows; i++)
        {
            var row = start + i;
            var seen = Math.Min(first + i + 1, visible);
            var logSum = arguments.LogSums[(long)unit * length + row];
            var weight = scores + (long)i * scoreStride;
            var dWeight = dScores + (long)i * scoreStride;
            if (arguments.Mask.Probability > 0)
            {
                var group = arguments.MaskGroup(unit, row, keyStart);
                AttentionRows.MaskedGradients(weight, dWeight, seen, logSum, memory.Dots[row], arguments.Mask, group);
            }
            else
            {
                AttentionRows.Gradients(weight, dWeight, seen, logSum, memory.Dots[row]);
            }
        }

        AttentionTiles<TTile>.PackPanels(dOutput, width, rows, head, 1, memory.Panels);
        AttentionTiles<TTile>.AddWeightedColumns(scores, scoreStride, rows, first, visible, memory.Panels, memory.DValues, padded);
        AttentionTiles<TTile>.PackPanels(query, stride, rows, head, arguments.ScoreScale, memory.Panels);
        AttentionTiles<TTile>.AddWeightedColumns(dScores, scoreStride, rows, first, visible, memory.Panels, memory.DKeys, padded);
        AttentionTiles<TTile>.WeightedRows(
            dScores,
            scoreStride,
            rows,
            first,
            visible,
            memory.Keys,
            Math.Min(Attention.KeyBlock, length - keyStart) * TTile.Columns,
            memory.DQueries + (long)start * padded,
            padded,
            keyStart > 0
        );
    }

    /// <summary>Rows of scratch memory times a factor into the gradient, or added to it.</summary>
    private static void Write(ref AttentionArguments arguments, float* rows, int count, float factor, float* target)
    {
        var head = arguments.Shape.HeadWidth;
        var padded = AttentionTiles<TTile>.RoundUpToColumns(head);
        for (var row = 0; row < count; row++)
        {
            var place = target + (long)row * arguments.RowStride;
            AttentionTiles<TTile>.WriteRow(rows + (long)row * padded, head, factor, place, arguments.IsAdding);
        }
    }

    /// <summary>What a unit works in.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Memory
    {
        public Memory(int length, int head)
        {
            var keys = AttentionTiles<TTile>.RoundUpToColumns(Math.Min(Attention.KeyBlock, length));
            Padded = AttentionTiles<TTile>.RoundUpToColumns(head);
            ScoreStride = AttentionTiles<TTile>.ScoreStride(length);
            var keyRows = (long)(keys + Attention.Margin) * Padded;
            var queryRows = (long)(AttentionTiles<TTile>.RoundUpToRows(length)) * Padded;
            var blockRows = (long)Attention.QueryBlock * Padded;
            var scores = (long)Attention.QueryBlock * ScoreStride;
            var memory = Scratch.OfThread(ScratchUse.Attention, 5 * keyRows + queryRows + 2 * blockRows + 2 * scores + length + 11 * 16);
            KeysTransposed = AttentionTiles<TTile>.Take(ref memory, keyRows);
            ValuesTransposed = AttentionTiles<TTile>.Take(ref memory, keyRows);
            Keys = AttentionTiles<TTile>.Take(ref memory, keyRows);
            DKeys = AttentionTiles<TTile>.Take(ref memory, keyRows);
            DValues = AttentionTiles<TTile>.Take(ref memory, keyRows);
            DQueries = AttentionTiles<TTile>.Take(ref memory, queryRows);
            Rows = AttentionTiles<TTile>.Take(ref memory, blockRows);
            Panels = AttentionTiles<TTile>.Take(ref memory, blockRows);
            Scores = AttentionTiles<TTile>.Take(ref memory, scores);
            DScores = AttentionTiles<TTile>.Take(ref memory, scores);
            Dots = memory;
        }

        public readonly int Padded;
        public readonly int ScoreStride;

        // Of a block of keys.
        public readonly float* KeysTransposed;
        public readonly float* ValuesTransposed;
        public readonly float* Keys;
        public readonly float* DKeys;
        public readonly float* DValues;

        // Of the sequence.
        public readonly float* DQueries;
        public readonly float* Dots;

        // Of a block of queries: rows as they are, then as panels; weights and their gradients.
        public readonly float* Rows;
        public readonly float* Panels;
        public readonly float* Scores;
        public readonly float* DScores;
    }
}

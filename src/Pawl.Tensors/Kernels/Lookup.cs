using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Rows of embedding tables.</summary>
internal static unsafe class Lookup
{
    /// <exception cref="ArgumentException">An index is outside [0, entries).</exception>
    public static void RequireInRange(ReadOnlySpan<int> indices, int entries, string what)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)entries)
            {
                throw new ArgumentException($"{what} {indices[i]} at position {i} is outside [0, {entries}).");
            }
        }
    }

    public static void Forward(ReadOnlySpan<int> indices, float* table, float* output, int width)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            new ReadOnlySpan<float>(table + (long)indices[i] * width, width).CopyTo(new Span<float>(output + (long)i * width, width));
        }
    }

    public static void Forward(ReadOnlySpan<int> tokens, int length, float* tokenTable, float* positionTable, float* output, int width)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokenTable + (long)tokens[i] * width;
            var position = positionTable + (long)(i % length) * width;
            var row = output + (long)i * width;
            for (var j = 0; j < width; j++)
            {
                row[j] = token[j] + position[j];
            }
        }
    }

    public static void Backward(ComputeThreads threads, ReadOnlySpan<int> indices, float* dOutput, float* dTable, int entries, int width)
    {
        _ = threads;
        _ = entries;
        for (var i = 0; i < indices.Length; i++)
        {
            var target = dTable + (long)indices[i] * width;
            var source = dOutput + (long)i * width;
            for (var j = 0; j < width; j++)
            {
                target[j] += source[j];
            }
        }
    }

    public static void BackwardPositions(ComputeThreads threads, float* dOutput, float* dTable, int batch, int length, int width)
    {
        _ = threads;
        for (var i = 0; i < batch * length; i++)
        {
            var target = dTable + (long)(i % length) * width;
            var source = dOutput + (long)i * width;
            for (var j = 0; j < width; j++)
            {
                target[j] += source[j];
            }
        }
    }
}

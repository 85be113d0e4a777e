using System.Runtime.InteropServices;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Rows of embedding tables.</summary>
internal static unsafe class Lookup
{
    private const int ColumnsOfUnit = 64;

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
            for (var j = 0; j < width; j += Lanes.Count)
            {
                Lanes.Store(Lanes.Load(token + j, width - j) + Lanes.Load(position + j, width - j), row + j, width - j);
            }
        }
    }

    /// <summary>Adds each row of <paramref name="dOutput"/> to its row of the table, in the order of the rows; a unit owns some columns.</summary>
    public static void Backward(ComputeThreads threads, ReadOnlySpan<int> indices, float* dOutput, float* dTable, int width)
    {
        fixed (int* index = indices)
        {
            var arguments = new Arguments(index, indices.Length, 0, dOutput, dTable, width);
            threads.Run(&BackwardUnit, &arguments, (width + ColumnsOfUnit - 1) / ColumnsOfUnit);
        }
    }

    /// <summary>The same where row i looked up entry i modulo <paramref name="length"/>.</summary>
    public static void BackwardPositions(ComputeThreads threads, float* dOutput, float* dTable, int batch, int length, int width)
    {
        var arguments = new Arguments(null, batch * length, length, dOutput, dTable, width);
        threads.Run(&BackwardUnit, &arguments, (width + ColumnsOfUnit - 1) / ColumnsOfUnit);
    }

    private static void BackwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var width = arguments.Width;
        var first = unit * ColumnsOfUnit;
        var end = Math.Min(width, first + ColumnsOfUnit);
        for (var i = 0; i < arguments.Rows; i++)
        {
            var entry = arguments.Indices is null ? i % arguments.Length : arguments.Indices[i];
            var target = arguments.DTable + (long)entry * width;
            var source = arguments.DOutput + (long)i * width;
            for (var j = first; j < end; j += Lanes.Count)
            {
                Lanes.Store(Lanes.Load(target + j, end - j) + Lanes.Load(source + j, end - j), target + j, end - j);
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Arguments(int* indices, int rows, int length, float* dOutput, float* dTable, int width)
    {
        public readonly int* Indices = indices;
        public readonly int Rows = rows;
        public readonly int Length = length;
        public readonly float* DOutput = dOutput;
        public readonly float* DTable = dTable;
        public readonly int Width = width;
    }
}

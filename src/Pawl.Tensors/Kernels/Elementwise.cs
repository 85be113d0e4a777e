using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Sums and products element by element.</summary>
internal static unsafe class Elementwise
{
    public static void ClearUnless(bool isAdding, float* target, int count)
    {
        if (!isAdding && target is not null)
        {
            new Span<float>(target, count).Clear();
        }
    }

    /// <summary>output = left + right; may alias either.</summary>
    public static void Add(ComputeThreads threads, float* left, float* right, float* output, int count)
    {
        var arguments = new Arguments(left, right, output, count, false);
        threads.Run(&AddUnit, &arguments, Chunks.Of(count));
    }

    /// <summary>output = left · right, or output += it; may alias either.</summary>
    public static void Multiply(ComputeThreads threads, float* left, float* right, float* output, int count, bool isAdding)
    {
        var arguments = new Arguments(left, right, output, count, isAdding);
        threads.Run(&MultiplyUnit, &arguments, Chunks.Of(count));
    }

    /// <summary>target = source, or target += source.</summary>
    public static void Accumulate(ComputeThreads threads, float* source, float* target, int count, bool isAdding)
    {
        if (isAdding)
        {
            Add(threads, target, source, target, count);
        }
        else
        {
            new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(target, count));
        }
    }

    private static void AddUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var left = arguments.Left;
        var right = arguments.Right;
        var output = arguments.Output;
        var (start, end) = Chunks.Range(unit, arguments.Count);
        var i = start;
        for (; i <= end - Lanes.Count; i += Lanes.Count)
        {
            (Vector256.Load(left + i) + Vector256.Load(right + i)).Store(output + i);
        }

        for (; i < end; i++)
        {
            output[i] = left[i] + right[i];
        }
    }

    private static void MultiplyUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var left = arguments.Left;
        var right = arguments.Right;
        var output = arguments.Output;
        var isAdding = arguments.IsAdding;
        var (start, end) = Chunks.Range(unit, arguments.Count);
        var i = start;
        for (; i <= end - Lanes.Count; i += Lanes.Count)
        {
            var product = Vector256.Load(left + i) * Vector256.Load(right + i);
            (isAdding ? Vector256.Load(output + i) + product : product).Store(output + i);
        }

        for (; i < end; i++)
        {
            var product = left[i] * right[i];
            output[i] = isAdding ? output[i] + product : product;
        }
    }

    private readonly struct Arguments(float* left, float* right, float* output, int count, bool isAdding)
    {
        public readonly float* Left = left;
        public readonly float* Right = right;
        public readonly float* Output = output;
        public readonly int Count = count;
        public readonly bool IsAdding = isAdding;
    }
}

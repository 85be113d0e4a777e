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

    /// <summary>output = left · right, or output += it.</summary>
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
        var (start, end) = Chunks.Range(unit, arguments.Count);
        for (var i = start; i < end; i += Lanes.Count)
        {
            var sum = Lanes.Load(arguments.Left + i, end - i) + Lanes.Load(arguments.Right + i, end - i);
            Lanes.Store(sum, arguments.Output + i, end - i);
        }
    }

    private static void MultiplyUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.Range(unit, arguments.Count);
        for (var i = start; i < end; i += Lanes.Count)
        {
            var product = Lanes.Load(arguments.Left + i, end - i) * Lanes.Load(arguments.Right + i, end - i);
            if (arguments.IsAdding)
            {
                product = Lanes.Load(arguments.Output + i, end - i) + product;
            }

            Lanes.Store(product, arguments.Output + i, end - i);
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

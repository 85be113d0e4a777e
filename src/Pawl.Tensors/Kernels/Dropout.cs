using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

internal static unsafe class Dropout
{
    /// <summary>y = x · mask / (1 − p), or y += that.</summary>
    public static void Apply(ComputeThreads threads, DropoutMask mask, float* x, float* y, int count, bool isAdding)
    {
        var arguments = new Arguments
        {
            Mask = mask,
            X = x,
            Y = y,
            Count = count,
            IsAdding = isAdding,
        };
        threads.Run(&Unit, &arguments, Chunks.Of(count));
    }

    private static void Unit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.Range(unit, arguments.Count);
        var factors = stackalloc float[DropoutMask.Group];
        for (var group = start; group < end; group += DropoutMask.Group)
        {
            arguments.Mask.Factors(group / DropoutMask.Group, factors);
            for (var j = 0; j < DropoutMask.Group && group + j < end; j += Lanes.Count)
            {
                var i = group + j;
                var value = Lanes.Load(arguments.X + i, end - i) * Lanes.Load(factors + j, Lanes.Count);
                Lanes.Store(arguments.IsAdding ? Lanes.Load(arguments.Y + i, end - i) + value : value, arguments.Y + i, end - i);
            }
        }
    }

    private struct Arguments
    {
        public DropoutMask Mask;
        public float* X;
        public float* Y;
        public int Count;
        public bool IsAdding;
    }
}

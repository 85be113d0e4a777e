namespace Pawl.Tensors.Memory;

/// <summary>Working memory of a thread, kept for its life and grown to the largest request of each use. Content is arbitrary.</summary>
internal static unsafe class Scratch
{
    private const int Least = 1024;

    [ThreadStatic]
    private static NativeBuffer?[]? _buffers;

    public static float* OfThread(ScratchUse use, long floats)
    {
        _buffers ??= new NativeBuffer?[Enum.GetValues<ScratchUse>().Length];
        ref var buffer = ref _buffers[(int)use];
        if (buffer is null || buffer.Floats < floats)
        {
            // Twice as much where it grows: a request that rises with every token must not allocate for each.
            var grown = buffer is null ? Math.Max(floats, Least) : Math.Max(floats, 2 * buffer.Floats);
            buffer?.Dispose();
            buffer = new NativeBuffer(grown, isZeroed: false);
        }

        return buffer.Pointer;
    }
}

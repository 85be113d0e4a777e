namespace Pawl.Tensors.Memory;

/// <summary>Working memory of a thread, kept for its life and grown to the largest request of each use. Content is arbitrary.</summary>
internal static unsafe class Scratch
{
    [ThreadStatic]
    private static NativeBuffer?[]? _buffers;

    public static float* OfThread(ScratchUse use, long floats)
    {
        _buffers ??= new NativeBuffer?[Enum.GetValues<ScratchUse>().Length];
        ref var buffer = ref _buffers[(int)use];
        if (buffer is null || buffer.Floats < floats)
        {
            buffer?.Dispose();
            buffer = new NativeBuffer(floats, isZeroed: false);
        }

        return buffer.Pointer;
    }
}

namespace Pawl.Tensors.Kernels.Products;

/// <summary>Which block of which call's B lies packed in the thread's scratch memory.</summary>
internal static class PackedBlock
{
    private static long _calls;

    [ThreadStatic]
    private static long _call;

    [ThreadStatic]
    private static int _block;

    public static long NewCall() => Interlocked.Increment(ref _calls);

    /// <summary>True where the block lies there already; else notes that the caller is about to put it there.</summary>
    public static bool IsThere(long call, int block)
    {
        if (call != 0 && _call == call && _block == block)
        {
            return true;
        }

        (_call, _block) = (call, block);
        return false;
    }
}

using System.Runtime.InteropServices;

namespace Pawl.Tensors.Memory;

/// <summary>A block of native memory aligned to 64 bytes (one cache line, one AVX-512 register).</summary>
internal sealed unsafe partial class NativeBuffer : SafeHandle
{
    public const int Alignment = 64;

    // Of a huge page: fewer entries for the processor to look addresses up in, and fewer page faults.
    private const int HugePage = 2 << 20;
    private const int AdviceHugePages = 14;

    // At most this part of a block, 1 / 4, may be rounding up to whole huge pages.
    private const int MostIdle = 4;

    private readonly long _bytes;

    /// <param name="isZeroed">False: content is arbitrary, and no page is touched.</param>
    public NativeBuffer(long floats, bool isZeroed = true)
        : base(0, ownsHandle: true)
    {
        Floats = floats;
        _bytes = Math.Max(Alignment, floats * sizeof(float));
        var whole = (_bytes + HugePage - 1) / HugePage * HugePage;
        var isHuge = OperatingSystem.IsLinux() && whole - _bytes <= whole / MostIdle;
        _bytes = isHuge ? whole : _bytes;
        var pointer = NativeMemory.AlignedAlloc((nuint)_bytes, (nuint)(isHuge ? HugePage : Alignment));
        SetHandle((nint)pointer);
        GC.AddMemoryPressure(_bytes);
        if (isHuge)
        {
            // Advice: a refusal changes nothing.
            _ = Advise(pointer, (nuint)_bytes, AdviceHugePages);
        }

        if (isZeroed)
        {
            NativeMemory.Clear(pointer, (nuint)_bytes);
        }
    }

    public long Floats { get; }

    public override bool IsInvalid => handle == 0;

    public float* Pointer => (float*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        GC.RemoveMemoryPressure(_bytes);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(void* address, nuint bytes, int advice);
}

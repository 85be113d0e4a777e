using System.Runtime.InteropServices;

namespace Pawl.Tensors.Memory;

/// <summary>A block of native memory aligned to 64 bytes (one cache line, one AVX-512 register). Zeroed when made.</summary>
internal sealed unsafe class NativeBuffer : SafeHandle
{
    public const int Alignment = 64;

    private readonly long _bytes;

    public NativeBuffer(int floats)
        : base(0, ownsHandle: true)
    {
        Floats = floats;
        _bytes = Math.Max(Alignment, (long)floats * sizeof(float));
        var pointer = NativeMemory.AlignedAlloc((nuint)_bytes, Alignment);
        NativeMemory.Clear(pointer, (nuint)_bytes);
        SetHandle((nint)pointer);
        GC.AddMemoryPressure(_bytes);
    }

    public int Floats { get; }

    public override bool IsInvalid => handle == 0;

    public float* Pointer => (float*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        GC.RemoveMemoryPressure(_bytes);
        return true;
    }
}

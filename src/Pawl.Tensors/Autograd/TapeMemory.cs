using Pawl.Tensors.Memory;

namespace Pawl.Tensors.Autograd;

/// <summary>Native memory of a tape, handed out and taken back by size; kept for the next step, so a repeated step allocates none.</summary>
/// <remarks>Last returned is first reused: it is the memory most likely still in cache. Bounded by the largest step seen.</remarks>
internal sealed unsafe class TapeMemory : IDisposable
{
    private readonly Dictionary<int, Stack<nint>> _free = [];
    private readonly List<NativeBuffer> _buffers = [];

    public float* Rent(int floats)
    {
        var size = RoundUp(floats);
        if (_free.TryGetValue(size, out var stack) && stack.TryPop(out var pointer))
        {
            return (float*)pointer;
        }

        var buffer = new NativeBuffer(size);
        _buffers.Add(buffer);
        return buffer.Pointer;
    }

    public void Return(float* pointer, int floats)
    {
        var size = RoundUp(floats);
        if (!_free.TryGetValue(size, out var stack))
        {
            _free.Add(size, stack = new Stack<nint>());
        }

        stack.Push((nint)pointer);
    }

    public void Dispose()
    {
        _free.Clear();
        foreach (var buffer in _buffers)
        {
            buffer.Dispose();
        }

        _buffers.Clear();
    }

    private static int RoundUp(int floats) => Math.Max(16, (floats + 15) & ~15);
}

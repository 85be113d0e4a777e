using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>Lines of a matrix that are read soon, asked for a few at a time so that they arrive while tiles are computed.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct ComingLines(float* source, nint stride, int lines, int floats, int atATime)
{
    private float* _source = source;
    private int _lines = lines;

    /// <summary>Asks for the next few. Never faults, so lines beyond the operand may be named.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch()
    {
        for (var line = 0; Sse.IsSupported && line < atATime && _lines > 0; line++)
        {
            for (var i = 0; i < floats; i += 16)
            {
                Sse.Prefetch1(_source + i);
            }

            _source += stride;
            _lines--;
        }
    }
}

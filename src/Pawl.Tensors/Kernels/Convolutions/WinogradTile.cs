using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>The transforms of one tile, over all its channels: by columns into a small table, then by rows.</summary>
/// <remarks>
/// Frequency 5 i + j of a transformed tile is at a distance of as many frequency strides; vectors are stored whole. The last
/// channels, where they fill no vector, go through a copy: the loops over whole vectors then hold no calls, before which all
/// registers would be saved.
/// </remarks>
internal static unsafe class WinogradTile
{
    private const int TableFloats = WinogradTransforms.Frequencies * Lanes.Count;

    /// <summary>v = Bᵀ d B.</summary>
    /// <param name="places">The 5 × 5 places of d.</param>
    public static void Input(float** places, int channels, float* v, nint frequencyStride)
    {
        var memory = stackalloc float[TableFloats + Lanes.Count];
        var table = Align(memory);
        var whole = channels / Lanes.Count * Lanes.Count;
        InputVectors(places, whole, v, frequencyStride, table);
        if (whole < channels)
        {
            var copy = stackalloc float[WinogradTransforms.Frequencies * Lanes.Count];
            var copies = stackalloc float*[WinogradTransforms.Frequencies];
            CopyPart(places, WinogradTransforms.Frequencies, whole, channels - whole, copy, copies);
            InputVectors(copies, Lanes.Count, v + whole, frequencyStride, table);
        }
    }

    /// <summary>m = A dY Aᵀ, in panels of some channels each.</summary>
    /// <param name="places">The 3 × 3 places of dY.</param>
    /// <param name="panelWidth">Channels of a panel: a multiple of eight.</param>
    /// <param name="panelStride">Floats from a panel to the next.</param>
    public static void OutputGradient(float** places, int channels, float* m, nint frequencyStride, int panelWidth, nint panelStride)
    {
        var memory = stackalloc float[TableFloats + Lanes.Count];
        var table = Align(memory);
        var whole = channels / Lanes.Count * Lanes.Count;
        for (var c = 0; c < whole; c += Lanes.Count)
        {
            OutputGradientVector(places, c, m + c / panelWidth * panelStride + c % panelWidth, frequencyStride, table);
        }

        if (whole < channels)
        {
            var copy = stackalloc float[WinogradTransforms.OutputPlaces * Lanes.Count];
            var copies = stackalloc float*[WinogradTransforms.OutputPlaces];
            CopyPart(places, WinogradTransforms.OutputPlaces, whole, channels - whole, copy, copies);
            var target = m + whole / panelWidth * panelStride + whole % panelWidth;
            OutputGradientVector(copies, 0, target, frequencyStride, table);
        }
    }

    /// <summary>y = f(Aᵀ m A + bias + residual).</summary>
    /// <param name="m">Channels from <paramref name="first"/> on.</param>
    /// <param name="places">The 3 × 3 places of y; null for those outside the board, which are not written.</param>
    /// <param name="first">The first channel to write.</param>
    /// <param name="end">The channel before which to stop.</param>
    /// <param name="residualOffset">Floats from an output to its residual.</param>
    public static void Output(
        float* m,
        nint frequencyStride,
        float** places,
        int first,
        int end,
        in WinogradEpilogue epilogue,
        nint residualOffset
    )
    {
        var memory = stackalloc float[TableFloats + Lanes.Count];
        var table = Align(memory);
        for (var c = first; c < end; c += Lanes.Count)
        {
            OutputVector(m + (c - first), frequencyStride, table);
            Finish(table, places, c, end - c, epilogue, residualOffset);
        }
    }

    private static void InputVectors(float** places, int channels, float* v, nint frequencyStride, float* table)
    {
        for (var c = 0; c < channels; c += Lanes.Count)
        {
            for (var j = 0; j < 5; j++)
            {
                WinogradTransforms.Input(
                    Vector256.Load(places[j] + c),
                    Vector256.Load(places[5 + j] + c),
                    Vector256.Load(places[10 + j] + c),
                    Vector256.Load(places[15 + j] + c),
                    Vector256.Load(places[20 + j] + c),
                    out var t0,
                    out var t1,
                    out var t2,
                    out var t3,
                    out var t4
                );
                var column = table + j * Lanes.Count;
                t0.Store(column);
                t1.Store(column + 5 * Lanes.Count);
                t2.Store(column + 10 * Lanes.Count);
                t3.Store(column + 15 * Lanes.Count);
                t4.Store(column + 20 * Lanes.Count);
            }

            var target = v + c;
            for (var i = 0; i < 5; i++)
            {
                var row = table + i * 5 * Lanes.Count;
                WinogradTransforms.Input(
                    Vector256.Load(row),
                    Vector256.Load(row + Lanes.Count),
                    Vector256.Load(row + 2 * Lanes.Count),
                    Vector256.Load(row + 3 * Lanes.Count),
                    Vector256.Load(row + 4 * Lanes.Count),
                    out var v0,
                    out var v1,
                    out var v2,
                    out var v3,
                    out var v4
                );
                v0.Store(target);
                v1.Store(target + frequencyStride);
                v2.Store(target + 2 * frequencyStride);
                v3.Store(target + 3 * frequencyStride);
                v4.Store(target + 4 * frequencyStride);
                target += 5 * frequencyStride;
            }
        }
    }

    /// <summary>The nine outputs of eight channels, to the start of the table.</summary>
    private static void OutputVector(float* m, nint frequencyStride, float* table)
    {
        for (var j = 0; j < 5; j++)
        {
            WinogradTransforms.Output(
                Vector256.Load(m),
                Vector256.Load(m + 5 * frequencyStride),
                Vector256.Load(m + 10 * frequencyStride),
                Vector256.Load(m + 15 * frequencyStride),
                Vector256.Load(m + 20 * frequencyStride),
                out var t0,
                out var t1,
                out var t2
            );
            m += frequencyStride;
            var column = table + j * Lanes.Count;
            t0.Store(column);
            t1.Store(column + 5 * Lanes.Count);
            t2.Store(column + 10 * Lanes.Count);
        }

        for (var i = 0; i < 3; i++)
        {
            var row = table + i * 5 * Lanes.Count;
            WinogradTransforms.Output(
                Vector256.Load(row),
                Vector256.Load(row + Lanes.Count),
                Vector256.Load(row + 2 * Lanes.Count),
                Vector256.Load(row + 3 * Lanes.Count),
                Vector256.Load(row + 4 * Lanes.Count),
                out var y0,
                out var y1,
                out var y2
            );
            var target = table + i * 3 * Lanes.Count;
            y0.Store(target);
            y1.Store(target + Lanes.Count);
            y2.Store(target + 2 * Lanes.Count);
        }
    }

    private static void Finish(float* outputs, float** places, int c, int remaining, in WinogradEpilogue epilogue, nint residualOffset)
    {
        var bias = epilogue.Bias is null ? Vector256<float>.Zero : Lanes.Load(epilogue.Bias + c, remaining);
        for (var place = 0; place < WinogradTransforms.OutputPlaces; place++)
        {
            var target = places[place];
            if (target is null)
            {
                continue;
            }

            var value = Vector256.Load(outputs + place * Lanes.Count) + bias;
            if (epilogue.Residual is not null)
            {
                value += Lanes.Load(target + residualOffset + c, remaining);
            }

            if (epilogue.IsRectified)
            {
                // Not Max, whose care for NaN costs more: a NaN is not below zero and stays.
                value = Vector256.ConditionalSelect(Vector256.LessThan(value, Vector256<float>.Zero), Vector256<float>.Zero, value);
            }

            Lanes.Store(value, target + c, remaining);
        }
    }

    private static void OutputGradientVector(float** places, int c, float* m, nint frequencyStride, float* table)
    {
        for (var j = 0; j < 3; j++)
        {
            var y0 = Vector256.Load(places[j] + c);
            var y2 = Vector256.Load(places[6 + j] + c);
            WinogradTransforms.OutputGradient(y0, Vector256.Load(places[3 + j] + c), y2, out var t1, out var t2, out var t3);
            var column = table + j * Lanes.Count;
            y0.Store(column);
            t1.Store(column + 3 * Lanes.Count);
            t2.Store(column + 6 * Lanes.Count);
            t3.Store(column + 9 * Lanes.Count);
            y2.Store(column + 12 * Lanes.Count);
        }

        for (var i = 0; i < 5; i++)
        {
            var row = table + i * 3 * Lanes.Count;
            var y0 = Vector256.Load(row);
            var y2 = Vector256.Load(row + 2 * Lanes.Count);
            WinogradTransforms.OutputGradient(y0, Vector256.Load(row + Lanes.Count), y2, out var m1, out var m2, out var m3);
            y0.Store(m);
            m1.Store(m + frequencyStride);
            m2.Store(m + 2 * frequencyStride);
            m3.Store(m + 3 * frequencyStride);
            y2.Store(m + 4 * frequencyStride);
            m += 5 * frequencyStride;
        }
    }

    /// <summary>The channels from <paramref name="first"/> on, fewer than eight, of some places, filled up with zeros.</summary>
    private static void CopyPart(float** places, int count, int first, int remaining, float* copy, float** copies)
    {
        for (var place = 0; place < count; place++)
        {
            copies[place] = copy + place * Lanes.Count;
            Lanes.Load(places[place] + first, remaining).Store(copies[place]);
        }
    }

    /// <summary>The first address from there on that a vector divides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Align(float* memory) => (float*)(((nint)memory + 31) & ~31);
}

using System.Runtime.CompilerServices;
using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>The convolution by tiles of 3 × 3 outputs: transforms of the inputs, a product for each frequency, transforms of the products.</summary>
/// <remarks>
/// A unit has some tiles and all channels, so that its transformed tiles stay in the second-level cache. With few tiles a unit
/// has all tiles and one panel of outputs instead, the transformed inputs being shared: then the weights are what must be read,
/// and each thread reads a part. No result depends on how tiles are grouped.
/// </remarks>
internal static unsafe class WinogradConvolution<TVector, T>
    where TVector : struct, IGemmVector<T>
    where T : struct
{
    // Multiples of every kernel's rows.
    private const int TilesOfUnit = 36;
    private const int FewTiles = 72;

    private static int PanelWidth => 2 * TVector.Count;

    public static void Run(ComputeThreads threads, ref WinogradArguments arguments)
    {
        var tiles = arguments.Grid.Tiles;
        var widest = Math.Max(arguments.Inputs, arguments.Outputs);
        arguments.Zeros = Scratch.OfThread(ScratchUse.ConvolutionZeros, widest);
        new Span<float>(arguments.Zeros, widest).Clear();
        fixed (WinogradArguments* state = &arguments)
        {
            if (tiles > FewTiles)
            {
                threads.Run(&TilesUnit, state, (tiles + TilesOfUnit - 1) / TilesOfUnit);
                return;
            }

            arguments.Transformed = Scratch.OfThread(
                ScratchUse.ConvolutionInputs,
                WinogradTransforms.Frequencies * FrequencyStride(tiles, RoundUp(arguments.Inputs, Lanes.Count))
            );
            threads.Run(&TransformTile, state, tiles);
            threads.Run(&PanelUnit, state, WinogradWeights.Panels(arguments.Outputs, PanelWidth));
        }
    }

    private static void TilesUnit(void* state, int unit)
    {
        ref var arguments = ref *(WinogradArguments*)state;
        var first = unit * TilesOfUnit;
        var tiles = Math.Min(TilesOfUnit, arguments.Grid.Tiles - first);
        var inputStride = RoundUp(arguments.Inputs, Lanes.Count);
        var outputStride = RoundUp(arguments.Outputs, PanelWidth);
        var frequencyStride = FrequencyStride(TilesOfUnit, Math.Max(inputStride, outputStride));

        // The products of a frequency go where the inputs of the one before were: half the memory, and it stays in cache.
        var m = Scratch.OfThread(ScratchUse.ConvolutionProducts, (WinogradTransforms.Frequencies + 1) * frequencyStride);
        var v = m + frequencyStride;
        for (var tile = 0; tile < tiles; tile++)
        {
            Transform(ref arguments, first + tile, v + (long)tile * inputStride, frequencyStride);
        }

        for (var frequency = 0; frequency < WinogradTransforms.Frequencies; frequency++)
        {
            var offset = frequency * frequencyStride;
            Product(ref arguments, frequency, tiles, v + offset, m + offset, outputStride, 0, arguments.Outputs);
        }

        Finish(ref arguments, first, tiles, m, frequencyStride, outputStride, 0, arguments.Outputs);
    }

    private static void TransformTile(void* state, int tile)
    {
        ref var arguments = ref *(WinogradArguments*)state;
        var stride = RoundUp(arguments.Inputs, Lanes.Count);
        Transform(ref arguments, tile, arguments.Transformed + (long)tile * stride, FrequencyStride(arguments.Grid.Tiles, stride));
    }

    private static void PanelUnit(void* state, int panel)
    {
        ref var arguments = ref *(WinogradArguments*)state;
        var tiles = arguments.Grid.Tiles;
        var first = panel * PanelWidth;
        var end = Math.Min(first + PanelWidth, arguments.Outputs);
        var inputFrequencyStride = FrequencyStride(tiles, RoundUp(arguments.Inputs, Lanes.Count));
        var frequencyStride = FrequencyStride(tiles, PanelWidth);
        var m = Scratch.OfThread(ScratchUse.ConvolutionProducts, WinogradTransforms.Frequencies * frequencyStride);
        for (var frequency = 0; frequency < WinogradTransforms.Frequencies; frequency++)
        {
            var v = arguments.Transformed + frequency * inputFrequencyStride;
            Product(ref arguments, frequency, tiles, v, m + frequency * frequencyStride, PanelWidth, first, end);
        }

        Finish(ref arguments, 0, tiles, m, frequencyStride, PanelWidth, first, end);
    }

    /// <summary>m = V U of one frequency, for outputs from <paramref name="first"/>, which starts a panel, to <paramref name="end"/>.</summary>
    private static void Product(
        ref WinogradArguments arguments,
        int frequency,
        int tiles,
        float* v,
        float* m,
        int outputStride,
        int first,
        int end
    )
    {
        var inputs = arguments.Inputs;
        var inputStride = RoundUp(inputs, Lanes.Count);
        var panelFloats = inputs * PanelWidth;
        for (var output = first; output < end; output += PanelWidth)
        {
            var panel = output / PanelWidth * WinogradTransforms.Frequencies + frequency;
            var weights = arguments.PackedWeights + (long)panel * panelFloats;
            var part = new TileArguments
            {
                RowStrideA = inputStride,
                InnerStrideA = 1,
                B = weights,
                StrideB = PanelWidth,
                Inner = inputs,
                StrideC = outputStride,
            };
            for (var tile = 0; tile < tiles; )
            {
                var rows = GemmBlocks.TileRows(tiles - tile, TVector.Rows);
                part.A = v + (long)tile * inputStride;
                part.C = m + (long)tile * outputStride + (output - first);
                GemmTile<TVector, T>.Wide(&part, rows);
                tile += rows;
            }
        }
    }

    private static void Transform(ref WinogradArguments arguments, int tile, float* v, nint frequencyStride)
    {
        var places = stackalloc float*[WinogradTransforms.Frequencies];
        arguments.Grid.InputPlaces(tile, arguments.X, arguments.Inputs, arguments.Zeros, places);
        WinogradTile.Input(places, arguments.Inputs, v, frequencyStride);
    }

    private static void Finish(
        ref WinogradArguments arguments,
        int firstTile,
        int tiles,
        float* m,
        nint frequencyStride,
        int outputStride,
        int first,
        int end
    )
    {
        var places = stackalloc float*[WinogradTransforms.OutputPlaces];
        var residual = arguments.Epilogue.Residual;
        var residualOffset = residual is null ? 0 : (nint)(residual - arguments.Y);
        for (var tile = 0; tile < tiles; tile++)
        {
            arguments.Grid.OutputPlaces(firstTile + tile, arguments.Y, arguments.Outputs, null, places);
            WinogradTile.Output(m + (long)tile * outputStride, frequencyStride, places, first, end, arguments.Epilogue, residualOffset);
        }
    }

    /// <summary>Floats from a frequency to the next: a cache line more than the tiles have, or all would share few sets of the cache.</summary>
    private static nint FrequencyStride(int tiles, int stride) => (nint)RoundUp(tiles, TVector.Rows) * stride + 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RoundUp(int count, int multiple) => (count + multiple - 1) / multiple * multiple;
}

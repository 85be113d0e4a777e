using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>dWeight = Gᵀ (Σ over tiles (Bᵀ d B) ⊙ (A dY Aᵀ)) G.</summary>
/// <remarks>
/// The sum over tiles is a product for each frequency, (inputs × tiles)(tiles × outputs). Some tiles at a time, so that their
/// transforms stay in the last-level cache: the units are first tiles, then panels of outputs of a frequency. Each element adds
/// the sums of those groups in order.
/// </remarks>
internal static unsafe class WinogradWeightGradient<TVector, T>
    where TVector : struct, IGemmVector<T>
    where T : struct
{
    // Transformed inputs and gradients of a group: 16 MB at most, unless the channels are very many.
    private const int FloatsOfGroup = 1 << 22;
    private const int MostTiles = 144;
    private const int TilesOfUnit = 9;

    private static int PanelWidth => 2 * TVector.Count;

    /// <summary>Writes, or adds to, the gradient of the weights.</summary>
    public static void Run(ComputeThreads threads, ConvolutionShape shape, float* dY, float* x, float* dWeight, bool isAdding)
    {
        var grid = new WinogradGrid(shape);
        var arguments = new Arguments
        {
            Grid = grid,
            Inputs = shape.Inputs,
            Outputs = shape.Outputs,
            X = x,
            DY = dY,
            DWeight = dWeight,
            IsAdding = isAdding,
            PaddedInputs = RoundUp(RoundUp(shape.Inputs, TVector.Rows), Lanes.Count),
            PaddedOutputs = RoundUp(shape.Outputs, PanelWidth),
        };

        // An odd count of cache lines: rows an even count apart would share few sets of the cache.
        arguments.InputStride = RoundUp(arguments.PaddedInputs, 32) + 16;
        arguments.Panels = arguments.PaddedOutputs / PanelWidth;
        arguments.Capacity = Math.Clamp(
            FloatsOfGroup / WinogradTransforms.Frequencies / (arguments.InputStride + arguments.PaddedOutputs) / TilesOfUnit * TilesOfUnit,
            TilesOfUnit,
            MostTiles
        );
        var widest = Math.Max(shape.Inputs, shape.Outputs);
        arguments.Zeros = Scratch.OfThread(ScratchUse.ConvolutionZeros, widest);
        new Span<float>(arguments.Zeros, widest).Clear();
        arguments.V = Scratch.OfThread(ScratchUse.ConvolutionInputs, WinogradTransforms.Frequencies * arguments.InputFrequencyStride);
        arguments.M = Scratch.OfThread(ScratchUse.ConvolutionProducts, WinogradTransforms.Frequencies * arguments.OutputFrequencyStride);
        arguments.DTransformed = Scratch.OfThread(
            ScratchUse.ConvolutionGradients,
            (long)WinogradTransforms.Frequencies * arguments.PaddedInputs * arguments.PaddedOutputs
        );
        for (arguments.First = 0; arguments.First < grid.Tiles; arguments.First += arguments.Capacity)
        {
            arguments.Tiles = Math.Min(arguments.Capacity, grid.Tiles - arguments.First);
            threads.Run(&TransformUnit, &arguments, (arguments.Tiles + TilesOfUnit - 1) / TilesOfUnit);
            threads.Run(&ProductUnit, &arguments, WinogradTransforms.Frequencies * arguments.Panels);
        }

        threads.Run(&FinishUnit, &arguments, (shape.Outputs + Lanes.Count - 1) / Lanes.Count);
    }

    private static void TransformUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var places = stackalloc float*[WinogradTransforms.Frequencies];
        var end = Math.Min((unit + 1) * TilesOfUnit, arguments.Tiles);
        for (var tile = unit * TilesOfUnit; tile < end; tile++)
        {
            arguments.Grid.InputPlaces(arguments.First + tile, arguments.X, arguments.Inputs, arguments.Zeros, places);
            WinogradTile.Input(places, arguments.Inputs, arguments.V + (long)tile * arguments.InputStride, arguments.InputFrequencyStride);
            arguments.Grid.OutputPlaces(arguments.First + tile, arguments.DY, arguments.Outputs, arguments.Zeros, places);
            WinogradTile.OutputGradient(
                places,
                arguments.Outputs,
                arguments.M + (long)tile * PanelWidth,
                arguments.OutputFrequencyStride,
                PanelWidth,
                (nint)arguments.Capacity * PanelWidth
            );
        }
    }

    private static void ProductUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (frequency, panel) = Math.DivRem(unit, arguments.Panels);
        var v = arguments.V + frequency * arguments.InputFrequencyStride;
        var m = arguments.M + frequency * arguments.OutputFrequencyStride + (long)panel * arguments.Capacity * PanelWidth;
        var target = arguments.DTransformed + ((long)frequency * arguments.Panels + panel) * arguments.PaddedInputs * PanelWidth;
        var part = new TileArguments
        {
            RowStrideA = 1,
            InnerStrideA = arguments.InputStride,
            B = m,
            StrideB = PanelWidth,
            Inner = arguments.Tiles,
            StrideAddend = PanelWidth,
            StrideC = PanelWidth,
        };
        for (var input = 0; input < arguments.Inputs; input += TVector.Rows)
        {
            part.A = v + input;
            part.C = target + (long)input * PanelWidth;
            part.Addend = arguments.First > 0 ? part.C : null;
            GemmTile<TVector, T>.Wide(&part, Math.Min(TVector.Rows, arguments.Inputs - input));
        }
    }

    /// <summary>The gradients of eight outputs' weights out of those of the transformed weights.</summary>
    private static void FinishUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var output = unit * Lanes.Count;
        var outputs = Math.Min(Lanes.Count, arguments.Outputs - output);
        var (panel, column) = Math.DivRem(output, PanelWidth);
        var frequencyStride = (nint)arguments.Panels * arguments.PaddedInputs * PanelWidth;
        var source = arguments.DTransformed + (long)panel * arguments.PaddedInputs * PanelWidth + column;
        var table = stackalloc Vector256<float>[15];
        var taps = stackalloc Vector256<float>[ConvolutionShape.Taps];
        for (var input = 0; input < arguments.Inputs; input++)
        {
            var u = source + (long)input * PanelWidth;
            for (var j = 0; j < 5; j++)
            {
                WinogradTransforms.WeightGradient(
                    Vector256.Load(u),
                    Vector256.Load(u + 5 * frequencyStride),
                    Vector256.Load(u + 10 * frequencyStride),
                    Vector256.Load(u + 15 * frequencyStride),
                    Vector256.Load(u + 20 * frequencyStride),
                    out table[j],
                    out table[5 + j],
                    out table[10 + j]
                );
                u += frequencyStride;
            }

            for (var a = 0; a < 3; a++)
            {
                var row = table + 5 * a;
                WinogradTransforms.WeightGradient(
                    row[0],
                    row[1],
                    row[2],
                    row[3],
                    row[4],
                    out taps[3 * a],
                    out taps[3 * a + 1],
                    out taps[3 * a + 2]
                );
            }

            Scatter(
                (float*)taps,
                arguments.DWeight + ((long)output * arguments.Inputs + input) * ConvolutionShape.Taps,
                (nint)arguments.Inputs * ConvolutionShape.Taps,
                outputs,
                arguments.IsAdding
            );
        }
    }

    /// <summary>target[output, tap] = taps[tap, output], or adds it.</summary>
    private static void Scatter(float* taps, float* target, nint outputStride, int outputs, bool isAdding)
    {
        for (var output = 0; output < outputs; output++)
        {
            for (var tap = 0; tap < ConvolutionShape.Taps; tap++)
            {
                var value = taps[tap * Lanes.Count + output];
                target[tap] = isAdding ? target[tap] + value : value;
            }

            target += outputStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RoundUp(int count, int multiple) => (count + multiple - 1) / multiple * multiple;

    private struct Arguments
    {
        public WinogradGrid Grid;
        public int Inputs;
        public int Outputs;
        public float* X;
        public float* DY;
        public float* DWeight;
        public bool IsAdding;
        public float* Zeros;
        public int PaddedInputs;
        public int PaddedOutputs;
        public int Panels;
        public int InputStride;

        /// <summary>Tiles of a group, and those of the group at hand, from <see cref="First"/> on.</summary>
        public int Capacity;
        public int First;
        public int Tiles;

        /// <summary>(frequency, tile, input).</summary>
        public float* V;

        /// <summary>(frequency, panel of outputs, tile, output).</summary>
        public float* M;

        /// <summary>(frequency, panel of outputs, input, output).</summary>
        public float* DTransformed;

        public readonly nint InputFrequencyStride => (nint)Capacity * InputStride + 16;

        public readonly nint OutputFrequencyStride => (nint)Capacity * PaddedOutputs + 16;
    }
}

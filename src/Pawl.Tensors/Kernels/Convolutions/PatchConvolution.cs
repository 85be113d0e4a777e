using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>The convolution as a product: each place's 3 × 3 neighbours side by side, times the weights as one matrix.</summary>
/// <remarks>Some boards at a time, which bounds the memory; weights are brought into the order (outputs, tap, inputs) first.</remarks>
internal static unsafe class PatchConvolution
{
    // 4 MB of patches at a time.
    private const int FloatsAtATime = 1 << 20;

    /// <summary>Writes y = weight ∗ x + bias.</summary>
    public static void Forward(ComputeThreads threads, ConvolutionShape shape, float* x, float* weight, float* bias, float* y)
    {
        var arguments = Prepare(shape, weight, out var boardsAtATime);
        for (var board = 0; board < shape.Batch; board += boardsAtATime)
        {
            var boards = Math.Min(boardsAtATime, shape.Batch - board);
            var target = y + (long)board * shape.Places * shape.Outputs;
            arguments.X = x + (long)board * shape.Places * shape.Inputs;
            threads.Run(&Gather, &arguments, boards);
            for (var place = 0; bias is not null && place < boards * shape.Places; place++)
            {
                new ReadOnlySpan<float>(bias, shape.Outputs).CopyTo(new Span<float>(target + (long)place * shape.Outputs, shape.Outputs));
            }

            Gemm.Multiply(
                threads,
                new GemmShape(boards * shape.Places, shape.Outputs, arguments.Width, false, true),
                arguments.Patches,
                arguments.Width,
                arguments.Weight,
                arguments.Width,
                target,
                shape.Outputs,
                bias is not null
            );
        }
    }

    /// <summary>Writes, or adds to, the gradients of x and the weights; either may be null.</summary>
    public static void Backward(
        ComputeThreads threads,
        ConvolutionShape shape,
        float* dY,
        float* x,
        float* weight,
        float* dX,
        bool isAddingX,
        float* dWeight,
        bool isAddingWeight
    )
    {
        var arguments = Prepare(shape, weight, out var boardsAtATime);
        var dOrdered = Scratch.OfThread(ScratchUse.ConvolutionGradients, shape.WeightLength);
        new Span<float>(dOrdered, shape.WeightLength).Clear();
        arguments.IsAdding = isAddingX;
        for (var board = 0; board < shape.Batch; board += boardsAtATime)
        {
            var boards = Math.Min(boardsAtATime, shape.Batch - board);
            var places = boards * shape.Places;
            var source = dY + (long)board * shape.Places * shape.Outputs;
            if (dWeight is not null)
            {
                arguments.X = x + (long)board * shape.Places * shape.Inputs;
                threads.Run(&Gather, &arguments, boards);
                var product = new GemmShape(shape.Outputs, arguments.Width, places, true, false);
                Gemm.Multiply(threads, product, source, shape.Outputs, arguments.Patches, arguments.Width, dOrdered, arguments.Width, true);
            }

            if (dX is not null)
            {
                arguments.DX = dX + (long)board * shape.Places * shape.Inputs;
                var product = new GemmShape(places, arguments.Width, shape.Outputs, false, false);
                Gemm.Multiply(
                    threads,
                    product,
                    source,
                    shape.Outputs,
                    arguments.Weight,
                    arguments.Width,
                    arguments.Patches,
                    arguments.Width,
                    false
                );
                threads.Run(&Scatter, &arguments, boards);
            }
        }

        if (dWeight is not null)
        {
            Elementwise.ClearUnless(isAddingWeight, dWeight, shape.WeightLength);
            for (var i = 0; i < shape.WeightLength; i++)
            {
                dWeight[i] += dOrdered[Ordered(shape, i)];
            }
        }
    }

    private static Arguments Prepare(ConvolutionShape shape, float* weight, out int boardsAtATime)
    {
        var width = shape.Inputs * ConvolutionShape.Taps;
        boardsAtATime = Math.Clamp(FloatsAtATime / Math.Max(1, shape.Places * width), 1, Math.Max(1, shape.Batch));
        var ordered = Scratch.OfThread(ScratchUse.ConvolutionWeights, shape.WeightLength);
        for (var i = 0; i < shape.WeightLength; i++)
        {
            ordered[Ordered(shape, i)] = weight[i];
        }

        return new Arguments
        {
            Shape = shape,
            Width = width,
            Weight = ordered,
            Patches = Scratch.OfThread(ScratchUse.ConvolutionPatches, (long)boardsAtATime * shape.Places * width),
        };
    }

    /// <summary>Where weight <paramref name="index"/> of (outputs, inputs, tap) is in (outputs, tap, inputs).</summary>
    private static int Ordered(ConvolutionShape shape, int index)
    {
        var (row, tap) = (index / ConvolutionShape.Taps, index % ConvolutionShape.Taps);
        var (output, input) = (row / shape.Inputs, row % shape.Inputs);
        return (output * ConvolutionShape.Taps + tap) * shape.Inputs + input;
    }

    /// <summary>The patches of one board; neighbours outside it are zeros.</summary>
    private static void Gather(void* state, int board)
    {
        ref var arguments = ref *(Arguments*)state;
        var shape = arguments.Shape;
        for (var place = 0; place < shape.Places; place++)
        {
            for (var tap = 0; tap < ConvolutionShape.Taps; tap++)
            {
                var source = Neighbour(shape, place, tap);
                var target = arguments.Patches + (((long)board * shape.Places + place) * ConvolutionShape.Taps + tap) * shape.Inputs;
                var values = new Span<float>(target, shape.Inputs);
                if (source < 0)
                {
                    values.Clear();
                }
                else
                {
                    new ReadOnlySpan<float>(arguments.X + ((long)board * shape.Places + source) * shape.Inputs, shape.Inputs).CopyTo(
                        values
                    );
                }
            }
        }
    }

    /// <summary>The gradients of one board's patches, summed where they came from in the order of the weights.</summary>
    private static void Scatter(void* state, int board)
    {
        ref var arguments = ref *(Arguments*)state;
        var shape = arguments.Shape;
        var dX = arguments.DX + (long)board * shape.Places * shape.Inputs;
        Elementwise.ClearUnless(arguments.IsAdding, dX, shape.Places * shape.Inputs);
        for (var tap = 0; tap < ConvolutionShape.Taps; tap++)
        {
            for (var place = 0; place < shape.Places; place++)
            {
                var target = Neighbour(shape, place, tap);
                var source = arguments.Patches + (((long)board * shape.Places + place) * ConvolutionShape.Taps + tap) * shape.Inputs;
                for (var c = 0; target >= 0 && c < shape.Inputs; c += Lanes.Count)
                {
                    var sum = dX + (long)target * shape.Inputs + c;
                    Lanes.Store(Lanes.Load(sum, shape.Inputs - c) + Lanes.Load(source + c, shape.Inputs - c), sum, shape.Inputs - c);
                }
            }
        }
    }

    private static int Neighbour(ConvolutionShape shape, int place, int tap)
    {
        var (row, column) = (place / shape.Width + tap / 3 - 1, place % shape.Width + tap % 3 - 1);
        return row >= 0 && row < shape.Height && column >= 0 && column < shape.Width ? row * shape.Width + column : -1;
    }

    private struct Arguments
    {
        public ConvolutionShape Shape;
        public float* X;
        public float* DX;
        public float* Weight;
        public float* Patches;
        public int Width;
        public bool IsAdding;
    }
}

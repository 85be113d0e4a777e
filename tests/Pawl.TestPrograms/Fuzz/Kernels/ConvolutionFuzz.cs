using Pawl.Tensors.Kernels.Convolutions;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Convolutions by 3 × 3 weights, forward, backward and with weights frozen, on boards of any size.</summary>
/// <remarks>
/// The bound is that of transformed convolutions too: relative to the sizes of all inputs of the board, not of those under the
/// weights (Lavin and Gray, "Fast algorithms for convolutional neural networks", 2016, section 7.2, measure the same).
/// </remarks>
internal sealed unsafe class ConvolutionFuzz : IFuzzedKernel
{
    public string Name => "convolution";

    public int Weight => 6;

    public void Run(FuzzCase fuzz)
    {
        var random = fuzz.Random;
        var (height, width) = random.OneIn(3) ? (9, 9) : (random.Below(8), random.Below(8));
        var (batch, inputs) = (random.Below(4), fuzz.Size(17));
        var most = Math.Max(1, 12_000 / Math.Max(1, batch * height * width * inputs));
        var shape = new ConvolutionShape(batch, height, width, inputs, Math.Min(most, fuzz.Size(33)));
        if (random.Flip())
        {
            Forward(fuzz, shape);
        }
        else
        {
            Backward(fuzz, shape);
        }
    }

    private static void Forward(FuzzCase fuzz, ConvolutionShape shape)
    {
        var x = fuzz.Input("x", shape.Batch * shape.Places, shape.Inputs);
        var weight = fuzz.Input("weight", shape.Outputs, shape.Inputs * 9);
        var bias = fuzz.Random.Flip() ? fuzz.Input("bias", 1, shape.Outputs) : null;
        var y = fuzz.Output("y", shape.Batch * shape.Places, shape.Outputs);

        Convolution.Forward(fuzz.Threads, shape, x.Data, weight.Data, bias is null ? null : bias.Data, y.Data);

        fuzz.CheckMemory();
        Check(shape, x, weight, bias, null, false, y, $"{shape}");
        if (fuzz.Random.Flip())
        {
            Frozen(fuzz, shape, x, weight);
        }
    }

    private static void Frozen(FuzzCase fuzz, ConvolutionShape shape, GuardedMatrix x, GuardedMatrix weight)
    {
        var bias = fuzz.Input("frozen bias", 1, shape.Outputs);
        var residual = fuzz.Random.Flip() ? fuzz.Input("residual", shape.Batch * shape.Places, shape.Outputs) : null;
        var y = fuzz.Output("frozen y", shape.Batch * shape.Places, shape.Outputs);
        var isRectified = fuzz.Random.Flip();
        using var frozen = new FrozenConvolution(
            new(weight.Data, shape.WeightLength),
            new(bias.Data, shape.Outputs),
            shape.Inputs,
            shape.Outputs
        );

        frozen.Run(
            fuzz.Threads,
            x.Data,
            shape.Batch,
            shape.Height,
            shape.Width,
            residual is null ? null : residual.Data,
            isRectified,
            y.Data
        );

        fuzz.CheckMemory();
        Check(shape, x, weight, bias, residual, isRectified, y, $"frozen {shape}, rectified {isRectified}");
    }

    private static void Check(
        ConvolutionShape shape,
        GuardedMatrix x,
        GuardedMatrix weight,
        GuardedMatrix? bias,
        GuardedMatrix? residual,
        bool isRectified,
        GuardedMatrix y,
        string what
    )
    {
        var weights = Enumerable.Range(0, shape.Outputs).Select(o => LargestOf(weight, o, 1)).ToArray();
        var boards = Enumerable.Range(0, shape.Batch).Select(board => LargestOf(x, board * shape.Places, shape.Places)).ToArray();
        for (var place = 0; place < shape.Batch * shape.Places; place++)
        {
            var neighbours = Neighbours(shape, place).ToArray();
            for (var o = 0; o < shape.Outputs; o++)
            {
                var (shift, added) = (bias is null ? 0 : bias[0, o], residual is null ? 0 : residual[place, o]);
                var sum = shift + added;
                var size = Math.Abs(shift) + Math.Abs(added) + 9 * shape.Inputs * boards[place / shape.Places] * weights[o];
                foreach (var (source, tap) in neighbours)
                {
                    for (var c = 0; c < shape.Inputs; c++)
                    {
                        sum += weight[o, c * 9 + tap] * x[source, c];
                    }
                }

                // Where a board holds anything that is not finite, a transform may spread it over the board.
                var isFinite = double.IsFinite(size);
                var expected = isRectified && sum < 0 ? 0 : sum;
                if (isFinite || (!double.IsFinite(expected) && !(isRectified && double.IsInfinity(sum))))
                {
                    FuzzCase.Expect(y.Now(place, o), expected, 4 * ProductCheck.Bound(9, size), size, what, place, o);
                }
            }
        }
    }

    private static void Backward(FuzzCase fuzz, ConvolutionShape shape)
    {
        var random = fuzz.Random;
        var (isAddingX, isAddingWeight) = (random.Flip(), random.Flip());
        var x = fuzz.Input("x", shape.Batch * shape.Places, shape.Inputs);
        var weight = fuzz.Input("weight", shape.Outputs, shape.Inputs * 9);
        var dY = fuzz.Input("dY", shape.Batch * shape.Places, shape.Outputs);
        var dX = random.OneIn(4) ? null : fuzz.Target("dX", shape.Batch * shape.Places, shape.Inputs, isAddingX);
        var dWeight = random.OneIn(4) ? null : fuzz.Target("dWeight", shape.Outputs, shape.Inputs * 9, isAddingWeight);

        Convolution.Backward(
            fuzz.Threads,
            shape,
            dY.Data,
            x.Data,
            weight.Data,
            dX is null ? null : dX.Data,
            isAddingX,
            dWeight is null ? null : dWeight.Data,
            isAddingWeight
        );

        fuzz.CheckMemory();
        var largest = (X: LargestOf(x, 0, x.Rows), Weight: LargestOf(weight, 0, weight.Rows), DY: LargestOf(dY, 0, dY.Rows));
        var (sumsX, sumsWeight) = (new double[x.Rows, shape.Inputs], new double[shape.Outputs, shape.Inputs * 9]);
        for (var place = 0; place < x.Rows; place++)
        {
            foreach (var (source, tap) in Neighbours(shape, place))
            {
                for (var o = 0; o < shape.Outputs; o++)
                {
                    for (var c = 0; c < shape.Inputs; c++)
                    {
                        sumsX[source, c] += weight[o, c * 9 + tap] * dY[place, o];
                        sumsWeight[o, c * 9 + tap] += x[source, c] * dY[place, o];
                    }
                }
            }
        }

        Compare(dX, isAddingX, sumsX, 9 * shape.Outputs * largest.Weight * largest.DY, 9, $"dX of {shape}");
        Compare(dWeight, isAddingWeight, sumsWeight, x.Rows * largest.X * largest.DY, x.Rows, $"dWeight of {shape}");
    }

    private static void Compare(GuardedMatrix? gradient, bool isAdding, double[,] sums, double size, int terms, string what)
    {
        for (var i = 0; gradient is not null && i < gradient.Rows; i++)
        {
            for (var j = 0; j < gradient.Columns; j++)
            {
                var start = isAdding ? gradient[i, j] : 0;
                var (sum, reach) = (sums[i, j] + start, size + Math.Abs(start));
                if (double.IsFinite(reach) || !double.IsFinite(sum))
                {
                    FuzzCase.Expect(gradient.Now(i, j), sum, 4 * ProductCheck.Bound(terms, reach), reach, what, i, j);
                }
            }
        }
    }

    private static double LargestOf(GuardedMatrix matrix, int firstRow, int rows)
    {
        var largest = 0.0;
        for (var row = firstRow; row < firstRow + rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
            {
                // NaN stays NaN.
                largest = Math.Max(largest, Math.Abs(matrix[row, column]));
            }
        }

        return largest;
    }

    /// <summary>Places of the input under the weights of a place of the output, with the weight of each.</summary>
    private static IEnumerable<(int Source, int Tap)> Neighbours(ConvolutionShape shape, int place)
    {
        var (row, column) = (place % shape.Places / shape.Width, place % shape.Width);
        for (var tap = 0; tap < 9; tap++)
        {
            var (down, right) = (tap / 3 - 1, tap % 3 - 1);
            if (row + down >= 0 && row + down < shape.Height && column + right >= 0 && column + right < shape.Width)
            {
                yield return (place + down * shape.Width + right, tap);
            }
        }
    }
}

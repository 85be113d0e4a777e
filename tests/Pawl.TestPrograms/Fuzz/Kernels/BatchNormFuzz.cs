using Pawl.Tensors.Autograd;
using Pawl.Tensors.Kernels.BatchNormalization;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Batch normalisation: statistics, forward, and both passes of the gradient.</summary>
internal sealed unsafe class BatchNormFuzz : IFuzzedKernel
{
    public string Name => "batch norm";

    public int Weight => 5;

    public void Run(FuzzCase fuzz)
    {
        var (rows, channels) = (fuzz.Size(70), fuzz.Size(40));
        var x = fuzz.Input("x", rows, channels);
        Statistics(fuzz, x);
        Apply(fuzz, x);
    }

    private static void Statistics(FuzzCase fuzz, GuardedMatrix x)
    {
        if (x.Rows == 0)
        {
            return;
        }

        using var tape = new Tape(fuzz.Threads);
        var padded = new RowUnits(x.Rows, x.Columns).Padded;
        var mean = fuzz.Output("mean", 1, padded);
        var variance = fuzz.Output("variance", 1, padded);

        ChannelStatistics.Measure(tape, x.Data, x.Rows, x.Columns, mean.Data, variance.Data);

        fuzz.CheckMemory();
        for (var j = 0; j < padded; j++)
        {
            var (sum, spread, size) = (0.0, 0.0, 0.0);
            for (var row = 0; row < x.Rows && j < x.Columns; row++)
            {
                sum += x[row, j] / x.Rows;
                size = Math.Max(size, Math.Abs(x[row, j]));
            }

            for (var row = 0; row < x.Rows && j < x.Columns; row++)
            {
                spread += (x[row, j] - sum) * (x[row, j] - sum) / x.Rows;
            }

            var error = (x.Rows + 4) * (FuzzCase.Epsilon * size + float.Epsilon);
            var overflow = Math.Max(size * x.Rows, spread * x.Rows);
            FuzzCase.Expect(mean.Now(0, j), sum, error, 2 * overflow, "mean", 0, j);
            var bound = 2 * error * error + (x.Rows + 8) * (FuzzCase.Epsilon * spread + float.Epsilon);
            FuzzCase.Expect(variance.Now(0, j), spread, bound, 4 * Math.Max(overflow, size * size), "variance", 0, j);
        }
    }

    private static void Apply(FuzzCase fuzz, GuardedMatrix x)
    {
        var (random, rows, channels) = (fuzz.Random, x.Rows, x.Columns);
        var units = new RowUnits(rows, channels);
        var residual = random.Flip() ? fuzz.Input("residual", rows, channels) : null;
        var y = fuzz.Output("y", rows, channels);
        var dY = fuzz.Sum("dY", rows, channels);
        var isAdding = random.Flip();
        var dX = fuzz.Target("dX", rows, channels, isAdding);
        var partials = fuzz.Output("partials", units.Count, 2 * units.Padded);
        var sums = fuzz.Output("sums", 1, 2 * units.Padded);
        GuardedMatrix[] perChannel =
        [
            .. new[] { "mean", "factor", "bias", "of sum", "of products" }.Select(name => fuzz.Input(name, 1, units.Padded)),
        ];
        var arguments = new BatchNormArguments
        {
            X = x.Data,
            Y = y.Data,
            Residual = residual is null ? null : residual.Data,
            Mean = perChannel[0].Data,
            Factor = perChannel[1].Data,
            Bias = perChannel[2].Data,
            OfSum = perChannel[3].Data,
            OfProducts = perChannel[4].Data,
            DY = dY.Data,
            DX = dX.Data,
            Partials = partials.Data,
            Units = units,
            Channels = channels,
            IsRectified = random.Flip(),
            IsAdding = isAdding,
        };

        BatchNorm.Forward(fuzz.Threads, arguments);
        BatchNormBackward.Sum(fuzz.Threads, arguments);
        BatchNormBackward.Total(arguments, sums.Data);
        BatchNormBackward.Input(fuzz.Threads, arguments);

        fuzz.CheckMemory();
        Check(arguments, x, perChannel, residual, y, dY, dX, sums);
    }

    private static void Check(
        in BatchNormArguments arguments,
        GuardedMatrix x,
        GuardedMatrix[] perChannel,
        GuardedMatrix? residual,
        GuardedMatrix y,
        GuardedMatrix dY,
        GuardedMatrix dX,
        GuardedMatrix sums
    )
    {
        var isRectified = arguments.IsRectified;
        var (mean, factor, bias) = (perChannel[0], perChannel[1], perChannel[2]);
        for (var j = 0; j < x.Columns; j++)
        {
            var (sum, products, size, productSize, widest) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for (var row = 0; row < x.Rows; row++)
            {
                var difference = x[row, j] - mean[0, j];
                var added = residual is null ? 0 : residual[row, j];
                var value = difference * factor[0, j] + bias[0, j] + added;
                var reach = Math.Abs(difference * factor[0, j]) + Math.Abs(bias[0, j]) + Math.Abs(added);
                var expected = isRectified && value <= 0 ? 0 : value;
                var overflow = Math.Max(reach, Math.Abs(difference));
                FuzzCase.Expect(y.Now(row, j), expected, 8 * (FuzzCase.Epsilon * reach + float.Epsilon), overflow, "y", row, j);

                // The mask is that of the computed output.
                double d = isRectified && y.Now(row, j) <= 0 ? 0 : dY[row, j];
                sum += d;
                size += Math.Abs(d);
                widest = Math.Max(widest, Math.Abs(difference));
                products += d * difference;
                productSize += Math.Abs(d * difference);
                var start = arguments.IsAdding ? dX[row, j] : 0;
                var terms =
                    Math.Abs(factor[0, j] * d)
                    + Math.Abs(perChannel[3][0, j])
                    + Math.Abs(difference * perChannel[4][0, j])
                    + Math.Abs(start);
                var gradient = start + factor[0, j] * d - perChannel[3][0, j] - difference * perChannel[4][0, j];
                FuzzCase.Expect(
                    dX.Now(row, j),
                    gradient,
                    10 * (FuzzCase.Epsilon * terms + float.Epsilon),
                    Math.Max(terms, Math.Abs(difference)),
                    "dX",
                    row,
                    j
                );
            }

            FuzzCase.Expect(sums.Now(0, j), sum, ProductCheck.Bound(x.Rows, size), size, "Σ d", 0, j);
            var bound = 2 * ProductCheck.Bound(x.Rows, productSize);
            FuzzCase.Expect(
                sums.Now(0, arguments.Units.Padded + j),
                products,
                bound,
                Math.Max(widest, 2 * productSize),
                "Σ d (x − mean)",
                0,
                j
            );
        }
    }
}

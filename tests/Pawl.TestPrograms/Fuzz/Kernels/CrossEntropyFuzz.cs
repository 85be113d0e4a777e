using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Softmax and negative log-likelihood, forward and backward.</summary>
internal sealed unsafe class CrossEntropyFuzz : IFuzzedKernel
{
    public string Name => "cross entropy";

    public int Weight => 5;

    public void Run(FuzzCase fuzz)
    {
        var (rows, classes) = (fuzz.Size(70), fuzz.SizeAbove0());
        var logits = fuzz.Input("logits", rows, classes);
        var targets = fuzz.Indices(rows, classes);
        var statistics = fuzz.Output("statistics", 2, rows);
        var loss = fuzz.Output("loss", 1, 1);

        CrossEntropy.Forward(fuzz.Threads, logits.Data, targets, statistics.Data, loss.Data, classes);

        fuzz.CheckMemory();
        var (mean, error, largest) = (0.0, 0.0, 0.0);
        for (var row = 0; row < rows; row++)
        {
            var (logSum, size) = LogSum(logits, row, classes);
            var bound = 1e-6 + FuzzCase.Epsilon * (classes + 4 * size);
            var value = logSum - logits[row, targets[row]];
            FuzzCase.Expect(statistics.Now(0, row), logSum, bound, size, "log-sum", row, 0);
            FuzzCase.Expect(statistics.Now(1, row), value, bound, size, "loss of a row", row, 0);
            mean += value / rows;
            error += bound / rows;
            largest = Math.Max(largest, size * rows);
        }

        FuzzCase.Expect(loss.Now(0, 0), rows == 0 ? double.NaN : mean, error + 1e-6 * Math.Abs(mean), largest, "loss", 0, 0);
        Backward(fuzz, logits, targets, statistics, classes);
    }

    private static (double LogSum, double Size) LogSum(GuardedMatrix logits, int row, int classes)
    {
        var (highest, size) = (double.NegativeInfinity, 0.0);
        for (var j = 0; j < classes; j++)
        {
            highest = Math.Max(highest, logits[row, j]);
            size = double.IsNegativeInfinity(logits[row, j]) ? size : Math.Max(size, Math.Abs(logits[row, j]));
        }

        var sum = 0.0;
        for (var j = 0; j < classes; j++)
        {
            sum += Math.Exp(logits[row, j] - highest);
        }

        return (highest + Math.Log(sum), size);
    }

    private static void Backward(FuzzCase fuzz, GuardedMatrix logits, ReadOnlySpan<int> targets, GuardedMatrix statistics, int classes)
    {
        var isAdding = fuzz.Random.Flip();
        var dLogits = fuzz.Target("dLogits", logits.Rows, classes, isAdding);
        var dLoss = fuzz.Random.Signed();

        CrossEntropy.Backward(fuzz.Threads, dLoss, logits.Data, targets, statistics.Data, dLogits.Data, classes, isAdding);

        fuzz.CheckMemory();
        for (var row = 0; row < logits.Rows; row++)
        {
            for (var j = 0; j < classes; j++)
            {
                var exponent = logits[row, j] - statistics.Now(0, row);
                var softmax = Math.Exp(exponent);
                var start = isAdding ? dLogits[row, j] : 0;
                var scale = (double)dLoss / logits.Rows;
                var value = start + scale * (softmax - (targets[row] == j ? 1 : 0));
                var bound =
                    Math.Abs(scale)
                        * (softmax * (1e-6 + 2 * FuzzCase.Epsilon * Math.Min(100, Math.Abs(exponent))) + 2e-38 + 4 * FuzzCase.Epsilon)
                    + 4 * FuzzCase.Epsilon * Math.Abs(start)
                    + float.Epsilon;
                var largest = Math.Max(softmax * 1e10, Math.Abs(start));
                FuzzCase.Expect(dLogits.Now(row, j), value, bound, largest, $"dLogits, exponent {exponent:g9}", row, j);
            }
        }
    }
}

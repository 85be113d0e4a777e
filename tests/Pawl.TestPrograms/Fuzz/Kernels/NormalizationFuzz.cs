using Pawl.Tensors.Autograd;
using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Layer norm, forward and backward.</summary>
internal sealed unsafe class NormalizationFuzz : IFuzzedKernel
{
    private const float Stabilizer = 1e-5f;

    public string Name => "layer norm";

    public int Weight => 6;

    public void Run(FuzzCase fuzz)
    {
        var (rows, width) = (fuzz.Size(70), fuzz.Size());
        var x = fuzz.Input("x", rows, width);
        var gain = fuzz.Input("gain", 1, width);
        var bias = fuzz.Random.Flip() ? fuzz.Input("bias", 1, width) : null;
        var y = fuzz.Output("y", rows, width);
        var statistics = fuzz.Output("statistics", 2, rows);

        Normalization.Forward(
            fuzz.Threads,
            x.Data,
            gain.Data,
            bias is null ? null : bias.Data,
            y.Data,
            statistics.Data,
            rows,
            width,
            Stabilizer
        );

        fuzz.CheckMemory();
        for (var row = 0; row < rows && width > 0; row++)
        {
            CheckRow(x, gain, bias, y, statistics, row, width);
        }

        Backward(fuzz, x, gain, statistics, rows, width);
    }

    private static void CheckRow(
        GuardedMatrix x,
        GuardedMatrix gain,
        GuardedMatrix? bias,
        GuardedMatrix y,
        GuardedMatrix statistics,
        int row,
        int width
    )
    {
        var (mean, size) = (0.0, 0.0);
        for (var j = 0; j < width; j++)
        {
            mean += x[row, j] / width;
            size += Math.Abs(x[row, j]) / width;
        }

        var variance = 0.0;
        for (var j = 0; j < width; j++)
        {
            variance += (x[row, j] - mean) * (x[row, j] - mean) / width;
        }

        var scale = 1 / Math.Sqrt(variance + Stabilizer);
        var overflow = Math.Max(size * width, variance * width);
        var meanError = (width + 4) * (FuzzCase.Epsilon * size + float.Epsilon);
        // A shift of the mean by e adds e² to the variance; its rounding, and that of the differences, is relative.
        var scaleError = (meanError * meanError / (variance + Stabilizer) + (width + 8) * FuzzCase.Epsilon) * scale;
        FuzzCase.Expect(statistics.Now(0, row), mean, meanError, overflow, "mean", row, 0);
        FuzzCase.Expect(statistics.Now(1, row), scale, scaleError, overflow, "scale", row, 0);
        for (var j = 0; j < width; j++)
        {
            var (difference, shift) = (x[row, j] - mean, bias is null ? 0 : bias[0, j]);
            var value = difference * scale * gain[0, j] + shift;
            var error =
                Math.Abs(gain[0, j])
                    * (
                        meanError * (scale + scaleError)
                        + Math.Abs(difference) * scaleError
                        + 4 * FuzzCase.Epsilon * Math.Abs(difference * scale)
                    )
                + 2 * FuzzCase.Epsilon * Math.Abs(value)
                + (1 + Math.Abs(gain[0, j])) * 4 * float.Epsilon;
            var largest = Math.Max(overflow, Math.Abs(difference * scale * gain[0, j]) + Math.Abs(shift));
            FuzzCase.Expect(y.Now(row, j), value, error, largest, "y", row, j);
        }
    }

    /// <summary>Backward from the statistics as the forward pass wrote them, which the reference takes as exact.</summary>
    private static void Backward(FuzzCase fuzz, GuardedMatrix x, GuardedMatrix gain, GuardedMatrix statistics, int rows, int width)
    {
        using var tape = new Tape(fuzz.Threads);
        var isAdding = fuzz.Random.Flip();
        var dY = fuzz.Input("dY", rows, width);
        var dX = fuzz.Random.OneIn(4) ? null : fuzz.Target("dX", rows, width, isAdding);
        var dGain = fuzz.Random.OneIn(4) ? null : fuzz.Sum("dGain", 1, width);
        var dBias = fuzz.Random.OneIn(4) ? null : fuzz.Sum("dBias", 1, width);

        Normalization.Backward(
            tape,
            dY.Data,
            x.Data,
            gain.Data,
            statistics.Data,
            dX is null ? null : dX.Data,
            isAdding,
            dGain is null ? null : dGain.Data,
            dBias is null ? null : dBias.Data,
            rows,
            width
        );

        fuzz.CheckMemory();
        double Normal(int row, int j) => (x[row, j] - statistics.Now(0, row)) * statistics.Now(1, row);
        for (var j = 0; j < width; j++)
        {
            if (dGain is not null)
            {
                ProductCheck.Expect(dGain.Now(0, j), dGain[0, j], rows, row => (dY[row, j], Normal(row, j)), "dGain", 0, j);
            }

            if (dBias is not null)
            {
                ProductCheck.Expect(dBias.Now(0, j), dBias[0, j], rows, row => (dY[row, j], 1), "dBias", 0, j);
            }
        }

        for (var row = 0; row < rows && dX is not null; row++)
        {
            var (sum, weighted, size, weightedSize) = (0.0, 0.0, 0.0, 0.0);
            var scale = statistics.Now(1, row);
            var widest = 0.0;
            for (var j = 0; j < width; j++)
            {
                widest = Math.Max(widest, Math.Abs(x[row, j]) + Math.Abs(statistics.Now(0, row)));
                var d = dY[row, j] * gain[0, j];
                sum += d / width;
                weighted += d * Normal(row, j) / width;
                size += Math.Abs(d) / width;
                weightedSize += Math.Abs(d * Normal(row, j)) / width;
            }

            for (var j = 0; j < width; j++)
            {
                var (d, normal, start) = (dY[row, j] * gain[0, j], Normal(row, j), isAdding ? dX[row, j] : 0);
                var value = start + scale * (d - sum - normal * weighted);
                var terms = Math.Abs(scale) * (Math.Abs(d) + size + Math.Abs(normal) * weightedSize) + Math.Abs(start);
                var bound = (width + 8) * (FuzzCase.Epsilon * terms + (1 + Math.Abs(scale) * (2 + Math.Abs(normal))) * float.Epsilon);
                var largest = Math.Max(Math.Max(widest, terms * Math.Max(1, 1 / Math.Abs(scale))), Math.Max(size, weightedSize) * width);
                FuzzCase.Expect(dX.Now(row, j), value, bound, largest, "dX", row, j);
            }
        }
    }
}

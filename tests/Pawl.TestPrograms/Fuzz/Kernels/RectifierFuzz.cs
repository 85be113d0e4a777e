using Pawl.Tensors.Autograd;
using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>ReLU, sigmoid and the mean squared error, forward and backward.</summary>
internal sealed unsafe class RectifierFuzz : IFuzzedKernel
{
    public string Name => "rectifier";

    public int Weight => 4;

    public void Run(FuzzCase fuzz)
    {
        var (count, isAdding) = (fuzz.Size(70), fuzz.Random.Flip());
        var x = fuzz.Input("x", 1, count);
        var dY = fuzz.Input("dY", 1, count);
        var y = fuzz.Output("y", 1, count);
        var dX = fuzz.Target("dX", 1, count, isAdding);
        switch (fuzz.Random.Below(3))
        {
            case 0:
                Rectify(fuzz, x, y, dY, dX, isAdding);
                break;
            case 1:
                Squash(fuzz, x, y, dY, dX, isAdding);
                break;
            default:
                Square(fuzz, x, fuzz.Random.Flip() ? dY : null, dX, isAdding);
                break;
        }
    }

    private static void Rectify(FuzzCase fuzz, GuardedMatrix x, GuardedMatrix y, GuardedMatrix dY, GuardedMatrix dX, bool isAdding)
    {
        Rectifier.Forward(fuzz.Threads, x.Data, y.Data, x.Columns);
        Rectifier.Backward(fuzz.Threads, dY.Data, y.Data, dX.Data, x.Columns, isAdding);

        fuzz.CheckMemory();
        for (var j = 0; j < x.Columns; j++)
        {
            // Zeros of either sign are the same.
            FuzzCase.ExpectSame(y.Now(0, j) + 0f, (x.Before(0, j) <= 0 ? 0 : x.Before(0, j)) + 0f, "y", 0, j);
            var passed = x.Before(0, j) <= 0 ? 0 : dY.Before(0, j);
            FuzzCase.ExpectSame(dX.Now(0, j) + 0f, (isAdding ? dX.Before(0, j) + passed : passed) + 0f, "dX", 0, j);
        }
    }

    private static void Squash(FuzzCase fuzz, GuardedMatrix x, GuardedMatrix y, GuardedMatrix dY, GuardedMatrix dX, bool isAdding)
    {
        Sigmoid.Forward(fuzz.Threads, x.Data, y.Data, x.Columns);
        Sigmoid.Backward(fuzz.Threads, dY.Data, y.Data, dX.Data, x.Columns, isAdding);

        fuzz.CheckMemory();
        for (var j = 0; j < x.Columns; j++)
        {
            var value = 1 / (1 + Math.Exp(-x[0, j]));
            FuzzCase.Expect(y.Now(0, j), value, 1e-6 * value + 2e-38, 1, $"sigmoid of {x[0, j]:g9}", 0, j);
            double kept = y.Now(0, j);
            var (start, slope) = (isAdding ? dX[0, j] : 0, dY[0, j] * kept * (1 - kept));
            var size = Math.Abs(start) + Math.Abs(slope);
            FuzzCase.Expect(dX.Now(0, j), start + slope, 6 * (FuzzCase.Epsilon * size + float.Epsilon), size, "dX", 0, j);
        }
    }

    private static void Square(FuzzCase fuzz, GuardedMatrix x, GuardedMatrix? target, GuardedMatrix dX, bool isAdding)
    {
        using var tape = new Tape(fuzz.Threads);
        var (error, factor) = (fuzz.Output("error", 1, 1), fuzz.Random.Signed());

        MeanSquaredError.Forward(tape, x.Data, target is null ? null : target.Data, error.Data, x.Columns);
        MeanSquaredError.Backward(fuzz.Threads, factor, x.Data, target is null ? null : target.Data, dX.Data, x.Columns, isAdding);

        fuzz.CheckMemory();
        var sum = 0.0;
        for (var j = 0; j < x.Columns; j++)
        {
            var difference = x[0, j] - (target is null ? 0 : target[0, j]);
            sum += difference * difference;
            var start = isAdding ? dX[0, j] : 0;
            var size = Math.Abs(start) + Math.Abs(factor * difference);
            FuzzCase.Expect(
                dX.Now(0, j),
                start + factor * difference,
                6 * (FuzzCase.Epsilon * size + float.Epsilon),
                Math.Max(size, Math.Abs(difference)),
                "dX",
                0,
                j
            );
        }

        FuzzCase.Expect(error.Now(0, 0), sum / x.Columns, ProductCheck.Bound(x.Columns, sum) + float.Epsilon, sum, "error", 0, 0);
    }
}

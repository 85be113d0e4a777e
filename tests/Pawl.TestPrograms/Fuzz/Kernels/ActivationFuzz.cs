using Pawl.Tensors;
using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>GELU in both forms, with and without its derivative, in place or not.</summary>
internal sealed unsafe class ActivationFuzz : IFuzzedKernel
{
    public string Name => "gelu";

    public int Weight => 5;

    public void Run(FuzzCase fuzz)
    {
        var (count, form) = (fuzz.Size(70), fuzz.Random.Pick(Enum.GetValues<GeluForm>()));
        var x = fuzz.Input("x", 1, count);
        var y = fuzz.Output("y", 1, count);
        var derivative = fuzz.Random.Flip() ? fuzz.Output("derivative", 1, count) : null;

        Activation.Forward(fuzz.Threads, x.Data, y.Data, derivative is null ? null : derivative.Data, count, form);

        fuzz.CheckMemory();
        for (var j = 0; j < count; j++)
        {
            var (value, slope, size) = form == GeluForm.Exact ? Exact(x[0, j]) : Tanh(x[0, j]);
            // The exponent's rounding grows with its size.
            var exponent = form == GeluForm.Exact ? x[0, j] * x[0, j] : Math.Abs(x[0, j]) * (2 + 0.1 * x[0, j] * x[0, j]);
            var error = (3e-6 + 2 * FuzzCase.Epsilon * Math.Min(200, exponent)) * Math.Abs(value) + 1e-37 * Math.Max(1, Math.Abs(x[0, j]));
            FuzzCase.Expect(y.Now(0, j), value, error, Math.Abs(value), $"{form} of {x[0, j]:g9}", 0, j);
            if (derivative is not null)
            {
                // The exponentials are clamped, so that something of the size 1e-38 times the polynomial before them is left of 0.
                var reach = form == GeluForm.Tanh ? Math.Min(12, Math.Abs(x[0, j])) : Math.Abs(x[0, j]);
                FuzzCase.Expect(
                    derivative.Now(0, j),
                    slope,
                    (4e-6 + 4 * FuzzCase.Epsilon * Math.Min(200, exponent)) * size + 2e-38 * reach + 1e-30,
                    reach,
                    $"derivative of {form} at {x[0, j]:g9}",
                    0,
                    j
                );
            }
        }
    }

    /// <summary>x Φ(x), its derivative, and the size of the terms of that.</summary>
    private static (double Value, double Slope, double Size) Exact(double x)
    {
        var distribution = NormalDistribution.Of(x);
        var density = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
        var slope = double.IsInfinity(x) ? x : distribution + x * density;
        return (double.IsInfinity(x) ? x : x * distribution, slope, Math.Max(distribution, Math.Abs(x * density)));
    }

    private static (double Value, double Slope, double Size) Tanh(double x)
    {
        var inner = 2 * Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
        var logistic = 1 / (1 + Math.Exp(-inner));
        // Beyond ±12 the function is 0 or x to the last bit of a double.
        var bounded = double.IsNaN(x) ? x : Math.Clamp(x, -12, 12);
        var rise = logistic / (1 + Math.Exp(inner)) * bounded * 2 * Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * bounded * bounded);
        return (x * logistic, logistic + rise, Math.Max(logistic, Math.Abs(rise)));
    }
}

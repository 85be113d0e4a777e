using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>GELU, both forms.</summary>
internal static unsafe class Activation
{
    public static void Forward(ComputeThreads threads, float* x, float* y, int count, GeluForm form)
    {
        _ = threads;
        for (var i = 0; i < count; i++)
        {
            y[i] = (float)Value(x[i], form);
        }
    }

    public static void Backward(ComputeThreads threads, float* dY, float* x, float* dX, int count, GeluForm form, bool isAdding)
    {
        _ = threads;
        for (var i = 0; i < count; i++)
        {
            var value = (float)(dY[i] * Derivative(x[i], form));
            dX[i] = isAdding ? dX[i] + value : value;
        }
    }

    private static double Value(double x, GeluForm form) =>
        form == GeluForm.Exact
            ? 0.5 * x * (1 + Erf(x / Math.Sqrt(2)))
            : 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));

    private static double Derivative(double x, GeluForm form)
    {
        if (form == GeluForm.Exact)
        {
            return 0.5 * (1 + Erf(x / Math.Sqrt(2))) + x * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
        }

        var tanh = Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
        return 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
    }

    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        double sum = x;
        double term = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum) && n < 200; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}

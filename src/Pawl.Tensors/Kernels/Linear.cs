using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>y = x Wᵀ + b with x (rows × inputs) and W (outputs × inputs).</summary>
internal static unsafe class Linear
{
    /// <param name="bias">Or null.</param>
    /// <param name="residual">(rows × outputs), or null.</param>
    public static void Forward(
        ComputeThreads threads,
        float* x,
        float* weight,
        float* bias,
        float* residual,
        float* y,
        int rows,
        int inputs,
        int outputs
    )
    {
        if (rows > FewRows.Most)
        {
            var shape = new GemmShape(rows, outputs, inputs, false, true);
            Gemm.MultiplyAndAdd(threads, shape, x, inputs, weight, inputs, bias, residual, outputs, y, outputs);
            return;
        }

        for (var row = 0; row < rows && (bias is not null || residual is not null); row++)
        {
            var offset = (long)row * outputs;
            for (var j = 0; j < outputs; j += Lanes.Count)
            {
                var start = residual is null ? default : Lanes.Load(residual + offset + j, outputs - j);
                Lanes.Store(bias is null ? start : start + Lanes.Load(bias + j, outputs - j), y + offset + j, outputs - j);
            }
        }

        FewRows.Multiply(threads, x, weight, y, rows, inputs, outputs, bias is not null || residual is not null);
    }

    public static void BackwardInput(
        ComputeThreads threads,
        float* dY,
        float* weight,
        float* dX,
        int rows,
        int inputs,
        int outputs,
        bool isAdding
    ) => Gemm.Multiply(threads, new GemmShape(rows, inputs, outputs, false, false), dY, outputs, weight, inputs, dX, inputs, isAdding);

    public static void BackwardWeight(Tape tape, float* dY, float* x, float* dWeight, int rows, int inputs, int outputs, bool isAdding) =>
        Gemm.Multiply(tape.Threads, new GemmShape(outputs, inputs, rows, true, false), dY, outputs, x, inputs, dWeight, inputs, isAdding);

    /// <summary>dBias = Σ of the rows of dY, or adds it: blocks of rows, then the blocks in order.</summary>
    public static void BackwardBias(Tape tape, float* dY, float* dBias, int rows, int outputs, bool isAdding)
    {
        Elementwise.ClearUnless(isAdding, dBias, outputs);
        var units = Chunks.OfRows(rows);
        var partials = tape.Rent(units * outputs);
        var arguments = new BiasArguments(dY, partials, rows, outputs);
        tape.Threads.Run(&SumRows, &arguments, units);
        for (var unit = 0; unit < units; unit++)
        {
            AddRow(partials + (long)unit * outputs, dBias, outputs);
        }

        tape.Return(partials, units * outputs);
    }

    private static void SumRows(void* state, int unit)
    {
        ref var arguments = ref *(BiasArguments*)state;
        var (start, end) = Chunks.RowRange(unit, arguments.Rows);
        var sums = arguments.Partials + (long)unit * arguments.Outputs;
        var (rows, outputs) = (end - start, arguments.Outputs);
        var dY = arguments.DY + (long)start * outputs;
        var j = 0;
        for (; j + 4 * Lanes.Count <= outputs; j += 4 * Lanes.Count)
        {
            var (sum0, sum1, sum2, sum3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            var source = dY + j;
            for (var row = 0; row < rows; row++)
            {
                sum0 += Vector256.Load(source);
                sum1 += Vector256.Load(source + Lanes.Count);
                sum2 += Vector256.Load(source + 2 * Lanes.Count);
                sum3 += Vector256.Load(source + 3 * Lanes.Count);
                source += outputs;
            }

            sum0.Store(sums + j);
            sum1.Store(sums + j + Lanes.Count);
            sum2.Store(sums + j + 2 * Lanes.Count);
            sum3.Store(sums + j + 3 * Lanes.Count);
        }

        for (; j < outputs; j += Lanes.Count)
        {
            var sum = Vector256<float>.Zero;
            for (var row = 0; row < rows; row++)
            {
                sum += Lanes.Load(dY + (long)row * outputs + j, outputs - j);
            }

            Lanes.Store(sum, sums + j, outputs - j);
        }
    }

    private static void AddRow(float* source, float* target, int count)
    {
        for (var j = 0; j < count; j += Lanes.Count)
        {
            Lanes.Store(Lanes.Load(target + j, count - j) + Lanes.Load(source + j, count - j), target + j, count - j);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct BiasArguments(float* dY, float* partials, int rows, int outputs)
    {
        public readonly float* DY = dY;
        public readonly float* Partials = partials;
        public readonly int Rows = rows;
        public readonly int Outputs = outputs;
    }
}

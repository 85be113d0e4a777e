using System.Runtime.InteropServices;
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
        if (residual is not null)
        {
            new ReadOnlySpan<float>(residual, rows * outputs).CopyTo(new Span<float>(y, rows * outputs));
        }

        for (var row = 0; bias is not null && row < rows; row++)
        {
            var target = y + (long)row * outputs;
            for (var j = 0; j < outputs; j += Lanes.Count)
            {
                var start = residual is null ? default : Lanes.Load(target + j, outputs - j);
                Lanes.Store(start + Lanes.Load(bias + j, outputs - j), target + j, outputs - j);
            }
        }

        var isAdding = bias is not null || residual is not null;
        if (rows <= FewRows.Most)
        {
            FewRows.Multiply(threads, x, weight, y, rows, inputs, outputs, isAdding);
            return;
        }

        Gemm.Multiply(threads, new GemmShape(rows, outputs, inputs, false, true), x, inputs, weight, inputs, y, outputs, isAdding);
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
        new Span<float>(sums, arguments.Outputs).Clear();
        for (var row = start; row < end; row++)
        {
            AddRow(arguments.DY + (long)row * arguments.Outputs, sums, arguments.Outputs);
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

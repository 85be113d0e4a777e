using Pawl.Tensors.Autograd;
using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>y = x Wᵀ + b with x (rows × inputs) and W (outputs × inputs).</summary>
internal static unsafe class Linear
{
    public static void Forward(ComputeThreads threads, float* x, float* weight, float* bias, float* y, int rows, int inputs, int outputs)
    {
        if (bias is not null)
        {
            for (var row = 0; row < rows; row++)
            {
                new ReadOnlySpan<float>(bias, outputs).CopyTo(new Span<float>(y + (long)row * outputs, outputs));
            }
        }

        Gemm.Multiply(threads, new GemmShape(rows, outputs, inputs, false, true), x, inputs, weight, inputs, y, outputs, bias is not null);
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

    public static void BackwardBias(Tape tape, float* dY, float* dBias, int rows, int outputs, bool isAdding)
    {
        _ = tape;
        Elementwise.ClearUnless(isAdding, dBias, outputs);
        for (var row = 0; row < rows; row++)
        {
            for (var j = 0; j < outputs; j++)
            {
                dBias[j] += dY[(long)row * outputs + j];
            }
        }
    }
}

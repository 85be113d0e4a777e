using System.Runtime.InteropServices;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>y += x Wᵀ for so few rows that packing W would cost more than the product: a dot product an element.</summary>
internal static unsafe class FewRows
{
    /// <summary>Rows up to which this is used.</summary>
    public const int Most = 3;

    private const int OutputsOfUnit = 64;

    public static void Multiply(ComputeThreads threads, float* x, float* weight, float* y, int rows, int inputs, int outputs, bool isAdding)
    {
        var arguments = new Arguments
        {
            X = x,
            Weight = weight,
            Y = y,
            Rows = rows,
            Inputs = inputs,
            Outputs = outputs,
            IsAdding = isAdding,
        };
        threads.Run(&Unit, &arguments, (outputs + OutputsOfUnit - 1) / OutputsOfUnit);
    }

    private static void Unit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var end = Math.Min(arguments.Outputs, (unit + 1) * OutputsOfUnit);
        for (var j = unit * OutputsOfUnit; j < end; j++)
        {
            for (var row = 0; row < arguments.Rows; row++)
            {
                var dot = Lanes.Dot(
                    arguments.X + (long)row * arguments.Inputs,
                    arguments.Weight + (long)j * arguments.Inputs,
                    arguments.Inputs
                );
                var target = arguments.Y + (long)row * arguments.Outputs + j;
                *target = arguments.IsAdding ? *target + dot : dot;
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Arguments
    {
        public float* X;
        public float* Weight;
        public float* Y;
        public int Rows;
        public int Inputs;
        public int Outputs;
        public bool IsAdding;
    }
}

using System.Runtime.InteropServices;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>y = x Wᵀ for so few rows that packing W would cost more than the product: W is read once, in the order it lies in memory.</summary>
/// <remarks>
/// An element of y is one running vector over its row of x and its row of W, eight products at a time from the first, folded at the
/// end. So a row's result does not depend, to the bit, on how many other rows there are. One row is bound by the reading of W: eight
/// rows of W side by side keep enough loads under way, and the next eight are asked for meanwhile.
/// </remarks>
internal static unsafe class FewRows
{
    /// <summary>Rows up to which this is used where the number of rows may decide.</summary>
    public const int Most = 16;

    // Divisible by the outputs of every tile; of W that is 36 KB with 384 inputs.
    private const int OutputsOfUnit = 24;

    // Below this many multiply-adds, waking another thread costs more than it saves.
    private const long WorthSharing = 1 << 14;

    /// <summary>y = x Wᵀ + b + r.</summary>
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
        var arguments = new Arguments
        {
            X = x,
            Weight = weight,
            Bias = bias,
            Residual = residual,
            Y = y,
            Rows = rows,
            Inputs = inputs,
            Outputs = outputs,
        };
        Run(threads, ref arguments);
    }

    /// <summary>y = x Wᵀ, or y += it.</summary>
    public static void Multiply(
        ComputeThreads threads,
        float* x,
        float* weight,
        float* y,
        int rows,
        int inputs,
        int outputs,
        bool isAdding
    ) => Forward(threads, x, weight, null, isAdding ? y : null, y, rows, inputs, outputs);

    private static void Run(ComputeThreads threads, ref Arguments arguments)
    {
        var units = (arguments.Outputs + OutputsOfUnit - 1) / OutputsOfUnit;
        fixed (Arguments* state = &arguments)
        {
            if ((long)arguments.Rows * arguments.Inputs * arguments.Outputs >= WorthSharing)
            {
                threads.Run(&Unit, state, units);
                return;
            }

            for (var unit = 0; unit < units; unit++)
            {
                Unit(state, unit);
            }
        }
    }

    private static void Unit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var start = unit * OutputsOfUnit;
        var count = Math.Min(arguments.Outputs - start, OutputsOfUnit);
        var inputs = arguments.Inputs;
        var weight = arguments.Weight + (long)start * inputs;
        var sums = stackalloc float[4 * OutputsOfUnit];
        for (var row = 0; row < arguments.Rows; )
        {
            var x = arguments.X + (long)row * inputs;
            var left = arguments.Rows - row;
            var rows =
                left >= 4 ? 4
                : left >= 2 ? 2
                : 1;
            var outputsOfTile =
                rows == 4 ? 3
                : rows == 2 ? 4
                : 8;
            var j = 0;
            for (; inputs % Lanes.Count == 0 && j + outputsOfTile <= count; j += outputsOfTile)
            {
                var w = weight + (long)j * inputs;
                if (rows == 4)
                {
                    RowTiles.FourByThree(x, w, sums + j, inputs, OutputsOfUnit);
                }
                else if (rows == 2)
                {
                    RowTiles.TwoByFour(x, w, sums + j, inputs, OutputsOfUnit);
                }
                else
                {
                    RowTiles.OneByEight(x, w, sums + j, inputs);
                }
            }

            for (; j < count; j++)
            {
                for (var r = 0; r < rows; r++)
                {
                    sums[r * OutputsOfUnit + j] = RowTiles.One(x + (long)r * inputs, weight + (long)j * inputs, inputs);
                }
            }

            for (var r = 0; r < rows; r++)
            {
                Write(in arguments, sums + r * OutputsOfUnit, row + r, start, count);
            }

            row += rows;
        }
    }

    private static void Write(ref readonly Arguments arguments, float* sums, int row, int start, int count)
    {
        var at = (long)row * arguments.Outputs + start;
        for (var j = 0; j < count; j += Lanes.Count)
        {
            var remaining = count - j;
            var value = Lanes.Load(sums + j, remaining);
            if (arguments.Bias is not null)
            {
                value += Lanes.Load(arguments.Bias + start + j, remaining);
            }

            if (arguments.Residual is not null)
            {
                value += Lanes.Load(arguments.Residual + at + j, remaining);
            }

            Lanes.Store(value, arguments.Y + at + j, remaining);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Arguments
    {
        public float* X;
        public float* Weight;
        public float* Bias;
        public float* Residual;
        public float* Y;
        public int Rows;
        public int Inputs;
        public int Outputs;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pawl.Tensors;

/// <summary>Dimensions of a row-major tensor, one to four of them, slowest first. A dimension may be zero.</summary>
/// <remarks>A value: making or comparing shapes allocates nothing, so that a recorded step can be repeated without garbage.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TensorShape
{
    public const int MaximumRank = 4;

    private readonly int _d0;
    private readonly int _d1;
    private readonly int _d2;
    private readonly int _d3;

    public TensorShape(int d0)
        : this(1, d0, 1, 1, 1) { }

    public TensorShape(int d0, int d1)
        : this(2, d0, d1, 1, 1) { }

    public TensorShape(int d0, int d1, int d2)
        : this(3, d0, d1, d2, 1) { }

    public TensorShape(int d0, int d1, int d2, int d3)
        : this(4, d0, d1, d2, d3) { }

    private TensorShape(int rank, int d0, int d1, int d2, int d3)
    {
        if (d0 < 0 || d1 < 0 || d2 < 0 || d3 < 0)
        {
            throw new ArgumentException($"A dimension cannot be negative: got ({d0}, {d1}, {d2}, {d3}).");
        }

        // Also with a zero among them: a product of some of the dimensions, the rows for one, must be a number too.
        if ((Int128)Math.Max(1, d0) * Math.Max(1, d1) * Math.Max(1, d2) * Math.Max(1, d3) > Array.MaxLength)
        {
            throw new ArgumentException(
                $"A tensor holds at most {Array.MaxLength} elements, dimensions of length 0 left out: ({d0}, {d1}, {d2}, {d3}) is larger."
            );
        }

        Rank = rank;
        _d0 = d0;
        _d1 = d1;
        _d2 = d2;
        _d3 = d3;
    }

    /// <summary>Shape of the given dimensions, slowest first; <see cref="MaximumRank"/> at most.</summary>
    /// <exception cref="ArgumentException">No dimension, too many, a negative one, or more elements than an array can hold.</exception>
    public static TensorShape Of(params ReadOnlySpan<int> dimensions) =>
        dimensions.Length switch
        {
            1 => new(dimensions[0]),
            2 => new(dimensions[0], dimensions[1]),
            3 => new(dimensions[0], dimensions[1], dimensions[2]),
            4 => new(dimensions[0], dimensions[1], dimensions[2], dimensions[3]),
            _ => throw new ArgumentException($"A tensor has 1 to {MaximumRank} dimensions: got {dimensions.Length}."),
        };

    public int Rank { get; }

    public int Length => _d0 * _d1 * _d2 * _d3;

    public int this[int axis] =>
        (uint)axis >= (uint)Rank
            ? throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Shape {this} has {Rank} dimensions.")
            : axis switch
            {
                0 => _d0,
                1 => _d1,
                2 => _d2,
                _ => _d3,
            };

    /// <summary>The fastest dimension.</summary>
    public int Last => this[Rank - 1];

    /// <summary>Product of all dimensions but the last: the rows when the tensor is read as a matrix.</summary>
    public int Rows
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get
        {
            var rows = 1;
            for (var axis = 0; axis < Rank - 1; axis++)
            {
                rows *= this[axis];
            }

            return rows;
        }
    }

    public int[] ToArray()
    {
        var dimensions = new int[Rank];
        for (var axis = 0; axis < Rank; axis++)
        {
            dimensions[axis] = this[axis];
        }

        return dimensions;
    }

    /// <summary>Sample: <c>(12, 64, 128)</c>.</summary>
    public override string ToString() => $"({string.Join(", ", ToArray())})";
}

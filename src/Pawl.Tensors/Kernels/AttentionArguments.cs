namespace Pawl.Tensors.Kernels;

/// <summary>What a unit of attention (one head of one sequence) sees.</summary>
/// <remarks>
/// Query, key and value rows are slices of (batch · length × 3 width); the output and its gradient of (batch · length × width).
/// </remarks>
internal unsafe struct AttentionArguments
{
    public AttentionShape Shape;
    public DropoutMask Mask;
    public float* QueryKeyValue;
    public float* Output;

    /// <summary>(batch · heads × length): log Σ exp of each row's scaled scores.</summary>
    public float* LogSums;
    public float* DOutput;
    public float* DQueryKeyValue;
    public bool IsAdding;

    public readonly int RowStride => 3 * Shape.Width;

    public readonly float ScoreScale => 1 / MathF.Sqrt(Shape.HeadWidth);

    /// <summary>Offset of the first query row of a unit in (batch · length × 3 width); keys and values lie one and two widths on.</summary>
    public readonly long QueryOffset(int unit) =>
        (long)(unit / Shape.Heads) * Shape.Length * RowStride + unit % Shape.Heads * Shape.HeadWidth;

    /// <summary>Offset of the first row of a unit in (batch · length × width).</summary>
    public readonly long OutputOffset(int unit) =>
        (long)(unit / Shape.Heads) * Shape.Length * Shape.Width + unit % Shape.Heads * Shape.HeadWidth;

    /// <summary>Mask group of one weight, the first of its group: rows start on a group of their own.</summary>
    public readonly long MaskGroup(int unit, int row, int key) =>
        ((long)unit * Shape.Length + row) * ((Shape.Length + DropoutMask.Group - 1) / DropoutMask.Group) + key / DropoutMask.Group;
}

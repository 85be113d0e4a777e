namespace Pawl.TestPrograms.Fuzz;

/// <summary>(rows × columns) on guarded memory, each row <paramref name="stride"/> floats after the one before; the gaps are canary.</summary>
/// <remarks>Its last float is the last of its block: there is no gap after the last row.</remarks>
internal sealed unsafe class GuardedMatrix(string name, float* data, int rows, int columns, int stride, bool isOutput)
{
    private float[] _before = [];

    public float* Data { get; } = data;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public int Stride { get; } = stride;

    /// <summary>Floats from the first to the last element, gaps included.</summary>
    public static int Extent(int rows, int columns, int stride) => rows == 0 || columns == 0 ? 0 : checked((rows - 1) * stride + columns);

    private int Floats => Extent(Rows, Columns, Stride);

    /// <summary>An element as it was before the kernel ran.</summary>
    public double this[int row, int column] => _before[row * Stride + column];

    /// <summary>The same, as the float it is.</summary>
    public float Before(int row, int column) => _before[row * Stride + column];

    /// <summary>An element as it is now.</summary>
    public float Now(int row, int column) => Data[(long)row * Stride + column];

    /// <summary>Remembers the content, so that the kernel may run.</summary>
    public void Keep() => _before = new ReadOnlySpan<float>(Data, Floats).ToArray();

    /// <exception cref="FuzzFailureException">An input or a gap between rows has other bits than before.</exception>
    public void Check()
    {
        if (!isOutput)
        {
            Compare(0, Floats, "the input was modified");
            return;
        }

        for (var row = 0; row < Rows - 1 && Columns > 0 && Stride > Columns; row++)
        {
            Compare(row * Stride + Columns, Stride - Columns, "the gap after the row was written");
        }
    }

    private void Compare(int start, int count, string fault)
    {
        var now = new ReadOnlySpan<uint>((uint*)Data + start, count);
        fixed (float* before = _before)
        {
            var common = now.CommonPrefixLength(new ReadOnlySpan<uint>((uint*)before + start, count));
            if (common < count)
            {
                throw new FuzzFailureException($"{name}: {fault} at row {(start + common) / Stride}, column {(start + common) % Stride}");
            }
        }
    }
}

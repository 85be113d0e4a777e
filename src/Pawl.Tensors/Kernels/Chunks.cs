namespace Pawl.Tensors.Kernels;

/// <summary>Cuts a long run of elements, or of rows, into units of work by its length alone.</summary>
internal static class Chunks
{
    /// <summary>Elements of a unit: 32 KB, enough to be worth handing out.</summary>
    public const int Elements = 8192;

    /// <summary>Rows of a unit where rows are reduced over: the blocks whose partial sums are combined in index order.</summary>
    public const int Rows = 32;

    public static int Of(int count) => (count + Elements - 1) / Elements;

    public static int OfRows(int rows) => (rows + Rows - 1) / Rows;

    public static (int Start, int End) Range(int unit, int count) => (unit * Elements, (int)Math.Min(count, (unit + 1L) * Elements));

    public static (int Start, int End) RowRange(int unit, int rows) => (unit * Rows, Math.Min(rows, (unit + 1) * Rows));
}

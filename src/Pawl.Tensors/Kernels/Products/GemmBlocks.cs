namespace Pawl.Tensors.Kernels.Products;

/// <summary>Sizes that cut a product. They depend on its shape alone; the inner one is part of the order of summation and so the same at every level.</summary>
internal static class GemmBlocks
{
    /// <summary>Rows of a packed panel of B: 256 × 16 or 32 floats are 16 or 32 KB, which stay in the first-level cache.</summary>
    public const int Inner = 256;

    public const int MostRows = 96;

    public const int MostColumns = 256;

    /// <summary>Floats of packed B that a thread keeps from unit to unit: 4 MB.</summary>
    public const long MostKept = 1 << 20;

    /// <summary>Cuts <paramref name="count"/> into even blocks of at most <paramref name="most"/>, all but the last a multiple of <paramref name="grain"/>.</summary>
    public static (int Size, int Blocks) Cut(int count, int most, int grain)
    {
        var blocks = Math.Max(1, (count + most - 1) / most);
        var size = ((count + blocks - 1) / blocks + grain - 1) / grain * grain;
        return (Math.Max(grain, size), Math.Max(1, (count + size - 1) / Math.Max(1, size)));
    }

    /// <summary>Rows of the next tile: the most a tile has, but the last two even where the last would have too few sums to fill the processor.</summary>
    public static int TileRows(int remaining, int most) =>
        remaining <= most ? remaining
        : remaining >= most + 4 ? most
        : (remaining + 1) / 2;
}

namespace Pawl.Shogi.Search;

/// <summary>
/// Plies by which late moves are searched less deeply at first: proportional to the product of the logarithms of depth and move number, as is customary. In whole
/// numbers throughout, so that every machine counts the same nodes; the factor is set by hand.
/// </summary>
internal static class Reductions
{
    private const int Most = 64;
    private const int One = 1024;

    /// <summary>(64 depths, 64 move numbers).</summary>
    private static readonly byte[] Table = Fill();

    public static int Of(int depth, int moveNumber) => Table[(Math.Min(depth, Most - 1) * Most) + Math.Min(moveNumber, Most - 1)];

    private static byte[] Fill()
    {
        // sums of 1/k grow as the natural logarithm does
        var logarithms = new int[Most];
        for (var number = 2; number < Most; number++)
        {
            logarithms[number] = logarithms[number - 1] + (One / number);
        }

        var table = new byte[Most * Most];
        for (var depth = 1; depth < Most; depth++)
        {
            for (var move = 1; move < Most; move++)
            {
                table[(depth * Most) + move] = (byte)(((logarithms[depth] * logarithms[move] * 6 / 10) + (One * One / 2)) / (One * One));
            }
        }

        return table;
    }
}

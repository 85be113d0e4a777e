namespace Pawl.Text.Datasets;

/// <summary>One pass over a whole file in windows that do not overlap: every token but the first is predicted exactly once.</summary>
public static class SequentialBatches
{
    /// <param name="rows">Most windows in a batch; the last full batch may have fewer, and the rest of the file makes one shorter window.</param>
    /// <param name="length">Tokens of a window.</param>
    public static IEnumerable<TokenBatch> Of(TokenFile file, int rows, int length)
    {
        var windows = (file.Count - 1) / length;
        for (long first = 0; first < windows; first += rows)
        {
            var starts = new long[Math.Min(rows, windows - first)];
            for (var i = 0; i < starts.Length; i++)
            {
                starts[i] = (first + i) * length;
            }

            yield return TokenBatch.Of(file, starts, length);
        }

        var rest = (int)((file.Count - 1) % length);
        if (rest > 0)
        {
            yield return TokenBatch.Of(file, [windows * length], rest);
        }
    }
}

namespace Pawl.Runs.Metrics;

/// <summary>Order and search in columns of steps or times.</summary>
internal static class MetricOrder
{
    public static bool IsInOrder(this Span<long> column)
    {
        for (var i = 1; i < column.Length; i++)
        {
            if (column[i] < column[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Index of the first entry that is at least <paramref name="wanted"/>; the length when there is none.</summary>
    /// <param name="column">In ascending order.</param>
    public static int FirstFrom(this ReadOnlySpan<long> column, long wanted)
    {
        var (low, high) = (0, column.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (column[middle] < wanted)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

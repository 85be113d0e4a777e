namespace Pawl.Learning.Plots;

/// <summary>Cuts a long series down to what a screen can show, keeping each column's lowest and highest point.</summary>
internal static class PointThinning
{
    /// <param name="columns">At least 1; at most two points a column remain, and the first and the last.</param>
    public static IReadOnlyList<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points, int columns)
    {
        if (points.Count <= 2 * columns + 2)
        {
            return points;
        }

        var kept = new List<(double X, double Y)> { points[0] };
        for (var column = 0; column < columns; column++)
        {
            var from = 1 + (int)((long)(points.Count - 2) * column / columns);
            var to = 1 + (int)((long)(points.Count - 2) * (column + 1) / columns);
            var (low, high) = (from, from);
            for (var i = from + 1; i < to; i++)
            {
                low = points[i].Y < points[low].Y ? i : low;
                high = points[i].Y > points[high].Y ? i : high;
            }

            kept.Add(points[Math.Min(low, high)]);
            if (low != high)
            {
                kept.Add(points[Math.Max(low, high)]);
            }
        }

        kept.Add(points[^1]);
        return kept;
    }
}

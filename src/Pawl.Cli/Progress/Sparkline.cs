namespace Pawl.Cli.Progress;

/// <summary>A row of block characters that shows the course of a metric, scaled between its least and greatest value.</summary>
internal static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <param name="points">Oldest first.</param>
    /// <param name="width">Characters; with more points than that, each character is the mean of its share.</param>
    public static string Draw(ReadOnlySpan<double> points, int width)
    {
        if (points.IsEmpty || width <= 0)
        {
            return "";
        }

        var columns = Math.Min(width, points.Length);
        Span<double> means = columns <= 256 ? stackalloc double[columns] : new double[columns];
        for (var column = 0; column < columns; column++)
        {
            var from = (int)((long)column * points.Length / columns);
            var to = (int)((long)(column + 1) * points.Length / columns);
            double sum = 0;
            foreach (var point in points[from..to])
            {
                sum += point;
            }

            means[column] = sum / (to - from);
        }

        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var mean in means)
        {
            low = Math.Min(low, mean);
            high = Math.Max(high, mean);
        }

        var line = new char[columns];
        for (var column = 0; column < columns; column++)
        {
            var level = high > low ? (means[column] - low) / (high - low) : 0;
            line[column] = Levels[Math.Min(Levels.Length - 1, (int)(level * Levels.Length))];
        }

        return new string(line);
    }
}

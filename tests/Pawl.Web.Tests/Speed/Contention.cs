namespace Pawl.Web.Tests.Speed;

/// <summary>
/// How much other programs slow this machine just now, seen by the same small piece of work done again and again on every core: the quickest
/// piece had a core to itself, the average one shared it. Needs no figure of another machine.
/// </summary>
internal static class Contention
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(1);

    /// <returns>Average over quickest time of a piece of about a millisecond, on all cores for a second: 1 when nothing else runs.</returns>
    public static async Task<double> MeasureAsync()
    {
        var cores = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(Measure)));
        return cores.Average();
    }

    private static double Measure()
    {
        Work();
        var start = TimeProvider.System.GetTimestamp();
        var (quickest, pieces) = (TimeSpan.MaxValue, 0);
        while (TimeProvider.System.GetElapsedTime(start) < Span)
        {
            var piece = TimeProvider.System.GetTimestamp();
            Work();
            var taken = TimeProvider.System.GetElapsedTime(piece);
            quickest = taken < quickest ? taken : quickest;
            pieces++;
        }

        return TimeProvider.System.GetElapsedTime(start) / pieces / quickest;
    }

    private static ulong Work()
    {
        var value = 1UL;
        for (var step = 0; step < 500_000; step++)
        {
            value = (value * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
        }

        return value;
    }
}

using Pawl.Benchmarks.Measuring;
using Pawl.Cli.Output;

namespace Pawl.Cli.Benchmarks;

/// <summary>Measurements as a table; a column that would be empty is left out.</summary>
internal static class BenchTable
{
    private const string None = "-";

    private static readonly (string Header, Func<Measurement, IReadOnlyList<Measurement>, string?> Cell)[] Columns =
    [
        ("WORK", (measurement, _) => measurement.Work),
        ("THREADS", (measurement, _) => $"{measurement.Threads}"),
        ("MEDIAN", (measurement, _) => Time(measurement.MedianMs)),
        ("MIN", (measurement, _) => Time(measurement.MinMs)),
        ("RATE", (measurement, _) => Rate(measurement)),
        ("GFLOP/s", (measurement, _) => measurement.Gflops is { } rate ? $"{rate:0.0}" : null),
        ("% OF PEAK", (measurement, _) => measurement.PeakPercent is { } share ? $"{share:0}" : null),
        ("OVER 1", SpeedUp),
        ("MEMORY", (measurement, _) => IsOfOneConfiguration(measurement) ? $"{measurement.PeakRssMb:0} MiB" : null),
        ("MANAGED", (measurement, _) => measurement.ManagedBytes is { } bytes ? $"{bytes} B" : null),
        ("LOSS", (measurement, _) => measurement.Loss is { } loss ? $"{loss:0.0000000}" : null),
        ("", (measurement, _) => measurement.Note),
    ];

    public static void Write(Terminal terminal, IReadOnlyList<Measurement> measurements)
    {
        var shown = Columns.Where(column => measurements.Any(measurement => column.Cell(measurement, measurements) is not null)).ToList();
        var table = new TextTable([.. shown.Select(column => column.Header)]) { IsNumeric = header => header is not ("WORK" or "") };
        foreach (var measurement in measurements)
        {
            table.Add([.. shown.Select(column => column.Cell(measurement, measurements) ?? (column.Header.Length == 0 ? "" : None))]);
        }

        table.Write(terminal.Out, terminal.TableWidth);
    }

    /// <summary>Such as <c>96.3 GFLOP/s</c>.</summary>
    public static string Rate(Measurement measurement) =>
        $"{(measurement.Rate < 1000 ? $"{measurement.Rate:0.0}" : $"{measurement.Rate:#,##0}")} {measurement.Unit}";

    private static string Time(double milliseconds) =>
        milliseconds switch
        {
            < 0.1 => $"{milliseconds * 1e3:0.00} µs",
            < 10 => $"{milliseconds:0.000} ms",
            _ => $"{milliseconds:0.0} ms",
        };

    /// <summary>How many times as fast as the same work on one thread.</summary>
    private static string? SpeedUp(Measurement measurement, IReadOnlyList<Measurement> all) =>
        measurement.Threads > 1 && all.FirstOrDefault(one => one.Work == measurement.Work && one.Threads == 1) is { } single
            ? $"{single.MedianMs / measurement.MedianMs:0.00} ×"
            : null;

    // Where many are measured in one process, its peak memory is that of the greediest.
    private static bool IsOfOneConfiguration(Measurement measurement) => measurement is { Gflops: not null, PeakRssMb: not null };
}

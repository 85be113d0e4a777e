using System.Globalization;
using Pawl.Benchmarks.Reporting;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Runs.Durability;

namespace Pawl.Cli.Benchmarks;

/// <summary>What a report looks like in a terminal, and where its page goes.</summary>
internal static class BenchReport
{
    /// <param name="output">What <c>--output</c> named.</param>
    /// <param name="isWhole">Every work is measured; part of them must not take the place of a whole page unasked.</param>
    /// <returns>The page to write, or null for none.</returns>
    public static string? Page(string? root, string? output, bool isWhole) =>
        output is not null ? Path.GetFullPath(output)
        : isWhole && root is not null ? Path.Combine(root, PeerScripts.Page)
        : null;

    public static string CommandLine(ReportSettings settings, string[] only) =>
        string.Create(CultureInfo.InvariantCulture, $"pawl bench report --rounds {settings.Rounds} --seconds {settings.Seconds}")
        + (only.Length > 0 ? $" --only {string.Join(',', only)}" : "");

    public static void Print(Terminal terminal, IReadOnlyList<WorkResult> results, int threads)
    {
        var table = new TextTable("WORK", "PROGRAM", "THREADS", "MEDIAN ms", "MIN ms", "RATE", "% OF PEAK", "MEMORY MiB")
        {
            IsNumeric = header => header is not ("WORK" or "PROGRAM"),
        };
        foreach (var result in results)
        {
            foreach (var figure in result.Figures)
            {
                table.Add(
                    result.Work.Key,
                    figure.Configuration.Program,
                    figure.Configuration.ThreadText,
                    $"{figure.MedianMs:0.000}",
                    $"{figure.MinMs:0.000}",
                    $"{figure.Rate:#,##0.#} {figure.Unit}",
                    figure.PeakPercent is { } share ? $"{share:0}" : "-",
                    figure.PeakRssMb is { } memory ? $"{memory:0}" : "-"
                );
            }

            foreach (var (configuration, _) in result.Failures)
            {
                table.Add(result.Work.Key, configuration.Program, configuration.ThreadText, "failed", "-", "-", "-", "-");
            }
        }

        table.Write(terminal.Out, terminal.TableWidth);
        terminal.Out.WriteLine();
        WriteGoals(terminal, results);
        WriteRatios(terminal, results, threads);
    }

    /// <exception cref="CliException">The page has marks in disorder.</exception>
    public static void Write(string path, ReportFacts facts, IReadOnlyList<WorkResult> results)
    {
        try
        {
            var page = File.Exists(path) ? File.ReadAllText(path) : null;
            var text = ReportPage.Write(page, ReportText.Of(facts, GoalTable.Works, results));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // A page half written would lose what was written by hand.
            AtomicFile.WriteText(path, text);
        }
        catch (FormatException fault)
        {
            throw new CliException(ExitCode.Usage, $"{path}: {fault.Message}", "The table above is all there is of this run.", fault);
        }
    }

    private static void WriteGoals(Terminal terminal, IReadOnlyList<WorkResult> results)
    {
        var table = new TextTable("WORK", "GOAL", "REACHED", "");
        foreach (var result in results)
        {
            foreach (var goal in result.Work.Goals)
            {
                var verdict = goal.Judge(result);
                table.Add(result.Work.Key, goal.Text, verdict.Reached, verdict.Text);
            }
        }

        table.Write(terminal.Out, terminal.TableWidth);
    }

    private static void WriteRatios(Terminal terminal, IReadOnlyList<WorkResult> results, int threads)
    {
        terminal.Out.WriteLine();
        foreach (var result in results)
        {
            foreach (var sentence in result.Work.Peers.Select(peer => ReportText.Ratios(result, peer.Label, threads)).OfType<string>())
            {
                terminal.Out.WriteLine($"{result.Work.Key}, {sentence.Replace("**", "", StringComparison.Ordinal)}");
            }
        }
    }
}

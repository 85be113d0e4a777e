using System.CommandLine;
using System.Globalization;
using Pawl.Cli.CommandLine;

namespace Pawl.Cli.Benchmarks;

/// <summary>Options that several benchmarks take.</summary>
internal static class BenchOptions
{
    private const int MostThreads = 1024;
    private const double MostSeconds = 3600;

    /// <summary>One thread, and as many as there are processors.</summary>
    public static int[] OneAndAll => [.. ((int[])[1, Environment.ProcessorCount]).Distinct()];

    /// <summary>As many as there are processors.</summary>
    public static int[] All => [Environment.ProcessorCount];

    public static Option<int[]> Threads(int[] usual)
    {
        var option = new Option<int[]>("--threads")
        {
            Description = "Thread counts to measure with, joined by commas",
            HelpName = "N,…",
            DefaultValueFactory = _ => usual,
            CustomParser = result => [.. result.Tokens.SelectMany(token => Counts(token.Value) ?? []).Distinct()],
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => Counts(token.Value) is null))
            {
                result.AddError($"--threads: expected whole numbers in 1..{MostThreads} joined by commas, got '{token.Value}'.");
            }
        });
        return option;
    }

    public static Option<double> Seconds(double usual) =>
        new Option<double>("--seconds")
        {
            Description = "Time to measure for, shared among all that is measured; what is slow takes its five calls",
            HelpName = "S",
            DefaultValueFactory = _ => usual,
        }.Between(0, MostSeconds, open: true);

    private static List<int>? Counts(string text)
    {
        var counts = new List<int>();
        foreach (var word in text.Split(','))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MostThreads)
            {
                return null;
            }

            counts.Add(count);
        }

        return counts;
    }
}

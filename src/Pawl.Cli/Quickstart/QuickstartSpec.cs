using Pawl.Runs.Specs;

namespace Pawl.Cli.Quickstart;

/// <summary>What quickstart trains: small enough to see it learn to spell within a minute, on text every .NET SDK has on its disk.</summary>
internal static class QuickstartSpec
{
    public const int DefaultSeconds = 60;
    public const int LeastSteps = 20;
    public const int MostSteps = 100_000;

    /// <summary>Evaluations of a run: points enough for a curve, time little enough not to matter.</summary>
    private const int Evaluations = 10;

    /// <summary><c>examples/quickstart.yaml</c>, carried inside the program.</summary>
    public static SpecSource Source { get; } = new(Embedded(), "quickstart.yaml");

    /// <summary>The overrides that make it this many updates long.</summary>
    public static IReadOnlyList<string> Sets(int steps)
    {
        var interval = Math.Max(1, steps / Evaluations);
        return [$"train.steps={steps}", $"evaluation.interval={interval}", $"checkpoint.interval={interval}"];
    }

    /// <summary>Updates that fit into a time, evaluations and plotting included, in round numbers.</summary>
    public static int StepsWithin(TimeSpan time, TimeSpan step)
    {
        // Evaluations, checkpoints and the last look at the whole validation split take about a sixth of so short a run.
        const double training = 0.85;
        var steps = (int)Math.Clamp(time * training / step, LeastSteps, MostSteps);
        var round = steps >= 1000 ? 100 : 10;
        return steps / round * round;
    }

    private static string Embedded()
    {
        using var stream = typeof(QuickstartSpec).Assembly.GetManifestResourceStream("quickstart.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

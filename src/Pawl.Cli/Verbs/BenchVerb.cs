using System.CommandLine;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl bench …</c>: how fast this machine computes, and how that compares.</summary>
internal static class BenchVerb
{
    public static Command Create() =>
        new("bench", "Measure how fast this machine computes, and compare with PyTorch where it is installed")
        {
            BenchPeakVerb.Create(),
            BenchGemmVerb.Create(),
            BenchOpsVerb.Create(),
            BenchGptVerb.Create(),
            BenchSampleVerb.Create(),
            BenchTowerVerb.Create(),
            BenchShogiVerb.Create(),
            BenchLlmVerb.Create(),
            BenchReportVerb.Create(),
        };
}

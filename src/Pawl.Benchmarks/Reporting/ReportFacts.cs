using System.Runtime.InteropServices;
using Pawl.Benchmarks.Machine;

namespace Pawl.Benchmarks.Reporting;

/// <summary>When, where and how a report was measured.</summary>
/// <param name="Command">What to type to measure again.</param>
/// <param name="LoadBefore">As <see cref="Processor.LoadAverage"/> told.</param>
/// <param name="PeersMissing">Why no peer was measured, or null.</param>
public sealed record ReportFacts(
    DateTimeOffset Date,
    string Command,
    ReportSettings Settings,
    string? LoadBefore,
    string? LoadAfter,
    string? PeersMissing
)
{
    public static string Machine =>
        $"{Processor.Name}, {Environment.ProcessorCount} usable cores, {Processor.InstructionSets}; {RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}";
}

using System.CommandLine;
using Pawl.Runs.Specs;

namespace Pawl.Cli.Foreground;

/// <summary>The spec of the <c>text</c> verbs: a file, or without one the workload's defaults.</summary>
internal static class TextSpecs
{
    private const string Workload = "text";

    public static Argument<string?> Argument() =>
        new("SPEC")
        {
            Description = "A spec file of workload 'text'; without it the defaults, which 'pawl spec text' lists",
            Arity = ArgumentArity.ZeroOrOne,
        };

    /// <exception cref="Faults.CliException">There is no such file, or it is of another workload.</exception>
    public static SpecSource Source(string? path)
    {
        if (path is null)
        {
            return new SpecSource($"workload: {Workload}\n", "command line");
        }

        var source = SpecFile.Load(path);
        var workload = SpecResolver.WorkloadOf(source);
        return workload == Workload
            ? source
            : throw Faults.CliException.Usage(
                $"Expected a spec of workload '{Workload}', got '{workload}' in {path}.",
                $"Run it with: pawl run {path}"
            );
    }
}

using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Foreground;
using Pawl.Evolutions;
using Pawl.Runs.Specs;
using Pawl.Runs.Submissions;

namespace Pawl.Cli.Evolutions;

/// <summary>What <c>pawl evolve run</c> and its neighbours take: a spec file or none, a flag for each key, profile and overrides.</summary>
internal sealed class EvolveOptions
{
    private readonly Argument<string?> _file = new("SPEC")
    {
        Description =
            $"A spec file of workload '{EvolveSchema.Workload}'; without it the defaults, which 'pawl spec {EvolveSchema.Workload}' lists",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly SpecOptions _spec = new();
    private readonly EvolveFlags _flags = new();

    public void AddTo(Command verb)
    {
        verb.Add(_file);
        _spec.AddTo(verb);
        _flags.AddTo(verb);
    }

    /// <param name="task">Value of the key <c>task</c>.</param>
    /// <exception cref="CliException">There is no such file, or it is of another workload.</exception>
    public Submission Submit(Invocation invocation, string task)
    {
        var path = invocation.Value(_file);
        var source = path is null ? new SpecSource($"workload: {EvolveSchema.Workload}\n", "command line") : SpecFile.Load(path);
        var workload = SpecResolver.WorkloadOf(source);
        if (workload != EvolveSchema.Workload)
        {
            throw CliException.Usage(
                $"Expected a spec of workload '{EvolveSchema.Workload}', got '{workload}' in {path}.",
                $"Run it with: pawl run {path}"
            );
        }

        var submission = _spec.Submit(invocation, source);
        return submission with { Sets = [.. submission.Sets, .. _flags.Sets(invocation.Parse), $"task={task}"] };
    }

    /// <exception cref="SpecException">With every problem found.</exception>
    public ResolvedSpec Resolve(Invocation invocation, string task) =>
        Submit(invocation, task).Resolve(Workloads.Catalog, invocation.Home).Spec;
}

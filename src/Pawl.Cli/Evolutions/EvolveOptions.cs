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
    private const string Task = "task";

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

    /// <param name="task">What the verb does, a value of the key <c>task</c>.</param>
    /// <exception cref="CliException">There is no such file, or it is of another workload or task.</exception>
    /// <exception cref="SpecException">With every problem found.</exception>
    public Submission Submit(Invocation invocation, string task)
    {
        var submission = Submit(invocation);
        var spec = submission.Resolve(Workloads.Catalog, invocation.Home).Spec;
        if (spec.Origin(Task) != ResolvedSpec.DefaultOrigin && spec.Text(Task) != task)
        {
            throw CliException.Usage(
                $"Expected settings of task '{task}', got '{spec.Text(Task)}' from {spec.Origin(Task)}.",
                $"Use 'pawl evolve {(spec.Text(Task) == EvolveSchema.Map ? "map" : "run")}' with them, or leave the key out: the verb says what to do."
            );
        }

        return submission with
        {
            Sets = [.. submission.Sets, $"{Task}={task}"],
        };
    }

    /// <summary>For a verb that fits any task.</summary>
    /// <exception cref="SpecException">With every problem found.</exception>
    public ResolvedSpec Resolve(Invocation invocation) => Submit(invocation).Resolve(Workloads.Catalog, invocation.Home).Spec;

    private Submission Submit(Invocation invocation)
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
        return submission with { Sets = [.. submission.Sets, .. _flags.Sets(invocation.Parse)] };
    }

    /// <summary>A file that is not there must not cost a run that ends at once.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static void RequireInput(ResolvedSpec spec)
    {
        if (spec.Text("input") is var input && !File.Exists(input))
        {
            throw CliException.NotFound(
                $"Expected a file of services, got '{input}' from {spec.Origin("input")}: there is none.",
                "To begin with a sample: pawl evolve init reference"
            );
        }
    }
}

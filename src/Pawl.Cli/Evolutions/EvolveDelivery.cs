using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Foreground;
using Pawl.Evolutions;
using Pawl.Evolutions.Engine;
using Pawl.Evolutions.Store;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;

namespace Pawl.Cli.Evolutions;

/// <summary>What <c>pawl evolve run</c> and <c>map</c> do with their options: start a run, or go on with one that may be gone on with.</summary>
internal static class EvolveDelivery
{
    /// <summary>Stands for "the one there is" behind a bare <c>--resume</c>.</summary>
    private const string Any = "";

    private const int MostLookedAt = 1000;

    public static Verb Complete(Verb verb, string task)
    {
        var options = new EvolveOptions();
        var resume = new Option<string?>("--resume", "--continue")
        {
            Description =
                "Go on with an unfinished run instead of starting one: RUN, or the newest of the same output. Refused, naming what, when input, output or settings differ",
            HelpName = "RUN",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var detach = RunDelivery.Detach();
        options.AddTo(verb);
        verb.Add(resume);
        verb.Add(detach);
        verb.Add(SharedOptions.Threads);
        verb.Add(SharedOptions.Json);
        verb.Add(SharedOptions.JsonLogs);
        return verb.Does(
            (invocation, _) =>
            {
                var submission = options.Submit(invocation, task);
                var spec = submission.Resolve(Workloads.Catalog, invocation.Home).Spec;
                // A queued run may get its input later, or on another machine.
                if (!invocation.Value(detach))
                {
                    EvolveOptions.RequireInput(spec);
                }

                var run = invocation.Parse.GetResult(resume) is null
                    ? submission.Create(Workloads.Catalog, invocation.Home, invocation.Store, invocation.Actor)
                    : Reopen(invocation, spec, invocation.Value(resume) ?? Any);
                return RunDelivery.DeliverAsync(invocation, run, invocation.Value(detach));
            }
        );
    }

    private static RunRecord Reopen(Invocation invocation, ResolvedSpec spec, string reference)
    {
        var run = reference == Any ? Newest(invocation, spec) : RunReference.Resolve(invocation.StoreIfAny, reference);
        if (run.Workload != spec.Workload)
        {
            throw CliException.Usage($"Expected a run of workload '{spec.Workload}' to go on with, got run {run.Id} of '{run.Workload}'.");
        }

        // A run that never came to write down what it works on will work on what its spec names now.
        var before = Identity(invocation, run) ?? EvolveInput.IdentityOf(SpecJson.Read(EvolveSchema.Schema, run.SpecJson));
        if (before.Differences(EvolveInput.IdentityOf(spec)) is { Count: > 0 } differences)
        {
            throw CliException.Refused(
                $"Run {run.Id} cannot go on, since its lines would not fit the new ones: {string.Join("; ", differences)}.",
                $"Put back what it had, or start a new run without --resume: answers that are in the cache cost nothing."
            );
        }

        return RunReopening.Reopen(invocation, run.Id);
    }

    private static RunRecord Newest(Invocation invocation, ResolvedSpec spec)
    {
        var output = spec.TextOrNull("output");
        return invocation
                .StoreIfAny?.List(new RunQuery { Workload = spec.Workload, Limit = MostLookedAt })
                .FirstOrDefault(run =>
                    run.State != RunState.Succeeded && SpecJson.Read(EvolveSchema.Schema, run.SpecJson).TextOrNull("output") == output
                )
            ?? throw CliException.NotFound(
                $"Expected an unfinished run of workload '{spec.Workload}' with output {output ?? "not set"}, found none.",
                "Start one without --resume, or name the run: --resume RUN"
            );
    }

    /// <summary>Null when the run was stopped before it wrote down what it works on.</summary>
    private static RunIdentity? Identity(Invocation invocation, RunRecord run)
    {
        using var reader = EvolutionReader.OpenIfAny(EvolutionFile.Of(invocation.FolderOf(run)));
        return reader?.Fact(EvolutionFacts.Identity) is { } json ? RunIdentity.Parse(json) : null;
    }
}

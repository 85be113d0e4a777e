using System.Text.Json.Nodes;
using Pawl.Evolutions.Stages;
using Pawl.Evolutions.Store;
using Pawl.Llm.Budget;
using Pawl.Llm.Calls;
using Pawl.Llm.Credentials;
using Pawl.Llm.Ledger;
using Pawl.Llm.Prices;
using Pawl.Llm.Settings;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Evolutions.Engine;

/// <summary>One attempt at an <c>evolve</c> run, from its spec to its summary.</summary>
internal sealed class EvolveRun(IRunContext context)
{
    /// <summary>Of the grace, what is kept for writing down after calls on their way were given up.</summary>
    private const double ShareToWrite = 0.3;

    private static readonly TimeSpan MostToWrite = TimeSpan.FromSeconds(15);

    private ResolvedSpec Spec => context.Spec;

    /// <exception cref="WorkloadException">Some services failed, or something concerns all of them.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came; what was answered is written down.</exception>
    public async Task<JsonObject> RunAsync(CancellationToken stop)
    {
        var reference = EvolveInput.Reference(Spec);
        using var source = EvolveInput.Source(Spec, reference);
        await using var store = EvolutionStore.Open(EvolutionFile.Of(context.Folder), context.Time);
        var stages = new EvolutionStages(reference, EvolveInput.Options(Spec, reference));
        await ListAsync(store, source, stages);
        await using var desk = Desk();
        await ReopenAsync(store, desk.Ledger);
        var sums = desk.Ledger.Sums();
        await context.ResumedAsync(sums.Answered + sums.Cached, null, stop);

        var output = new RunOutput(store.Reader, context.Folder, Spec.TextOrNull("output"));
        output.Prepare();
        try
        {
            await WorkAsync(source, store, desk, stages, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            var (path, lines) = output.WritePart(CancellationToken.None);
            context.Log(RunLogLevel.Info, $"Stopped with {lines} of {store.Reader.Counts().All} services done; their lines are in {path}.");
            throw;
        }
        catch
        {
            output.WritePart(CancellationToken.None);
            throw;
        }

        return await EndAsync(store, desk.Ledger, output);
    }

    private RunDesk Desk()
    {
        try
        {
            return RunDesk.Open(context, LlmSettings.Of(Spec));
        }
        catch (CredentialException fault)
        {
            throw new WorkloadException("key", retryable: false, fault.Message, fault);
        }
        catch (PriceListException fault)
        {
            throw new WorkloadException("prices", retryable: false, fault.Message, fault);
        }
    }

    /// <summary>Every service gets its row before the first call, and the run remembers what it works on; an attempt with something else is refused.</summary>
    private async Task ListAsync(EvolutionStore store, IServiceSource source, EvolutionStages stages)
    {
        var identity = RunIdentity.Of(Spec, source.Sha256, EvolveInput.FilesOf(stages.Reference));
        var before = store.Reader.Fact(EvolutionFacts.Identity);
        if (before is null)
        {
            await store.SetFactAsync(EvolutionFacts.Identity, identity.ToJson());
        }
        else if (RunIdentity.Parse(before).Differences(identity) is { Count: > 0 } differences)
        {
            throw new WorkloadException(
                AttemptFailure.ResumeRefused,
                retryable: false,
                $"The run cannot go on, since its lines would not fit the new ones: {string.Join("; ", differences)}. "
                    + "Put back what it had, or start a new run: answers that are in the cache cost nothing."
            );
        }

        if (store.Reader.Fact(EvolutionFacts.Listed) is not null)
        {
            return;
        }

        var count = (int)Math.Min(source.Count, Spec.IsSet("max_services") ? Spec.Integer("max_services") : long.MaxValue);
        if (count == 0)
        {
            var why = source.BadLines is [var first, ..]
                ? $" None of its {source.BadLines.Count} lines can be used; the first: {first.Message}"
                : "";
            throw new WorkloadException(
                "input",
                retryable: false,
                $"{Spec.Text("input")} holds no service; expected one a line as JSON.{why}"
            );
        }

        var listed = (int)store.Reader.Counts().All;
        await store.SetAsideAsync(source.BadLines);
        await store.AddServicesAsync(
            Enumerable
                .Range(listed, count - listed)
                .Select(ordinal => (Ordinal: ordinal, source.Read(ordinal).Service))
                .Select(row => new NewService(row.Ordinal, row.Service.ServiceId, row.Service.Name))
        );
        await store.SetFactAsync(EvolutionFacts.Stages, string.Join(' ', EvolveInput.StageNamesOf(Spec, stages)));
        await store.SetFactAsync(EvolutionFacts.Listed, "yes");
        foreach (var bad in source.BadLines)
        {
            context.Log(RunLogLevel.Warning, $"Set aside, {bad.ServiceId}, input: {bad.Message}");
        }
    }

    /// <summary>The answers that a failed service could not use are asked for again, when somebody wants it tried again.</summary>
    private async Task ReopenAsync(EvolutionStore store, CallLedger ledger)
    {
        // The answers first: cut off in between, the next attempt finds the services failed and does it again.
        foreach (var (service, stage) in store.Reader.FailedToTryAgain())
        {
            await ledger.ReaskAsync(service, stage);
        }

        await store.ReopenAsync();

        var unknown = ledger.Sums();
        if (unknown.Unknown > 0)
        {
            context.Log(
                RunLogLevel.Warning,
                $"{unknown.Unknown} calls have an unknown outcome: they were on their way when the process or the connection died, and may have cost "
                    + $"{unknown.PossibleCost} at most. List them with: pawl evolve calls {context.RunId}"
            );
        }
    }

    private async Task WorkAsync(IServiceSource source, EvolutionStore store, RunDesk desk, EvolutionStages stages, CancellationToken stop)
    {
        using var abandon = new CancellationTokenSource();
        await using var giveUp = stop.Register(() => abandon.CancelAfter(Patience()));
        await using var status = new RunStatus(
            context,
            store.Reader,
            desk.Ledger,
            desk.Desk,
            desk.Queue,
            () => desk.Waiting,
            EvolveInput.StageNamesOf(Spec, stages).Count()
        );
        var pipeline = new ServicePipeline(
            stages,
            desk.Desk,
            new PipelineSettings(
                Spec.Boolean("queue.enabled"),
                (int)Spec.Integer("queue.per_service"),
                Spec.Boolean("strict"),
                Spec.Boolean("strict_mapping")
            )
        );
        var engine = new EvolutionEngine(
            source,
            pipeline,
            store,
            desk.Ledger,
            (int)Spec.Integer("concurrency"),
            stopsAtFailure: Spec.Boolean("strict")
        );
        try
        {
            foreach (var model in stages.Meta.Models.Values.Distinct(StringComparer.Ordinal))
            {
                desk.Desk.Require(model, stages.Options.Sampling);
            }

            await engine.RunAsync(stop, abandon.Token);
        }
        catch (BudgetExceededException fault)
        {
            throw new WorkloadException("budget", retryable: false, fault.Message, fault);
        }
        catch (PriceListException fault)
        {
            throw new WorkloadException("prices", retryable: false, fault.Message, fault);
        }
        catch (CallFailureException fault) when (fault.Kind == CallFailureKind.Key)
        {
            throw new WorkloadException("key", retryable: false, fault.Message, fault);
        }
    }

    /// <summary>How long calls on their way are waited for after the wish to stop.</summary>
    private TimeSpan Patience()
    {
        var grace = Spec.Duration("grace");
        var toWrite = grace * ShareToWrite;
        return grace - (toWrite < MostToWrite ? toWrite : MostToWrite);
    }

    private async Task<JsonObject> EndAsync(EvolutionStore store, CallLedger ledger, RunOutput output)
    {
        var lines = output.WriteWhole(context, CancellationToken.None);
        var (counts, sums) = (store.Reader.Counts(), ledger.Sums());
        await store.PassedAsync();
        if (counts.Done < counts.All)
        {
            throw new WorkloadException("services_failed", retryable: false, Failures(store.Reader, counts));
        }

        return new JsonObject
        {
            ["services"] = lines,
            ["findings"] = store.Reader.QuarantineKinds().Sum(kind => kind.Count),
            ["calls_answered"] = sums.Answered,
            ["calls_cached"] = sums.Cached,
            ["failed_tries"] = sums.Failed,
            ["unknown_outcomes"] = sums.Unknown,
            ["tokens_input"] = sums.Usage.Input,
            ["tokens_output"] = sums.Usage.Output,
            ["cost"] = sums.Unpriced == 0 ? sums.Cost.ToString() : $"{sums.Cost} and {sums.Unpriced} calls of unknown price",
            ["possible_further_cost"] = sums.PossibleCost.ToString(),
        };
    }

    private string Failures(EvolutionReader reader, ServiceCounts counts)
    {
        var first = reader.Services(ServiceState.Failed, null, -1, 1) is [var row]
            ? $" The first: service '{row.ServiceId}', {row.Stage}: {row.Message}"
            : "";
        var open = counts.Pending + counts.Working;
        var untouched = open > 0 ? $", and {open} were not begun since the settings are strict" : "";
        return $"{counts.Failed} of {counts.All} services failed{untouched}; the lines of the other {counts.Done} are written.{first} "
            + $"Try the failed ones again with: pawl resume {context.RunId}";
    }
}

using Pawl.Evolutions.Mapping;
using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Stages;
using Pawl.Llm.Answers;
using Pawl.Llm.Cache;
using Pawl.Llm.Calls;
using Pawl.Llm.Desk;

namespace Pawl.Evolutions.Engine;

/// <summary>Takes one service from its record to its line: descriptions, then for each plateau features and mappings.</summary>
internal sealed class ServicePipeline(EvolutionStages stages, CallDesk desk, PipelineSettings settings)
{
    private readonly EvolutionAssembler _assembler = new(stages.Reference);

    /// <returns>The line, or why there is none. What concerns the whole run is thrown.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came before the service was done.</exception>
    public async Task<ServiceOutcome> RunAsync(ServiceWork work, CancellationToken stop, CancellationToken abandon)
    {
        var findings = new ServiceFindings(stages.Reference.Plateaus.Count);
        try
        {
            var plateaus = await PlateausAsync(work, findings, stop, abandon);
            var evolution = _assembler.Assemble(Meta(work), work.Service, plateaus);
            if (settings.Strict && StrictRules.Fault(work.Service.ServiceId, evolution, stages) is { } lack)
            {
                throw lack;
            }

            return new ServiceOutcome(EvolutionLine.Write(evolution), null, findings.All);
        }
        catch (EvolutionException failure)
        {
            return new ServiceOutcome(null, failure, findings.All);
        }
    }

    /// <summary>What is mapped anew keeps what its line says of how it came about, but for the mapping.</summary>
    private ServiceMeta Meta(ServiceWork work)
    {
        if (work.Known?.Meta is not { } before)
        {
            return stages.Meta;
        }

        var models = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (stage, model) in before.Models)
        {
            models[stage] = model;
        }

        models["mapping"] = stages.Meta.Models["mapping"];
        return before with
        {
            Models = models,
            MappingTypes = stages.Meta.MappingTypes,
            Diagnostics = stages.Meta.Diagnostics,
            CatalogueHash = stages.Meta.CatalogueHash,
            SettingsFingerprint = stages.Meta.SettingsFingerprint,
        };
    }

    private async Task<IReadOnlyList<PlateauDraft>> PlateausAsync(
        ServiceWork work,
        ServiceFindings findings,
        CancellationToken stop,
        CancellationToken abandon
    )
    {
        if (work.Known?.Plateaus is { } known)
        {
            if (known.FirstOrDefault(plateau => plateau.Plateau > stages.Reference.Plateaus.Count) is { } beyond)
            {
                throw new EvolutionException(
                    work.Service.ServiceId,
                    "input",
                    QuarantineKind.UnknownIds,
                    $"there is no plateau {beyond.Plateau} in the reference data, which end with {stages.Reference.Plateaus.Count}"
                );
            }

            return await EachAsync(
                known,
                (plateau, _, halt) =>
                    MapAsync(work, plateau.Plateau, plateau.ServiceDescription, plateau.Features, findings, halt, abandon),
                stop
            );
        }

        var service = work.Service;
        var descriptions = await AskAsync(
            stages.Descriptions.Call(service),
            text => stages.Descriptions.Read(service, text),
            findings.Before,
            stop,
            abandon
        );
        return await EachAsync(
            descriptions,
            async (description, index, halt) =>
            {
                var level = index + 1;
                var features = await AskAsync(
                    stages.Features.Call(service, level, description),
                    text => stages.Features.Read(service, level, text),
                    findings.At(level),
                    halt,
                    abandon
                );
                return await MapAsync(work, level, description, features, findings, halt, abandon);
            },
            stop
        );
    }

    /// <summary>Carries out the plateaus, some at once when the settings say so. All have ended when this returns or throws.</summary>
    private async Task<IReadOnlyList<PlateauDraft>> EachAsync<T>(
        IReadOnlyList<T> plateaus,
        Func<T, int, CancellationToken, Task<PlateauDraft>> carryOut,
        CancellationToken stop
    )
    {
        using var places = new SemaphoreSlim(settings.Overlaps ? settings.PlateausAtOnce : 1);
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var tasks = new List<Task<PlateauDraft>>();
        for (var index = 0; index < plateaus.Count && !halt.IsCancellationRequested; index++)
        {
            // In order: a plateau begins once one before it has left its place.
            await places.WaitAsync(CancellationToken.None);
            tasks.Add(InPlaceAsync(plateaus[index], index));
        }

        await ((Task)Task.WhenAll(tasks)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (tasks.FirstOrDefault(task => task.IsFaulted) is { } faulted)
        {
            await faulted;
        }

        // None faulted, so what was cut short was stopped from outside.
        stop.ThrowIfCancellationRequested();
        return await Task.WhenAll(tasks);

        async Task<PlateauDraft> InPlaceAsync(T plateau, int index)
        {
            try
            {
                return await carryOut(plateau, index, halt.Token);
            }
            catch
            {
                // What the others would still ask for could not be used.
                await halt.CancelAsync();
                throw;
            }
            finally
            {
                places.Release();
            }
        }
    }

    private async Task<PlateauDraft> MapAsync(
        ServiceWork work,
        int level,
        string description,
        IReadOnlyList<PlateauFeature> features,
        ServiceFindings findings,
        CancellationToken stop,
        CancellationToken abandon
    )
    {
        var mappings = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<Contribution>>>(StringComparer.Ordinal);
        foreach (var stage in stages.Mappings)
        {
            // A plateau without features has nothing to ask about.
            mappings[stage.Set.Field] =
                features.Count == 0
                    ? new Dictionary<string, IReadOnlyList<Contribution>>()
                    : await MapOneAsync(work.Service, stage, level, description, features, findings.At(level), stop, abandon);
        }

        return new PlateauDraft(level, description, features, mappings);
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<Contribution>>> MapOneAsync(
        ServiceInput service,
        MappingStage stage,
        int level,
        string description,
        IReadOnlyList<PlateauFeature> features,
        List<QuarantineItem> findings,
        CancellationToken stop,
        CancellationToken abandon
    )
    {
        try
        {
            return await AskAsync(
                stage.Call(service, level, features),
                text => stage.Read(service, level, features, text),
                findings,
                stop,
                abandon,
                isStrict: settings.StrictMapping
            );
        }
        catch (RejectedStageException) when (!settings.Strict && !settings.StrictMapping)
        {
            // Its text is set aside; the features are worth keeping without this mapping.
            return features.ToDictionary(feature => feature.FeatureId, IReadOnlyList<Contribution> (_) => [], StringComparer.Ordinal);
        }
    }

    private async Task<T> AskAsync<T>(
        ModelCall call,
        Func<string, StageResult<T>> read,
        List<QuarantineItem> findings,
        CancellationToken stop,
        CancellationToken abandon,
        bool isStrict = false
    )
    {
        var result = (await AnsweredAsync(call, read, findings, stop, abandon)).Value;
        findings.AddRange(result.Problems);
        return result.Problems is [var first, ..] && (settings.Strict || isStrict)
            ? throw new EvolutionException(call.Slot.Unit, call.Slot.Stage, FailureKinds.Strict, $"{first.Kind}: {first.Message}")
            : result.Value;
    }

    private async Task<CallResult<StageResult<T>>> AnsweredAsync<T>(
        ModelCall call,
        Func<string, StageResult<T>> read,
        List<QuarantineItem> findings,
        CancellationToken stop,
        CancellationToken abandon
    )
    {
        var (service, stage) = (call.Slot.Unit, call.Slot.Stage);
        try
        {
            return await desk.AskAsync(call, text => Read(read, text), stop, abandon);
        }
        catch (AnswerRejectedException rejected)
        {
            var message = $"{rejected.Path}: {rejected.Message}{Request(rejected.RequestId)}";
            findings.Add(new QuarantineItem(rejected.Kind, service, stage, message, rejected.Text));
            throw new RejectedStageException(service, stage, rejected.Kind, message, rejected);
        }
        catch (CallFailureException failure) when (failure.Kind is not CallFailureKind.Key and not CallFailureKind.Stopped)
        {
            throw new EvolutionException(service, stage, FailureKinds.CallFailed, failure.Message + Request(failure.RequestId), failure);
        }
        catch (CacheCorruptException damage)
        {
            throw new EvolutionException(service, stage, FailureKinds.CacheCorrupt, damage.Message, damage);
        }
        catch (UnknownOutcomeHeldException held)
        {
            throw new EvolutionException(service, stage, FailureKinds.UnknownOutcome, held.Message, held);
        }
    }

    private static StageResult<T> Read<T>(Func<string, StageResult<T>> read, string text)
    {
        try
        {
            return read(text);
        }
        catch (StageAnswerException fault)
        {
            throw new UnreadableAnswerException(fault.Kind, fault.Path, fault.Detail, fault);
        }
    }

    private static string Request(string? id) => id is null ? "" : $" (request {id})";
}

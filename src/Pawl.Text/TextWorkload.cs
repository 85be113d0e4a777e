using System.Text.Json.Nodes;
using Pawl.Learning.Callbacks;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;
using Pawl.Tensors.Threads;
using Pawl.Text.Corpora;
using Pawl.Text.Datasets;
using Pawl.Text.Model;
using Pawl.Text.Tokenizers;
using Pawl.Text.Training;

namespace Pawl.Text;

/// <summary>Workload <c>text</c>: prepares a corpus, trains a small GPT on it, and leaves weights, a plot and samples.</summary>
/// <param name="callbacks">Listeners of every training in this process; they see and never steer.</param>
public sealed class TextWorkload(IReadOnlyList<ITrainingCallback>? callbacks = null) : IWorkload
{
    public string Name => TextSchema.Workload;

    public SpecSchema Schema => TextSchema.Schema;

    public IReadOnlyList<SpecProfile> Profiles => TextSchema.Profiles;

    public IEnumerable<SpecProblem> Check(ResolvedSpec spec) => TextRules.Check(spec);

    public async Task<JsonObject> RunAsync(IRunContext context, CancellationToken stop)
    {
        try
        {
            return await TrainAsync(context, stop);
        }
        catch (CorpusException fault)
        {
            throw new WorkloadException("data", retryable: false, fault.Message, fault);
        }
        catch (UnknownTextException fault)
        {
            throw new WorkloadException("data", retryable: false, $"sample.prompt: {fault.Message}", fault);
        }
    }

    private async Task<JsonObject> TrainAsync(IRunContext context, CancellationToken stop)
    {
        var data = TextPreparation.Prepare(context.Spec, context.DataRoot, line => context.Log(RunLogLevel.Info, line));
        CheckPrompt(context.Spec, data.ReadTokenizer());
        Report(context, data);
        stop.ThrowIfCancellationRequested();
        using var threads = new ComputeThreads(context.Threads);
        using var train = data.OpenTrain();
        using var validation = data.OpenValidation();
        var settings = TrainingSettings.Of(context.Spec);
        using var model = new GptModel(TrainingSettings.Model(context.Spec, data.Meta.VocabularySize), settings.Seed, threads);
        context.Log(RunLogLevel.Info, $"Model: {model.ParameterCount:N0} parameters, {context.Threads} threads.");
        var trainer = new TextTrainer(context, settings, data, train, validation, model, callbacks ?? []);
        var outcome = await trainer.RunAsync(stop);
        await TextArtifacts.WriteAsync(context, stop);
        return Summary(outcome, settings, model, data.Meta);
    }

    /// <summary>A prompt that cannot be encoded must not wait for the end of the training to be found.</summary>
    private static void CheckPrompt(ResolvedSpec spec, ITokenizer tokenizer)
    {
        if (spec.Integer("sample.count") == 0)
        {
            return;
        }

        try
        {
            if (tokenizer.Encode(TextSampler.PromptText(spec.Text("sample.prompt"))).Length == 0)
            {
                throw new SpecException([spec.Problem("sample.prompt", "at least one character")]);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SpecException([spec.Problem("sample.prompt", $"a file that can be read ({fault.Message})")]);
        }
    }

    private static void Report(IRunContext context, PreparedDataset data)
    {
        foreach (var (file, sha256) in data.Meta.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var path = Path.Combine(data.Folder, file);
            var relative = Path.GetRelativePath(context.DataRoot, path).Replace(Path.DirectorySeparatorChar, '/');
            context.DatasetUsed(relative, sha256, new FileInfo(path).Length);
        }
    }

    private static JsonObject Summary(TrainingOutcome outcome, TrainingSettings settings, GptModel model, DatasetMeta data)
    {
        var state = outcome.State;
        var bytesPerToken = (double)data.ValidationBytes / data.ValidationTokens;
        return new JsonObject
        {
            ["steps"] = state.Step.Value,
            ["stopped_early"] = state.Step.Value < settings.Steps,
            ["parameters"] = model.ParameterCount,
            ["loss_train"] = state.TrainLoss,
            ["loss_validation"] = state.ValidationLoss,
            ["loss_validation_full"] = state.WholeValidationLoss,
            ["perplexity"] = Math.Exp(state.WholeValidationLoss!.Value),
            ["bits_per_byte"] = state.WholeValidationLoss / Math.Log(2) / bytesPerToken,
            ["best_step"] = state.Best.Step,
            ["best_metric"] = state.Best.Value,
            ["tokens_per_second"] = outcome.TokensPerSecond is { } speed ? Math.Round(speed) : null,
            ["checkpoint_sha256"] = outcome.Sha256,
            ["dataset"] = data.Key,
        };
    }
}

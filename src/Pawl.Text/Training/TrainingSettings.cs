using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pawl.Learning.Checkpoints;
using Pawl.Learning.Metrics;
using Pawl.Learning.Schedules;
using Pawl.Runs.Specs;
using Pawl.Tensors;
using Pawl.Tensors.Optimizers;
using Pawl.Text.Model;

namespace Pawl.Text.Training;

/// <summary>The part of a spec that training reads, with what was not set filled in.</summary>
internal sealed record TrainingSettings
{
    private static readonly string[] Groups = ["data.", "model.", "train.", "evaluation.", "checkpoint.", "early_stopping."];

    public required ResolvedSpec Spec { get; init; }
    public required long Steps { get; init; }
    public required TrainingOrder Order { get; init; }
    public required int BatchSize { get; init; }
    public required int Accumulation { get; init; }
    public required ILearningRateSchedule Schedule { get; init; }
    public required AdamWSettings Optimizer { get; init; }
    public required float GradientClip { get; init; }
    public required double EmaDecay { get; init; }
    public required ulong Seed { get; init; }
    public required long LogInterval { get; init; }
    public required long EvaluationInterval { get; init; }
    public required int EvaluationBatches { get; init; }
    public required long CheckpointInterval { get; init; }
    public required CheckpointRetention Retention { get; init; }
    public required string Metric { get; init; }
    public required double Smoothing { get; init; }
    public required int Patience { get; init; }
    public required double MinimumImprovement { get; init; }

    public static TrainingSettings Of(ResolvedSpec spec) =>
        new()
        {
            Spec = spec,
            Steps = spec.Integer("train.steps"),
            Order = spec.Text("train.order") == "random" ? TrainingOrder.Random : TrainingOrder.Shuffled,
            BatchSize = (int)spec.Integer("train.batch_size"),
            Accumulation = (int)spec.Integer("train.gradient_accumulation"),
            Schedule = ScheduleOf(spec),
            Optimizer = new AdamWSettings(
                (float)spec.Number("train.beta1"),
                (float)spec.Number("train.beta2"),
                (float)spec.Number("train.weight_decay"),
                (float)spec.Number("train.epsilon")
            ),
            GradientClip = (float)spec.Number("train.gradient_clip"),
            EmaDecay = spec.Number("train.ema_decay"),
            Seed = (ulong)spec.Integer("train.seed"),
            LogInterval = spec.Integer("train.log_interval"),
            EvaluationInterval = spec.Integer("evaluation.interval"),
            EvaluationBatches = (int)spec.Integer("evaluation.batches"),
            CheckpointInterval = spec.Integer("checkpoint.interval"),
            Retention = new CheckpointRetention(
                (int)spec.Integer("checkpoint.keep_last"),
                (int)spec.Integer("checkpoint.keep_best"),
                MetricGoal.Lowest
            ),
            Metric = spec.Text("checkpoint.metric"),
            Smoothing = spec.Number("checkpoint.smoothing"),
            Patience = (int)spec.Integer("early_stopping.patience"),
            MinimumImprovement = spec.Number("early_stopping.minimum_improvement"),
        };

    public static GptSettings Model(ResolvedSpec spec, int vocabularySize) =>
        new(
            vocabularySize,
            (int)spec.Integer("model.block_size"),
            (int)spec.Integer("model.layers"),
            (int)spec.Integer("model.heads"),
            (int)spec.Integer("model.width"),
            (float)spec.Number("model.dropout"),
            spec.Boolean("model.bias"),
            spec.Text("model.gelu") == "tanh" ? GeluForm.Tanh : GeluForm.Exact
        );

    /// <summary>What two attempts must agree on to share a checkpoint: the data and every setting that training reads.</summary>
    public string Identity(string datasetKey)
    {
        var all = new JsonObject { ["workload"] = TextSchema.Workload, ["dataset"] = datasetKey };
        var keys = Spec.Keys.Where(key => Groups.Any(group => key.StartsWith(group, StringComparison.Ordinal)) && key != "data.paths");
        foreach (var key in keys.Order(StringComparer.Ordinal))
        {
            all[key] = Spec.Value(key) switch
            {
                null => null,
                string[] list => string.Join('\n', list),
                IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                var other => other.ToString(),
            };
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToJsonString())));
    }

    private static ILearningRateSchedule ScheduleOf(ResolvedSpec spec)
    {
        var rate = spec.Number("train.learning_rate");
        var decay = spec.IsSet("train.decay_steps") ? spec.Integer("train.decay_steps") : spec.Integer("train.steps");
        var warmup = spec.IsSet("train.warmup_steps") ? spec.Integer("train.warmup_steps") : Math.Min(100, decay / 20);
        var minimum = spec.IsSet("train.minimum_learning_rate") ? spec.Number("train.minimum_learning_rate") : rate / 10;
        return spec.Text("train.schedule") == "constant"
            ? new ConstantSchedule(rate, warmup)
            : new WarmupCosineSchedule(rate, minimum, warmup, decay);
    }
}

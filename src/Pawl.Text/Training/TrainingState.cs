using System.Text.Json.Nodes;
using Pawl.Learning;
using Pawl.Learning.Metrics;
using Pawl.Learning.Stopping;

namespace Pawl.Text.Training;

/// <summary>
/// Where a training stands, beside weights and moments. Everything here follows from the work done and nothing else, so the state of a
/// resumed training equals the unbroken one's. Batches and dropout masks are functions of (seed, number), so the numbers are the whole
/// state of data and randomness.
/// </summary>
internal sealed class TrainingState(TrainingSettings settings)
{
    public StepCounter Step { get; } = new();

    public BestTracker Best { get; } = new(MetricGoal.Lowest);

    public SmoothedMetric Smoothed { get; } = new(settings.Smoothing);

    public EarlyStopping Stopping { get; } = new(settings.Patience, settings.MinimumImprovement, MetricGoal.Lowest);

    /// <summary>The step of the last evaluation that was reported, or −1.</summary>
    public long EvaluatedStep { get; set; } = -1;

    /// <summary>The metric that "best" compares, of that evaluation.</summary>
    public double? Metric { get; set; }

    public double? TrainLoss { get; set; }

    public double? ValidationLoss { get; set; }

    public double? WholeValidationLoss { get; set; }

    /// <summary>True once this step is evaluated where that is due and its metrics are reported; false between an update and that.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Metrics of this step that are not reported yet; empty once it is settled.</summary>
    public SortedDictionary<string, double> Pending { get; } = new(StringComparer.Ordinal);

    /// <summary>True once the last step is settled.</summary>
    public bool IsFinished { get; set; }

    /// <summary>Micro-batches drawn: the cursor of the data and the counter of dropout.</summary>
    public long MicroBatches => Step.Value * settings.Accumulation;

    public JsonObject ToJson(int blockSize) =>
        new()
        {
            ["tokens_seen"] = MicroBatches * settings.BatchSize * blockSize,
            ["data_cursor"] = MicroBatches,
            ["random"] = new JsonObject { ["key"] = settings.Seed, ["counter"] = MicroBatches },
            ["optimizer_step"] = Step.Value,
            ["schedule_position"] = Step.Value,
            ["learning_rate"] = settings.Schedule.At(Step.Value),
            ["best"] = Best.State,
            ["smoothed"] = Smoothed.State,
            ["early_stopping"] = Stopping.State,
            ["evaluated_step"] = EvaluatedStep,
            ["metric"] = Metric,
            ["loss_train"] = TrainLoss,
            ["loss_validation"] = ValidationLoss,
            ["loss_validation_full"] = WholeValidationLoss,
            ["settled"] = IsSettled,
            ["pending_metrics"] = new JsonObject(Pending.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)metric.Value))),
            ["finished"] = IsFinished,
        };

    public void Restore(long step, JsonObject json)
    {
        Step.ResumeAt(step);
        Best.Restore(json["best"]);
        Smoothed.Restore(json["smoothed"]);
        Stopping.Restore(json["early_stopping"]!.AsObject());
        EvaluatedStep = json["evaluated_step"]!.GetValue<long>();
        Metric = json["metric"]?.GetValue<double>();
        TrainLoss = json["loss_train"]?.GetValue<double>();
        ValidationLoss = json["loss_validation"]?.GetValue<double>();
        WholeValidationLoss = json["loss_validation_full"]?.GetValue<double>();
        IsSettled = json["settled"]!.GetValue<bool>();
        IsFinished = json["finished"]!.GetValue<bool>();
        foreach (var (name, value) in json["pending_metrics"]!.AsObject())
        {
            Pending[name] = value!.GetValue<double>();
        }
    }
}

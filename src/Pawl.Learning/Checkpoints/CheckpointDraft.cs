using System.Text.Json.Nodes;

namespace Pawl.Learning.Checkpoints;

/// <summary>What a training hands over to be saved.</summary>
/// <param name="Step">Updates completed.</param>
/// <param name="Metric">What "best" compares, measured at this very step; null when nothing was measured.</param>
/// <param name="State">
/// Everything beside the files that the training needs to go on: counters, keys, trackers. It must depend on the work alone: no time, no
/// attempt, no machine, or the checkpoint of a resumed training would differ from the unbroken one's.
/// </param>
/// <param name="Files">File name to what writes its content; names end in <c>.safetensors</c> or <c>.json</c>.</param>
/// <param name="IsInterim">
/// True for one made because the training was asked to stop. An unbroken training has no such checkpoint: so it never counts for
/// retention, and the next regular one removes it.
/// </param>
public sealed record CheckpointDraft(
    long Step,
    double? Metric,
    JsonObject State,
    IReadOnlyDictionary<string, Action<Stream>> Files,
    bool IsInterim = false
);

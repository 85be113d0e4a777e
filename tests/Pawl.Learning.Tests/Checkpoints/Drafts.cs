using System.Text;
using System.Text.Json.Nodes;
using Pawl.Learning.Checkpoints;
using Pawl.Learning.Metrics;

namespace Pawl.Learning.Tests.Checkpoints;

/// <summary>Small checkpoints with real files.</summary>
internal static class Drafts
{
    public const string Identity = "the-training";

    public static CheckpointStore Store(
        string folder,
        int keepLast = 3,
        int keepBest = 0,
        Action<string>? warn = null,
        string identity = Identity
    ) => new(folder, identity, new CheckpointRetention(keepLast, keepBest, MetricGoal.Lowest), warn ?? (_ => { }));

    public static CheckpointDraft At(long step, double? metric = null, bool isInterim = false) =>
        new(
            step,
            metric,
            new JsonObject { ["half"] = step / 2.0, ["text"] = "é" },
            new Dictionary<string, Action<Stream>>
            {
                ["model.safetensors"] = stream => stream.Write(Encoding.UTF8.GetBytes($"weights of step {step}")),
                ["optimizer.safetensors"] = stream => stream.Write(Encoding.UTF8.GetBytes($"moments of step {step}")),
            },
            isInterim
        );

    public static SavedCheckpoint SaveAndPrune(this CheckpointStore store, CheckpointDraft draft)
    {
        var saved = store.Save(draft);
        if (!draft.IsInterim)
        {
            store.Prune();
        }

        return saved;
    }

    public static string[] Names(string folder) => [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order()];
}

using Pawl.Learning.Checkpoints;
using Pawl.Runs;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Web.Playground;

/// <summary>The runs one can sample from.</summary>
internal static class PlaygroundModels
{
    /// <value>The newest text runs that are looked at: a list to choose from, not all of history. An older one is reached by its page.</value>
    private const int Most = 200;

    /// <summary>Newest first: those with a checkpoint, also those that are training.</summary>
    /// <param name="asked">Id or beginning of one of a run that is to be there too, however old; null for none.</param>
    public static IReadOnlyList<PlaygroundModel> List(RunStore store, string dataRoot, string? asked)
    {
        var runs = store.List(new RunQuery { Workload = "text", Limit = Most });
        if (asked is not null && Find(store, asked) is { Workload: "text" } older && runs.All(run => run.Id != older.Id))
        {
            runs = [.. runs, older];
        }

        return
        [
            .. runs.Select(run => new PlaygroundModel(run, CheckpointFolders.Steps(RunFolder.Of(dataRoot, run.Id).Checkpoints)))
                .Where(model => model.Steps.Count > 0),
        ];
    }

    /// <summary>The newest text run that has saved no checkpoint yet but is on its way to; null when there is none.</summary>
    public static RunRecord? Coming(RunStore store) =>
        store.List(
            new RunQuery
            {
                Workload = "text",
                States = [RunState.Queued, RunState.Running, RunState.Retrying],
                Limit = 1,
            }
        )
            is [var run]
            ? run
            : null;

    private static RunRecord? Find(RunStore store, string asked)
    {
        try
        {
            return store.Find(asked);
        }
        catch (AmbiguousRunException)
        {
            return null;
        }
    }
}

/// <param name="Steps">Of its checkpoints, newest first.</param>
internal sealed record PlaygroundModel(RunRecord Run, IReadOnlyList<long> Steps)
{
    public string Title => $"{Run.Name ?? Run.Id}, step {Steps[0]}{(Run.HasEnded ? "" : ", " + Run.State.Word())}";
}

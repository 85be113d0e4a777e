using Pawl.Evolutions.Store;
using Pawl.Llm.Ledger;

namespace Pawl.Web.Views.Evolutions;

/// <summary>The stages of one service, in their order, each with how far it is.</summary>
public sealed record StageProgress(IReadOnlyList<(Stage Stage, StageState State)> Stages)
{
    /// <value>Such as <c>12 of 21 stages: 10 answered, 2 from the cache, 1 under way</c>.</value>
    public string Words
    {
        get
        {
            var counts = Stages.CountBy(stage => stage.State).ToDictionary();
            var finished = Count(StageState.Done) + Count(StageState.Cached) + Count(StageState.Skipped);
            var parts = new[]
            {
                (StageState.Done, "answered"),
                (StageState.Cached, "from the cache"),
                (StageState.Skipped, "with nothing to ask"),
                (StageState.Working, "under way"),
                (StageState.Failed, "failed"),
            }
                .Where(part => Count(part.Item1) > 0)
                .Select(part => $"{Count(part.Item1)} {part.Item2}");
            var details = string.Join(", ", parts);
            return $"{finished} of {Stages.Count} stages{(details.Length > 0 ? ": " + details : "")}";

            int Count(StageState state) => counts.GetValueOrDefault(state);
        }
    }

    /// <param name="stages">All stages of a service of this run.</param>
    /// <param name="calls">Of this service.</param>
    public static StageProgress Of(ServiceRow service, IReadOnlyList<Stage> stages, IEnumerable<StageCalls> calls)
    {
        var byStage = calls.ToDictionary(row => row.Stage, StringComparer.Ordinal);
        return new([.. stages.Select(stage => (stage, State(service, stage.Name, byStage.GetValueOrDefault(stage.Name))))]);
    }

    public static StageState State(ServiceRow service, string stage, StageCalls? calls) =>
        (service, calls) switch
        {
            ({ State: ServiceState.Failed }, _) when service.Stage == stage => StageState.Failed,
            (_, { Answered: > 0 }) => StageState.Done,
            (_, { Cached: > 0 }) => StageState.Cached,
            (_, { Open: > 0 }) => StageState.Working,
            ({ State: ServiceState.Working }, { Failed: > 0 } or { Unknown: > 0 }) => StageState.Working,
            ({ State: ServiceState.Done }, _) => StageState.Skipped,
            _ => StageState.Pending,
        };
}

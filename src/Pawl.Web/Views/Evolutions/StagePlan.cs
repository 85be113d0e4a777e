using Pawl.Evolutions.Store;
using Pawl.Llm.Ledger;

namespace Pawl.Web.Views.Evolutions;

/// <summary>All stages of a service, in the order in which they are asked.</summary>
internal static class StagePlan
{
    /// <summary>As the run wrote them down; of a run that did not yet, those that were asked so far.</summary>
    public static IReadOnlyList<Stage> Of(EvolutionReader evolution, CallLedgerReader? calls) =>
        [
            .. (evolution.Fact(EvolutionFacts.Stages)?.Split(' ') ?? calls?.StageSums().Select(pair => pair.Key) ?? [])
                .Select(Stage.Of)
                .OrderBy(stage => stage.Level)
                .ThenBy(stage => stage.Field is not null),
        ];
}

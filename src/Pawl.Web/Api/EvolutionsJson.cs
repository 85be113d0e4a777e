using System.Text.Json.Nodes;
using Pawl.Evolutions.Store;
using Pawl.Llm.Breaker;
using Pawl.Llm.Ledger;
using Pawl.Web.Views.Evolutions;

namespace Pawl.Web.Api;

/// <summary>A page of the services of a run.</summary>
/// <param name="Counts">Of all services, whatever was asked for.</param>
/// <param name="Calls">Of the whole run.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
internal sealed record ServiceListJson(
    IReadOnlyList<ServiceJson> Services,
    ServiceCountsJson Counts,
    CallSumsJson Calls,
    int Limit,
    string? Next
);

/// <summary>Services by state.</summary>
internal sealed record ServiceCountsJson(long Pending, long Working, long Done, long Failed);

/// <summary>What calls came to.</summary>
/// <param name="Answered">By a model: each was paid for.</param>
/// <param name="FailedTries">Tries that certainly brought nothing.</param>
/// <param name="UnknownTries">Tries that may have been answered and billed though no answer arrived.</param>
/// <param name="Cost">US dollars, of the answered calls whose price is known.</param>
/// <param name="PossibleCost">At most this much more.</param>
/// <param name="Unpriced">Calls that are in neither sum.</param>
internal sealed record CallSumsJson(
    long Answered,
    long Cached,
    long FailedTries,
    long UnknownTries,
    long TokensInput,
    long TokensOutput,
    decimal Cost,
    decimal PossibleCost,
    long Unpriced
)
{
    public static CallSumsJson Of(LedgerSums sums) =>
        new(
            sums.Answered,
            sums.Cached,
            sums.Failed,
            sums.Unknown,
            sums.Usage.Input,
            sums.Usage.Output,
            sums.Cost.Amount,
            sums.PossibleCost.Amount,
            sums.Unpriced
        );
}

/// <summary>One service and how far it is.</summary>
/// <param name="Ordinal">Its place in the input, from 0.</param>
/// <param name="State"><c>pending</c>, <c>working</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="FailedStage">Where it failed; null unless it did. So are <paramref name="FailureKind"/> and <paramref name="Message"/>.</param>
/// <param name="Retries">Tries beyond the first of each call.</param>
/// <param name="Stages">In the order in which they are asked.</param>
internal sealed record ServiceJson(
    long Ordinal,
    string ServiceId,
    string Name,
    string State,
    string? FailedStage,
    string? FailureKind,
    string? Message,
    long Findings,
    long Retries,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    CallSumsJson Calls,
    IReadOnlyList<ServiceStageJson> Stages
)
{
    public static ServiceJson Of(ServiceLine line) =>
        new(
            line.Service.Ordinal,
            line.Service.ServiceId,
            line.Service.Name,
            line.Service.State.Word(),
            line.Service.Stage,
            line.Service.Kind,
            line.Service.Message,
            line.Service.Findings,
            line.Retries,
            line.Service.StartedAt,
            line.Service.EndedAt,
            CallSumsJson.Of(line.Sums),
            [.. line.Progress.Stages.Select(pair => new ServiceStageJson(pair.Stage.Name, pair.State.ToString().ToLowerInvariant()))]
        );
}

/// <param name="Stage">Such as <c>descriptions</c>, <c>features/2</c>, <c>mapping/2/applications</c>.</param>
/// <param name="State"><c>pending</c>, <c>working</c>, <c>done</c>, <c>cached</c>, <c>failed</c>, or <c>skipped</c>: there was nothing to ask.</param>
internal sealed record ServiceStageJson(string Stage, string State);

/// <summary>All that is known of one service.</summary>
/// <param name="Evolution">The finished line; null until the service is done.</param>
/// <param name="Calls">Those with an answer, in the order in which they were answered.</param>
/// <param name="Unanswered">Tries that brought no answer, and those on their way.</param>
/// <param name="Findings">The first 50.</param>
internal sealed record ServiceDetailsJson(
    ServiceJson Service,
    JsonNode? Evolution,
    IReadOnlyList<AnsweredCallJson> Calls,
    IReadOnlyList<UnansweredTryJson> Unanswered,
    IReadOnlyList<FindingJson> Findings
);

/// <param name="Ordinal">0 for the question itself, 1 for asking again after an answer that could not be read.</param>
/// <param name="Source"><c>model</c> or <c>cache</c>.</param>
/// <param name="Model">That was asked; null from the cache.</param>
/// <param name="TokensCached">The part of the input that the provider billed as cached.</param>
/// <param name="Cost">US dollars; 0 from the cache, null when the price is not known.</param>
/// <param name="Sha256">Of the answer's text.</param>
internal sealed record AnsweredCallJson(
    string Stage,
    int Ordinal,
    string Source,
    string? Model,
    DateTimeOffset AnsweredAt,
    long TokensInput,
    long TokensCached,
    long TokensOutput,
    decimal? Cost,
    string? RequestId,
    string Sha256
)
{
    public static AnsweredCallJson Of(AnsweredCall call) =>
        new(
            call.Slot.Stage,
            call.Slot.Ordinal,
            call.FromCache ? "cache" : "model",
            call.Model,
            call.AnsweredAt,
            call.Usage.Input,
            call.Usage.CachedInput,
            call.Usage.Output,
            call.Cost?.Amount,
            call.RequestId,
            call.Sha256
        );
}

/// <param name="Outcome"><c>failed</c>, <c>unknown</c>, or <c>open</c> while it is on its way.</param>
/// <param name="PossibleCost">US dollars it may have cost at most; null when the price is not known.</param>
internal sealed record UnansweredTryJson(
    string Stage,
    int Ordinal,
    string Model,
    string Outcome,
    DateTimeOffset SentAt,
    DateTimeOffset? EndedAt,
    string? FailureKind,
    int? Status,
    string? RequestId,
    decimal? PossibleCost
)
{
    public static UnansweredTryJson Of(UnansweredTry one) =>
        new(
            one.Slot.Stage,
            one.Slot.Ordinal,
            one.Model,
            one.Outcome,
            one.IntendedAt,
            one.EndedAt,
            one.FailureKind,
            one.Status,
            one.RequestId,
            one.PossibleCost?.Amount
        );
}

/// <summary>A page of findings.</summary>
/// <param name="Kinds">Of all findings of the run, whatever was asked for.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
internal sealed record FindingListJson(IReadOnlyList<FindingJson> Findings, IReadOnlyList<FindingKindJson> Kinds, int Limit, string? Next);

internal sealed record FindingKindJson(string Kind, long Count);

/// <summary>Something that could not be used.</summary>
/// <param name="ServiceId">What stands for it when the line of the input is no service: its number.</param>
/// <param name="Stage"><c>input</c>, or the stage it came up in.</param>
/// <param name="Raw">The text at fault, as it came.</param>
internal sealed record FindingJson(long Id, string ServiceId, string Stage, string Kind, string Message, string Raw, DateTimeOffset At)
{
    public static FindingJson Of(QuarantineRow row) => new(row.Id, row.ServiceId, row.Stage, row.Kind, row.Message, row.Raw, row.At);
}

/// <summary>Breakers that are not closed.</summary>
internal sealed record BreakerListJson(IReadOnlyList<BreakerJson> Breakers);

/// <summary>A provider that calls are held back from.</summary>
/// <param name="State"><c>open</c>, or <c>half_open</c> while one call finds out.</param>
/// <param name="Cause"><c>key</c>, <c>quota</c> or <c>outage</c>.</param>
/// <param name="NextProbe">When a call may find out; null when the key was refused too often for another.</param>
/// <param name="LastStatus">HTTP status of the failure that opened it; null when there was none.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record BreakerJson(
    string Endpoint,
    string State,
    string Cause,
    DateTimeOffset Since,
    DateTimeOffset? NextProbe,
    int Probes,
    int? LastStatus,
    string LastMessage,
    string Remedy
)
{
    public static BreakerJson Of(BreakerState state) =>
        new(
            state.Endpoint,
            state.Position == BreakerPosition.HalfOpen ? "half_open" : "open",
            state.Cause.ToString().ToLowerInvariant(),
            state.Since,
            state.NextProbe,
            state.Probes,
            state.LastStatus,
            state.LastMessage,
            OpenBreakers.Remedy(state)
        );
}

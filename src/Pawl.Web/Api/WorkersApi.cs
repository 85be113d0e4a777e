using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Waiting;
using Pawl.Web.Health;

namespace Pawl.Web.Api;

/// <summary>Workers, and what waits for them.</summary>
internal static class WorkersApi
{
    private const int MostQueued = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/workers", List)
            .WithTags("Workers")
            .WithName("ListWorkers")
            .WithSummary("Registered workers: whether each is alive, and what it runs");
        api.MapGet("/queue", Queue)
            .WithTags("Workers")
            .WithName("ListQueue")
            .WithSummary("Queued attempts in the order workers take them, each with why it waits; at most 1000");
    }

    private static Ok<WorkerListJson> List(HealthReader reader) =>
        TypedResults.Ok(new WorkerListJson([.. reader.Read(writes: false).Workers.Select(WorkerJson.Of)]));

    private static Ok<QueueJson> Queue(RunStore store, TimeProvider time)
    {
        var head = store.QueueHead(MostQueued);
        var waits = WaitReasons.Read(store, time);
        return TypedResults.Ok(new QueueJson(store.Queue().Length, [.. head.Select(attempt => QueuedJson.Of(attempt, waits))]));
    }
}

/// <summary>The registered workers.</summary>
internal sealed record WorkerListJson(IReadOnlyList<WorkerJson> Workers);

/// <param name="State"><c>alive</c>, <c>silent</c> (no beat for 15 s) or <c>dead</c> (its process is gone).</param>
/// <param name="SeenAt">Its last sign of life.</param>
internal sealed record WorkerJson(
    string Id,
    string Machine,
    int Process,
    string State,
    DateTimeOffset StartedAt,
    DateTimeOffset SeenAt,
    IReadOnlyList<WorkerRunJson> Running
)
{
    public static WorkerJson Of(WorkerStatus status) =>
        new(
            status.Worker.Identity.Id,
            status.Worker.Identity.Machine,
            status.Worker.Identity.ProcessId,
            status.Word,
            status.Worker.StartedAt,
            status.Worker.SeenAt,
            [
                .. status.Running.Select(attempt => new WorkerRunJson(
                    attempt.RunId,
                    attempt.Name,
                    attempt.Number,
                    attempt.StartedAt,
                    attempt.Progress
                )),
            ]
        );
}

/// <summary>An attempt under way.</summary>
internal sealed record WorkerRunJson(string Run, string? Name, int Attempt, DateTimeOffset? StartedAt, double Progress);

/// <param name="Total">Also those beyond the list.</param>
internal sealed record QueueJson(int Total, IReadOnlyList<QueuedJson> Attempts);

/// <param name="Why">Why it has not begun; null when it began as it was asked.</param>
internal sealed record QueuedJson(
    string Run,
    string? Name,
    string Workload,
    int Attempt,
    DateTimeOffset QueuedAt,
    DateTimeOffset NotBefore,
    string? Why
)
{
    public static QueuedJson Of(OpenAttempt attempt, WaitReasons waits) =>
        new(
            attempt.RunId,
            attempt.Name,
            attempt.Workload,
            attempt.Number,
            attempt.QueuedAt,
            attempt.NotBefore,
            waits.Of(attempt.RunId, RunState.Queued)
        );
}

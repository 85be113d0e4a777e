using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Pawl.Runs;
using Pawl.Runs.Events;
using Pawl.Runs.Json;
using Pawl.Runs.Store;
using Pawl.Web.Access;
using Pawl.Web.Hosting;
using Pawl.Web.Live;

namespace Pawl.Web.Api;

/// <summary>The durable events of runs: in pages, and live as server-sent events that a client takes up again where it stopped.</summary>
internal static class EventsApi
{
    private const int MostPerPage = 1000;
    private const int MostPerBatch = 200;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static void Map(IEndpointRouteBuilder api)
    {
        var events = api.MapGroup("").WithTags("Events");
        events
            .MapGet("/events", (RunStore store, long after = 0, int limit = 100) => Page(store, null, after, limit))
            .WithName("ListEvents")
            .WithSummary("Events of all runs after a position, in order");
        events
            .MapGet(
                "/runs/{run}/events",
                (string run, RunStore store, long after = 0, int limit = 100) => Page(store, store.Named(run).Id, after, limit)
            )
            .WithName("ListRunEvents")
            .WithSummary("Events of one run after a position, in order");
        events
            .MapGet("/events/stream", StreamEventsAsync)
            .LimitStreams()
            .WithName("StreamEvents")
            .WithSummary("Events of all runs, or of ?run=, as they are written: server-sent events whose id is the position")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        events
            .MapGet("/runs/{run}/stream", StreamRunAsync)
            .LimitStreams()
            .WithName("StreamRun")
            .WithSummary("State, events, log lines and metrics of one run as they come: server-sent events")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    public static EventJson Of(EventRecord record) =>
        new(
            record.Position,
            record.RunId,
            record.Sequence,
            record.Time,
            record.Type,
            record.Attempt,
            JsonNode.Parse(record.Data),
            record.Hash
        );

    private static Results<Ok<EventPageJson>, ProblemHttpResult> Page(RunStore store, string? runId, long after, int limit)
    {
        if (after < 0 || limit is < 1 or > MostPerPage)
        {
            return TypedResults.Problem(
                $"Expected after from 0 and limit within 1..{MostPerPage}, got {after} and {limit}.",
                statusCode: StatusCodes.Status400BadRequest
            );
        }

        var records = runId is null ? store.Events(after, limit + 1) : store.EventsOf(runId, after, limit + 1);
        var page = records.Take(limit).Select(Of).ToList();
        return TypedResults.Ok(new EventPageJson(page, page is [.., var last] ? last.Position : after, records.Count > limit));
    }

    private static async Task<IResult> StreamEventsAsync(
        HttpContext http,
        RunStore store,
        StoreWatch watch,
        IOptions<JsonOptions> json,
        string? run = null,
        string? after = null
    )
    {
        var runId = run is null ? null : store.Named(run).Id;
        // A browser that comes back asks for the same address as at first, and says in the header how far it came.
        var asked = http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? last : after;
        var end = store.LastPosition();
        var position = end;
        if (asked is not null && !(long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out position) && position <= end))
        {
            return BadPlace(asked, $"the position of an event, 0 to {end}");
        }

        await EventStream.RunAsync(
            http,
            async stream =>
            {
                using var subscription = watch.Subscribe([runId is null ? Topics.Events : Topics.Run(runId)]);
                // With an id before the first event, a client that is cut off before it still knows where to go on.
                stream.Add("hello", "{}"u8, Id(position));
                while (true)
                {
                    IReadOnlyList<EventRecord> batch;
                    do
                    {
                        batch = runId is null ? store.Events(position, MostPerBatch) : store.EventsOf(runId, position, MostPerBatch);
                        foreach (var record in batch)
                        {
                            position = record.Position;
                            stream.Add(
                                record.Type,
                                System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(Of(record), json.Value.SerializerOptions),
                                Id(position)
                            );
                        }

                        await stream.FlushAsync();
                    } while (batch.Count == MostPerBatch);
                    await stream.NextAsync(subscription, Interval);
                }
            }
        );
        return Results.Empty;
    }

    private static async Task<IResult> StreamRunAsync(
        HttpContext http,
        string run,
        RunStore store,
        StoreWatch watch,
        WebServerOptions options,
        IOptions<JsonOptions> json,
        string? after = null
    )
    {
        var id = store.Named(run).Id;
        var folder = RunFolder.Of(options.DataRoot, id);
        var asked = http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? last : after ?? "0";
        if (FeedPosition.Parse(asked) is not { } from)
        {
            return BadPlace(asked, "0, or the id of the last message of this stream that you got");
        }

        await EventStream.RunAsync(
            http,
            async stream =>
            {
                using var subscription = watch.Subscribe([Topics.Run(id), Topics.Log(id), Topics.Metrics(id)]);
                await new RunFeed(stream, store, folder, id, json.Value.SerializerOptions).FollowAsync(from, subscription);
            }
        );
        return Results.Empty;
    }

    private static string Id(long position) => position.ToString(CultureInfo.InvariantCulture);

    private static ProblemHttpResult BadPlace(string asked, string expected) =>
        TypedResults.Problem(
            $"There is no place '{asked}' to go on from. Expected {expected}.",
            statusCode: StatusCodes.Status400BadRequest
        );
}

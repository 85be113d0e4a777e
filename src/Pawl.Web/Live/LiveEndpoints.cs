using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Model;
using Pawl.Web.Access;
using Pawl.Web.Hosting;

namespace Pawl.Web.Live;

/// <summary>What keeps pages live: <c>/live?topics=runs,run:ID</c>, a stream of server-sent events that name the topics that changed.</summary>
internal static class LiveEndpoints
{
    /// <summary>The quickest a page is told of changes: ten times a second.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // Which program serves: pages of another version of it are told to load anew.
    private static readonly byte[] Hello = JsonSerializer.SerializeToUtf8Bytes(new { version = EmbeddedAsset.Root });

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/live", StreamAsync).RequireRole(AccessRole.Viewer).LimitStreams().ExcludeFromDescription();

    private static async Task<IResult> StreamAsync(HttpContext http, StoreWatch watch, string topics = "")
    {
        var wanted = topics.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (wanted.Count is 0 or > Topics.Most)
        {
            return Results.Problem(
                $"Expected 1 to {Topics.Most} topics, got {wanted.Count}. Name those that the page shows.",
                statusCode: StatusCodes.Status400BadRequest
            );
        }

        if (wanted.Find(topic => !Topics.IsKnown(topic)) is { } unknown)
        {
            return Results.Problem(
                $"There is no topic '{unknown}'. Expected runs, workers, events, run:ID, log:ID, metrics:ID or queue:ID.",
                statusCode: StatusCodes.Status400BadRequest
            );
        }

        await EventStream.RunAsync(
            http,
            async stream =>
            {
                using var subscription = watch.Subscribe(wanted);
                stream.Add("hello", Hello, id: null);
                await stream.FlushAsync();
                while (true)
                {
                    var changed = await stream.NextAsync(subscription, Interval);
                    if (changed.Count > 0)
                    {
                        stream.Add("change", JsonSerializer.SerializeToUtf8Bytes(changed), id: null);
                        await stream.FlushAsync();
                    }
                }
            }
        );
        return Results.Empty;
    }
}

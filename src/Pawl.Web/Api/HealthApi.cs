using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs;
using Pawl.Web.Health;
using Pawl.Web.Hosting;

namespace Pawl.Web.Api;

/// <summary>How the server, its data root and its workers are.</summary>
internal static class HealthApi
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/health", Show)
            .WithTags("Health")
            .WithName("ShowHealth")
            .WithSummary("Database, disk, workers, queue, version, and what is wrong if anything is");

    private static Ok<HealthJson> Show(HealthReader reader, WebServerOptions options)
    {
        var report = reader.Read();
        return TypedResults.Ok(
            new HealthJson(
                report.Troubles.Any(trouble => trouble.IsBad) ? "bad"
                    : report.Troubles.Any() ? "warn"
                    : "good",
                [
                    .. report.Troubles.Select(trouble => new HealthTroubleJson(
                        trouble.IsBad ? "bad" : "warn",
                        trouble.What,
                        $"{trouble.Remedy} {trouble.Command}".TrimEnd()
                    )),
                ],
                new HealthDatabaseJson(report.DatabaseFault is null, report.DatabaseFault),
                new HealthDataRootJson(options.DataRoot, report.DataRootFault is null, report.DiskFree, report.DiskTotal),
                new HealthWorkersJson(report.Alive, report.Workers.Count - report.Alive),
                new HealthQueueJson(
                    report.Queue.Length,
                    report.Queue.Due,
                    report.Queue.OldestDueAt is { } oldest ? Math.Max(0, (report.At - oldest).TotalSeconds) : null,
                    report.Queue.Running
                ),
                ProductVersion.Full,
                reader.StartedAt,
                (report.At - reader.StartedAt).TotalSeconds
            )
        );
    }
}

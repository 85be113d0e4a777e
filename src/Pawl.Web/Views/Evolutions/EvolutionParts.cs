using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Api;
using Pawl.Web.Hosting;
using Pawl.Web.Pages;

namespace Pawl.Web.Views.Evolutions;

/// <summary>The parts of pages about evolutions that are no tabs, and the texts they let people save.</summary>
internal static class EvolutionParts
{
    public static void Map(IEndpointRouteBuilder parts)
    {
        parts.MapGet(
            "/runs/{run}/calls",
            (HttpContext http, string run, RunStore store) =>
                Find(store, run) is { } found
                    ? PartEndpoints.View<QueuePanel>(http, "queue", (nameof(QueuePanel.Run), found))
                    : Results.NotFound()
        );
        parts.MapGet(
            "/runs/{run}/evolution",
            (HttpContext http, string run, string? service, RunStore store) =>
                Find(store, run) is { } found
                    ? PartEndpoints.View<EvolutionView>(
                        http,
                        "evolution",
                        (nameof(EvolutionView.Run), found),
                        (nameof(EvolutionView.ServiceId), service ?? "")
                    )
                    : Results.NotFound()
        );
        parts.MapGet("/runs/{run}/evolution/line", Line);
        parts.MapGet("/runs/{run}/quarantine/raw", Raw);
    }

    public static string QueueUrl(string runId) => $"/parts/runs/{runId}/calls";

    private static IResult Line(string run, string? service, RunStore store, WebServerOptions options)
    {
        if (Find(store, run) is not { } found)
        {
            return Results.NotFound();
        }

        using var stores = EvolveStores.Open(options.DataRoot, found.Id);
        return stores.Evolution is { } evolution && evolution.Service(service ?? "") is { } row && evolution.Line(row.Ordinal) is { } line
            ? Results.File(line, "application/json", $"{FileName(row.ServiceId)}.json")
            : Results.NotFound();
    }

    /// <summary>Never as a page: what a model wrote is text to be saved.</summary>
    private static IResult Raw(string run, string? finding, RunStore store, WebServerOptions options)
    {
        if (Find(store, run) is not { } found || !long.TryParse(finding, out var id))
        {
            return Results.NotFound();
        }

        using var stores = EvolveStores.Open(options.DataRoot, found.Id);
        return stores.Evolution?.Finding(id) is { } row
            ? Results.File(
                Encoding.UTF8.GetBytes(row.Raw),
                "text/plain; charset=utf-8",
                $"{FileName(row.ServiceId)}-{FileName(row.Stage)}-{row.Id}.txt"
            )
            : Results.NotFound();
    }

    private static RunRecord? Find(RunStore store, string run)
    {
        try
        {
            return store.Named(run) is { } found && EvolveRuns.Is(found) ? found : null;
        }
        catch (Exception error) when (error is RunNotFoundException or AmbiguousRunException)
        {
            return null;
        }
    }

    /// <summary>What any system takes as the name of a file.</summary>
    private static string FileName(string text)
    {
        var plain = new string([.. text.Take(80).Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' ? sign : '-')]);
        return plain.Length == 0 ? "input" : plain;
    }
}

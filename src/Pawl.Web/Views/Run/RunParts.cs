using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Store;
using Pawl.Web.Api;
using Pawl.Web.Pages;

namespace Pawl.Web.Views.Run;

/// <summary>The parts of the page of one run: <c>/parts/runs/ID/header</c> and one for each tab.</summary>
internal static class RunParts
{
    public static void Map(IEndpointRouteBuilder parts)
    {
        parts.MapGet(
            "/runs/{run}/header",
            (HttpContext http, string run, RunStore store) => View(http, store, run, "header", typeof(RunHeader))
        );
        parts.MapGet(
            "/runs/{run}/preview",
            (HttpContext http, string run, string path, RunStore store) =>
                View(http, store, run, "preview", typeof(ArtifactPreviewView), (nameof(ArtifactPreviewView.ArtifactPath), path))
        );
        parts.MapGet(
            "/runs/{run}/verification",
            (HttpContext http, string run, RunStore store) => View(http, store, run, "verification", typeof(VerificationView))
        );
        parts.MapGet("/runs/{run}/{tab}", (HttpContext http, string run, string tab, RunStore store) => Tab(http, store, run, tab));
    }

    private static IResult Tab(HttpContext http, RunStore store, string run, string tab)
    {
        try
        {
            var record = store.Named(run);
            return RunTabs.Find(record, tab) is { } found
                ? PartEndpoints.View(http, found.Name, found.Component, (nameof(RunHeader.Run), record))
                : Results.NotFound();
        }
        catch (Exception error) when (error is RunNotFoundException or AmbiguousRunException)
        {
            return Results.NotFound();
        }
    }

    private static IResult View(
        HttpContext http,
        RunStore store,
        string run,
        string name,
        Type component,
        params (string Name, object? Value)[] more
    )
    {
        try
        {
            return PartEndpoints.View(http, name, component, [(nameof(RunHeader.Run), store.Named(run)), .. more]);
        }
        catch (Exception error) when (error is RunNotFoundException or AmbiguousRunException)
        {
            return Results.NotFound();
        }
    }
}

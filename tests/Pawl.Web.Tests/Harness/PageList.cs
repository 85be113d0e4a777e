using System.Reflection;
using Microsoft.AspNetCore.Components;
using Pawl.Web.Hosting;
using Pawl.Web.Tests.Harness.Seeding;
using Pawl.Web.Views.Run;

namespace Pawl.Web.Tests.Harness;

/// <summary>Every page of the workbench, once. A page without a line here fails a test; each line is opened empty and seeded.</summary>
internal static class PageList
{
    /// <summary>Served without the layout of the others, to who is not signed in: it has no <c>@page</c>.</summary>
    public const string SignIn = "/sign-in";

    private const string Run = "/runs/{Id}";

    public static IReadOnlyList<PageEntry> All { get; } =
    [
        new("runs", "/", _ => "/", "/"),
        .. RunTabs.All.Select(Tab),
        new("run-failed", Run, runs => $"/runs/{runs.Failed}", "/runs/{run}"),
        new("run-running", Run, runs => $"/runs/{runs.Running}", "/runs/{run}"),
        new("compare", "/compare", runs => $"/compare?runs={runs.Succeeded},{runs.SucceededToo},{runs.Running}", "/compare"),
        new("new-run", "/new", _ => "/new", "/new"),
        new("playground", "/playground", _ => "/playground", "/playground"),
        new("shogi", "/shogi", _ => "/shogi?text=" + Uri.EscapeDataString(SeedGames.Position), "/shogi"),
        new("game", "/runs/{Id}/game", runs => $"/runs/{runs.Succeeded}/game?path=games%2Fladder.csa&ply=31", "/runs/{run}/game"),
        new("run-evolving", Run, runs => $"/runs/{runs.Evolving}", "/runs/{evolve}"),
        new(
            "evolution",
            "/runs/{Id}/evolution",
            runs => $"/runs/{runs.Evolving}/evolution?service=S1",
            "/runs/{evolve}/evolution?service=S1"
        ),
        new("evolution-failed", "/runs/{Id}/evolution", runs => $"/runs/{runs.Evolving}/evolution?service=S7", "/runs/{evolve}/evolution"),
        new("workers", "/workers", _ => "/workers", "/workers"),
        new("profiles", "/profiles", _ => "/profiles", "/profiles"),
        new("sign-in", SignIn, _ => "/sign-in", "/sign-in"),
        new("not-found", "/not-found", _ => "/no/such/page", "/no/such/page"),
        new("access", "/access", _ => "/access", "/access"),
        new("not-found-itself", "/not-found", _ => "/not-found", "/not-found"),
    ];

    /// <value>The templates of all <c>@page</c> directives, parameters without their constraints.</value>
    public static IReadOnlyList<string> Routes { get; } =
    [
        .. typeof(WebServer)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template)
            .Order(StringComparer.Ordinal),
    ];

    private static PageEntry Tab(RunTab tab) =>
        new(
            $"run-{tab.Name}",
            Run + "/{Tab}",
            runs => RunTabs.Url(tab.Workload is null ? runs.Succeeded : runs.Evolving, tab),
            RunTabs.Url(tab.Workload is null ? "{run}" : "{evolve}", tab)
        );
}

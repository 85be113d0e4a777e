using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Model;
using Pawl.Web.Access;
using Pawl.Web.Views;
using Pawl.Web.Views.Runs;

namespace Pawl.Web.Pages;

/// <summary>
/// Parts of pages by themselves, as the scripts fetch them: <c>/parts/…</c>. Each is the same component the page was built from, in the same
/// error boundary, so a part that fails answers with its fallback and not with an error.
/// </summary>
internal static class PartEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var parts = routes.MapGroup("/parts").RequireRole(AccessRole.Viewer).ExcludeFromDescription();
        RunsParts.Map(parts);
        Views.Evolutions.EvolutionParts.Map(parts);
        Views.Run.RunParts.Map(parts);
        Views.Charts.ChartParts.Map(parts);
        Views.Compare.CompareParts.Map(parts);
        Views.Run.LogParts.Map(parts);
        Views.Access.AccessParts.Map(parts);
        parts.MapGet("/workers", (HttpContext http) => View<Views.Workers.WorkersView>(http, "workers"));
        parts.MapGet("/health", (HttpContext http) => View<Views.Workers.HealthBanner>(http, "health"));
        NewRunEndpoints.Map(parts);
        Views.Shogi.ShogiParts.Map(parts);
        parts.MapGet("/playground/waiting", (HttpContext http) => View<Views.Playground.PlaygroundEmpty>(http, "playground"));
        parts.MapGet(
            "/playground/models",
            (HttpContext http, string? asked) => View<Views.Playground.PlaygroundOptions>(http, "playground", ("Asked", asked))
        );
    }

    /// <summary>A view, alone.</summary>
    /// <param name="name">What its fallback calls it.</param>
    /// <param name="parameters">Of the component.</param>
    public static IResult View<TComponent>(HttpContext http, string name, params (string Name, object? Value)[] parameters)
        where TComponent : Microsoft.AspNetCore.Components.IComponent => View(http, name, typeof(TComponent), parameters);

    /// <inheritdoc cref="View{TComponent}"/>
    public static IResult View(HttpContext http, string name, Type component, params (string Name, object? Value)[] parameters) =>
        new PartResult(
            new Dictionary<string, object?>
            {
                [nameof(ViewHost.Name)] = name,
                [nameof(ViewHost.Component)] = component,
                [nameof(ViewHost.Parameters)] = parameters.ToDictionary(pair => pair.Name, pair => pair.Value),
                [nameof(ViewHost.RetryUrl)] = http.Request.Path + http.Request.QueryString.ToString(),
            }
        );
}

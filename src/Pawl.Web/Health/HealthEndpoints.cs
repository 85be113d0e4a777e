using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Pawl.Web.Health;

/// <summary>For probes of whoever runs the server: a word each, and nothing about what it holds, so they need no sign-in.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => Results.Text("live\n"));
        health.MapGet(
            "/ready",
            (HealthReader reader) =>
                reader.Read().IsReady
                    ? Results.Text("ready\n")
                    : Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable)
        );
    }
}

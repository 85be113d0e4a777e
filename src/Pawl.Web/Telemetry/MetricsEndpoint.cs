using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Model;
using Pawl.Web.Access;

namespace Pawl.Web.Telemetry;

/// <summary><c>/metrics</c>, for Prometheus. Needs a token of role viewer.</summary>
internal static class MetricsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/metrics", (PrometheusText metrics) => Results.Text(metrics.Write(), PrometheusText.MediaType))
            .RequireRole(AccessRole.Viewer)
            .ExcludeFromDescription();
}

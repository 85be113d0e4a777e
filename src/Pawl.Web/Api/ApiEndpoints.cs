using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Model;
using Pawl.Web.Access;

namespace Pawl.Web.Api;

/// <summary>The REST API, <c>/api/v1</c>. Each concept maps its own endpoints into the group.</summary>
internal static class ApiEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireRole(AccessRole.Viewer).AddEndpointFilter<RouteGroupBuilder, Problems.ProblemFilter>();
        RunsApi.Map(api);
        ArtifactsApi.Map(api);
        RunReportsApi.Map(api);
        RunActionsApi.Map(api);
        WorkloadsApi.Map(api);
        MetricsApi.Map(api);
        LogsApi.Map(api);
        EventsApi.Map(api);
        AccessApi.Map(api);
        WorkersApi.Map(api);
        HealthApi.Map(api);
        OpenApi.OpenApiDocuments.Map(api);
        ProfilesApi.Map(api);
        EvolutionsApi.Map(api);
        Playground.SampleEndpoint.Map(api);
    }
}

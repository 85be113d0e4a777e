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
<<<<<<< b8392c1
        MetricsApi.Map(api);
=======
        LogsApi.Map(api);
        EventsApi.Map(api);
>>>>>>> 907cd809bdbc87b785d0b4c7eed7b4f16e429d57
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Model;
using Pawl.Web.Access;
using Pawl.Web.Pages;

namespace Pawl.Web.Views.Access;

internal static class AccessParts
{
    public static void Map(IEndpointRouteBuilder parts)
    {
        var access = parts.MapGroup("/access").RequireRole(AccessRole.Approver);
        access.MapGet("/tokens", (HttpContext http) => PartEndpoints.View<TokenTable>(http, "tokens"));
        access.MapGet("/sessions", (HttpContext http) => PartEndpoints.View<SessionTable>(http, "sessions"));
        access.MapGet("/audit", (HttpContext http) => PartEndpoints.View<AuditTable>(http, "audit"));
    }
}

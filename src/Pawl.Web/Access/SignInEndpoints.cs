using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Web.Access;

/// <summary>Where browsers sign in and out.</summary>
internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                "/sign-in",
                (HttpContext http, string? next) => SignInFlow.ShowAsync(http, StatusCodes.Status200OK, null, LocalPath.Of(next))
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        routes.MapPost("/sign-in", (HttpContext http, SignInFlow flow) => flow.ByFormAsync(http)).AllowAnonymous().ExcludeFromDescription();
        // Whether the session lets in still, for pages whose stream of events broke.
        routes.MapGet("/session", () => Results.NoContent()).RequireRole(AccessRole.Viewer).ExcludeFromDescription();
        routes.MapPost("/sign-out", SignOut).AllowAnonymous().ExcludeFromDescription();
    }

    // Viewers sign out too, so this is open, and checks what RequestAccess checks of a change.
    private static IResult SignOut(HttpContext http, RunStore store)
    {
        if (http.Features.Get<RequestGrant>() is { Grant: { SessionId: { } id } grant, Antiforgery: { } expected })
        {
            if (!SessionAntiforgery.IsCarried(http.Request, expected))
            {
                return Results.Problem("Expected the antiforgery token of the page. Reload it and try again.", statusCode: 403);
            }

            store.Access.EndSession(id, grant.Actor, own: true);
        }

        SessionCookie.Remove(http);
        return Results.NoContent();
    }
}

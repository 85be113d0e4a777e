using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Access;
using Pawl.Runs.Json;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Store;
using Pawl.Web.Access;

namespace Pawl.Web.Api;

/// <summary>Who may use the workbench, and what was done with that: for approvers.</summary>
internal static class AccessApi
{
    private const int AuditPage = 100;
    private const int LargestAuditPage = 1_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var access = api.MapGroup("").WithTags("Access").RequireRole(AccessRole.Approver);
        access
            .MapGet("/tokens", Tokens)
            .WithName("ListTokens")
            .WithSummary("Tokens, never their secrets; with all=true also those that let in no more");
        access.MapPost("/tokens", CreateToken).WithName("CreateToken").WithSummary("Make a token; the answer shows it this once");
        access.MapDelete("/tokens/{id}", RevokeToken).WithName("RevokeToken").WithSummary("Make a token useless, and end its sessions");
        access.MapGet("/sessions", Sessions).WithName("ListSessions").WithSummary("Browsers that are signed in");
        access.MapDelete("/sessions/{id}", EndSession).WithName("EndSession").WithSummary("Sign a browser out");
        access.MapGet("/audit", Audit).WithName("ListAudit").WithSummary("What people did outside the events of runs, newest first");
        access.MapGet("/audit/verification", Verify).WithName("VerifyAudit").WithSummary("Walk the audit's hash chain");
    }

    private static Ok<List<TokenJson>> Tokens(RunStore store, TimeProvider time, bool all = false)
    {
        var now = time.GetUtcNow();
        return TypedResults.Ok(store.Access.Tokens(all).Select(token => TokenJson.Of(token, now)).ToList());
    }

    private static Results<Created<NewTokenJson>, ProblemHttpResult> CreateToken(NewTokenRequest request, HttpContext http, RunStore store)
    {
        if (!AccessRoleWord.TryParse(request.Role, out var role))
        {
            return Unprocessable($"Expected role to be one of {string.Join(", ", AccessRoleWord.All)}, got '{request.Role}'.");
        }

        var lifetime = request.SingleUse ? NewAccessToken.SignInLifetime : NewAccessToken.UsualLifetime;
        if (request.Expires is not null && !SpecDuration.TryParse(request.Expires, out lifetime))
        {
            return Unprocessable($"Expected expires to be {SpecDuration.Example}, got '{request.Expires}'.");
        }

        var wanted = new NewAccessToken(request.Name ?? "", role, lifetime, request.SingleUse);
        if (wanted.Problem() is { } problem)
        {
            return Unprocessable(problem);
        }

        var issued = store.Access.CreateToken(wanted, http.Actor());
        var address = new UriBuilder(http.Request.Scheme, http.Request.Host.Host, http.Request.Host.Port ?? -1, "/");
        var url = request.SingleUse ? $"{address.Uri}?{SignInFlow.Parameter}={issued.Text}" : null;
        return TypedResults.Created($"/api/v1/tokens/{issued.Token.Id}", NewTokenJson.Of(issued, url));
    }

    private static Results<NoContent, ProblemHttpResult> RevokeToken(string id, HttpContext http, RunStore store) =>
        Try(() => store.Access.RevokeToken(id, http.Actor()));

    private static Ok<List<SessionJson>> Sessions(RunStore store) =>
        TypedResults.Ok(store.Access.Sessions().Select(SessionJson.Of).ToList());

    private static Results<NoContent, ProblemHttpResult> EndSession(string id, HttpContext http, RunStore store) =>
        Try(() => store.Access.EndSession(id, http.Actor(), own: http.Grant()?.SessionId == id));

    private static Results<Ok<AuditPageJson>, ProblemHttpResult> Audit(RunStore store, int limit = AuditPage, long? before = null)
    {
        if (limit is < 1 or > LargestAuditPage)
        {
            return TypedResults.Problem(
                $"Expected limit in 1..{LargestAuditPage}, got {limit}.",
                statusCode: StatusCodes.Status400BadRequest
            );
        }

        var entries = store.Audit.Newest(limit, before);
        long? next = entries is [.., { Position: > 1 } last] ? last.Position : null;
        return TypedResults.Ok(new AuditPageJson([.. entries.Select(AuditJson.Of)], next));
    }

    private static Ok<AuditVerificationJson> Verify(RunStore store)
    {
        var findings = store.Audit.Verify();
        return TypedResults.Ok(new AuditVerificationJson(findings.Count == 0, findings));
    }

    private static Results<NoContent, ProblemHttpResult> Try(Action act)
    {
        try
        {
            act();
            return TypedResults.NoContent();
        }
        catch (AccessNotFoundException fault)
        {
            return TypedResults.Problem(fault.Message, statusCode: StatusCodes.Status404NotFound);
        }
    }

    private static ProblemHttpResult Unprocessable(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status422UnprocessableEntity);
}

/// <param name="Name">Who or what it is for.</param>
/// <param name="Role"><c>viewer operator approver</c>.</param>
/// <param name="Expires">How long it is good for, such as <c>30d</c>; null means 30 days, or 10 minutes for one sign-in.</param>
/// <param name="SingleUse">Good for one sign-in in a browser.</param>
internal sealed record NewTokenRequest(string? Name, string? Role, string? Expires, bool SingleUse);

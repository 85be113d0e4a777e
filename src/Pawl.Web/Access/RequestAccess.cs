using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Pawl.Runs.Access;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Hosting;

namespace Pawl.Web.Access;

/// <summary>
/// Decides for every request whether it may reach its endpoint: who asks, whether the browser was made to ask by another site, whether the
/// role suffices, whether it asks too often. An endpoint that declares no role is reached by nobody.
/// </summary>
internal sealed class RequestAccess(RunStore store, WebServerOptions options, RequestRates rates, SignInFlow signIn, TimeProvider time)
{
    private const int LongestPath = 200;

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsKnownMethod(http.Request.Method))
        {
            await RefuseAsync(
                http,
                StatusCodes.Status405MethodNotAllowed,
                "No such method",
                "Expected GET, HEAD, POST, PUT, PATCH or DELETE."
            );
            return;
        }

        if (http.Request.ContentLength > options.Limits.BodyBytes)
        {
            await RefuseAsync(
                http,
                StatusCodes.Status413PayloadTooLarge,
                "Too large",
                $"Expected a body of at most {options.Limits.BodyBytes:N0} bytes, got {http.Request.ContentLength:N0}."
            );
            return;
        }

        var isOpen = http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var (grant, refusal) = Identify(http);
        if (grant is null && rates.Anonymous(http) is { } pause)
        {
            await Refusal.TooManyAsync(http, pause);
            return;
        }

        http.Features.Set(grant);
        if (SignInFlow.IsAsked(http.Request))
        {
            await signIn.ByAddressAsync(http);
        }
        else if (isOpen)
        {
            await (IsRead(http.Request.Method) || SessionAntiforgery.IsOfThisOrigin(http.Request) ? next(http) : RefuseForgeryAsync(http));
        }
        else if (grant is null)
        {
            await ChallengeAsync(http, refusal);
        }
        else if (await MayAsync(http, grant))
        {
            await LetInAsync(http, next, grant);
        }
    }

    private (RequestGrant? Grant, AccessRefusal Refusal) Identify(HttpContext http)
    {
        // Who sends the header means it: a cookie that happens to be there does not stand in for a token that is refused.
        var authorization = http.Request.Headers[HeaderNames.Authorization];
        if (authorization.Count > 0)
        {
            var answer =
                authorization.ToString() is var text && text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                    ? store.Access.CheckToken(text["Bearer ".Length..].Trim())
                    : new AccessAnswer(null, AccessRefusal.Unknown);
            return (answer.Grant is { } byToken ? new(byToken, null) : null, answer.Refusal);
        }

        if (SessionCookie.Read(http) is not { } cookie)
        {
            return (null, AccessRefusal.None);
        }

        var session = store.Access.CheckSession(cookie);
        if (session.Grant is { } bySession)
        {
            return (new(bySession, SessionAntiforgery.TokenOf(cookie)), AccessRefusal.None);
        }

        SessionCookie.Remove(http);
        return (null, session.Refusal);
    }

    private async Task<bool> MayAsync(HttpContext http, RequestGrant grant)
    {
        var isChange = !IsRead(http.Request.Method);
        if (rates.Request(grant.Client, isChange) is { } wait)
        {
            await Refusal.TooManyAsync(http, wait);
            return false;
        }

        if (isChange && grant.Antiforgery is { } expected && !IsOwn(http.Request, expected))
        {
            await RefuseForgeryAsync(http);
            return false;
        }

        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return true; // nothing is there, or not for this method or media type: the rest of the pipeline says so
        }

        var declared = endpoint.Metadata.GetOrderedMetadata<RequireRoleAttribute>();
        if (declared.Count == 0)
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "Not open", "This address declares no role that may use it.");
            return false;
        }

        var needed = declared.Max(attribute => attribute.Role);
        needed = isChange && needed < AccessRole.Operator ? AccessRole.Operator : needed;
        if (grant.Grant.Role < needed)
        {
            await RefuseAsync(
                http,
                StatusCodes.Status403Forbidden,
                "Not allowed",
                $"Expected the role {needed.Word()}, and '{grant.Grant.Name}' has the role {grant.Grant.Role.Word()}. "
                    + "Sign in with a token of that role; an approver makes one with: "
                    + $"pawl token new --role {needed.Word()} --once"
            );
            return false;
        }

        return true;
    }

    private async Task LetInAsync(HttpContext http, RequestDelegate next, RequestGrant grant)
    {
        IDisposable? stream = null;
        if (http.GetEndpoint()?.Metadata.GetMetadata<LongStreamAttribute>() is not null)
        {
            stream = rates.Stream(grant.Client);
            if (stream is null)
            {
                await Refusal.TooManyAsync(http, options.Limits.Recheck);
                return;
            }
        }

        using (stream)
        {
            // Whoever is signed out or revoked must not go on reading a stream that was opened before.
            await using var recheck = time.CreateTimer(
                _ =>
                {
                    if (!IsStillIn(http, grant))
                    {
                        http.Abort();
                    }
                },
                null,
                options.Limits.Recheck,
                options.Limits.Recheck
            );
            await next(http);
        }
    }

    private bool IsStillIn(HttpContext http, RequestGrant grant)
    {
        try
        {
            return grant.Grant.SessionId is null
                ? store.Access.CheckToken(http.Request.Headers[HeaderNames.Authorization].ToString()["Bearer ".Length..].Trim()).Grant
                    is not null
                : store.Access.CheckSession(SessionCookie.Read(http) ?? "").Grant is not null;
        }
        catch (ObjectDisposedException)
        {
            return false; // the server ends
        }
    }

    private static bool IsOwn(HttpRequest request, string expected) =>
        SessionAntiforgery.IsOfThisOrigin(request) && SessionAntiforgery.IsCarried(request, expected);

    private Task ChallengeAsync(HttpContext http, AccessRefusal refusal)
    {
        if (Refusal.IsForPage(http.Request))
        {
            var here = LocalPath.Of(http.Request, without: SignInFlow.Parameter);
            var isFromElsewhere = http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
            if (isFromElsewhere && SessionCookie.Read(http) is null)
            {
                return SignInFlow.BounceAsync(http, here);
            }

            http.Response.Redirect(here == "/" ? "/sign-in" : "/sign-in" + QueryString.Create("next", here));
            return Task.CompletedTask;
        }

        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"pawl\"";
        return RefuseAsync(
            http,
            StatusCodes.Status401Unauthorized,
            "Not signed in",
            refusal switch
            {
                AccessRefusal.SignInOnly => "This token is good for one sign-in in a browser. For programs make another, without --once: ",
                AccessRefusal.Expired => "This token or session has expired. Make another token with: ",
                AccessRefusal.Revoked => "This token was revoked, or this session was ended. Make another token with: ",
                AccessRefusal.Used => "This token was good for one sign-in, and it was used. Make another with: ",
                _ => "Expected a session's cookie, or the header Authorization: Bearer TOKEN with a token that is valid. Make one with: ",
            } + "pawl token new --name NAME --role ROLE"
        );
    }

    private Task RefuseForgeryAsync(HttpContext http) =>
        RefuseAsync(
            http,
            StatusCodes.Status403Forbidden,
            "Not from this page",
            $"Expected the header {SessionAntiforgery.Header} with the token of the page (its meta element 'antiforgery'), from a page of this "
                + "server; got none, another one, or a request that another site started. Reload the page and try again."
        );

    /// <summary>Refuses; a refused change is written to the audit, unless this client has filled its share.</summary>
    private Task RefuseAsync(HttpContext http, int status, string title, string detail)
    {
        var grant = http.Features.Get<RequestGrant>();
        var address = RequestRates.Address(http);
        if (!IsRead(http.Request.Method) && rates.IsRefusalAudited(grant?.Client ?? address))
        {
            var path = http.Request.Path.ToUriComponent();
            var data = new JsonObject
            {
                ["method"] = http.Request.Method.Length > 20 ? http.Request.Method[..20] : http.Request.Method,
                ["path"] = path.Length > LongestPath ? path[..LongestPath] : path,
                ["reason"] = $"{status} {title}",
                ["address"] = address,
            };
            store.Audit.Append(AuditTypes.RequestRefused, grant?.Grant.Actor ?? SignInFlow.Nobody, data);
        }

        return Refusal.WriteAsync(http, status, title, detail);
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsKnownMethod(string method) =>
        IsRead(method)
        || HttpMethods.IsPost(method)
        || HttpMethods.IsPut(method)
        || HttpMethods.IsPatch(method)
        || HttpMethods.IsDelete(method);
}

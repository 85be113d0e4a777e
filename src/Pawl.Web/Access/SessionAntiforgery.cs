using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Pawl.Web.Access;

/// <summary>
/// Keeps other sites from making a signed-in browser change something. The token is an HMAC keyed by the session's own secret: bound to the
/// session, the same after a restart, and no key of the server has to be kept anywhere. Pages carry it, and send it in a header, which
/// a form cannot and a script of another origin may not.
/// </summary>
internal sealed class SessionAntiforgery : IAntiforgery
{
    public const string Header = "X-Pawl-Antiforgery";

    /// <param name="cookie">The session's cookie.</param>
    public static string TokenOf(string cookie) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(cookie), "pawl-antiforgery-1"u8));

    /// <summary>Whether the request carries the session's token.</summary>
    public static bool IsCarried(HttpRequest request, string expected) =>
        request.Headers[Header] is [{ } given]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    /// <summary>
    /// Whether the browser, where it says so, says that the request was started by a page of this server. Requests of programs say nothing.
    /// </summary>
    public static bool IsOfThisOrigin(HttpRequest request)
    {
        // The browser's own word decides where it gives one: of a form on a page without referrer the origin is "null", also at home.
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
        {
            return site == "same-origin";
        }

        // The scheme is left aside: behind a proxy that speaks TLS the browser names https, and this server hears http.
        var origin = request.Headers[HeaderNames.Origin];
        return origin.Count == 0
            || (
                origin.Count == 1
                && Uri.TryCreate(origin[0], UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https"
                && HostString.FromUriComponent(uri) is var from
                && from.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase)
                && (from.Port ?? uri.Port) == (request.Host.Port ?? uri.Port)
            );
    }

    // RequestAccess has checked every request before an endpoint sees it; the framework asks again at forms.
    public Task ValidateRequestAsync(HttpContext httpContext) => Task.CompletedTask;

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => Task.FromResult(true);

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => GetTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) =>
        new(httpContext.Features.Get<RequestGrant>()?.Antiforgery, null, "antiforgery", Header);

    public void SetCookieTokenAndHeader(HttpContext httpContext) { }
}

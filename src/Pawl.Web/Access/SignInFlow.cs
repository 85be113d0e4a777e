using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Pawl.Runs.Access;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Views.Access;

namespace Pawl.Web.Access;

/// <summary>From a token to a signed-in browser, by the address that <c>pawl up</c> prints or by the form.</summary>
internal sealed partial class SignInFlow(RunStore store, RequestRates rates, TimeProvider time)
{
    /// <summary>Of the address that signs in.</summary>
    public const string Parameter = "token";

    public static bool IsAsked(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Query.ContainsKey(Parameter)
        && !request.Path.StartsWithSegments("/api")
        && !request.Path.StartsWithSegments("/assets");

    /// <summary>Answers <c>GET /any/page?token=…</c>.</summary>
    public async Task ByAddressAsync(HttpContext http)
    {
        var there = LocalPath.Of(http.Request, without: Parameter);
        if (http.Request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase))
        {
            // Looking ahead must not use a token up.
            await Refusal.WriteAsync(
                http,
                StatusCodes.Status503ServiceUnavailable,
                "Not in advance",
                "Signing in is done on a visit only."
            );
            return;
        }

        var text = http.Request.Query[Parameter].ToString();
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            // Another site's link must not decide who a person is signed in as: the person does, with a click.
            await ShowAsync(http, StatusCodes.Status200OK, null, there, TokenIn(text));
            return;
        }

        if (http.Grant() is not null && store.Access.CheckToken(TokenIn(text)).Refusal is AccessRefusal.Used or AccessRefusal.Expired)
        {
            http.Response.Redirect(there);
            return;
        }

        await ExchangeAsync(http, text, there);
    }

    /// <summary>Answers the form of the sign-in page.</summary>
    public async Task ByFormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            await Refusal.WriteAsync(
                http,
                StatusCodes.Status415UnsupportedMediaType,
                "Not a form",
                "Expected the form of the sign-in page. Programs send their token with each request: Authorization: Bearer TOKEN"
            );
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        await ExchangeAsync(http, form[Parameter].ToString(), LocalPath.Of(form["next"]));
    }

    public static Task ShowAsync(HttpContext http, int status, string? problem, string next, string token = "") =>
        new RazorComponentResult<SignInPage>(
            new Dictionary<string, object?>
            {
                [nameof(SignInPage.Problem)] = problem,
                [nameof(SignInPage.Next)] = next,
                [nameof(SignInPage.Token)] = token,
            }
        )
        {
            StatusCode = status,
        }.ExecuteAsync(http);

    /// <summary>
    /// A page that goes on to another by itself. A browser that comes from another site does not show its cookie, nor after a redirect; it
    /// does when a page of this server sends it on.
    /// </summary>
    public static Task BounceAsync(HttpContext http, string there)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        var target = HtmlEncoder.Default.Encode(there);
        return http.Response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"en\"><title>Pawl</title><meta http-equiv=\"refresh\" content=\"0;url={target}\">"
                + $"<p><a href=\"{target}\">Go on to Pawl</a></p></html>",
            http.RequestAborted
        );
    }

    private async Task ExchangeAsync(HttpContext http, string text, string there)
    {
        if (rates.SignIn(http) is { } wait)
        {
            var seconds = (int)Math.Ceiling(wait.TotalSeconds);
            http.Response.Headers.RetryAfter = $"{seconds}";
            await ShowAsync(http, StatusCodes.Status429TooManyRequests, $"Too many attempts. Try again in {seconds} s.", there);
            return;
        }

        var signIn = store.Access.SignIn(
            TokenIn(text),
            RequestRates.Address(http),
            http.Request.Headers.UserAgent.ToString(),
            http.Grant()?.SessionId
        );
        if (signIn.Session is { } session)
        {
            SessionCookie.Write(http, signIn.Cookie, session.ExpiresAt - time.GetUtcNow());
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = there;
            return;
        }

        var data = new JsonObject { ["reason"] = Reason(signIn.Refusal), ["address"] = RequestRates.Address(http) };
        store.Audit.Append(AuditTypes.SignInRefused, Nobody, data);
        await ShowAsync(http, StatusCodes.Status401Unauthorized, Words(signIn.Refusal), there);
    }

    /// <summary>The actor of what someone did whom no token or session tells.</summary>
    public static Actor Nobody { get; } = new("unknown", "none");

    private static string Reason(AccessRefusal refusal) => refusal.ToString().ToLowerInvariant();

    private static string Words(AccessRefusal refusal) =>
        refusal switch
        {
            AccessRefusal.Used => "This token was good for one sign-in, and it was used. Make another as shown below.",
            AccessRefusal.Expired => "This token has expired. Make another as shown below.",
            AccessRefusal.Revoked => "This token was revoked. Ask whoever runs this server for another.",
            _ => "This token is not valid here. Copy all of it, from pawl_ to the end, or make another as shown below.",
        };

    // People paste the whole address as often as the token.
    private static string TokenIn(string text) => TokenPattern().Match(text) is { Success: true } match ? match.Value : text.Trim();

    [GeneratedRegex("pawl_[0-9a-z]{10}_[0-9a-z]{32}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenPattern();
}

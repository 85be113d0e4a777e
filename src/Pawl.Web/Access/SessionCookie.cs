using Microsoft.AspNetCore.Http;
using Pawl.Web.Hosting;

namespace Pawl.Web.Access;

/// <summary>
/// The cookie a signed-in browser is known by: out of reach of scripts, never sent along with requests that other sites start, and only
/// over TLS where there is TLS.
/// </summary>
internal static class SessionCookie
{
    public const string BaseName = "pawl-session";

    /// <summary>Cookies do not know ports: a second server of the same machine needs a name of its own.</summary>
    /// <param name="port">Where the server listens.</param>
    public static string Name(int port) => port == WebServerOptions.DefaultPort ? BaseName : $"{BaseName}-{port}";

    public static string? Read(HttpContext http) => http.Request.Cookies[Name(http.Connection.LocalPort)];

    public static void Write(HttpContext http, string value, TimeSpan lifetime) =>
        http.Response.Cookies.Append(Name(http.Connection.LocalPort), value, Options(http, lifetime));

    public static void Remove(HttpContext http) => http.Response.Cookies.Delete(Name(http.Connection.LocalPort), Options(http, null));

    private static CookieOptions Options(HttpContext http, TimeSpan? lifetime) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = "/",
            MaxAge = lifetime,
            IsEssential = true,
        };
}

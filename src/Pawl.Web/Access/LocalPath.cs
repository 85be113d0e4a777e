using Microsoft.AspNetCore.Http;

namespace Pawl.Web.Access;

/// <summary>Addresses within this server to send a browser to. What a link says is never trusted to be one.</summary>
internal static class LocalPath
{
    private const int Longest = 2_000;

    /// <summary>The path if it can only mean a page of this server, else <c>/</c>.</summary>
    /// <param name="text">Decoded once, as a query parameter or form field comes; may hold a query of its own.</param>
    public static string Of(string? text) => IsLocal(text) && !text!.StartsWith("/sign-in", StringComparison.Ordinal) ? text : "/";

    /// <summary>The path of a request with its query, less one parameter: escaped, fit for a Location header.</summary>
    public static string Of(HttpRequest request, string without)
    {
        var rest = request.Query.Where(pair => !pair.Key.Equals(without, StringComparison.OrdinalIgnoreCase));
        return Of((request.PathBase + request.Path).ToUriComponent() + QueryString.Create(rest).ToUriComponent());
    }

    /// <remarks>
    /// Browsers read <c>//host</c> and <c>/\host</c> as another host, drop tabs and line breaks anywhere, and take a percent sign as it is:
    /// <c>/%2fhost</c> stays a path. So: a slash, then anything but a slash or backslash, and no control character or backslash at all.
    /// </remarks>
    private static bool IsLocal(string? text) =>
        text is ['/', ..]
        && text.Length <= Longest
        && text is not ['/', '/', ..]
        && !text.Any(letter => char.IsControl(letter) || letter == '\\' || letter > '~' || letter == ' ')
        && Uri.TryCreate(text, UriKind.Relative, out _);
}

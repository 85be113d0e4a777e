using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Pawl.Web.Hosting;

/// <summary>
/// Style sheet, scripts and icon: compiled into this assembly, served under a path that holds the hash of them all, so that a browser keeps
/// them for ever and still never mixes two versions. <c>app.css</c> is all of <c>styles/*.css</c>, tokens first.
/// </summary>
internal static class EmbeddedAsset
{
    private const string Prefix = "assets/";
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly Dictionary<string, byte[]> Files = Load();

    /// <value>Such as <c>/assets/3f2a9c01b7d4</c>.</value>
    public static string Root { get; } = "/assets/" + HashOfAll();

    public static string Url(string path) =>
        Files.ContainsKey(path) ? $"{Root}/{path}" : throw new InvalidOperationException($"There is no asset '{path}'.");

    public static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/assets/{version}/{**path}",
                (string path, HttpContext context) =>
                {
                    if (!Files.TryGetValue(path, out var bytes))
                    {
                        return Results.NotFound();
                    }

                    context.Response.Headers.CacheControl = Forever;
                    return Results.Bytes(bytes, TypeOf(path));
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static Dictionary<string, byte[]> Load()
    {
        var assembly = typeof(EmbeddedAsset).Assembly;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var styles = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var path = name[Prefix.Length..].Replace('\\', '/');
            (path.StartsWith("styles/", StringComparison.Ordinal) ? (IDictionary<string, byte[]>)styles : files)[path] = bytes;
        }

        files["app.css"] = [.. styles.Values.SelectMany(bytes => bytes)];
        return files;
    }

    private static string HashOfAll()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, bytes) in Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static string TypeOf(string path) =>
        Path.GetExtension(path) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            var other => throw new InvalidOperationException($"No media type for an asset that ends in '{other}'."),
        };
}

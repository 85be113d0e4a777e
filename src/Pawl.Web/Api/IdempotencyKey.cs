using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pawl.Runs.Model;
using Pawl.Web.Api.Problems;

namespace Pawl.Web.Api;

/// <summary>The header by which a client names a request it may have to send again.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int Longest = 255;

    /// <param name="asked">What the request asks for; compared with that of an earlier request of the same key.</param>
    /// <returns>Null without the header.</returns>
    /// <exception cref="BadParameterException">It is empty, too long, or there are several.</exception>
    public static RequestKey? Of(HttpRequest request, object asked)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        var key = values.Count == 1 ? values[0] ?? "" : "";
        return key.Length is >= 1 and <= Longest
            ? new RequestKey(key, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(asked))))
            : throw new BadParameterException(
                Header,
                $"one key of 1 to {Longest} characters",
                values.Count == 1 ? $"{key.Length} characters" : $"{values.Count} keys"
            );
    }
}

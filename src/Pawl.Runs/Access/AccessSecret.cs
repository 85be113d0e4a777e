using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Pawl.Runs.Access;

/// <summary>
/// A secret that someone holds and the database only knows by its SHA-256: <c>pawl_ID_SECRET</c> for a token, <c>pawls_ID_SECRET</c> for a
/// session. The id is public and finds the row; the secret is 160 random bits, so that a plain hash of it cannot be searched.
/// </summary>
internal sealed record AccessSecret(string Prefix, string Id, string Secret)
{
    public const string Token = "pawl";
    public const string Session = "pawls";

    private const int IdLength = 10;
    private const int SecretLength = 32;

    // 32 letters, each 5 bits: no two that look alike, none that an address has to escape, all one word to a double click.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static AccessSecret New(string prefix) =>
        new(prefix, RandomNumberGenerator.GetString(Alphabet, IdLength), RandomNumberGenerator.GetString(Alphabet, SecretLength));

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>What its holder keeps.</summary>
    public string Text => $"{Prefix}_{Id}_{Secret}";

    /// <summary>What the database keeps: lower-case hex, 64 characters.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    public static bool TryParse(string prefix, string? text, [NotNullWhen(true)] out AccessSecret? secret)
    {
        secret =
            text?.Split('_') is [var first, { Length: IdLength } id, { Length: SecretLength } rest]
            && first == prefix
            && !id.AsSpan().ContainsAnyExcept(Letters)
            && !rest.AsSpan().ContainsAnyExcept(Letters)
                ? new(prefix, id, rest)
                : null;
        return secret is not null;
    }

    /// <summary>Whether this is the secret of a row. Takes as long for a row that is not there, and wherever the first difference is.</summary>
    public bool Matches(string? storedHash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(storedHash ?? new string('0', 64)), Encoding.ASCII.GetBytes(Hash))
        && storedHash is not null;

    /// <summary>Never the secret: this may end up in a log.</summary>
    public override string ToString() => $"{Prefix}_{Id}_…";
}

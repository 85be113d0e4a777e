using System.Text.RegularExpressions;

namespace Pawl.Llm.Credentials;

/// <summary>Finds keys that a message shows in part, as in <c>Incorrect API key provided: sk-wrong**********abcd</c>.</summary>
internal static partial class ShortenedKey
{
    /// <summary>Takes out each word with a row of stars or dots in it that begins or ends as the key does.</summary>
    public static string Mask(string text, string key) =>
        Pattern()
            .Replace(
                text,
                match =>
                    StartsAlike(match.Groups["start"].Value, key) || EndsAlike(match.Groups["end"].Value, key)
                        ? Credential.Mask
                        : match.Value
            );

    private static bool StartsAlike(string part, string key) => part.Length > 0 && key.StartsWith(part, StringComparison.Ordinal);

    private static bool EndsAlike(string part, string key) => part.Length > 0 && key.EndsWith(part, StringComparison.Ordinal);

    [GeneratedRegex(
        @"(?<start>[A-Za-z0-9_-]*)(\*{2,}|\.{3,}|…)(?<end>[A-Za-z0-9_-]*)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}

namespace Pawl.Runs.Model;

/// <summary>
/// Ids of runs, laid out as ULIDs (https://github.com/ulid/spec): 10 characters of Unix milliseconds, 16 of randomness, Crockford base32,
/// upper case. Text order is creation order.
/// </summary>
public static class RunId
{
    public const int Length = 26;

    /// <summary>Crockford base32: no I, L, O, U.</summary>
    internal const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>True for 26 characters of the alphabet whose 128 bits do not overflow (first character at most 7).</summary>
    public static bool IsValid(string text) => text.Length == Length && text[0] <= '7' && text.All(Alphabet.Contains);

    /// <summary>
    /// What a person typed, as it would stand in an id: upper case, with I and L read as 1 and O as 0. Null when it holds a character
    /// no id has, is empty or too long.
    /// </summary>
    public static string? Normalize(string typed)
    {
        if (typed.Length is 0 or > Length)
        {
            return null;
        }
        var characters = typed.ToUpperInvariant().Replace('I', '1').Replace('L', '1').Replace('O', '0');
        return characters.All(Alphabet.Contains) ? characters : null;
    }

    /// <summary>The moment an id was made, to the millisecond.</summary>
    /// <exception cref="FormatException">Not an id.</exception>
    public static DateTimeOffset TimeOf(string id)
    {
        if (!IsValid(id))
        {
            throw new FormatException($"Expected a run id of {Length} Crockford base32 characters, got '{id}'.");
        }
        var milliseconds = 0L;
        foreach (var character in id.AsSpan(0, 10))
        {
            milliseconds = (milliseconds << 5) | (uint)Alphabet.IndexOf(character);
        }
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}

namespace Pawl.Shogi.Records;

/// <summary>A line about the game, such as <c>棋戦：名人戦</c>.</summary>
/// <param name="Name">One of <see cref="HeaderNames"/> or any other word.</param>
/// <param name="Value">One line without spaces around it; may be empty.</param>
public sealed record HeaderField(string Name, string Value)
{
    private const int LongestName = 64;

    /// <summary>What lines of KIF and CSA begin with that are no headers.</summary>
    private const string BeginsOtherwise = "#*&|+-'$%/▲△▼▽☗☖同0123456789０１２３４５６７８９";

    /// <returns>Why no notation could hold this field, or null.</returns>
    internal static string? WhyNot(string name, string value)
    {
        if (name.Length is 0 or > LongestName || char.IsControl(name[0]) || BeginsOtherwise.Contains(name[0]))
        {
            return $"expected the name of a header of 1 to {LongestName} characters, the first no digit or sign of the notations, got '{Shown(name)}'";
        }

        if (name.AsSpan().ContainsAny("：:\r\n,") || name != name.Trim())
        {
            return $"expected the name of a header without colon, comma and outer spaces, got '{Shown(name)}'";
        }

        if (HeaderNames.IsReserved(name))
        {
            return $"'{name}' is no header of its own: the players, the start position and the moves hold it";
        }

        return value.AsSpan().ContainsAny('\r', '\n') || value != value.Trim()
            ? $"expected the value of '{name}' in one line without outer spaces"
            : null;
    }

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;
}

namespace Pawl.Shogi.Records;

/// <summary>The names of headers both KIF and CSA know, as KIF spells them; CSA's words for them are read and written.</summary>
public static class HeaderNames
{
    public const string Event = "棋戦";
    public const string Site = "場所";

    /// <summary>A date with or without a time of day, as <c>2003/05/03 10:30:00</c>.</summary>
    public const string StartTime = "開始日時";

    /// <inheritdoc cref="StartTime"/>
    public const string EndTime = "終了日時";
    public const string TimeControl = "持ち時間";
    public const string Opening = "戦型";
    public const string MaximumMoves = "最大手数";
    public const string Impasse = "持将棋";
    public const string Note = "備考";

    private static readonly (string Name, string Csa)[] CsaWords =
    [
        (Event, "EVENT"),
        (Site, "SITE"),
        (StartTime, "START_TIME"),
        (EndTime, "END_TIME"),
        (Opening, "OPENING"),
        (MaximumMoves, "MAX_MOVES"),
        (Impasse, "JISHOGI"),
        (Note, "NOTE"),
    ];

    private static readonly HashSet<string> Reserved =
    [
        "先手",
        "後手",
        "上手",
        "下手",
        "先手の持駒",
        "後手の持駒",
        "上手の持駒",
        "下手の持駒",
        "手合割",
        "変化",
        "先手番",
        "後手番",
        "上手番",
        "下手番",
        "盤面回転",
        "手数",
        "TIME_LIMIT",
    ];

    internal static bool IsReserved(string name) =>
        Reserved.Contains(name)
        || name.StartsWith("まで", StringComparison.Ordinal)
        || name.StartsWith("手数", StringComparison.Ordinal)
        || CsaWords.Any(pair => pair.Csa == name);

    /// <returns>CSA's word for the name, or the name itself.</returns>
    internal static string ToCsa(string name)
    {
        foreach (var pair in CsaWords)
        {
            if (pair.Name == name)
            {
                return pair.Csa;
            }
        }

        return name;
    }

    /// <returns>The name for CSA's word, or the word itself.</returns>
    internal static string FromCsa(string word)
    {
        foreach (var pair in CsaWords)
        {
            if (pair.Csa == word)
            {
                return pair.Name;
            }
        }

        return word;
    }
}

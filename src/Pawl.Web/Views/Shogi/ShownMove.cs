using Pawl.Shogi.Moves;

namespace Pawl.Web.Views.Shogi;

/// <param name="Kanji">As records write it: <c>▲７六歩(77)</c>.</param>
/// <param name="Letters">See <see cref="WesternNotation"/>.</param>
/// <param name="Used">Time spent on it, when that is known.</param>
public sealed record ShownMove(Move Move, string Kanji, string Letters, TimeSpan? Used, string? Comment)
{
    /// <value>Such as <c>0:07</c> or <c>1:02:33</c>.</value>
    public string UsedWords =>
        Used is not { } used ? ""
        : used.TotalHours >= 1 ? $"{(int)used.TotalHours}:{used.Minutes:00}:{used.Seconds:00}"
        : $"{used.Minutes}:{used.Seconds:00}";
}

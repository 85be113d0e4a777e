using Pawl.Shogi.Board;

namespace Pawl.Shogi.Records.Kif;

/// <summary>The words that stand in place of a move when a game is over, and the line <c>まで12手で後手の勝ち</c> after it.</summary>
public static class KifEnds
{
    /// <summary>The first word for a mark is the one written. KIF has no words of its own for the last four; they are as other programs write them.</summary>
    private static readonly (string Word, EndMark Mark)[] Words =
    [
        ("投了", EndMark.Resignation),
        ("中断", EndMark.Abandoned),
        ("千日手", EndMark.Repetition),
        ("詰み", EndMark.Mate),
        ("詰", EndMark.Mate),
        ("不詰", EndMark.NoMate),
        ("持将棋", EndMark.Impasse),
        ("切れ負け", EndMark.TimeUp),
        ("時間切れ", EndMark.TimeUp),
        ("反則勝ち", EndMark.OpponentIllegal),
        ("反則負け", EndMark.IllegalMove),
        ("反則手", EndMark.IllegalMove),
        ("入玉勝ち", EndMark.EnteringKing),
        ("勝ち宣言", EndMark.EnteringKing),
        ("宣言勝ち", EndMark.EnteringKing),
        ("不戦敗", EndMark.Default),
        ("不戦勝", EndMark.OpponentDefault),
        ("封じ手", EndMark.SealedMove),
        ("引き分け", EndMark.Draw),
        ("最大手数", EndMark.MaximumMoves),
        ("待った", EndMark.TakeBack),
        ("エラー", EndMark.Error),
    ];

    /// <returns>The word KIF writes in place of a move.</returns>
    public static string Word(EndMark mark) =>
        mark == EndMark.IllegalAction ? Word(EndMark.IllegalMove) : Words.First(pair => pair.Mark == mark).Word;

    /// <param name="text">A word alone.</param>
    internal static EndMark? Find(ReadOnlySpan<char> text)
    {
        foreach (var (word, mark) in Words)
        {
            if (text.SequenceEqual(word))
            {
                return mark;
            }
        }

        return null;
    }

    /// <param name="moves">Moves before the end.</param>
    /// <param name="mover">The side to move at the end.</param>
    /// <param name="isHandicap">The players are 下手 and 上手.</param>
    /// <returns>The line <c>まで…</c>.</returns>
    internal static string Sentence(EndMark mark, int moves, Color mover, bool isHandicap)
    {
        var (us, them) = (Player(mover, isHandicap), Player(mover.Opponent(), isHandicap));
        return $"まで{moves}手で"
            + mark switch
            {
                EndMark.Resignation => $"{them}の勝ち",
                EndMark.TimeUp => $"時間切れにより{them}の勝ち",
                EndMark.OpponentIllegal => $"{us}の反則勝ち",
                EndMark.IllegalMove or EndMark.IllegalAction => $"{us}の反則負け",
                EndMark.EnteringKing => $"{us}の入玉勝ち",
                EndMark.Default => $"{us}の不戦敗",
                EndMark.OpponentDefault => $"{us}の不戦勝",
                _ => Word(mark),
            };
    }

    /// <summary>What a line <c>まで…</c> says where no word stood before it, as in KI2.</summary>
    /// <param name="mover">The side to move.</param>
    /// <returns>Null when it says nothing known.</returns>
    internal static EndMark? OfSentence(ReadOnlySpan<char> text, Color mover)
    {
        var named = Named(text);
        if (text.Contains("時間切れ", StringComparison.Ordinal) || text.Contains("切れ負け", StringComparison.Ordinal))
        {
            return EndMark.TimeUp;
        }

        if (text.Contains("反則", StringComparison.Ordinal))
        {
            var loser = text.Contains("反則負け", StringComparison.Ordinal) ? named : named?.Opponent();
            return loser == mover ? EndMark.IllegalMove : EndMark.OpponentIllegal;
        }

        // the longest word that stands there: 不詰 holds 詰
        var (longest, found) = (0, (EndMark?)null);
        foreach (var (word, mark) in Words)
        {
            if (word.Length > longest && text.Contains(word, StringComparison.Ordinal))
            {
                (longest, found) = (word.Length, mark);
            }
        }

        if (found is not null)
        {
            return found;
        }

        return named == mover.Opponent() ? EndMark.Resignation : null;
    }

    private static Color? Named(ReadOnlySpan<char> text)
    {
        if (text.Contains("先手", StringComparison.Ordinal) || text.Contains("下手", StringComparison.Ordinal))
        {
            return Color.Black;
        }

        return text.Contains("後手", StringComparison.Ordinal) || text.Contains("上手", StringComparison.Ordinal) ? Color.White : null;
    }

    private static string Player(Color color, bool isHandicap) =>
        (color, isHandicap) switch
        {
            (Color.Black, false) => "先手",
            (Color.White, false) => "後手",
            (Color.Black, true) => "下手",
            _ => "上手",
        };
}

using Pawl.Shogi.Board;

namespace Pawl.Shogi.Records.Csa;

/// <summary>The words after a percent sign that end a game.</summary>
internal static class CsaEnds
{
    private static readonly (string Word, EndMark Mark)[] Words =
    [
        ("TORYO", EndMark.Resignation),
        ("CHUDAN", EndMark.Abandoned),
        ("SENNICHITE", EndMark.Repetition),
        ("TIME_UP", EndMark.TimeUp),
        ("ILLEGAL_MOVE", EndMark.IllegalMove),
        ("JISHOGI", EndMark.Impasse),
        ("KACHI", EndMark.EnteringKing),
        ("HIKIWAKE", EndMark.Draw),
        ("MAX_MOVES", EndMark.MaximumMoves),
        ("MATTA", EndMark.TakeBack),
        ("TSUMI", EndMark.Mate),
        ("FUZUMI", EndMark.NoMate),
        ("ERROR", EndMark.Error),
    ];

    /// <param name="text">What follows the percent sign.</param>
    /// <param name="mover">The side to move where it stands.</param>
    public static EndMark? Find(ReadOnlySpan<char> text, Color mover)
    {
        if (text is "+ILLEGAL_ACTION" or "-ILLEGAL_ACTION")
        {
            return (text[0] == '+' ? Color.Black : Color.White) == mover ? EndMark.IllegalAction : EndMark.OpponentIllegal;
        }

        foreach (var (word, mark) in Words)
        {
            if (text.SequenceEqual(word))
            {
                return mark;
            }
        }

        return null;
    }

    /// <returns>Null for a mark CSA has no word for.</returns>
    public static string? Word(EndMark mark, Color mover)
    {
        if (mark is EndMark.IllegalAction or EndMark.OpponentIllegal)
        {
            return (mark == EndMark.IllegalAction) == (mover == Color.Black) ? "+ILLEGAL_ACTION" : "-ILLEGAL_ACTION";
        }

        foreach (var (word, known) in Words)
        {
            if (known == mark)
            {
                return word;
            }
        }

        return null;
    }
}

using Pawl.Shogi.Board;

namespace Pawl.Shogi.Games;

/// <summary>
/// Repetition (千日手): a position that comes for the fourth time, with the same hands and side to move, ends the game. When one side gave check with
/// every move between the first and the fourth, it loses; else the game is drawn (Japan Shogi Association, "対局規則" article 8).
/// </summary>
public static class Repetition
{
    /// <summary>Occurrences that end a game.</summary>
    public const int Limit = 4;

    /// <returns>How often the position on the board has stood since the history began, now included.</returns>
    public static int Occurrences(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        var occurrences = 1;
        for (var back = 4; back <= position.Plies; back += 2)
        {
            if (position.KeyBefore(back) == position.Key)
            {
                occurrences++;
            }
        }

        return occurrences;
    }

    /// <param name="occurrences">How many times the position must have stood: 4 by the rules; a search may ask for 2.</param>
    /// <remarks>Looks at every second key of the history; only when the position has come often enough are moves taken back to look for checks.</remarks>
    public static RepetitionState Of(Position position, int occurrences = Limit)
    {
        ArgumentNullException.ThrowIfNull(position);
        var found = 1;
        for (var back = 4; back <= position.Plies; back += 2)
        {
            if (position.KeyBefore(back) == position.Key && ++found == occurrences)
            {
                return Judge(position, back);
            }
        }

        return RepetitionState.None;
    }

    /// <param name="cycle">Plies since the occurrence that counts as the first.</param>
    private static RepetitionState Judge(Position position, int cycle)
    {
        var past = position.Clone();
        var (moverChecked, opponentChecked) = (true, true);
        for (var back = 0; back < cycle && (moverChecked || opponentChecked); back++)
        {
            // a position with the same side to move as now, in check, follows a checking move of the opponent
            if (!past.InCheck)
            {
                if (back % 2 == 0)
                {
                    opponentChecked = false;
                }
                else
                {
                    moverChecked = false;
                }
            }

            past.Undo();
        }

        return (moverChecked, opponentChecked) switch
        {
            (true, false) => RepetitionState.LossForSideToMove,
            (false, true) => RepetitionState.WinForSideToMove,
            _ => RepetitionState.Draw,
        };
    }
}

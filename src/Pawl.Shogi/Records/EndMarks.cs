using Pawl.Shogi.Board;
using Pawl.Shogi.Games;

namespace Pawl.Shogi.Records;

/// <summary>Between what a record says at its end and what <see cref="Game"/> knows.</summary>
public static class EndMarks
{
    /// <summary>True of the marks before which a record may hold one move that breaks the rules.</summary>
    public static bool AllowsIllegalMove(this EndMark mark) =>
        mark is EndMark.OpponentIllegal or EndMark.IllegalMove or EndMark.IllegalAction or EndMark.Error;

    /// <param name="position">Where the mark stands, with the game's history.</param>
    /// <returns>Null for marks that say nothing about a result, such as 不詰 and 待った.</returns>
    public static GameEnd? OutcomeAt(this EndMark mark, Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return mark.Outcome(position, position.SideToMove);
    }

    internal static GameEnd? Outcome(this EndMark mark, Position position, Color mover)
    {
        var opponent = mover.Opponent();
        return mark switch
        {
            EndMark.Resignation => new(opponent, EndReason.Resignation),
            EndMark.Abandoned => new(null, EndReason.Abandoned),
            EndMark.Repetition => new(null, EndReason.Repetition),
            EndMark.Mate => new(opponent, position.InCheck ? EndReason.Checkmate : EndReason.Stalemate),
            EndMark.Impasse or EndMark.Draw => new(null, EndReason.Impasse),
            EndMark.TimeUp => new(opponent, EndReason.TimeForfeit),
            EndMark.OpponentIllegal => new(mover, Forbidden(position, RepetitionState.WinForSideToMove)),
            EndMark.IllegalMove or EndMark.IllegalAction => new(opponent, Forbidden(position, RepetitionState.LossForSideToMove)),
            EndMark.EnteringKing => new(mover, EndReason.EnteringKing),
            EndMark.MaximumMoves => new(null, EndReason.MaximumMoves),
            _ => null,
        };
    }

    /// <param name="mover">The side to move when the game ended.</param>
    public static EndMark Of(GameEnd end, Color mover)
    {
        ArgumentNullException.ThrowIfNull(end);
        return end.Reason switch
        {
            EndReason.Checkmate or EndReason.Stalemate => EndMark.Mate,
            EndReason.Resignation => EndMark.Resignation,
            EndReason.Repetition => EndMark.Repetition,
            EndReason.EnteringKing => EndMark.EnteringKing,
            EndReason.Impasse => EndMark.Impasse,
            EndReason.MaximumMoves => EndMark.MaximumMoves,
            EndReason.TimeForfeit => EndMark.TimeUp,
            EndReason.PerpetualCheck or EndReason.IllegalMove => end.Winner == mover ? EndMark.OpponentIllegal : EndMark.IllegalMove,
            _ => EndMark.Abandoned,
        };
    }

    // records have one word for all that is forbidden; that it was perpetual check shows in the moves
    private static EndReason Forbidden(Position position, RepetitionState perpetual) =>
        Repetition.Of(position) == perpetual ? EndReason.PerpetualCheck : EndReason.IllegalMove;
}

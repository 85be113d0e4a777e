using Pawl.Shogi.Board;

namespace Pawl.Shogi.Games;

/// <param name="Winner">Null for a draw and for a game broken off.</param>
public sealed record GameEnd(Color? Winner, EndReason Reason)
{
    /// <value>True when the game has a result that no side won.</value>
    public bool IsDraw => Winner is null && Reason != EndReason.Abandoned;

    /// <returns>A sentence, as <c>Black wins by checkmate</c>.</returns>
    public override string ToString() =>
        Reason switch
        {
            EndReason.Checkmate => $"{Winner} wins by checkmate",
            EndReason.Stalemate => $"{Winner} wins: {Winner?.Opponent()} has no legal move",
            EndReason.Resignation => $"{Winner} wins: {Winner?.Opponent()} resigned",
            EndReason.Repetition => "Draw by fourfold repetition",
            EndReason.PerpetualCheck => $"{Winner} wins: {Winner?.Opponent()} repeated the position by perpetual check",
            EndReason.EnteringKing => $"{Winner} wins by declaration of the entering king",
            EndReason.Impasse => "Draw by impasse",
            EndReason.MaximumMoves => "Draw: the longest game allowed was played",
            EndReason.TimeForfeit => $"{Winner} wins on time",
            EndReason.IllegalMove => $"{Winner} wins: {Winner?.Opponent()} did what the rules forbid",
            _ => "Broken off without a result",
        };
}

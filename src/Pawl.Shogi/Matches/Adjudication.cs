namespace Pawl.Shogi.Matches;

/// <summary>Ends games that both engines hold for decided, to save time.</summary>
public sealed record Adjudication
{
    /// <value>Centipawns below zero that an engine has said for its last <see cref="ResignMoves"/> moves when it gives up; null to play on.</value>
    public int? ResignScore { get; init; }

    public int ResignMoves { get; init; } = 4;

    /// <value>Both engines have said at most this many centipawns for either side over their last <see cref="DrawMoves"/> moves: a draw; null to play on.</value>
    public int? DrawScore { get; init; }

    public int DrawMoves { get; init; } = 10;

    /// <value>The first ply after which a game may be drawn so.</value>
    public int DrawAfter { get; init; } = 160;
}

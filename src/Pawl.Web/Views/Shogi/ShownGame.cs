using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Records;

namespace Pawl.Web.Views.Shogi;

/// <summary>The line that was played in a game, as the viewer shows it.</summary>
/// <param name="Start">The position before the first move; no move has been done on it.</param>
/// <param name="Moves">At most <see cref="MostMoves"/>.</param>
/// <param name="StartComment">What was said before the first move.</param>
public sealed record ShownGame(Position Start, IReadOnlyList<ShownMove> Moves, string? StartComment)
{
    /// <value>More than any game between players who want to win; a page with more would be slow.</value>
    public const int MostMoves = 3000;

    public static ShownGame Of(GameRecord record)
    {
        var position = record.Start();
        var moves = new List<ShownMove>(record.Moves.Count);
        // A move that breaks the rules can only be the last, and is told with the result: no position comes of it.
        foreach (var move in record.Moves.Where(move => !move.IsIllegal).Take(MostMoves))
        {
            moves.Add(
                new ShownMove(
                    move.Move,
                    KanjiNotation.Of(position, move.Move, position.LastMove),
                    WesternNotation.Of(position, move.Move),
                    move.Used,
                    Joined(move.Comments)
                )
            );
            position.Do(move.Move);
        }

        return new ShownGame(record.Start(), moves, Joined(record.Comments));
    }

    /// <summary>The position after so many moves.</summary>
    /// <param name="ply">0 to the number of moves.</param>
    public Position At(int ply)
    {
        var position = Start.Clone();
        foreach (var move in Moves.Take(ply))
        {
            position.Do(move.Move);
        }

        return position;
    }

    public Move LastMove(int ply) => ply == 0 ? Move.None : Moves[ply - 1].Move;

    public string? CommentAt(int ply) => ply == 0 ? StartComment : Moves[ply - 1].Comment;

    private static string? Joined(IReadOnlyList<string> lines) => lines.Count == 0 ? null : string.Join('\n', lines);
}

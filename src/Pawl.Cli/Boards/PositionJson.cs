using Pawl.Shogi.Board;
using Pawl.Shogi.Records;
using Pawl.Shogi.Records.Kif;

namespace Pawl.Cli.Boards;

/// <summary><c>pawl shogi show --json</c>: the position and the game it is from.</summary>
/// <param name="Ply">Moves of the game played to reach it.</param>
internal sealed record PositionJson(
    string Sfen,
    string SideToMove,
    int Ply,
    bool InCheck,
    int LegalMoves,
    string Start,
    string? Handicap,
    string? Black,
    string? White,
    IReadOnlyList<HeaderJson> Header,
    IReadOnlyList<RecordedMoveJson> Moves,
    string? End,
    string? Outcome
)
{
    public static PositionJson Of(GameRecord record, Position position, int ply) =>
        new(
            position.ToString(),
            position.SideToMove.ToString().ToLowerInvariant(),
            ply,
            position.InCheck,
            Pawl.Shogi.Moves.LegalMoves.Count(position),
            record.StartSfen,
            record.Handicap?.Name,
            record.Black,
            record.White,
            [.. record.Header.Select(field => new HeaderJson(field.Name, field.Value))],
            [.. MoveList.Texts(record, letters: false).Select(pair => RecordedMoveJson.Of(record.Moves[pair.Number - 1], pair.Text))],
            record.End is { } end ? KifEnds.Word(end.Mark) : null,
            record.Outcome?.ToString()
        );
}

/// <summary>A line about the game.</summary>
internal sealed record HeaderJson(string Name, string Value);

/// <summary>A move of the game.</summary>
/// <param name="Seconds">Null where the record does not say.</param>
/// <param name="Variations">Other lines of play that begin in its place.</param>
internal sealed record RecordedMoveJson(
    string Usi,
    string Kif,
    double? Seconds,
    bool Illegal,
    IReadOnlyList<string> Comments,
    int Variations
)
{
    public static RecordedMoveJson Of(RecordMove move, string kif) =>
        new(move.Move.ToString(), kif, move.Used?.TotalSeconds, move.IsIllegal, move.Comments, move.Variations.Count);
}

using Pawl.Shogi.Board;
using Pawl.Shogi.Records;

namespace Pawl.Web.Views.Shogi;

/// <summary>What a record says about a game besides its moves, in words.</summary>
internal static class GameFacts
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [HeaderNames.Event] = "Event",
        [HeaderNames.Site] = "Site",
        [HeaderNames.StartTime] = "Begun",
        [HeaderNames.EndTime] = "Ended",
        [HeaderNames.TimeControl] = "Time control",
        [HeaderNames.Opening] = "Opening",
        [HeaderNames.MaximumMoves] = "Longest game",
        [HeaderNames.Impasse] = "Impasse",
        [HeaderNames.Note] = "Note",
    };

    /// <summary>What it is called in a list.</summary>
    /// <param name="number">Of the file, from 1.</param>
    public static string Title(GameRecord record, int number) =>
        record.Black is null && record.White is null
            ? record.Moves.Count == 0
                ? $"Position {number}"
                : $"Game {number}"
            : $"{record.Black ?? "unknown"} – {record.White ?? "unknown"}";

    /// <summary>How it went, in a few words.</summary>
    public static string Summary(GameRecord record) =>
        record.Moves.Count == 0 ? record.StartSfen : $"{Result(record) ?? "goes on"}, {record.Moves.Count} moves";

    /// <returns>Who won and why; null when the record does not say.</returns>
    public static string? Result(GameRecord record) =>
        record.Outcome?.ToString()
        ?? record.End?.Mark switch
        {
            null => null,
            EndMark.SealedMove => "The next move is sealed",
            EndMark.NoMate => "There is no mate",
            EndMark.TakeBack => "The last move was taken back",
            EndMark.Error => "Ended by an error",
            var mark => mark.ToString(),
        };

    /// <summary>Names and values, in the order of the record: players first.</summary>
    public static IEnumerable<(string Name, string Value)> Of(GameRecord record)
    {
        if (record.Black is { } black)
        {
            yield return ("Black (Sente)", black);
        }

        if (record.White is { } white)
        {
            yield return ("White (Gote)", white);
        }

        if (record.Handicap is { IsEven: false } handicap)
        {
            yield return ("Handicap", $"{handicap.Name} ({handicap.JapaneseName})");
        }

        foreach (var field in record.Header.Where(field => field.Value.Length > 0))
        {
            yield return (Names.GetValueOrDefault(field.Name, field.Name), field.Value);
        }

        if (record.Moves.Count > 0)
        {
            yield return ("Moves", $"{record.Moves.Count}");
        }

        if (Result(record) is { } result)
        {
            yield return ("Result", result);
        }

        if (record.Moves is [.., { IsIllegal: true } last])
        {
            yield return ("Illegal move", Illegal(record, last));
        }

        if (record.End is { Comments.Count: > 0 } end)
        {
            yield return ("At the end", string.Join('\n', end.Comments));
        }

        if (record.Moves.Sum(move => move.Variations.Count) is > 0 and var count)
        {
            yield return ("Other lines", $"{count}, which this page does not show; the KIF holds them");
        }

        if (record.Moves.Count > ShownGame.MostMoves)
        {
            yield return ("Shown", $"the first {ShownGame.MostMoves} moves");
        }
    }

    private static string Illegal(GameRecord record, RecordMove move)
    {
        var before = record.PositionAt(record.Moves.Count - 1);
        var isOfPiece = move.Move.IsDrop || before[move.Move.From] != Piece.None;
        return isOfPiece
            ? $"{KanjiNotation.Of(before, move.Move, before.LastMove)} {WesternNotation.Of(before, move.Move)}"
            : $"{move.Move}";
    }
}

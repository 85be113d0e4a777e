using Pawl.Shogi.Board;
using Pawl.Shogi.Engines;
using Pawl.Shogi.Games;
using Pawl.Shogi.Matches;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records;

namespace Pawl.Cli.Matches;

/// <summary>A game of a match as the text of a record.</summary>
internal static class GameWriting
{
    /// <value>The first is the one meant when none is named. Each is the file's extension too.</value>
    public static IReadOnlyList<string> Formats { get; } = ["kif", "csa", "usi"];

    /// <param name="names">What A and B call themselves.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    public static string Write(PlayedGame game, MatchSettings settings, (string A, string B) names, string format)
    {
        var pairing = game.Pairing;
        var (black, white) = pairing.Black == Player.A ? (names.A, names.B) : (names.B, names.A);
        var moves = game.Moves.Select((move, ply) => Move(move, ply < pairing.Opening.Moves.Count)).ToList();
        var start = Sfen.Parse(pairing.Opening.Start);
        var mover = game.Moves.Count % 2 == 0 ? start.SideToMove : start.SideToMove.Opponent();
        var end = new RecordEnd(Mark(game.End, mover)) { Comments = game.Fault is { } fault ? [OneLine(fault)] : [] };
        var record = new GameRecord(start, new RecordLine(moves, end))
        {
            Black = OneLine(black),
            White = OneLine(white),
            Header =
            [
                new HeaderField(HeaderNames.StartTime, $"{game.StartedAt:yyyy/MM/dd HH:mm:ss}"),
                new HeaderField(HeaderNames.Event, $"Match of A, {OneLine(names.A)}, and B, {OneLine(names.B)}, game {pairing.Number}"),
                new HeaderField(HeaderNames.TimeControl, settings.TimeControl.ToString()),
                new HeaderField(HeaderNames.Opening, pairing.Opening.Name),
            ],
        };
        return GameRecords.Text(record, RecordFormats.OfPath($"game.{format}") ?? RecordFormat.Kif);
    }

    /// <summary>A player whose engine is gone before it is its turn did not appear; notations know time only of the side to move.</summary>
    private static EndMark Mark(GameEnd end, Color mover) =>
        end.Reason == EndReason.TimeForfeit && end.Winner == mover ? EndMark.OpponentDefault : EndMarks.Of(end, mover);

    private static RecordMove Move(PlayedMove move, bool isOpening)
    {
        if (isOpening)
        {
            return new RecordMove(move.Move);
        }

        var info = move.Info ?? SearchInfo.None;
        var score =
            info.Mate is { } mate ? $"mate {mate}"
            : info.Centipawns is { } centipawns ? $"{centipawns / 100.0:+0.00;-0.00;0.00}"
            : null;
        return new RecordMove(move.Move)
        {
            Used = move.Used,
            Comments = score is null ? [] : [$"{score} depth {info.Depth} nodes {info.Nodes} {OneLine(info.Line)}".TrimEnd()],
        };
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}

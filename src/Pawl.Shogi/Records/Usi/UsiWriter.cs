using System.Text;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Records.Usi;

/// <summary>Writes a line for each record: its game, or the position it leads to. A last move that is illegal is left out.</summary>
internal static class UsiWriter
{
    /// <summary>Appends <c>startpos moves …</c> or <c>sfen … moves …</c>.</summary>
    public static void WriteGame(StringBuilder text, GameRecord record)
    {
        text.Append(record.StartSfen == Sfen.Start ? "startpos" : $"sfen {record.StartSfen}");
        var word = " moves ";
        foreach (var move in record.Moves)
        {
            if (!move.IsIllegal)
            {
                text.Append(word).Append(move.Move);
                word = " ";
            }
        }

        text.Append('\n');
    }

    /// <summary>Appends the position after the last move, as SFEN.</summary>
    public static void WritePosition(StringBuilder text, GameRecord record) =>
        text.Append(record.PositionAt(record.Moves.Count)).Append('\n');
}

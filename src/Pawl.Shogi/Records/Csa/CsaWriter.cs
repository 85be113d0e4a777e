using System.Text;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records.Csa;

/// <summary>
/// Writes records as CSA, always in the same way. V2.2 is what most programs read, so V3.0 is written only where it is needed: for parts of a second and for
/// <c>%MAX_MOVES</c>. Variations, bookmarks and stated totals are left out: CSA has no place for them.
/// </summary>
internal static class CsaWriter
{
    /// <param name="encoding">Declared in the first line, which older programs take for a comment.</param>
    public static void Write(StringBuilder text, IReadOnlyList<GameRecord> records, RecordEncoding encoding)
    {
        text.Append("'CSA encoding=").Append(encoding == RecordEncoding.Utf8 ? "UTF-8" : "SHIFT_JIS").Append('\n');
        text.Append(records.Any(NeedsVersion3) ? "V3.0\n" : "V2.2\n");
        for (var index = 0; index < records.Count; index++)
        {
            if (index > 0)
            {
                text.Append("/\n");
            }

            WriteGame(text, records[index]);
        }
    }

    private static bool NeedsVersion3(GameRecord record) =>
        record.End?.Mark == EndMark.MaximumMoves
        || record.Moves.Select(move => move.Used).Append(record.End?.Used).Any(used => used?.Milliseconds > 0);

    private static void WriteGame(StringBuilder text, GameRecord record)
    {
        WriteHeader(text, record);
        var position = record.Start();
        WriteStart(text, position, record.StartSfen == Sfen.Start);
        WriteComments(text, record.Comments);
        foreach (var move in record.Moves)
        {
            WriteMove(text, position, move.Move);
            WriteTime(text, move.Used);
            WriteComments(text, move.Comments);
            if (!move.IsIllegal)
            {
                position.Do(move.Move);
            }
        }

        if (record.End is { } end)
        {
            var illegal = record.Moves is [.., { IsIllegal: true }];
            WriteEnd(text, end, illegal ? position.SideToMove.Opponent() : position.SideToMove);
        }
    }

    private static void WriteHeader(StringBuilder text, GameRecord record)
    {
        if (record.Black is not null)
        {
            text.Append("N+").Append(record.Black).Append('\n');
        }

        if (record.White is not null)
        {
            text.Append("N-").Append(record.White).Append('\n');
        }

        foreach (var (name, value) in record.Header)
        {
            if (name == HeaderNames.TimeControl && CsaTimeLimit.FromHeader(value) is { } limit)
            {
                text.Append("$TIME_LIMIT:").Append(limit).Append('\n');
            }
            else
            {
                text.Append('$').Append(HeaderNames.ToCsa(name)).Append(':').Append(value).Append('\n');
            }
        }
    }

    private static void WriteStart(StringBuilder text, Position position, bool isEven)
    {
        if (isEven)
        {
            text.Append("PI\n+\n");
            return;
        }

        for (var rank = 1; rank <= 9; rank++)
        {
            text.Append('P').Append(rank);
            for (var file = 9; file >= 1; file--)
            {
                var piece = position[Square.Of(file, rank)];
                if (piece == Piece.None)
                {
                    text.Append(" * ");
                }
                else
                {
                    text.Append(Sign(piece.Color())).Append(CsaPieces.Name(piece.Type()));
                }
            }

            text.Append('\n');
        }

        WriteHand(text, Color.Black, position.Hand(Color.Black));
        WriteHand(text, Color.White, position.Hand(Color.White));
        text.Append(Sign(position.SideToMove)).Append('\n');
    }

    private static void WriteHand(StringBuilder text, Color color, Hand hand)
    {
        if (hand.IsEmpty)
        {
            return;
        }

        text.Append('P').Append(Sign(color));
        foreach (var type in PieceTypes.InHandOrder)
        {
            for (var count = hand.Count(type); count > 0; count--)
            {
                text.Append("00").Append(CsaPieces.Name(type));
            }
        }

        text.Append('\n');
    }

    private static void WriteMove(StringBuilder text, Position position, Move move)
    {
        text.Append(Sign(position.SideToMove));
        if (move.IsDrop)
        {
            text.Append("00").Append(move.To.File).Append(move.To.Rank).Append(CsaPieces.Name(move.DropType)).Append('\n');
            return;
        }

        var type = position[move.From].Type();
        text.Append(move.From.File).Append(move.From.Rank).Append(move.To.File).Append(move.To.Rank);
        text.Append(CsaPieces.Name(move.IsPromotion ? type.Promoted() : type)).Append('\n');
    }

    private static void WriteEnd(StringBuilder text, RecordEnd end, Color mover)
    {
        var word = CsaEnds.Word(end.Mark, mover);
        text.Append('%').Append(word ?? "CHUDAN").Append('\n');
        WriteTime(text, end.Used);
        WriteComments(text, end.Comments);
        if (word is null)
        {
            WriteComments(text, [Kif.KifEnds.Word(end.Mark)]);
        }
    }

    private static void WriteTime(StringBuilder text, TimeSpan? used)
    {
        if (used is { } time)
        {
            text.Append('T')
                .Append((long)time.TotalSeconds)
                .Append(time.Milliseconds > 0 ? $".{time.Milliseconds:000}" : null)
                .Append('\n');
        }
    }

    private static void WriteComments(StringBuilder text, IReadOnlyList<string> comments)
    {
        foreach (var comment in comments)
        {
            text.Append("'*").Append(comment).Append('\n');
        }
    }

    private static char Sign(Color color) => color == Color.Black ? '+' : '-';
}

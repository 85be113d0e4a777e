using System.Text;
using Pawl.Shogi.Board;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records.Kif;

/// <summary>Writes a record as KIF, always in the same way: headers, the start, the players, the moves, then the variations from the last to the first.</summary>
internal sealed class KifWriter
{
    /// <summary>Columns for a move before its time.</summary>
    private const int MoveWidth = 13;

    private readonly StringBuilder _text;
    private readonly Position _position;
    private readonly List<TimeSpan> _totals = [];
    private readonly bool _isHandicap;

    private KifWriter(StringBuilder text, Position position, bool isHandicap)
    {
        _text = text;
        _position = position;
        _isHandicap = isHandicap;
    }

    /// <param name="encoding">Declared in the first line.</param>
    public static void Write(StringBuilder text, GameRecord record, RecordEncoding encoding)
    {
        var position = record.Start();
        var handicap = record.Handicap;
        var isHandicap = handicap is { IsEven: false };
        text.Append("#KIF version=2.0 encoding=").Append(encoding == RecordEncoding.Utf8 ? "UTF-8" : "Shift_JIS").Append('\n');
        foreach (var field in record.Header)
        {
            text.Append(field.Name).Append('：').Append(field.Value).Append('\n');
        }

        text.Append("手合割：").Append(handicap?.JapaneseName ?? "その他").Append('\n');
        if (handicap is null)
        {
            KifBoard.Write(text, position);
        }

        text.Append(isHandicap ? "下手：" : "先手：").Append(record.Black).Append('\n');
        text.Append(isHandicap ? "上手：" : "後手：").Append(record.White).Append('\n');
        text.Append("手数----指手---------消費時間--\n");
        var writer = new KifWriter(text, position, isHandicap);
        writer.WriteNotes(record.Comments, record.Bookmarks);
        writer.WriteLine(record.Main, depth: 0, siblingsFollow: false);
    }

    private void WriteLine(RecordLine line, int depth, bool siblingsFollow)
    {
        var first = _position.Plies;
        for (var index = 0; index < line.Moves.Count; index++)
        {
            WriteMove(line.Moves[index], first + index, line.VariationsAt(index).Count > 0 || (index == 0 && siblingsFollow));
        }

        if (line.End is { } end)
        {
            var number = first + line.Moves.Count;
            WriteNumber(number);
            _text.Append(KifEnds.Word(end.Mark));
            WriteTime(number, KifEnds.Word(end.Mark), end.Used, end.StatedTotal);
            WriteMark(line.Continuations.Count > 0 || (line.Moves.Count == 0 && siblingsFollow));
            WriteNotes(end.Comments, end.Bookmarks);
            if (depth == 0)
            {
                var mover = line.MoverAtEnd(_position.SideToMove);
                _text.Append(KifEnds.Sentence(end.Mark, number, mover, _isHandicap)).Append('\n');
            }
        }

        WriteVariations(line, first, depth);
    }

    private void WriteVariations(RecordLine line, int first, int depth)
    {
        for (var index = line.Moves.Count; index >= 0; index--)
        {
            while (_position.Plies > first + index)
            {
                _position.Undo();
            }

            var variations = line.VariationsAt(index);
            for (var number = 0; number < variations.Count; number++)
            {
                _totals.RemoveRange(Math.Min(first + index, _totals.Count), Math.Max(0, _totals.Count - first - index));
                _text.Append("\n変化：").Append(first + index + 1).Append("手\n");
                WriteLine(variations[number], depth + 1, siblingsFollow: number + 1 < variations.Count);
                while (_position.Plies > first + index)
                {
                    _position.Undo();
                }
            }
        }
    }

    private void WriteMove(RecordMove move, int ply, bool hasVariations)
    {
        WriteNumber(ply);
        var text = KifMoves.Write(_position, move.Move);
        _text.Append(text);
        WriteTime(ply, text, move.Used, move.StatedTotal);
        WriteMark(hasVariations);
        WriteNotes(move.Comments, move.Bookmarks);
        if (!move.IsIllegal)
        {
            _position.Do(move.Move);
        }
    }

    private void WriteNumber(int ply) => _text.Append($"{ply + 1, 4} ");

    /// <param name="ply">The index of the move: its mover's last total stands two before it.</param>
    private void WriteTime(int ply, string written, TimeSpan? used, TimeSpan? stated)
    {
        var before = ply >= 2 ? _totals[ply - 2] : TimeSpan.Zero;
        var total = WholeSeconds(stated) ?? (before + (WholeSeconds(used) ?? TimeSpan.Zero));
        _totals.Add(total);
        if (used is not { } time)
        {
            return;
        }

        _text.Append(' ', Math.Max(1, MoveWidth - Characters.Width(written)));
        KifTimes.Write(_text, time, total);
    }

    private void WriteMark(bool hasVariations) => _text.Append(hasVariations ? "+\n" : "\n");

    private void WriteNotes(IReadOnlyList<string> comments, IReadOnlyList<string> bookmarks)
    {
        foreach (var comment in comments)
        {
            _text.Append('*').Append(comment).Append('\n');
        }

        foreach (var bookmark in bookmarks)
        {
            _text.Append('&').Append(bookmark).Append('\n');
        }
    }

    /// <summary>KIF's clock shows whole seconds, and its totals are sums of what it shows.</summary>
    private static TimeSpan? WholeSeconds(TimeSpan? time) =>
        time is { } value ? TimeSpan.FromSeconds(Math.Floor(value.TotalSeconds)) : null;
}

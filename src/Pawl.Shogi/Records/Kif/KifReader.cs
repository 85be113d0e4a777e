using Pawl.Shogi.Board;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records.Kif;

/// <summary>
/// Reads KIF and KI2, which share all but the moves (Y. Kakinoki, "棋譜ファイル KIF 形式"). KIF has a move a line,
/// <c>   1 ７六歩(77)   ( 0:16/00:00:16)</c>; KI2 has several, <c>▲７六歩    △３四歩</c>. Several games may follow one another.
/// </summary>
internal sealed class KifReader
{
    private readonly RecordLimits _limits;
    private readonly List<GameRecord> _games = [];
    private DraftHeader _header = new();
    private KifStart _start = new();
    private RecordBuilder? _game;

    /// <summary>What the number of a move exceeds its place in the game by: 0 unless a record begins in the middle of a game.</summary>
    private int _numberOffset;

    private KifReader(RecordLimits limits) => _limits = limits;

    /// <returns>At least one game.</returns>
    /// <exception cref="NotationException">With the line and the reason.</exception>
    public static List<GameRecord> Read(ReadOnlySpan<char> text, RecordLimits limits)
    {
        var reader = new KifReader(limits);
        var lines = new TextLines(text);
        while (lines.Read())
        {
            reader.ReadLine(lines.Current, lines.Number);
        }

        reader.Finish(lines.Number);
        return reader._games.Count > 0
            ? reader._games
            : throw new NotationException("expected a game in KIF, got neither headers nor a board nor moves", Math.Max(lines.Number, 1));
    }

    private void ReadLine(ReadOnlySpan<char> whole, int line)
    {
        var text = whole.Trim();
        switch (text)
        {
            case []:
                break;
            case ['#', ..]:
                if (text.StartsWith("#KIF") || text.StartsWith("# ---"))
                {
                    Finish(line);
                }

                break;
            case ['*', ..]:
                // spaces at the end of a comment are the writer's own
                ReadComment(whole.TrimStart()[1..]);
                break;
            case ['&', ..]:
                ReadBookmark(text[1..]);
                break;
            case ['|', ..]:
                ThrowIfStarted(line);
                _start.ReadRank(text, line);
                break;
            case ['+', '-', ..]:
                break;
            default:
                ReadContent(text, line);
                break;
        }
    }

    private void ReadContent(ReadOnlySpan<char> text, int line)
    {
        if (text.StartsWith("まで"))
        {
            var game = Game(line);
            if (!game.IsEnded && KifEnds.OfSentence(text, game.Mover) is { } mark)
            {
                game.End(mark, line);
            }
        }
        else if (text.StartsWith("手数"))
        {
            if (text.Length > 2 && text[2] is '＝' or '=')
            {
                ThrowIfStarted(line);
                _start.ReadMoveNumber(text[3..], line);
            }
        }
        else if (Ki2Moves.IsSign(text[0]) || text[0] == '同')
        {
            ReadMoves(text, line);
        }
        else if (Characters.Digit(text[0]) >= 0)
        {
            ReadNumbered(text, line);
        }
        else if (!_start.ReadSide(text) && text is not "盤面回転")
        {
            ReadHeader(text, line);
        }
    }

    private void ReadNumbered(ReadOnlySpan<char> text, int line)
    {
        var rest = text;
        var number = Characters.TakeNumber(ref rest);
        if (number < 0 || rest.IsEmpty || !Characters.IsSpace(rest[0]))
        {
            ReadMoves(text, line);
            return;
        }

        rest = rest.TrimStart();
        if (number == 9 && rest.Length > 1 && Characters.Digit(rest[0]) == 8 && Characters.IsSpace(rest[1]))
        {
            // the heading of a board: ９ ８ ７ ６ ５ ４ ３ ２ １
            return;
        }

        var game = Game(line);
        if (!game.HasMoves)
        {
            _numberOffset = number - game.NextNumber;
        }

        if (game.IsEnded)
        {
            throw new NotationException($"expected nothing more after the end of the game, got move {number}", line);
        }

        if (number != game.NextNumber + _numberOffset)
        {
            throw new NotationException($"expected move {game.NextNumber + _numberOffset}, got number {number}", line);
        }

        var end = rest.IndexOfAny(" \t　(（");
        if (KifEnds.Find(end < 0 ? rest : rest[..end]) is { } mark)
        {
            game.End(mark, line);
            rest = end < 0 ? [] : rest[end..];
        }
        else
        {
            game.ThrowIfIllegalBefore();
            game.Add(KifMoves.Take(ref rest, game.Position, game.LastTarget, line), line);
        }

        ReadTime(rest.Trim(), game, line);
    }

    private static void ReadTime(ReadOnlySpan<char> text, RecordBuilder game, int line)
    {
        if (text is ['(' or '（', ..])
        {
            var close = text.IndexOfAny(')', '）');
            if (close < 0 || !KifTimes.TryParse(text[1..close], out var used, out var total))
            {
                throw new NotationException($"expected a time such as ( 0:16/00:00:16), got '{Characters.Shown(text)}'", line);
            }

            game.Time(used, total);
            text = text[(close + 1)..].TrimStart();
        }

        // a plus sign says that a variation follows
        if (!text.IsEmpty && text is not ['+'])
        {
            throw new NotationException($"expected nothing more after the move, got '{Characters.Shown(text)}'", line);
        }
    }

    private void ReadMoves(ReadOnlySpan<char> text, int line)
    {
        var game = Game(line);
        while (!text.IsEmpty)
        {
            game.ThrowIfIllegalBefore();
            game.Add(Ki2Moves.Take(ref text, game.Position, game.LastTarget, line), line);
            text = text.TrimStart();
        }
    }

    private void ReadHeader(ReadOnlySpan<char> text, int line)
    {
        var colon = text.IndexOfAny('：', ':');
        if (colon <= 0)
        {
            throw new NotationException($"expected a header as 棋戦：…, a move or a comment, got '{Characters.Shown(text)}'", line);
        }

        var name = text[..colon].Trim().ToString();
        var value = text[(colon + 1)..].Trim();
        if (name == "変化")
        {
            ReadVariation(value, line);
            return;
        }

        if (_game is not null)
        {
            Finish(line);
        }

        switch (name)
        {
            case "先手" or "下手":
                _header.Black = value.ToString();
                break;
            case "後手" or "上手":
                _header.White = value.ToString();
                break;
            case "手合割":
                _start.ReadHandicap(value, line);
                break;
            case "先手の持駒" or "下手の持駒":
                _start.ReadHand(Color.Black, value, line);
                break;
            case "後手の持駒" or "上手の持駒":
                _start.ReadHand(Color.White, value, line);
                break;
            default:
                _header.Add(
                    HeaderNames.FromCsa(name),
                    name is HeaderNames.StartTime or HeaderNames.EndTime ? WithoutWeekday(value) : value.ToString(),
                    line
                );
                break;
        }
    }

    private void ReadVariation(ReadOnlySpan<char> value, int line)
    {
        var rest = value;
        var number = Characters.TakeNumber(ref rest);
        if (number < 0)
        {
            throw new NotationException($"expected the number of a move, as 変化：12手, got '{Characters.Shown(value)}'", line);
        }

        Game(line).Branch(number - _numberOffset, line);
    }

    private void ReadComment(ReadOnlySpan<char> text)
    {
        if (_game is null)
        {
            _header.Comments.Add(text.ToString());
        }
        else
        {
            _game.Comment(text);
        }
    }

    private void ReadBookmark(ReadOnlySpan<char> text)
    {
        if (_game is null)
        {
            _header.Bookmarks.Add(text.ToString());
        }
        else
        {
            _game.Bookmark(text);
        }
    }

    private RecordBuilder Game(int line) => _game ??= new RecordBuilder(_start.Build(line), _limits);

    private void ThrowIfStarted(int line)
    {
        if (_game is not null)
        {
            throw new NotationException("expected a move, got a board after the game has begun", line);
        }
    }

    private void Finish(int line)
    {
        if (_game is not null || !_header.IsEmpty || !_start.IsEmpty)
        {
            if (_games.Count >= _limits.Games)
            {
                throw new NotationException($"expected at most {_limits.Games} games", line);
            }

            _games.Add(Game(line).Build(_header, line));
        }

        (_game, _header, _start, _numberOffset) = (null, new DraftHeader(), new KifStart(), 0);
    }

    /// <returns><c>1999/07/15(木) 19:07</c> without the day of the week, which follows from the date.</returns>
    private static string WithoutWeekday(ReadOnlySpan<char> value)
    {
        var text = value.ToString();
        while (text.AsSpan().IndexOfAny('(', '（') is >= 0 and var open && open + 2 < text.Length && text[open + 2] is ')' or '）')
        {
            text = text.Remove(open, 3).Trim();
        }

        return text;
    }
}

using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records.Csa;

/// <summary>
/// Reads the Computer Shogi Association's format ("CSA標準棋譜ファイル形式", V2 to V3.0): players and headers, the start, the side to move, then moves as
/// <c>+7776FU</c>, times as <c>T12</c> and an end as <c>%TORYO</c>. A line <c>/</c> stands between games; commas may stand between statements.
/// </summary>
internal sealed class CsaReader
{
    private readonly RecordLimits _limits;
    private readonly List<GameRecord> _games = [];
    private DraftHeader _header = new();
    private CsaStart _start = new();
    private RecordBuilder? _game;

    private CsaReader(RecordLimits limits) => _limits = limits;

    /// <returns>At least one game.</returns>
    /// <exception cref="NotationException">With the line and the reason.</exception>
    public static List<GameRecord> Read(ReadOnlySpan<char> text, RecordLimits limits)
    {
        var reader = new CsaReader(limits);
        var lines = new TextLines(text);
        while (lines.Read())
        {
            reader.ReadLine(lines.Current, lines.Number);
        }

        reader.Finish(lines.Number);
        return reader._games.Count > 0
            ? reader._games
            : throw new NotationException(
                "expected a game in CSA, got neither headers nor a position nor moves",
                Math.Max(lines.Number, 1)
            );
    }

    private void ReadLine(ReadOnlySpan<char> whole, int line)
    {
        var text = whole.TrimEnd();
        switch (text)
        {
            case []:
                break;
            case ['\'', ..]:
                ReadComment(whole);
                break;
            case ['V', ..]:
                break;
            case ['/']:
                Finish(line);
                break;
            case ['N', '+' or '-', ..]:
                ThrowIfStarted(text, line);
                ReadPlayer(text[1] == '+', text[2..].Trim());
                break;
            case ['$', ..]:
                ThrowIfStarted(text, line);
                ReadHeader(text[1..], line);
                break;
            default:
                ReadStatements(text, line);
                break;
        }
    }

    private void ReadStatements(ReadOnlySpan<char> text, int line)
    {
        while (true)
        {
            if (text is ['\'', ..])
            {
                ReadComment(text);
                return;
            }

            var comma = text.IndexOf(',');
            ReadStatement((comma < 0 ? text : text[..comma]).TrimEnd(), line);
            if (comma < 0)
            {
                return;
            }

            text = text[(comma + 1)..];
        }
    }

    private void ReadStatement(ReadOnlySpan<char> text, int line)
    {
        switch (text)
        {
            case []:
                break;
            case ['P', ..]:
                ThrowIfStarted(text, line);
                _start.Read(text, line);
                break;
            case ['+' or '-']:
                ThrowIfStarted(text, line);
                _game = new RecordBuilder(_start.Build(ColorOf(text[0]), line), _limits);
                break;
            case ['+' or '-', ..]:
                ReadMove(text, line);
                break;
            case ['T', ..]:
                ReadTime(text[1..], line);
                break;
            case ['%', ..]:
                var game = Game(Color.Black, line);
                game.End(
                    CsaEnds.Find(text[1..], game.Mover)
                        ?? throw new NotationException($"expected an end such as %TORYO, got '{Characters.Shown(text)}'", line),
                    line
                );
                break;
            default:
                throw new NotationException(
                    $"expected a statement of CSA, as +7776FU, T12, %TORYO or $EVENT:…, got '{Characters.Shown(text)}'",
                    line
                );
        }
    }

    private void ReadMove(ReadOnlySpan<char> text, int line)
    {
        var game = Game(ColorOf(text[0]), line);
        game.ThrowIfIllegalBefore();
        var position = game.Position;
        var type = text.Length == 7 ? CsaPieces.Find(text[5..]) : PieceType.None;
        if (type == PieceType.None || !CsaPieces.TryParseSquare(text[3..5], out var target))
        {
            throw new NotationException($"expected a move such as +7776FU, got '{Characters.Shown(text)}'", line);
        }

        if (ColorOf(text[0]) != position.SideToMove)
        {
            throw new NotationException($"expected a move of {position.SideToMove}, got '{Characters.Shown(text)}'", line);
        }

        game.Add(text[1..3] is "00" ? Drop(type, target, text, line) : Step(position, type, target, text, line), line);
    }

    private static Move Drop(PieceType type, Square target, ReadOnlySpan<char> text, int line) =>
        type.CanBeHeld()
            ? Move.Drop(type, target)
            : throw new NotationException($"a piece is dropped unpromoted, and no king, got '{Characters.Shown(text)}'", line);

    private static Move Step(Position position, PieceType type, Square target, ReadOnlySpan<char> text, int line)
    {
        if (!CsaPieces.TryParseSquare(text[1..3], out var from) || from == target)
        {
            throw new NotationException($"expected a move such as +7776FU or +0055KI, got '{Characters.Shown(text)}'", line);
        }

        var standing = position[from];
        if (!standing.IsOf(position.SideToMove))
        {
            throw new NotationException(
                $"'{Characters.Shown(text)}' moves from {from}, where no piece of {position.SideToMove} stands",
                line
            );
        }

        if (standing.Type() == type)
        {
            return Move.Of(from, target);
        }

        return standing.Type().CanPromote() && standing.Type().Promoted() == type
            ? Move.Of(from, target, promotion: true)
            : throw new NotationException(
                $"'{Characters.Shown(text)}' moves {CsaPieces.Name(type)}, but {CsaPieces.Name(standing.Type())} stands on {from}",
                line
            );
    }

    /// <param name="text">Seconds, in V3.0 with up to three decimals.</param>
    private void ReadTime(ReadOnlySpan<char> text, int line)
    {
        var point = text.IndexOf('.');
        var decimals = point < 0 ? [] : text[(point + 1)..];
        var whole = point < 0 ? text : text[..point];
        var seconds = Characters.TakeNumber(ref whole);
        var milliseconds = decimals.Length switch
        {
            0 => 0,
            1 => 100,
            2 => 10,
            _ => 1,
        };
        if (decimals.Length > 0)
        {
            milliseconds *= Characters.TakeNumber(ref decimals);
        }

        if (seconds < 0 || !whole.IsEmpty || milliseconds is < 0 or > 999 || !decimals.IsEmpty || (point >= 0 && text.Length > point + 4))
        {
            throw new NotationException($"expected the time of a move in seconds, as T12, got 'T{Characters.Shown(text)}'", line);
        }

        if (_game is null || !_game.Time(TimeSpan.FromMilliseconds((seconds * 1000L) + milliseconds), null))
        {
            throw new NotationException("expected a move or an end before its time, and one time for each", line);
        }
    }

    private void ReadPlayer(bool isBlack, ReadOnlySpan<char> name)
    {
        if (isBlack)
        {
            _header.Black = name.ToString();
        }
        else
        {
            _header.White = name.ToString();
        }
    }

    private void ReadHeader(ReadOnlySpan<char> text, int line)
    {
        var colon = text.IndexOf(':');
        if (colon < 1)
        {
            throw new NotationException($"expected a header as $EVENT:…, got '${Characters.Shown(text)}'", line);
        }

        var word = text[..colon].ToString();
        var value = text[(colon + 1)..].Trim();
        if (word == "TIME_LIMIT")
        {
            // what is not of the standard's form is kept as it stands
            _header.Add(HeaderNames.TimeControl, CsaTimeLimit.ToHeader(value) ?? value.ToString(), line);
            return;
        }

        _header.Add(HeaderNames.FromCsa(word), value.ToString(), line);
    }

    /// <param name="text">With its apostrophe; an asterisk after it, which marks comments for programs, is not part of the comment.</param>
    private void ReadComment(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("'CSA encoding=") || text.StartsWith("'encoding="))
        {
            return;
        }

        var comment = text is [_, '*', ..] ? text[2..] : text[1..];
        if (_game is null)
        {
            _header.Comments.Add(comment.ToString());
        }
        else
        {
            _game.Comment(comment);
        }
    }

    private RecordBuilder Game(Color sideToMove, int line) => _game ??= new RecordBuilder(_start.Build(sideToMove, line), _limits);

    private void ThrowIfStarted(ReadOnlySpan<char> text, int line)
    {
        if (_game is not null)
        {
            throw new NotationException(
                $"expected moves after the start position, or / before another game, got '{Characters.Shown(text)}'",
                line
            );
        }
    }

    private void Finish(int line)
    {
        if (_game is not null || !_start.IsEmpty || _header.Black is not null || _header.White is not null || _header.Fields.Count > 0)
        {
            if (_games.Count >= _limits.Games)
            {
                throw new NotationException($"expected at most {_limits.Games} games", line);
            }

            _games.Add(Game(Color.Black, line).Build(_header, line));
        }

        (_game, _header, _start) = (null, new DraftHeader(), new CsaStart());
    }

    private static Color ColorOf(char sign) => sign == '+' ? Color.Black : Color.White;
}

using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records.Kif;

/// <summary>What a KIF file has said so far about the first position: a handicap by name, or a drawn board with hands.</summary>
internal sealed class KifStart
{
    private readonly PositionBuilder _builder = new();
    private Handicap? _handicap;
    private Color? _side;
    private int _ranks;
    private bool _hasHands;

    /// <value>True while nothing was said.</value>
    public bool IsEmpty => _handicap is null && _ranks == 0 && !_hasHands;

    public void ReadHandicap(ReadOnlySpan<char> value, int line)
    {
        if (value.IsEmpty || value is "その他")
        {
            return;
        }

        var name = value.ToString();
        _handicap =
            Handicap.All.FirstOrDefault(handicap => handicap.JapaneseName == name)
            ?? throw new NotationException(
                $"expected 手合割 as {string.Join("、", Handicap.All.Select(handicap => handicap.JapaneseName))} or その他, got '{Characters.Shown(value)}'",
                line
            );
    }

    public void ReadRank(ReadOnlySpan<char> text, int line)
    {
        if (++_ranks > 9)
        {
            throw new NotationException("expected a board of nine lines, got a tenth", line);
        }

        KifBoard.ReadRank(text, _ranks, _builder, line);
    }

    public void ReadHand(Color color, ReadOnlySpan<char> value, int line)
    {
        _builder.SetHand(color, KifBoard.ReadHand(value, line));
        _hasHands = true;
    }

    /// <summary>Reads <c>手数＝171  ▲６二角成  まで</c>: the move says whose turn it is not.</summary>
    /// <param name="text">What follows the equals sign.</param>
    public void ReadMoveNumber(ReadOnlySpan<char> text, int line)
    {
        var number = Characters.TakeNumber(ref text);
        if (number < 0)
        {
            throw new NotationException($"expected the number of moves played, as 手数＝12, got '{Characters.Shown(text)}'", line);
        }

        _builder.MoveNumber = number + 1;
        foreach (var character in text)
        {
            if (Ki2Moves.IsSign(character))
            {
                _builder.SideToMove = Ki2Moves.ColorOf(character).Opponent();
                break;
            }
        }
    }

    /// <returns>True when the text is a line such as <c>後手番</c>.</returns>
    public bool ReadSide(ReadOnlySpan<char> text)
    {
        _side = text switch
        {
            "先手番" or "下手番" => Color.Black,
            "後手番" or "上手番" => Color.White,
            _ => _side,
        };
        return text is "先手番" or "下手番" or "後手番" or "上手番";
    }

    /// <exception cref="NotationException">The board is not complete or cannot be.</exception>
    public Position Build(int line)
    {
        if (_ranks == 0)
        {
            return _hasHands && !(_builder.Hand(Color.Black).IsEmpty && _builder.Hand(Color.White).IsEmpty)
                ? throw new NotationException("expected a board to go with the held pieces", line)
                : (_handicap ?? Handicap.All[0]).Start();
        }

        if (_ranks < 9)
        {
            throw new NotationException($"expected a board of nine lines, got {_ranks}", line);
        }

        _builder.SideToMove = _side ?? _builder.SideToMove;
        return _builder.TryBuild(out var position, out var reason)
            ? position!
            : throw new NotationException($"the position cannot be: {reason}", line);
    }
}

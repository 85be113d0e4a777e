using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Records;

/// <summary>Takes in a game as a reader meets it, move by move, and holds every move to the rules.</summary>
internal sealed class RecordBuilder
{
    private readonly string _start;
    private readonly Position _position;
    private readonly RecordLimits _limits;
    private readonly DraftLine _main;
    private readonly List<DraftLine> _open = [];

    /// <summary>By ply of the line being read: the mover's total after it.</summary>
    private readonly List<TimeSpan> _totals = [];
    private readonly List<string> _comments = [];
    private readonly List<string> _bookmarks = [];

    /// <summary>The move or end that times and comments belong to; null before the first of a line.</summary>
    private DraftMove? _last;
    private int _moves;
    private int _variations;

    /// <param name="start">The builder's own from here on.</param>
    public RecordBuilder(Position start, RecordLimits limits)
    {
        _start = Sfen.Write(start);
        _position = start;
        _limits = limits;
        _main = new DraftLine(0);
        _open.Add(_main);
    }

    /// <value>Where the next move is played. To read from.</value>
    public Position Position => _position;

    /// <value>Who moves next: the opponent of who made an illegal last move, though that is not played.</value>
    public Color Mover => Line.EndsIllegally ? _position.SideToMove.Opponent() : _position.SideToMove;

    /// <value>The number of the next move of the line being read, from 1.</value>
    public int NextNumber => Line.First + Line.Moves.Count + 1;

    /// <value>True when the line being read has its end.</value>
    public bool IsEnded => Line.End is not null;

    public bool HasMoves => _main.Moves.Count > 0 || _main.End is not null;

    /// <value>The target of the move before the next, or null at the start.</value>
    public Square? LastTarget => _position.Plies > 0 ? _position.LastMove.To : null;

    /// <value>What the mover of the next move has used up to now.</value>
    public TimeSpan TotalOfMover => _totals.Count >= 2 ? _totals[^2] : TimeSpan.Zero;

    private DraftLine Line => _open[^1];

    /// <summary>Plays a move; one that breaks the rules is kept back until the end says that it does.</summary>
    /// <param name="line">Where the record has it.</param>
    public void Add(Move move, int line)
    {
        if (IsEnded)
        {
            throw new NotationException("expected nothing more after the end of the game, got a move", line);
        }

        ThrowIfIllegalBefore();
        if (++_moves > _limits.Moves || _position.Plies >= RecordLimits.LongestLine)
        {
            throw new NotationException(
                $"expected at most {_limits.Moves} moves, {RecordLimits.LongestLine} of them in one line of play",
                line
            );
        }

        var draft = new DraftMove(move, line);
        if (LegalMoves.IsLegal(_position, move))
        {
            _position.Do(move);
        }
        else
        {
            draft.WhyIllegal = $"move {NextNumber}, {move}, is not legal: {IllegalMoves.WhyNot(_position, move)}";
            if (!RecordChecks.CanBeWritten(_position, move))
            {
                throw new NotationException(draft.WhyIllegal, line);
            }
        }

        Line.Moves.Add(draft);
        Follow(draft);
    }

    public void End(EndMark mark, int line)
    {
        if (IsEnded)
        {
            throw new NotationException("expected nothing more after the end of the game, got another end", line);
        }

        if (!mark.AllowsIllegalMove())
        {
            ThrowIfIllegalBefore();
        }

        var draft = new DraftMove(Move.None, line);
        Line.End = (mark, draft);
        Follow(draft);
    }

    /// <summary>The time of the move or end added last.</summary>
    /// <param name="total">What the record states as the mover's total, or null when it states none.</param>
    /// <returns>False when there is no move yet, or it has its time.</returns>
    public bool Time(TimeSpan used, TimeSpan? total)
    {
        if (_last is null or { Used: not null })
        {
            return false;
        }

        // the total before this move was entered when the move was added
        var sum = _totals[^1] + used;
        _last.Used = used;
        _last.StatedTotal = total == sum ? null : total;
        _totals[^1] = total ?? sum;
        return true;
    }

    public void Comment(ReadOnlySpan<char> text)
    {
        if (_last is not null)
        {
            _last.Comments.Add(text.ToString());
        }
        else if (_open.Count > 1)
        {
            (Line.EarlyComments ??= []).Add(text.ToString());
        }
        else
        {
            _comments.Add(text.ToString());
        }
    }

    public void Bookmark(ReadOnlySpan<char> text) => (_last?.Bookmarks ?? _bookmarks).Add(text.ToString());

    /// <summary>Goes back to read another line of play, in place of the move with the given number.</summary>
    /// <remarks>
    /// Records list the variations of a line from its end to its beginning, each followed by its own: a number that lies within the line read last
    /// belongs to it, any other to the line that one left.
    /// </remarks>
    public void Branch(int number, int line)
    {
        ThrowIfIllegalBefore();
        ThrowIfEmptyVariation(line);
        var keep = _open.Count - 1;
        while (keep > 0 && !(number - 1 > _open[keep].First && number - 1 <= _open[keep].First + _open[keep].Moves.Count))
        {
            keep--;
        }

        var parent = _open[keep];
        var last = parent.First + parent.Moves.Count - (parent.EndsIllegally ? 1 : 0);
        if (number < 1 || number - 1 > last)
        {
            throw new NotationException(
                $"expected a variation from a move of the game, 1 to {_main.Moves.Count + 1}, got one from move {number}",
                line
            );
        }

        if (keep + 1 > RecordLimits.DeepestVariation || ++_variations > RecordLimits.MostVariations)
        {
            throw new NotationException(
                $"expected at most {RecordLimits.MostVariations} variations, {RecordLimits.DeepestVariation} of them within one another",
                line
            );
        }

        GoBack(keep, number - 1);
        var child = new DraftLine(number - 1);
        parent.At(number - 1 - parent.First).Add(child);
        _open.Add(child);
        _last = null;
    }

    /// <param name="header">Read by now.</param>
    /// <exception cref="NotationException">The last move breaks the rules, or a variation is empty.</exception>
    public GameRecord Build(DraftHeader header, int line)
    {
        ThrowIfIllegalBefore();
        ThrowIfEmptyVariation(line);
        return new GameRecord(_start, _main.Build())
        {
            Black = header.Black,
            White = header.White,
            Header = header.Fields,
            Comments = [.. header.Comments, .. _comments],
            Bookmarks = [.. header.Bookmarks, .. _bookmarks],
        };
    }

    /// <summary>Stands again where a line that stays open has played the given number of moves.</summary>
    private void GoBack(int keep, int plies)
    {
        var common = Math.Min(plies, _position.Plies);
        for (var index = keep + 1; index < _open.Count; index++)
        {
            common = Math.Min(common, _open[index].First);
        }

        _open.RemoveRange(keep + 1, _open.Count - keep - 1);
        while (_position.Plies > common)
        {
            _position.Undo();
        }

        _totals.RemoveRange(common, _totals.Count - common);
        var line = _open[keep];
        for (var ply = common; ply < plies; ply++)
        {
            var move = line.Moves[ply - line.First];
            _position.Do(move.Move);
            _totals.Add(move.StatedTotal ?? (TotalOfMover + (move.Used ?? TimeSpan.Zero)));
        }
    }

    private void Follow(DraftMove draft)
    {
        _last = draft;
        _totals.Add(TotalOfMover);
        if (Line.EarlyComments is { } early)
        {
            draft.Comments.AddRange(early);
            Line.EarlyComments = null;
        }
    }

    /// <exception cref="NotationException">The last move breaks the rules and no end that says so follows: more is about to be read.</exception>
    public void ThrowIfIllegalBefore()
    {
        if (Line.Moves.Count > 0 && Line.Moves[^1] is { WhyIllegal: { } reason } move && Line.End is null)
        {
            throw new NotationException(reason, move.Line);
        }
    }

    private void ThrowIfEmptyVariation(int line)
    {
        if (_open.Count > 1 && Line.Moves.Count == 0 && !IsEnded)
        {
            throw new NotationException("expected a move in the variation before it ends", line);
        }
    }
}

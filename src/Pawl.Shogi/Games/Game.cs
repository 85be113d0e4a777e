using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Games;

/// <summary>
/// A game by the rules: takes legal moves only and knows when it is over. Not safe for use by several threads at once.
/// </summary>
public sealed class Game
{
    private readonly Position _position;
    private readonly List<Move> _moves = [];

    /// <param name="start">The first position; a copy is kept, without its history.</param>
    public Game(Position start, GameRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        _position = PositionBuilder.From(start).TryBuild(out var copy, out var reason)
            ? copy!
            : throw new ArgumentException(reason, nameof(start));
        Start = _position.ToString();
        Rules = rules ?? GameRules.Default;
        End = Judge();
    }

    public GameRules Rules { get; }

    /// <value>The first position, as SFEN.</value>
    public string Start { get; }

    public IReadOnlyList<Move> Moves => _moves;

    /// <value>Null while the game goes on.</value>
    public GameEnd? End { get; private set; }

    public Color SideToMove => _position.SideToMove;

    /// <value>The position on the board with the game's history. To read from: take a <see cref="Position.Clone"/> to try moves on.</value>
    public Position Position => _position;

    /// <summary>Plays a move of the side to move.</summary>
    /// <exception cref="InvalidOperationException">The game is over.</exception>
    /// <exception cref="ArgumentException">The move is not legal; <see cref="IllegalMoves"/> says why.</exception>
    public void Play(Move move)
    {
        ThrowIfOver();
        if (!LegalMoves.IsLegal(_position, move))
        {
            throw new ArgumentException($"{move} is not legal: {IllegalMoves.WhyNot(_position, move)}", nameof(move));
        }

        _position.Do(move);
        _moves.Add(move);
        End = Judge();
    }

    /// <summary>Takes the last move back, and with it the end it may have brought.</summary>
    /// <exception cref="InvalidOperationException">No move was played.</exception>
    public void TakeBack()
    {
        _position.Undo();
        _moves.RemoveAt(_moves.Count - 1);
        End = null;
    }

    /// <summary>The side to move gives up.</summary>
    public void Resign() => Finish(new GameEnd(SideToMove.Opponent(), EndReason.Resignation));

    /// <summary>A player's time is used up.</summary>
    public void ForfeitOnTime(Color loser) => Finish(new GameEnd(loser.Opponent(), EndReason.TimeForfeit));

    /// <summary>A player did what the rules forbid.</summary>
    public void ForfeitByIllegalMove(Color loser) => Finish(new GameEnd(loser.Opponent(), EndReason.IllegalMove));

    public void Abandon() => Finish(new GameEnd(null, EndReason.Abandoned));

    /// <summary>Both players agree on a draw by impasse (持将棋).</summary>
    public void AgreeOnImpasse() => Finish(new GameEnd(null, EndReason.Impasse));

    /// <summary>The side to move declares with its entered king; a declaration that does not hold loses.</summary>
    public void Declare() =>
        Finish(EnteringKing.Judge(_position, Rules.EnteringKing) ?? new GameEnd(SideToMove.Opponent(), EndReason.IllegalMove));

    private void Finish(GameEnd end)
    {
        ThrowIfOver();
        End = end;
    }

    private void ThrowIfOver()
    {
        if (End is { } end)
        {
            throw new InvalidOperationException($"expected a game that goes on, but it is over: {end}");
        }
    }

    private GameEnd? Judge() => GameEnds.After(_position, LegalMoves.Any(_position), _moves.Count, Rules);
}

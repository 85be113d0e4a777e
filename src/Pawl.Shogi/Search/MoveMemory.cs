using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>
/// Which quiet moves did well elsewhere in the search: killers by ply (Akl and Newborn, 1977), answers by the move they answered (Uiterwijk, "The countermove
/// heuristic", ICCA Journal 15(1), 1992), and success counts of a piece going to a square (Schaeffer's history heuristic, 1983), alone and after the move before.
/// </summary>
internal sealed class MoveMemory
{
    /// <summary>A moved piece type 0 to 14, or 14 plus the dropped type.</summary>
    private const int Actors = 22;
    private const int ActorSquares = Actors * Square.Count;
    private const int Limit = 16384;

    private readonly Move[] _killers = new Move[2 * (Score.MostPlies + 1)];
    private readonly Move[] _answers = new Move[2 * ActorSquares];

    /// <summary>(2 players, 22 actors, 81 squares).</summary>
    private readonly short[] _history = new short[2 * ActorSquares];

    /// <summary>(actor and square before, actor and square), both seen by whoever does the move.</summary>
    private readonly short[] _continuations = new short[ActorSquares * ActorSquares];

    public void Clear()
    {
        Array.Clear(_killers);
        Array.Clear(_answers);
        Array.Clear(_history);
        Array.Clear(_continuations);
    }

    /// <summary>Forgets the killers, whose plies are now others, and halves the counts.</summary>
    public void Age()
    {
        Array.Clear(_killers);
        foreach (ref var count in _history.AsSpan())
        {
            count /= 2;
        }
    }

    /// <returns>Names what moves and where, for the tables here, as the mover sees it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ActorOf(Position position, Move move)
    {
        var actor = move.IsDrop ? (int)move.DropType + 14 : (int)position[move.From].Type();
        var square = position.SideToMove == Color.Black ? move.To.Index : Square.Count - 1 - move.To.Index;
        return (actor * Square.Count) + square;
    }

    public Move Killer(int ply, int index) => _killers[(2 * ply) + index];

    /// <param name="before">What the opponent has just done (<see cref="ActorOf"/>).</param>
    public Move Answer(Color side, int before) => _answers[((int)side * ActorSquares) + before];

    /// <returns>-32768 to 32767, the better the higher.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(Color side, int before, int actor) =>
        _history[((int)side * ActorSquares) + actor] + _continuations[(before * ActorSquares) + actor];

    public void Reward(Position position, Move move, int ply, int before, int bonus)
    {
        if (_killers[2 * ply] != move)
        {
            _killers[(2 * ply) + 1] = _killers[2 * ply];
            _killers[2 * ply] = move;
        }

        _answers[((int)position.SideToMove * ActorSquares) + before] = move;
        Adjust(position, move, before, bonus);
    }

    /// <summary>Moves the counts towards plus or minus their limit, the less the nearer they are.</summary>
    /// <param name="bonus">Negative for a move that was tried in vain.</param>
    public void Adjust(Position position, Move move, int before, int bonus)
    {
        var actor = ActorOf(position, move);
        Adjust(ref _history[((int)position.SideToMove * ActorSquares) + actor], bonus);
        Adjust(ref _continuations[(before * ActorSquares) + actor], bonus);
    }

    private static void Adjust(ref short count, int bonus) => count += (short)(bonus - (count * Math.Abs(bonus) / Limit));
}

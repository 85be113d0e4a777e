using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Board;

/// <summary>Sets up a position piece by piece and checks at the end that it can be.</summary>
public sealed class PositionBuilder
{
    private readonly Piece[] _squares = new Piece[Square.Count];
    private readonly Hand[] _hands = new Hand[2];

    public Color SideToMove { get; set; }

    /// <value>From 1; 1 unless set.</value>
    public int MoveNumber { get; set; } = 1;

    public Piece this[Square square]
    {
        get => _squares[square.Index];
        set => _squares[square.Index] = value;
    }

    public Hand Hand(Color color) => _hands[(int)color];

    public void SetHand(Color color, Hand hand) => _hands[(int)color] = hand;

    /// <returns>A builder that holds what the position shows now.</returns>
    public static PositionBuilder From(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        var builder = new PositionBuilder { SideToMove = position.SideToMove, MoveNumber = position.MoveNumber };
        for (var square = 0; square < Square.Count; square++)
        {
            builder._squares[square] = position[new Square(square)];
        }

        builder._hands[0] = position.Hand(Color.Black);
        builder._hands[1] = position.Hand(Color.White);
        return builder;
    }

    /// <summary>
    /// Accepts any position that could stand on a board: at most one king each and at least one at all (mate problems leave the attacker's out), no more
    /// pieces than a set has, no two unpromoted pawns of a player on a file, no piece that could never move again, the side that just moved not in check.
    /// </summary>
    /// <param name="reason">Why the position cannot be; null when it can.</param>
    public bool TryBuild(out Position? position, out string? reason)
    {
        position = null;
        reason = WhyNot();
        if (reason is not null)
        {
            return false;
        }

        var built = new Position();
        built.SetUp(_squares, _hands[0], _hands[1], SideToMove, MoveNumber);
        if (!Attackers.CheckersOf(built, SideToMove.Opponent()).IsEmpty)
        {
            var (mover, waiting) = SideToMove == Color.Black ? ("Black", "White") : ("White", "Black");
            reason = $"{mover} is to move and could capture the king of {waiting}: the side that has just moved cannot be in check";
            return false;
        }

        position = built;
        return true;
    }

    private string? WhyNot()
    {
        Span<int> totals = stackalloc int[16];
        Span<int> kings = stackalloc int[2];
        Span<int> pawnsOfFile = stackalloc int[2 * 10];
        for (var index = 0; index < Square.Count; index++)
        {
            var piece = _squares[index];
            if (piece == Piece.None)
            {
                continue;
            }

            var square = new Square(index);
            var (type, color) = (piece.Type(), piece.Color());
            totals[(int)type.Unpromoted()]++;
            if (type == PieceType.King && ++kings[(int)color] > 1)
            {
                return $"{color} has two kings, the second on {square}; expected one";
            }

            if (type == PieceType.Pawn && ++pawnsOfFile[((int)color * 10) + square.File] > 1)
            {
                return $"{color} has two unpromoted pawns on file {square.File} (nifu)";
            }

            if (CannotMove(type, square.RankFor(color)))
            {
                return $"the {color} {Name(type)} on {square} could never move again";
            }
        }

        if (kings[0] + kings[1] == 0)
        {
            return "neither player has a king; expected one for each (or one alone, in a mate problem)";
        }

        foreach (var type in PieceTypes.InHandOrder)
        {
            var total = totals[(int)type] + _hands[0].Count(type) + _hands[1].Count(type);
            if (total > type.CountInSet())
            {
                return $"there are {total} of the piece {type.Letter()}, on the board and in hands; a set has {type.CountInSet()}";
            }
        }

        return null;
    }

    private static bool CannotMove(PieceType type, int rank) =>
        type switch
        {
            PieceType.Pawn or PieceType.Lance => rank == 1,
            PieceType.Knight => rank <= 2,
            _ => false,
        };

    private static string Name(PieceType type) =>
        type switch
        {
            PieceType.Pawn => "pawn",
            PieceType.Lance => "lance",
            _ => "knight",
        };
}

using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.TestPrograms.Shogi;

/// <summary><c>shogi-attacks</c>: says how lines are looked up, compares every lookup with a walk over the board, and counts two trees.</summary>
internal sealed class AttacksProgram : ITestProgram
{
    private const int Draws = 2_000;

    public string Verb => "shogi-attacks";

    public Task<int> RunAsync(string[] arguments)
    {
        Console.WriteLine($"pext {LineIndex.UsesPext}");
        Console.WriteLine($"wrong {Wrong()}");
        Console.WriteLine($"start {Perft.Count(Position.Start(), 4)}");
        var drops = Sfen.Parse("l6nl/5+P1gk/2np1S3/p1p4Pp/3P2Sp1/1PPb2P1P/P5GS1/R8/LN4bKL w RGgsn5p 1");
        Console.WriteLine($"drops {Perft.Count(drops, 3)}");
        return Task.FromResult(0);
    }

    /// <summary>Lookups that differ from the walk, over random boards from nearly empty to nearly full.</summary>
    private static int Wrong()
    {
        var random = new Random(7);
        var wrong = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var density = random.NextDouble();
            var occupied = Bitboard.Empty;
            for (var square = 0; square < Square.Count; square++)
            {
                occupied |= random.NextDouble() < density ? Bitboard.Of(square) : Bitboard.Empty;
            }

            for (var square = 0; square < Square.Count; square++)
            {
                wrong += SlidingAttacks.Rook(square, occupied) == SlidingAttacks.Walk(square, occupied, Direction.Orthogonal) ? 0 : 1;
                wrong += SlidingAttacks.Bishop(square, occupied) == SlidingAttacks.Walk(square, occupied, Direction.Diagonal) ? 0 : 1;
                wrong += SlidingAttacks.Lance(0, square, occupied) == SlidingAttacks.Walk(square, occupied, new Direction(0, -1)) ? 0 : 1;
                wrong += SlidingAttacks.Lance(1, square, occupied) == SlidingAttacks.Walk(square, occupied, new Direction(0, 1)) ? 0 : 1;
            }
        }

        return wrong;
    }
}

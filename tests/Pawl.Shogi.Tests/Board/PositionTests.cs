using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Tests.Board;

public sealed class PositionTests
{
    /// <summary>The hash is kept move by move; here it is held against one computed from the board alone.</summary>
    [Fact]
    public void Key_after_any_moves_is_that_of_the_same_position_set_up()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var position = Position.Start();
            Playout.Run(position, new Random(seed), new GameRules { MaximumMoves = 300 });
            while (position.Plies > 0)
            {
                Assert.Equal(Sfen.Parse(position.ToString()).Key, position.Key);
                position.Undo();
            }

            Assert.Equal(Sfen.Start, position.ToString());
        }
    }

    [Fact]
    public void Key_tells_sides_hands_and_squares_apart()
    {
        string[] alike =
        [
            "4k4/9/9/9/9/9/9/9/4K4 b - 1",
            "4k4/9/9/9/9/9/9/9/4K4 w - 1",
            "4k4/9/9/9/9/9/9/9/4K4 b P 1",
            "4k4/9/9/9/9/9/9/9/4K4 b 2P 1",
            "4k4/9/9/9/9/9/9/9/4K4 b p 1",
            "4k4/9/9/9/9/9/9/9/3K5 b - 1",
            "4k4/9/9/9/4P4/9/9/9/4K4 b - 1",
            "4k4/9/9/9/4+P4/9/9/9/4K4 b - 1",
        ];

        Assert.Equal(alike.Length, alike.Select(sfen => Sfen.Parse(sfen).Key).Distinct().Count());
    }

    [Fact]
    public void Key_is_the_same_in_every_process() => Assert.Equal(ExpectedStartKey, Position.Start().Key);

    [Fact]
    public void Generating_doing_and_undoing_allocate_nothing()
    {
        var position = Sfen.Parse("l6nl/5+P1gk/2np1S3/p1p4Pp/3P2Sp1/1PPb2P1P/P5GS1/R8/LN4bKL w RGgsn5p 1");
        Walk(position);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Walk(position);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_clone_goes_its_own_way()
    {
        var position = Position.Start();
        position.Do(Move.TryParse("7g7f", out var move) ? move : default);
        var clone = position.Clone();

        clone.Undo();

        Assert.Equal(Sfen.Start, clone.ToString());
        Assert.Equal("lnsgkgsnl/1r5b1/ppppppppp/9/9/2P6/PP1PPPPPP/1B5R1/LNSGKGSNL w - 2", position.ToString());
    }

    [Fact]
    public void Taking_back_before_the_first_move_is_refused() =>
        Assert.Contains("none was done", Assert.Throws<InvalidOperationException>(Position.Start().Undo).Message);

    private const ulong ExpectedStartKey = 17137264235418507894;

    private static void Walk(Position position)
    {
        Span<Move> moves = stackalloc Move[LegalMoves.Most];
        var count = LegalMoves.Generate(position, moves);
        foreach (var move in moves[..count])
        {
            position.Do(move);
            LegalMoves.Count(position);
            LegalMoves.IsLegal(position, move);
            position.Undo();
        }
    }
}

using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Search;
using Pawl.Shogi.Search.Mates;

namespace Pawl.Shogi.Tests.Search.Mates;

public sealed class MateSolverTests
{
    [Theory]
    [InlineData("4k4/9/4P4/9/9/9/9/9/9 b G 1", 1)]
    [InlineData("7nk/7bl/9/9/9/9/9/9/9 b N 1", 1)]
    [InlineData("lk2g4/ngPs5/1P1ns4/P1Sp3p1/p2+B2P2/1K1G5/5+ppPP/2+b1P3L/5+r3 w G2N4Prs2l2p 218", 3)]
    [InlineData("lk2g4/ngPs5/1P2s4/P1Sp3p1/p1K+B2P2/1g1G5/5+ppPP/2+b1P3L/5+r3 w 2N4Prsn2l2p 216", 3)]
    public void Problems_are_solved(string sfen, int plies)
    {
        var position = Sfen.Parse(sfen);
        var result = Solve(position);
        Assert.Equal(MateOutcome.Mate, result.Outcome);
        Assert.Equal(plies, result.Moves.Count);
        Assert.True(IsMate(position, plies));
        AssertEndsInMate(position, result);
    }

    /// <summary>From games of the engine against itself.</summary>
    [Theory]
    [InlineData("ln1kg4/2gs5/b3s4/1NS4p1/p1K+R2P2/1g1G5/2+b2+ppPP/4P3L/5+r3 w S2N8P2l2p 196")]
    [InlineData("3+R5/1n2p4/5p+L2/3pnk3/1G7/1PL4PP/3r+s1P1L/N1K6/6s+s1 b 3GSNL11P2b 221")]
    [InlineData("lngkrG3/4l+R3/2pp5/1p4pp1/pN2bn3/1PP+b2P2/P6PP/3SP1S1L/3GKG3 w 2Snl5p 94")]
    public void Long_mates_are_found(string sfen)
    {
        var position = Sfen.Parse(sfen);
        var result = Solve(position);
        Assert.InRange(result.Moves.Count, 13, 40);
        AssertEndsInMate(position, result);
    }

    [Fact]
    public void A_pawn_drop_that_would_mate_is_not_used()
    {
        Assert.Equal(MateOutcome.NoMate, Solve(Sfen.Parse("7nk/7nn/9/6N2/8B/9/9/9/9 b P 1")).Outcome);
    }

    [Fact]
    public void Answers_over_random_positions_are_those_of_the_plain_search()
    {
        const int Plies = 3;
        var mates = 0;
        RandomGames.Play(
            25,
            21,
            position =>
            {
                var result = Solve(position, nodes: 30_000);
                var plain = IsMate(position, Plies);
                Assert.False(plain && result.Outcome == MateOutcome.NoMate, $"a mate was missed in {position}");
                if (result.Outcome == MateOutcome.Mate)
                {
                    AssertEndsInMate(position, result);
                    Assert.True(result.Moves.Count > Plies || plain, $"no such mate in {position}");
                    mates++;
                }
            }
        );
        Assert.True(mates > 20);
    }

    private static MateResult Solve(Position position, long nodes = 2_000_000) =>
        new MateSolver(1 << 16).Solve(position, nodes, new SearchClock(TimeProvider.System));

    /// <summary>The obvious way: every check, every answer.</summary>
    private static bool IsMate(Position position, int plies)
    {
        foreach (var check in Legal(position))
        {
            position.Do(check);
            var mates = position.InCheck && (LegalMoves.Any(position) ? plies > 1 && AllAnswersLose(position, plies - 1) : true);
            position.Undo();
            if (mates)
            {
                return true;
            }
        }

        return false;
    }

    private static bool AllAnswersLose(Position position, int plies)
    {
        foreach (var answer in Legal(position))
        {
            position.Do(answer);
            var loses = IsMate(position, plies - 1);
            position.Undo();
            if (!loses)
            {
                return false;
            }
        }

        return true;
    }

    private static void AssertEndsInMate(Position position, MateResult result)
    {
        var after = position.Clone();
        for (var ply = 0; ply < result.Moves.Count; ply++)
        {
            Assert.True(LegalMoves.IsLegal(after, result.Moves[ply]));
            after.Do(result.Moves[ply]);
            Assert.True(ply % 2 == 1 || after.InCheck);
        }

        Assert.False(LegalMoves.Any(after));
    }

    private static Move[] Legal(Position position)
    {
        var moves = new Move[LegalMoves.Most];
        return moves[..LegalMoves.Generate(position, moves)];
    }
}

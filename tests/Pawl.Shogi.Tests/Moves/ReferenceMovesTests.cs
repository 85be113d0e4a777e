using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Tests.Moves;

/// <summary>The fast generator, counter and check against the obvious generator, on positions of random play.</summary>
public sealed class ReferenceMovesTests
{
    private static readonly string[] Starts =
    [
        Sfen.Start,
        "l6nl/5+P1gk/2np1S3/p1p4Pp/3P2Sp1/1PPb2P1P/P5GS1/R8/LN4bKL w RGgsn5p 1",
        "R8/2K1S1SSk/4B4/9/9/9/9/9/1L1L1L3 b RBGSNLP3g3n17p 1",
        // kings near each other, large pieces in hand: checks, pins and pawn drops at every turn
        "4k4/9/4K4/9/9/9/9/9/9 b 2R2B4G4S4N4L18P 1",
        "4k4/9/9/9/9/9/9/9/4K4 b RBGSNL9Prb3g3s3n3l9p 1",
        // a mate problem: the attacker has no king
        "7kl/7pp/9/7N1/9/9/9/9/9 b RBGS 1",
    ];

    [Fact]
    public void Lists_counts_and_checks_equal_the_obvious_ones_over_random_play()
    {
        var random = new Random(20260101);
        Span<Move> buffer = stackalloc Move[LegalMoves.Most];
        for (var game = 0; game < 240; game++)
        {
            var position = Sfen.Parse(Starts[game % Starts.Length]);
            for (var ply = 0; ply < 120; ply++)
            {
                var expected = ReferenceMoves.Legal(position);
                var count = LegalMoves.Generate(position, buffer);
                var listed = buffer[..count].ToArray();
                AssertSame(expected, listed, position);
                Assert.True(count == LegalMoves.Count(position), $"counted {LegalMoves.Count(position)}, listed {count}: {position}");
                Assert.Equal(ReferenceMoves.IsInCheck(position, position.SideToMove), position.InCheck);
                AssertChecksAgree(expected, random, position);
                if (count == 0)
                {
                    break;
                }

                position.Do(listed[random.Next(count)]);
            }
        }
    }

    private static void AssertSame(List<Move> expected, Move[] listed, Position position)
    {
        var missing = expected.Except(listed).ToList();
        var extra = listed.Except(expected).ToList();
        Assert.True(
            missing.Count == 0 && extra.Count == 0 && listed.Length == expected.Count,
            $"{position}: missing {string.Join(' ', missing)}; not legal {string.Join(' ', extra)}; {listed.Length} listed, {expected.Count} expected"
        );
    }

    /// <summary>Every legal move and a hundred random patterns of 16 bits.</summary>
    private static void AssertChecksAgree(List<Move> legal, Random random, Position position)
    {
        foreach (var move in legal)
        {
            Assert.True(LegalMoves.IsLegal(position, move), $"{move} in {position}");
        }

        for (var draw = 0; draw < 100; draw++)
        {
            var move = new Move((ushort)random.Next(1 << 16));
            Assert.True(LegalMoves.IsLegal(position, move) == legal.Contains(move), $"{move.Bits} in {position}");
        }
    }
}

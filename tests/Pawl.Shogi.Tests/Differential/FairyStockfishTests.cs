using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Tests.Differential;

/// <summary>Every position of random games against another program's move lists.</summary>
public sealed class FairyStockfishTests
{
    private const int Games = 2_000;
    private const int Processes = 2;
    private static readonly GameRules Rules = new() { MaximumMoves = 256 };

    [Fact]
    [Trait("speed", "slow")]
    public async Task Move_sets_of_2000_random_games_are_equal_but_for_mates_by_pawn_drop()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, Processes).Select(share => Task.Run(() => Compare(share))));

        Assert.True(counts.Sum(count => count.Positions) > Games * 100, "the games were too short to mean anything");
        Assert.True(counts.Sum(count => count.PawnDropMates) > 0, "no mate by pawn drop came up: the exception is not exercised");
    }

    /// <summary>Plays and compares every so-manieth game.</summary>
    private static (long Positions, long PawnDropMates) Compare(int share)
    {
        using var engine = new FairyStockfish();
        var (positions, mates) = (0L, 0L);
        var buffer = new Move[LegalMoves.Most];
        for (var seed = share; seed < Games; seed += Processes)
        {
            var sfens = PositionsOf(seed);
            var answers = engine.MovesOf(sfens);
            for (var index = 0; index < sfens.Count; index++)
            {
                var position = Notation.Sfen.Parse(sfens[index]);
                var own = buffer[..LegalMoves.Generate(position, buffer)];
                var extra = answers[index].Except(own).ToList();
                var missing = own.Except(answers[index]).ToList();
                mates += extra.RemoveAll(move => IsMateByPawnDrop(position, move));
                Assert.True(
                    extra.Count + missing.Count == 0,
                    $"game {seed}, {sfens[index]}: we lack {string.Join(' ', extra)}; it lacks {string.Join(' ', missing)}"
                );
            }

            positions += sfens.Count;
        }

        return (positions, mates);
    }

    /// <summary>All positions but the last, in which there may be no move.</summary>
    private static List<string> PositionsOf(int seed)
    {
        var position = Position.Start();
        Playout.Run(position, new Random(seed), Rules);
        var sfens = new List<string>(position.Plies);
        while (position.Plies > 0)
        {
            position.Undo();
            sfens.Add(position.ToString());
        }

        return sfens;
    }

    private static bool IsMateByPawnDrop(Position position, Move move)
    {
        if (!move.IsDrop || move.DropType != PieceType.Pawn)
        {
            return false;
        }

        position.Do(move);
        var isMate = ReferenceMoves.IsInCheck(position, position.SideToMove) && ReferenceMoves.Legal(position).Count == 0;
        position.Undo();
        return isMate;
    }
}

using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Search;

namespace Pawl.Shogi.Tests.Search;

public sealed class StagedListerTests
{
    [Fact]
    public void Portions_together_are_the_legal_moves_but_for_promotions_never_declined()
    {
        var legal = new Move[LegalMoves.Most];
        RandomGames.Play(
            60,
            7,
            position =>
            {
                if (!position.InCheck)
                {
                    var expected = legal[..LegalMoves.Generate(position, legal)].Where(move => !DeclinesGoodPromotion(position, move));
                    Assert.Equal(expected.Select(Text).Order(), Staged(position).Select(Text).Order());
                }
            }
        );
    }

    [Fact]
    public void Checks_are_told_as_the_position_after_them_tells()
    {
        var legal = new Move[LegalMoves.Most];
        RandomGames.Play(
            20,
            8,
            position =>
            {
                var checks = default(CheckInfo);
                checks.Prepare(position);
                foreach (var move in legal[..LegalMoves.Generate(position, legal)])
                {
                    var told = checks.GivesCheck(position, move);
                    position.Do(move);
                    Assert.True(told == position.InCheck, $"{move} before {position}");
                    position.Undo();
                }
            }
        );
    }

    [Fact]
    public void Quiet_checks_are_checks_and_quiet()
    {
        var moves = new ScoredMove[LegalMoves.Most];
        RandomGames.Play(
            40,
            9,
            position =>
            {
                if (position.InCheck)
                {
                    return;
                }

                var checks = default(CheckInfo);
                checks.Prepare(position);
                var lister = new StagedLister(position, moves);
                lister.AddQuietChecks(checks);
                var listed = moves[..lister.Count].Select(scored => scored.Move).Where(move => LegalMoves.IsLegal(position, move)).ToList();
                Assert.Equal(listed.Count, listed.Distinct().Count());
                Assert.All(listed, move => Assert.True(checks.GivesCheck(position, move) && position[move.To] == Piece.None, $"{move}"));
            }
        );
    }

    private static List<Move> Staged(Position position)
    {
        var moves = new ScoredMove[LegalMoves.Most + 128];
        var checks = default(CheckInfo);
        checks.Prepare(position);
        var lister = new StagedLister(position, moves);
        lister.AddTactical();
        lister.AddQuiet();
        var staged = new List<Move>();
        foreach (var scored in moves.AsSpan(0, lister.Count))
        {
            if (checks.IsLegal(position, scored.Move))
            {
                staged.Add(scored.Move);
            }
        }

        return staged;
    }

    private static bool DeclinesGoodPromotion(Position position, Move move)
    {
        if (move.IsDrop || move.IsPromotion)
        {
            return false;
        }

        var us = position.SideToMove;
        return position[move.From].Type() switch
        {
            PieceType.Pawn or PieceType.Bishop or PieceType.Rook => move.From.IsPromotionZone(us) || move.To.IsPromotionZone(us),
            PieceType.Lance => move.To.RankFor(us) == 2,
            _ => false,
        };
    }

    private static string Text(Move move) => move.ToString();
}

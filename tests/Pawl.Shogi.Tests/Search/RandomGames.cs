using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Tests.Search;

/// <summary>Positions of games played at random from the even start: full of drops, promotions and checks.</summary>
internal static class RandomGames
{
    /// <param name="visit">Gets every position, with the moves before it done on it.</param>
    public static void Play(int games, int seed, Action<Position> visit)
    {
        var random = new Random(seed);
        var moves = new Move[LegalMoves.Most];
        for (var game = 0; game < games; game++)
        {
            var position = Position.Start();
            for (var ply = 0; ply < 200; ply++)
            {
                visit(position);
                var count = LegalMoves.Generate(position, moves);
                if (count == 0)
                {
                    break;
                }

                position.Do(moves[random.Next(count)]);
            }
        }
    }
}

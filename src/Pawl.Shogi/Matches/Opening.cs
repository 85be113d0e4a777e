using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Matches;

/// <summary>How a game begins before the players think.</summary>
/// <param name="Start">The first position, as SFEN.</param>
/// <param name="Moves">Legal from there; the game goes on after them.</param>
public sealed record Opening(string Name, string Start, IReadOnlyList<Move> Moves)
{
    /// <summary>
    /// Reads a line as <c>startpos moves 7g7f 3c3d</c>, <c>sfen lnsgkgsnl/… b - 1 moves 7g7f</c>, both also after <c>position</c>, an SFEN alone, or moves
    /// alone from the even start.
    /// </summary>
    /// <exception cref="NotationException">It is none of these, a move is not legal, or the game is over after it.</exception>
    public static Opening Parse(string name, string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        if (words.FirstOrDefault() == "position")
        {
            words.RemoveAt(0);
        }

        var split = words.IndexOf("moves");
        var before = split < 0 ? words : words[..split];
        var after = split < 0 ? [] : words[(split + 1)..];
        if (before.Count > 0 && Move.TryParse(before[0], out _))
        {
            (before, after) = ([], before);
        }

        var start = before switch
        {
            [] or ["startpos"] => Sfen.Start,
            ["sfen", .. var sfen] => string.Join(' ', sfen),
            _ => string.Join(' ', before),
        };
        return Of(name, start, after);
    }

    /// <returns>A game with the opening played.</returns>
    internal Game Begin(GameRules rules)
    {
        var game = new Game(Sfen.Parse(Start), rules);
        foreach (var move in Moves)
        {
            game.Play(move);
        }

        return game;
    }

    /// <summary>Adds random moves, each quiet and to a square the opponent does not attack, so that hardly any loses a piece.</summary>
    /// <returns>An opening longer by that many plies, or by as many as could be found.</returns>
    internal Opening Continue(int plies, MatchRandom random)
    {
        var game = Begin(GameRules.Default);
        var legal = new Move[LegalMoves.Most];
        for (var ply = 0; ply < plies; ply++)
        {
            var count = LegalMoves.Generate(game.Position, legal);
            var quiet = legal.AsSpan(0, count).ToArray().Where(move => IsQuiet(game.Position, move)).ToList();
            if (quiet.Count == 0)
            {
                break;
            }

            game.Play(quiet[random.Below(quiet.Count)]);
            if (game.End is not null)
            {
                game.TakeBack();
                break;
            }
        }

        return this with
        {
            Moves = [.. game.Moves],
        };
    }

    private static bool IsQuiet(Position position, Move move)
    {
        var them = (int)position.SideToMove ^ 1;
        return !move.IsDrop
            && !move.IsPromotion
            && position[move.To] == Piece.None
            && position[move.From].Type() != PieceType.King
            && Attackers.Of(position, move.To.Index, them, position.OccupiedBy(0) | position.OccupiedBy(1)).IsEmpty;
    }

    private static Opening Of(string name, string start, IReadOnlyList<string> moves)
    {
        var game = new Game(Sfen.Parse(start));
        foreach (var text in moves)
        {
            if (!Move.TryParse(text, out var move))
            {
                throw new NotationException($"expected a move as 7g7f, 2b3a+ or P*5e, got '{text}'");
            }

            if (game.End is { } end)
            {
                throw new NotationException($"expected no move after the end of the game ({end}), got '{text}'");
            }

            if (IllegalMoves.WhyNot(game.Position, move) is { } reason)
            {
                throw new NotationException($"expected a legal move, got '{text}': {reason}");
            }

            game.Play(move);
        }

        return game.End is { } over
            ? throw new NotationException($"expected an opening after which the game goes on; after this one: {over}")
            : new Opening(name, game.Start, [.. game.Moves]);
    }
}

using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Usi;

/// <summary>Reads what follows <c>position</c>, as <c>startpos moves 7g7f 3c3d</c> or <c>sfen 4k4/9/9/9/9/9/9/9/4K4 b 2P 1 moves P*5e</c>.</summary>
internal static class UsiPosition
{
    /// <summary>More than any game has; what is longer is refused.</summary>
    private const int MostMoves = 100_000;

    /// <param name="words">What follows <c>position</c>.</param>
    /// <param name="position">With the moves done on it; null when something is wrong.</param>
    /// <returns>What was expected and what came, or null when all is well.</returns>
    public static string? TryRead(ReadOnlySpan<string> words, out Position? position)
    {
        position = null;
        var moves = words.IndexOf("moves");
        var setup = moves < 0 ? words : words[..moves];
        if (setup is ["startpos"])
        {
            position = Position.Start();
        }
        else if (setup is ["sfen", ..])
        {
            if (!Sfen.TryParse(string.Join(' ', setup[1..]), out position, out var reason))
            {
                return reason;
            }
        }
        else
        {
            return $"expected 'startpos' or 'sfen' and a position, got '{string.Join(' ', setup)}'";
        }

        return moves < 0 ? null : Play(words[(moves + 1)..], ref position);
    }

    private static string? Play(ReadOnlySpan<string> moves, ref Position? position)
    {
        if (moves.Length > MostMoves)
        {
            position = null;
            return $"expected at most {MostMoves} moves, got {moves.Length}";
        }

        for (var index = 0; index < moves.Length; index++)
        {
            var why = Move.TryParse(moves[index], out var move)
                ? IllegalMoves.WhyNot(position!, move)
                : "it is not written as USI writes moves";
            if (why is not null)
            {
                position = null;
                return $"move {index + 1}, '{moves[index]}', cannot be played: {why}";
            }

            position!.Do(move);
        }

        return null;
    }
}

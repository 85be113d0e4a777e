using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Usi;

/// <summary>What a <c>go</c> asks for, as <c>go btime 60000 wtime 60000 byoyomi 1000</c>. Times are in milliseconds.</summary>
internal sealed record GoCommand
{
    private const long MostMilliseconds = 1_000_000_000;

    public long? BlackTime { get; init; }

    public long? WhiteTime { get; init; }

    public long Byoyomi { get; init; }

    public long BlackIncrement { get; init; }

    public long WhiteIncrement { get; init; }

    public long? MoveTime { get; init; }

    public long? Nodes { get; init; }

    public int? Depth { get; init; }

    public bool IsInfinite { get; init; }

    public bool IsPonder { get; init; }

    public bool IsMate { get; init; }

    /// <value>Time for a mate search; null for no limit.</value>
    public long? MateTime { get; init; }

    public IReadOnlyList<Move>? SearchMoves { get; init; }

    /// <summary>The time of the move depends on a clock.</summary>
    public bool HasClock => BlackTime is not null || WhiteTime is not null || Byoyomi > 0 || BlackIncrement > 0 || WhiteIncrement > 0;

    public long TimeOf(Color side) => (side == Color.Black ? BlackTime : WhiteTime) ?? 0;

    public long IncrementOf(Color side) => side == Color.Black ? BlackIncrement : WhiteIncrement;

    /// <param name="words">What follows <c>go</c>.</param>
    /// <param name="complaints">A sentence for each word that could not be used; the others count.</param>
    public static GoCommand Parse(ReadOnlySpan<string> words, ICollection<string> complaints)
    {
        var command = new GoCommand();
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index];
            switch (word)
            {
                case "infinite":
                    command = command with { IsInfinite = true };
                    break;
                case "ponder":
                    command = command with { IsPonder = true };
                    break;
                case "searchmoves":
                    command = command with { SearchMoves = MovesAfter(words, ref index) };
                    break;
                case "mate" when index + 1 >= words.Length || words[index + 1] == "infinite":
                    index++;
                    command = command with { IsMate = true };
                    break;
                default:
                    if (index + 1 < words.Length && long.TryParse(words[index + 1], out var value))
                    {
                        index++;
                        command = command.With(word, Math.Clamp(value, 0, MostMilliseconds), complaints);
                    }
                    else
                    {
                        complaints.Add($"go: '{word}' is no limit known here, or its number is missing; it is left out");
                    }

                    break;
            }
        }

        return command;
    }

    private static List<Move> MovesAfter(ReadOnlySpan<string> words, ref int index)
    {
        var moves = new List<Move>();
        while (index + 1 < words.Length && Move.TryParse(words[index + 1], out var move))
        {
            moves.Add(move);
            index++;
        }

        return moves;
    }

    private GoCommand With(string word, long value, ICollection<string> complaints)
    {
        switch (word)
        {
            case "btime":
                return this with { BlackTime = value };
            case "wtime":
                return this with { WhiteTime = value };
            case "byoyomi":
                return this with { Byoyomi = value };
            case "binc":
                return this with { BlackIncrement = value };
            case "winc":
                return this with { WhiteIncrement = value };
            case "movetime":
                return this with { MoveTime = value };
            case "nodes":
                return this with { Nodes = Math.Max(value, 1) };
            case "depth":
                return this with { Depth = (int)Math.Clamp(value, 1, Search.SearchLimits.MostDepth) };
            case "mate":
                return this with { IsMate = true, MateTime = value };
            default:
                complaints.Add($"go: '{word}' is no limit known here; it is left out");
                return this;
        }
    }
}

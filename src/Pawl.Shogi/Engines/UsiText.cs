using System.Globalization;
using System.Text;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Engines;

/// <summary>
/// The lines of USI (T. Romstad, "The Universal Shogi Interface", 2007, and the additions of 将棋所, "USIプロトコルとは") as the side that gives orders
/// writes and reads them.
/// </summary>
internal static class UsiText
{
    /// <returns>Such as <c>position startpos moves 7g7f 3c3d</c>.</returns>
    public static string Position(SearchRequest request)
    {
        var text = new StringBuilder("position ").Append(request.Start == Sfen.Start ? "startpos" : $"sfen {request.Start}");
        if (request.Moves.Count > 0)
        {
            text.Append(" moves ").AppendJoin(' ', request.Moves);
        }

        return text.ToString();
    }

    /// <returns>Such as <c>go btime 60000 wtime 58000 byoyomi 1000</c>.</returns>
    public static string Go(ThinkingLimits limits, bool ponder = false)
    {
        var text = new StringBuilder(ponder ? "go ponder" : "go");
        if (limits is { BlackTime: { } black, WhiteTime: { } white })
        {
            text.Append($" btime {Milliseconds(black)} wtime {Milliseconds(white)}");
            text.Append(
                limits.Increment > TimeSpan.Zero
                    ? $" binc {Milliseconds(limits.Increment)} winc {Milliseconds(limits.Increment)}"
                    : $" byoyomi {Milliseconds(limits.Byoyomi)}"
            );
        }

        if (limits.MoveTime is { } time)
        {
            text.Append($" movetime {Milliseconds(time)}");
        }

        if (limits.Nodes is { } nodes)
        {
            text.Append($" nodes {nodes}");
        }

        if (limits.Depth is { } depth)
        {
            text.Append($" depth {depth}");
        }

        return text.ToString();
    }

    /// <summary>
    /// Takes over what a line as <c>info depth 7 score cp -112 nodes 3766 pv 5a4b 4g4f</c> says. Lines of second best moves and those without a score change
    /// nothing; words it does not know are skipped.
    /// </summary>
    public static SearchInfo Read(string line, SearchInfo before)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var info = before with { Centipawns = null, Mate = null };
        for (var index = 1; index < words.Length - 1; index++)
        {
            switch (words[index])
            {
                case "multipv" when words[index + 1] != "1":
                case "string":
                    return before;
                case "depth":
                    info = info with { Depth = (int)(Number(words[++index]) ?? before.Depth) };
                    break;
                case "nodes":
                    info = info with { Nodes = Number(words[++index]) ?? before.Nodes };
                    break;
                case "cp":
                    info = info with { Centipawns = (int?)Number(words[++index]) };
                    break;
                case "mate":
                    info = info with { Mate = MateIn(words[++index]) };
                    break;
                case "pv":
                    info = info with { Line = string.Join(' ', words[(index + 1)..]) };
                    index = words.Length;
                    break;
                default:
                    break;
            }
        }

        return info.Score is null ? before : info;
    }

    /// <param name="line">Such as <c>bestmove 7g7f ponder 3c3d</c>, <c>bestmove resign</c> or <c>bestmove win</c>.</param>
    public static EngineReply Answer(string line, TimeSpan elapsed, SearchInfo info)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var text = words.Length > 1 ? words[1] : "";
        var expected = words.Length > 3 && words[2] == "ponder" && Move.TryParse(words[3], out var answer) ? answer : (Move?)null;
        return text switch
        {
            "resign" => new EngineReply(ReplyKind.Resign, Move.None, text, elapsed, info),
            "win" => new EngineReply(ReplyKind.Declare, Move.None, text, elapsed, info),
            _ when Move.TryParse(text, out var move) => new EngineReply(ReplyKind.Move, move, text, elapsed, info) { Expected = expected },
            _ => new EngineReply(ReplyKind.Unreadable, Move.None, line, elapsed, info),
        };
    }

    /// <summary>Engines write <c>mate +</c> and <c>mate -</c> where they do not know how far it is.</summary>
    private static int? MateIn(string word) =>
        word switch
        {
            "+" => int.MaxValue,
            "-" or "-0" or "0" => int.MinValue,
            _ => (int?)Number(word),
        };

    private static long? Number(string word) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long Milliseconds(TimeSpan time) => Math.Max(0, (long)time.TotalMilliseconds);
}

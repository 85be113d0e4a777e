using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Records;

namespace Pawl.Shogi.Tests.Records;

/// <summary>Records of games nobody played: random legal moves with all that can be written beside them.</summary>
internal static class RandomRecords
{
    private const string Words = "角換わり 良い手 'a, b' :*&#+|1 まで ×";

    /// <param name="random">Seeded: the same record each time.</param>
    /// <param name="variations">With lines of play that leave the game; CSA cannot hold them.</param>
    public static GameRecord Next(Random random, bool variations)
    {
        var handicap = Handicap.All[random.Next(3) == 0 ? random.Next(Handicap.All.Count) : 0];
        var position = handicap.Start();
        for (var skipped = random.Next(4) == 0 ? random.Next(60) : 0; skipped > 0 && Pick(position, random) is { } move; skipped--)
        {
            position.Do(move);
        }

        var builder = PositionBuilder.From(position);
        builder.MoveNumber = variations && random.Next(4) == 0 ? random.Next(1, 300) : 1;
        Assert.True(builder.TryBuild(out var start, out var reason), reason);
        return new GameRecord(start!, Line(start!, random, random.Next(80), variations ? 2 : 0, isMain: true))
        {
            Black = random.Next(3) == 0 ? null : "先手 太郎",
            White = random.Next(3) == 0 ? null : "Engine 2, Inc.",
            Header = Header(random),
            Comments = Comments(random),
            Bookmarks = variations && random.Next(5) == 0 ? ["開始"] : [],
        };
    }

    private static RecordLine Line(Position position, Random random, int length, int depth, bool isMain)
    {
        var first = position.Plies;
        var moves = new List<RecordMove>();
        while (moves.Count < length && Pick(position, random) is { } move)
        {
            moves.Add(
                new RecordMove(move)
                {
                    Used = random.Next(4) == 0 ? null : TimeSpan.FromSeconds(random.Next(4000)),
                    Comments = Comments(random),
                    Bookmarks = depth > 0 && random.Next(30) == 0 ? ["ここ"] : [],
                    Variations = moves.Count == 0 && !isMain ? [] : Variations(position, random, depth),
                }
            );
            position.Do(move);
        }

        var mark = Enum.GetValues<EndMark>()[random.Next(13)];
        var end =
            random.Next(5) == 0
                ? null
                : new RecordEnd(mark == EndMark.IllegalAction ? EndMark.Mate : mark)
                {
                    Used = TimeSpan.FromSeconds(random.Next(100)),
                    Comments = Comments(random),
                };
        var continuations = moves.Count == 0 && !isMain ? [] : Variations(position, random, depth);
        while (position.Plies > first)
        {
            position.Undo();
        }

        return new RecordLine(moves, moves.Count == 0 && !isMain ? new RecordEnd(EndMark.Resignation) : end)
        {
            Continuations = continuations,
        };
    }

    private static List<RecordLine> Variations(Position position, Random random, int depth)
    {
        var lines = new List<RecordLine>();
        while (depth > 0 && random.Next(12) == 0)
        {
            lines.Add(Line(position, random, random.Next(1, 12), depth - 1, isMain: false));
        }

        return lines;
    }

    private static List<HeaderField> Header(Random random)
    {
        var fields = new List<HeaderField>
        {
            new(HeaderNames.Event, "第1回 大会: 決勝, 第2局"),
            new(HeaderNames.Site, ""),
            new(HeaderNames.StartTime, "2024/05/03 10:30:00"),
            new(HeaderNames.TimeControl, random.Next(2) == 0 ? "25分+30秒" : "各6時間"),
            new("表題", "練習"),
        };
        fields.RemoveRange(0, random.Next(fields.Count));
        return fields;
    }

    private static List<string> Comments(Random random)
    {
        var comments = new List<string>();
        while (random.Next(6) == 0)
        {
            var start = random.Next(Words.Length);
            comments.Add(Words.Substring(start, random.Next(Words.Length - start + 1)));
        }

        return comments;
    }

    private static Move? Pick(Position position, Random random)
    {
        Span<Move> moves = stackalloc Move[LegalMoves.Most];
        var count = LegalMoves.Generate(position, moves);
        return count == 0 ? null : moves[random.Next(count)];
    }
}

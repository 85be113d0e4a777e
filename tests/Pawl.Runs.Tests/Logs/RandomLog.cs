using System.Text;
using Pawl.Runs.Durability;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Logs;

/// <summary>Logs with everything in them that has ever troubled a reader: damage, torn ends, escapes, letters with strange cases, long lines.</summary>
internal static class RandomLog
{
    private static readonly string[] Pieces =
    [
        "loss",
        "Loss",
        "LOSS",
        "e",
        "E",
        " ",
        "=",
        "0.25",
        "\"",
        "\\",
        "\\u0041",
        "\t",
        "\u001b[31m",
        "\u0000",
        "\u007f",
        "é",
        "É",
        "ß",
        "ſ",
        "K",
        "k",
        "İ",
        "ı",
        "i",
        "µ",
        "Μ",
        "日本",
        "\U0001F600",
        "\u2028",
        "\u202e",
        "/",
        "<b>",
        "&amp;",
        "'",
        "+",
        "level\":\"error",
        "{\"line\":\"x\"}",
    ];

    public static string Text(Random random, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    public static void Write(string path, Random random, int lines)
    {
        var levels = Enum.GetValues<RunLogLevel>();
        var at = new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);
        var attempt = 1;
        using (var journal = LogJournal.Open(path))
        {
            for (var i = 0; i < lines; i++)
            {
                attempt += random.Next(30) == 0 ? 1 : 0;
                var text = random.Next(100) switch
                {
                    0 => new string('x', random.Next(200_000)) + Text(random, 4),
                    < 10 => "the same line again",
                    _ => Text(random, 12),
                };
                journal.Append([new LogLine(at.AddMilliseconds(i), attempt, levels[random.Next(levels.Length)], text)]);
                if (random.Next(20) == 0)
                {
                    Damage(path, random);
                }
            }
        }

        if (random.Next(2) == 0)
        {
            File.AppendAllText(path, "{\"at\":\"2026-01-31T10:00:00+00:00\",\"attempt\":1,\"lev");
        }
    }

    private static void Damage(string path, Random random)
    {
        using var batch = new JournalBatch();
        var piece = random.Next(7) switch
        {
            0 => "\n",
            1 => "no record at all loss\n",
            2 => "{\"at\":\"2026-01-31T10:00:00+00:00\",\"attempt\":1,\"level\":\"error\",\"line\":\"loss\",\"crc\":\"00000000\"}\n",
            3 => Sealed(batch, json => json.WriteString("line", "a record of something else: loss")),
            4 => Sealed(
                batch,
                json =>
                {
                    json.WriteString("at", "2026-01-31T10:00:00+00:00");
                    json.WriteNumber("attempt", 1);
                    json.WriteString("level", "a level of a later version");
                    json.WriteString("line", "loss");
                }
            ),
            5 => new string('y', random.Next(300_000)) + "\n",
            _ => random.Next(40) == 0 ? new string('z', 5 << 20) + "\n" : "\r\n",
        };
        File.AppendAllText(path, piece);
    }

    private static string Sealed(JournalBatch batch, Action<System.Text.Json.Utf8JsonWriter> properties)
    {
        batch.Add(properties, static (json, write) => write(json));
        return Encoding.UTF8.GetString(batch.Lines);
    }
}

using Pawl.Runs.Durability;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Durability;

public sealed class LogJournalTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void Lines_come_back_as_they_were_written()
    {
        using var scratch = new ScratchFolder();
        LogLine[] lines =
        [
            .. Enum.GetValues<RunLogLevel>().Select((level, i) => new LogLine(Start.AddTicks(i), 1 + i, level, $"line {i} \t ✓")),
        ];
        using (var journal = LogJournal.Open(scratch["log.ndjson"]))
        {
            journal.Append(lines[..2]);
            journal.Append([]);
            journal.Append(lines[2..]);
            journal.Flush(durable: true);
        }

        var read = LogJournal.Read(scratch["log.ndjson"]).ToList();

        Assert.Equal(lines, read.Select(item => item.Line));
        Assert.Equal(lines[3..], LogJournal.Read(scratch["log.ndjson"], read[2].End).Select(item => item.Line));
    }

    [Fact]
    public void Every_level_has_a_word_of_its_own()
    {
        foreach (var level in Enum.GetValues<RunLogLevel>())
        {
            Assert.True(RunLogLevelName.TryParse(RunLogLevelName.Of(level), out var parsed));
            Assert.Equal(level, parsed);
        }

        Assert.False(RunLogLevelName.TryParse("loud", out _));
    }
}

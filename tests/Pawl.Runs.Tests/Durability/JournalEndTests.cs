using Pawl.Runs.Durability;

namespace Pawl.Runs.Tests.Durability;

public sealed class JournalEndTests
{
    [Theory]
    [InlineData(100, 0)]
    [InlineData(12, 0)]
    [InlineData(11, 4)]
    [InlineData(8, 4)]
    [InlineData(7, 8)]
    [InlineData(4, 8)]
    [InlineData(3, 12)]
    public void The_end_of_a_file_begins_with_a_whole_line(long bytes, long offset)
    {
        using var folder = new ScratchFolder();
        var path = folder["log"];
        File.WriteAllText(path, "one\ntwo\nten\n");

        Assert.Equal(offset, JournalEnd.OffsetOf(path, bytes));
    }

    [Fact]
    public void A_file_that_is_not_there_begins_at_its_beginning() => Assert.Equal(0, JournalEnd.OffsetOf("/no/such/file", 10));
}

using Pawl.Runs.Hosting.Protocol;

namespace Pawl.Runs.Tests.Hosting;

public sealed class ProtocolPageTests
{
    [Fact]
    public void The_page_has_a_row_for_each_breach_and_no_other()
    {
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "protocol.md"))
            .SkipWhile(line => line != "## Rejection table")
            .TakeWhile(line => !line.StartsWith("What is", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

        Assert.Equal(Enum.GetValues<ProtocolBreach>().Select(breach => breach.Word()).Order(), rows.Order());
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pawl.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Pawl.slnx stands in no folder above the tests.");
        }

        return folder;
    }
}

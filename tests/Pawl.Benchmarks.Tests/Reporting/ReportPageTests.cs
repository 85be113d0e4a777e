using Pawl.Benchmarks.Reporting;

namespace Pawl.Benchmarks.Tests.Reporting;

public sealed class ReportPageTests
{
    [Fact]
    public void What_is_written_by_hand_is_kept()
    {
        var page = $"# Performance\n\nBy hand, before.\n\n{ReportPage.Begin}\nold numbers\n{ReportPage.End}\n\nBy hand, after.\n";

        var written = ReportPage.Write(page, "new numbers\n");

        Assert.StartsWith("# Performance\n\nBy hand, before.\n\n", written);
        Assert.EndsWith("\n\nBy hand, after.\n", written);
        Assert.Contains("new numbers", written);
        Assert.DoesNotContain("old numbers", written);
        Assert.Equal(written, ReportPage.Write(written, "new numbers"));
    }

    [Fact]
    public void A_page_without_marks_gets_them_at_its_end()
    {
        var written = ReportPage.Write("# Title\n\nText.\n", "numbers");

        Assert.StartsWith($"# Title\n\nText.\n\n{ReportPage.Begin}\n\nnumbers", written);
        Assert.EndsWith($"{ReportPage.End}\n", written);
    }

    [Fact]
    public void A_page_that_is_not_there_is_made() => Assert.StartsWith("# ", ReportPage.Write(null, "numbers"));

    [Theory]
    [InlineData(ReportPage.Begin)]
    [InlineData(ReportPage.End)]
    [InlineData(ReportPage.End + ReportPage.Begin)]
    [InlineData(ReportPage.Begin + ReportPage.End + ReportPage.Begin)]
    public void Marks_in_disorder_are_refused(string page) => Assert.Throws<FormatException>(() => ReportPage.Write(page, "numbers"));
}

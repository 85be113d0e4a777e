using Pawl.Benchmarks.Reporting;
using Pawl.Benchmarks.Reporting.Goals;
using static Pawl.Benchmarks.Tests.Reporting.Results;

namespace Pawl.Benchmarks.Tests.Reporting;

public sealed class ReportTextTests
{
    private static readonly ReportFacts Facts = new(
        new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero),
        "pawl bench report --rounds 3",
        new ReportSettings(2, 3, 4),
        "0.10 0.20 0.30",
        null,
        null
    );

    [Fact]
    public void A_work_that_was_not_measured_says_so()
    {
        var work = Work(new RatioGoal(Peer, 2));

        var text = ReportText.Of(Facts, [work], []);

        Assert.Contains("| work | 2.0 × PyTorch | — | not measured |", text);
        Assert.Contains("Not measured in this run.", text);
        Assert.Contains("before: 0.10 0.20 0.30; after: —", text);
    }

    [Fact]
    public void Each_configuration_has_a_row_and_ratios_name_what_they_divide()
    {
        var work = Work(new RatioGoal(Peer, 4));
        var result = Of(
            work,
            Figure(Configuration.Own, 1, 20),
            Figure(Configuration.Own, 2, 10),
            Figure(Peer, 1, 70, blas: 1),
            Figure(Peer, 2, 60, blas: 2),
            Figure(Peer, 1, 30, blas: 2)
        );

        var text = ReportText.Of(Facts, [work], [result]);

        Assert.Contains("| PyTorch | 1 (libraries 2) | 30.0 | 15.0 |", text);
        Assert.Contains("best of theirs over best of ours **3.00**", text);
        Assert.Contains("their default of 2 threads over best of ours 6.00", text);
        Assert.Contains("one thread each 3.50", text);
        Assert.Contains("**missed by 25 %**", text);
    }

    [Fact]
    public void A_peer_that_is_missing_or_failed_leaves_no_number()
    {
        var work = Work(new RatioGoal(Peer, 4));
        var result = new WorkResult(work, [Figure(Configuration.Own, 1, 20)], [(new Configuration(Peer, 1, 1), "exit code 1: no memory")]);

        var text = ReportText.Of(Facts with { PeersMissing = "no Python can import torch." }, [work], [result]);

        Assert.Contains("**No peer was measured**: no Python can import torch.", text);
        Assert.Contains("failed: exit code 1: no memory", text);
        Assert.DoesNotContain("best of theirs", text);
        Assert.Null(ReportText.Ratios(result, Peer, 2));
    }
}

using Pawl.Benchmarks.Reporting;
using Pawl.Benchmarks.Reporting.Goals;
using static Pawl.Benchmarks.Tests.Reporting.Results;

namespace Pawl.Benchmarks.Tests.Reporting;

public sealed class GoalTests
{
    [Fact]
    public void A_ratio_is_the_peers_best_over_our_best()
    {
        var result = Of(
            Work(),
            Figure(Configuration.Own, 1, 20),
            Figure(Configuration.Own, 2, 10),
            Figure(Peer, 1, 80, blas: 1),
            Figure(Peer, 2, 90, blas: 2),
            Figure(Peer, 1, 30, blas: 2)
        );

        Assert.Equal(new Verdict("3.00 ×", true, "met"), new RatioGoal(Peer, 3).Judge(result));
        Assert.Equal(new Verdict("3.00 ×", false, "missed by 25 %"), new RatioGoal(Peer, 4).Judge(result));
        Assert.Equal("4.00 ×", new RatioGoal(Peer, 4, IsPerThreads: true).Judge(result).Reached);
    }

    [Fact]
    public void A_near_miss_is_a_miss() =>
        Assert.Equal(
            new Verdict("89.9 %", false, "missed by 0.1 %"),
            new PeakGoal(90).Judge(Of(Work(), Figure(Configuration.Own, 1, 1, peak: 89.9)))
        );

    [Fact]
    public void Speed_up_is_all_threads_over_one() =>
        Assert.Equal(
            "1.60 ×",
            new SpeedUpGoal(1.7).Judge(Of(Work(), Figure(Configuration.Own, 1, 16), Figure(Configuration.Own, 2, 10))).Reached
        );

    [Fact]
    public void Memory_is_our_most_against_their_least()
    {
        var result = Of(
            Work(),
            Figure(Configuration.Own, 1, 1, memory: 90),
            Figure(Configuration.Own, 2, 1, memory: 120),
            Figure(Peer, 1, 1, memory: 100),
            Figure(Peer, 2, 1, memory: 300)
        );

        Assert.Equal(new Verdict("120 of 100 MiB", false, "missed by 20 %"), new MemoryGoal(Peer).Judge(result));
    }

    [Fact]
    public void What_was_not_measured_is_never_met()
    {
        var alone = Of(Work(), Figure(Configuration.Own, 1, 20));

        Assert.All(
            (Goal[])
                [
                    new RatioGoal(Peer, 1),
                    new RatioGoal(Peer, 1, IsPerThreads: true),
                    new PeakGoal(1),
                    new SpeedUpGoal(1),
                    new MemoryGoal(Peer),
                ],
            goal => Assert.Equal(Verdict.Missing, goal.Judge(alone))
        );
    }
}

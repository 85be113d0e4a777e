namespace Pawl.System.Tests.Evolutions;

/// <summary>Budgets: the hard one is never passed, the soft one is told of once.</summary>
[Trait("speed", "slow")]
public sealed class EvolveBudgetTests
{
    private const double Hard = 0.1;

    [Fact]
    public async Task A_hard_budget_ends_the_run_below_it_with_what_is_finished_and_a_soft_one_warns_once()
    {
        using var evolve = new EvolveShell(6);
        var shell = evolve.Shell;
        shell.Write(
            "prices.json",
            """{"noted":"2026-11-21","models":[{"model":"*","input":1,"cached_input":1,"output":1,"maximum_output":2000}]}"""
        );
        string[] run = ["evolve", "run", "evolve.yaml", "--prices-file=prices.json", "--cache-mode=read", "--concurrency=1"];

        var ended = (await shell.RunAsync([.. run, FormattableString.Invariant($"--budget-hard={Hard}"), "--budget-soft=0.01"])).Exits(1);

        var failure = (await evolve.ShowAsync())["run"]!["failure"]!;
        Assert.Equal("budget", (string)failure["kind"]!);
        Assert.Equal(2, ended.Error.Split("The soft budget of").Length);
        var sums = (await evolve.CallsAsync())["all"]!;
        var spent = (double)sums["cost"]! + (double)sums["possible_further_cost"]!;
        Assert.InRange(spent, Hard / 2, Hard);
        Assert.InRange(File.ReadLines(evolve.Output + ".part").Count(), 1, 5);
        Assert.Equal((int)sums["answered"]!, evolve.Answers().Count);

        // With more money as a new run: what was answered is not paid again.
        (await shell.RunAsync([.. run, "--budget-hard=100"])).Exits(0);
        Assert.Equal(6, File.ReadLines(evolve.Output).Count());
        Assert.All(evolve.Answers(), answer => Assert.Equal(1, answer.Value));
    }

    [Fact]
    public async Task A_hard_budget_for_a_model_without_a_price_is_refused_before_anything_is_sent()
    {
        using var evolve = new EvolveShell(1);

        (await evolve.Shell.RunAsync("evolve", "run", "evolve.yaml", "--model", "nobody-knows", "--budget-hard", "1")).Exits(1);

        var failure = (await evolve.ShowAsync())["run"]!["failure"]!;
        Assert.Equal("prices", (string)failure["kind"]!);
        Assert.Contains("nobody-knows", (string)failure["message"]!);
        Assert.Equal(0, await evolve.RequestsAsync());
    }
}

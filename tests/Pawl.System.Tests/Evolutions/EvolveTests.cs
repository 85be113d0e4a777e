using Pawl.System.Tests.Durability;

namespace Pawl.System.Tests.Evolutions;

/// <summary>The promise for calls that cost money, with the real program and a real server: each answered call is paid once, and the lines are the same, whatever happens.</summary>
public sealed class EvolveTests
{
    private const int Services = 200;
    private const int Few = 25;
    private const int Kills = 30;

    /// <summary>About one try in five goes wrong, in every way a server can.</summary>
    private static readonly string[] Misbehaving =
    [
        "--seed",
        "5",
        "--retry-after",
        "1",
        "--delay",
        "200",
        "--maximum-faults",
        "3",
        "--fault",
        "RateLimitedSeconds=0.01",
        "--fault",
        "RateLimitedDate=0.01",
        "--fault",
        "ServerError=0.03",
        "--fault",
        "Unavailable=0.02",
        "--fault",
        "Reset=0.02",
        "--fault",
        "ResetInside=0.02",
        "--fault",
        "Hang=0.003",
        "--fault",
        "Garbled=0.01",
        "--fault",
        "InvalidContent=0.02",
        "--fault",
        "WrongSchema=0.02",
        "--fault",
        "SlowDrip=0.003",
        "--fault",
        "Delay=0.02",
    ];

    private static readonly Lazy<Task<byte[]>> OfMany = new(() => WellBehavedAsync(Services));
    private static readonly Lazy<Task<byte[]>> OfFew = new(() => WellBehavedAsync(Few));

    [Fact]
    [Trait("speed", "slow")]
    public async Task A_misbehaving_server_costs_no_byte_and_no_second_payment()
    {
        var expected = await OfMany.Value;
        using var evolve = new EvolveShell(Services, Misbehaving);

        (await evolve.Shell.RunAsync("evolve", "run", "evolve.yaml", "--plain")).Exits(0);

        Assert.Equal(expected, await File.ReadAllBytesAsync(evolve.Output, TestContext.Current.CancellationToken));
        await PaidOnceAsync(evolve);
        Assert.InRange((await evolve.StatisticsAsync()).Peak, 1, 16);
    }

    [Theory]
    [Trait("speed", "slow")]
    [InlineData("--queue-enabled=false", "--concurrency=1")]
    [InlineData("--queue-enabled=false", "--concurrency=16")]
    [InlineData("--queue-concurrency=1", "--concurrency=4")]
    [InlineData("--queue-per-service=5", "--queue-concurrency=7")]
    public async Task Queue_and_concurrency_change_no_byte_and_the_bound_is_kept(params string[] flags)
    {
        var expected = await OfFew.Value;
        using var evolve = new EvolveShell(Few);

        (await evolve.Shell.RunAsync(["evolve", "run", "evolve.yaml", "--plain", .. flags])).Exits(0);

        Assert.Equal(expected, await File.ReadAllBytesAsync(evolve.Output, TestContext.Current.CancellationToken));
        var bound = flags.FirstOrDefault(flag => flag.StartsWith("--queue-concurrency=", StringComparison.Ordinal)) is { } flag
            ? int.Parse(flag.Split('=')[1])
            : 16;
        Assert.InRange((await evolve.StatisticsAsync()).Peak, 1, bound);
    }

    [Fact]
    [Trait("speed", "slow")]
    public async Task Killed_at_thirty_random_moments_it_writes_the_same_bytes_and_asks_no_answered_call_again()
    {
        var expected = await OfMany.Value;
        using var evolve = new EvolveShell(Services, [.. Misbehaving, "--latency", "100"]);
        var shell = evolve.Shell;
        var run = (await shell.RunAsync("evolve", "run", "evolve.yaml", "--detach", "--json")).Exits(0).Json["id"]!.GetValue<string>();
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");

        await RunningHost.KillRepeatedlyAsync(shell, run, Kills, new Random(seed), () => Task.CompletedTask);
        (await shell.RunAsync("worker", "--drain")).Exits(0);

        Assert.Equal(expected, await File.ReadAllBytesAsync(evolve.Output, TestContext.Current.CancellationToken));
        Assert.NotEqual(0, await PaidOnceAsync(evolve));
        (await shell.RunAsync("verify", run)).Exits(0);
    }

    private static async Task<byte[]> WellBehavedAsync(int services)
    {
        using var evolve = new EvolveShell(services);
        (await evolve.Shell.RunAsync("evolve", "run", "evolve.yaml", "--plain")).Exits(0);
        Assert.Equal(services * EvolveShell.CallsOfOne, evolve.Answers().Count);
        return await File.ReadAllBytesAsync(evolve.Output);
    }

    /// <summary>
    /// Every call was answered, and one that was answered twice was, the first time, to a process that could not know: killed, or out of
    /// patience. Each of those is listed.
    /// </summary>
    /// <returns>How many calls have an unknown outcome.</returns>
    private static async Task<int> PaidOnceAsync(EvolveShell evolve)
    {
        var calls = await evolve.CallsAsync();
        var unknown = calls["all"]!["unknown"]!.GetValue<int>();
        Assert.Equal(unknown, calls["unknown"]!.AsArray().Count);
        var answers = evolve.Answers();
        Assert.True(answers.Count >= Services * EvolveShell.CallsOfOne, $"{answers.Count} calls were answered.");
        Assert.InRange(answers.Values.Sum(times => times - 1), 0, unknown);
        return unknown;
    }
}

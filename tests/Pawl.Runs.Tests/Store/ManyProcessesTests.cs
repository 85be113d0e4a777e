using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Verification;

namespace Pawl.Runs.Tests.Store;

/// <summary>One database, many processes.</summary>
public sealed class ManyProcessesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pawl-processes-").FullName;

    private string Database => Path.Combine(_folder, "pawl.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("speed", "slow")]
    public async Task Eight_processes_claim_two_thousand_attempts_each_exactly_once()
    {
        using var store = RunStore.Open(Database, TimeProvider.System);
        var runs = Enumerable.Range(0, 2000).Select(_ => store.Create(StoreFixture.Run()).Id).ToHashSet();
        var claimers = Enumerable.Range(0, 8).Select(i => TestProgram.Start("claim", Database, $"w{i}")).ToList();
        try
        {
            await GateAsync(claimers);
            var watch = Stopwatch.StartNew();
            var claims = await Task.WhenAll(claimers.Select(claimer => claimer.FinishAsync()));
            TestContext.Current.TestOutputHelper?.WriteLine($"2000 claims by 8 processes: {watch.ElapsedMilliseconds} ms");

            Assert.All(claims, claim => Assert.Equal((0, ""), (claim.ExitCode, claim.Errors)));
            Assert.Equal(2000, claims.Sum(claim => claim.Lines.Length));
            Assert.Equal(runs, claims.SelectMany(claim => claim.Lines).Select(line => line.Split(' ')[0]).ToHashSet());
            for (var i = 0; i < claims.Length; i++)
            {
                Assert.All(claims[i].Lines.Take(20), line => Assert.Equal($"w{i}", store.Attempts(line.Split(' ')[0])[0].WorkerId));
            }
        }
        finally
        {
            claimers.ForEach(claimer => claimer.Dispose());
        }
    }

    [Fact]
    [Trait("speed", "slow")]
    public async Task Eight_processes_open_a_database_that_does_not_exist_yet()
    {
        var openers = Enumerable.Range(0, 8).Select(_ => TestProgram.Start("open", Database)).ToList();
        try
        {
            await GateAsync(openers);
            var outcomes = await Task.WhenAll(openers.Select(opener => opener.FinishAsync()));

            Assert.All(outcomes, outcome => Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors)));
            using var store = RunStore.Open(Database, TimeProvider.System);
            Assert.Equal(
                outcomes.Select(outcome => outcome.Lines.Single()).Order(),
                store.List(new RunQuery()).Select(run => run.Id).Order()
            );
        }
        finally
        {
            openers.ForEach(opener => opener.Dispose());
        }
    }

    [Fact]
    [Trait("speed", "slow")]
    public async Task A_process_killed_at_any_moment_leaves_a_whole_database_to_the_others()
    {
        var random = new Random(7);
        using var survivor = TestProgram.Start("churn", Database, "survivor");
        await survivor.ReadLineAsync();
        var draining = survivor.FinishAsync();
        var told = new List<string>();
        for (var round = 0; round < 10; round++)
        {
            using var victim = TestProgram.Start("churn", Database, $"victim{round}");
            told.Add(await victim.ReadLineAsync() ?? throw new InvalidOperationException((await victim.FinishAsync()).Errors));
            await Task.Delay(random.Next(5, 120));
            victim.Kill();
            told.AddRange((await victim.FinishAsync()).Lines.SkipLast(1));
        }
        survivor.Kill();
        await draining;

        using var store = RunStore.Open(Database, TimeProvider.System);
        Assert.Equal("ok", IntegrityCheck());
        // What a victim said it had done is there; what it was doing when it died is there whole or not at all.
        foreach (var line in told.Select(line => line.Split(' ')))
        {
            var run = store.Get(line[1]);
            Assert.True(line[0] != "ended" || run.State == RunState.Succeeded, $"{line[0]} {line[1]} is {run.State}");
        }
        foreach (var run in store.List(new RunQuery { Limit = 10_000 }))
        {
            ChainAssert.IsWhole(store, run.Id);
        }
        // The churners leave no files, so there is no manifest to agree with.
        Assert.All(
            store.List(new RunQuery { Limit = 50 }),
            run => Assert.DoesNotContain(RunVerifier.Verify(_folder, run.Id), finding => finding.What != "manifest")
        );
        store.RecoverAbandoned(_ => WorkerLiveness.Dead);
        var worker = StoreFixture.Worker("later");
        while (store.Claim(worker) is { } claimed)
        {
            store.EndAttempt(claimed.Lease, new AttemptEnd(AttemptState.Succeeded, null, null));
        }
        Assert.All(store.List(new RunQuery { Limit = 10_000 }), run => Assert.Equal(RunState.Succeeded, run.State));
    }

    private string IntegrityCheck()
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection.ExecuteScalar<string>("PRAGMA integrity_check")!;
    }

    private static async Task GateAsync(List<TestProgram> programs)
    {
        foreach (var program in programs)
        {
            Assert.Equal("ready", await program.ReadLineAsync());
        }
        programs.ForEach(program => program.OpenGate());
    }
}

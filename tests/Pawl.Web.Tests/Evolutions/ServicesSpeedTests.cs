using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Evolutions.Store;
using Pawl.Llm.Ledger;
using Pawl.Runs;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Harness.Seeding;

namespace Pawl.Web.Tests.Evolutions;

/// <summary>The tab over 100,000 services. The best of several tries counts: the machine may have other work.</summary>
[Collection(Pawl.Web.Tests.Speed.SpeedCollection.Name)]
[Trait("speed", "slow")]
public sealed class ServicesSpeedTests(ITestOutputHelper output)
{
    private const int Services = 100_000;
    private const int Tries = 5;

    [Fact]
    public async Task A_page_of_a_hundred_thousand_services_is_there_within_500_ms()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Store.Create(EvolveSpec.NewRun("many")).Id;
        var folder = RunFolder.Of(bench.DataRoot, run);
        await using (var store = EvolutionStore.Open(EvolutionFile.Of(folder), TimeProvider.System))
        {
            await store.SetFactAsync(EvolutionFacts.Stages, string.Join(' ', SeedEvolution.Stages));
            await store.AddServicesAsync(
                Enumerable.Range(0, Services).Select(i => new NewService(i, $"S{i:000000}", $"Service number {i}"))
            );
        }

        await using (var ledger = CallLedger.Open(EvolutionFile.CallsOf(folder), TimeProvider.System))
        {
            await SeedEvolution.CallAsync(ledger, "S000000", SeedEvolution.Stages, isCached: false);
        }

        Multiply(folder);

        foreach (
            var (what, query) in new[]
            {
                ("first page", ""),
                ("page in the middle", "?after=54321"),
                ("back from the end", $"?before={Services}"),
                ("by state", "?state=done&after=900"),
                ("by a text that one has", "?q=number+99998"),
                ("by a text that none has", "?q=nothing+like+it"),
            }
        )
        {
            var best = double.MaxValue;
            for (var i = 0; i < Tries; i++)
            {
                var watch = Stopwatch.StartNew();
                await bench.Http.GetStringAsync($"/parts/runs/{run}/services{query}", TestContext.Current.CancellationToken);
                best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
            }

            output.WriteLine($"{what}: {best:F1} ms");
            Assert.True(best < 500, $"{what} took {best:F0} ms.");
        }
    }

    /// <summary>Gives the first tenth of the services the calls of the first one, by SQL: 210,000 of them.</summary>
    private static void Multiply(RunFolder folder)
    {
        using (var calls = new SqliteConnection($"Data Source={EvolutionFile.CallsOf(folder)};Pooling=False"))
        {
            calls.Execute(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
                INSERT INTO tries (session, unit, stage, ordinal, key, model, intended_at, possible_cost, outcome, ended_at, input_tokens, output_tokens, cost)
                SELECT session, printf('S%06d', i), stage, ordinal, key, model, intended_at, possible_cost, outcome, ended_at, input_tokens, output_tokens, cost
                FROM n, (SELECT * FROM tries WHERE unit = 'S000000');
                INSERT OR IGNORE INTO answers (unit, stage, ordinal, key, try, answered_at, sha256)
                SELECT t.unit, t.stage, t.ordinal, t.key, t.id, t.ended_at, (SELECT sha256 FROM answers LIMIT 1) FROM tries t;
                INSERT OR IGNORE INTO sums (scope, name, answered, cost) SELECT 'unit', unit, count(*), sum(cost) FROM tries GROUP BY unit;
                """
            );
        }

        using var services = new SqliteConnection($"Data Source={EvolutionFile.Of(folder)};Pooling=False");
        services.Execute("UPDATE services SET state = 'done' WHERE ordinal < 10000");
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Pawl.System.Tests.Cli;
using Pawl.System.Tests.Durability;

namespace Pawl.System.Tests.Evolutions;

/// <summary>Many services: memory stays flat, and a run that is nearly done goes on at once. Reference data with one plateau and no catalogue keep it quick.</summary>
public sealed class ScaleTests
{
    private const int Many = 200_000;
    private const int Left = 20;

    [Fact]
    [Trait("speed", "slow")]
    public async Task Memory_does_not_grow_with_the_services()
    {
        using var shell = new PawlShell();
        await PrepareAsync(shell, services: 12_000);
        var run = (await shell.RunAsync("evolve", "run", "evolve.yaml", "--detach", "--json")).Exits(0).Json["id"]!.GetValue<string>();
        await using var worker = shell.Start("worker", "--drain");

        using var host = await RunningHost.UntilAsync(run);
        var peak = 0L;
        while (!host.HasExited)
        {
            peak = Math.Max(peak, PeakOf(host.Id) ?? peak);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        (await worker.EndAsync()).Exits(0);
        TestContext.Current.TestOutputHelper!.WriteLine($"peak {peak / 1e6:0} MB");
        Assert.InRange(peak, 1, 150_000_000);
        Assert.Equal(12_000, File.ReadLines(Path.Combine(shell.Folder, "evolutions.jsonl")).Count());
    }

    [Fact]
    [Trait("speed", "slow")]
    public async Task A_run_of_two_hundred_thousand_services_goes_on_within_ten_seconds()
    {
        using var shell = new PawlShell();
        await PrepareAsync(shell, Many);
        var run = (await shell.RunAsync("evolve", "run", "evolve.yaml", "--detach", "--json")).Exits(0).Json["id"]!.GetValue<string>();
        await using (var worker = shell.Start("worker"))
        {
            await UntilDoneAsync(shell, run, 50);
            using var host = await RunningHost.UntilAsync(run);
            worker.KillAlone();
            host.Kill();
            await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Finish(Database(shell, run));
        (await shell.RunAsync("worker", "--drain")).Exits(0);

        var events = (await shell.RunAsync("events", run, "--json")).Exits(0).JsonLines.ToList();
        var resumed = At(events.Last(line => Type(line) == "attempt.resumed")) - At(events.Last(line => Type(line) == "attempt.started"));
        TestContext.Current.TestOutputHelper!.WriteLine($"from the start of the attempt to going on: {resumed.TotalSeconds:0.0} s");
        Assert.InRange(resumed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(Many, File.ReadLines(Path.Combine(shell.Folder, "evolutions.jsonl")).Count());
    }

    private static async Task PrepareAsync(PawlShell shell, int services)
    {
        (await shell.RunAsync("evolve", "init", "reference")).Exits(0);
        var reference = Path.Combine(shell.Folder, "reference");
        OnlyFirst(Path.Combine(reference, "plateaus.json"));
        OnlyFirst(Path.Combine(reference, "roles.json"));
        File.WriteAllText(Path.Combine(reference, "mapping-sets.json"), "[]");
        var lines = new StringBuilder();
        for (var service = 1; service <= services; service++)
        {
            lines.Append(
                CultureInfo.InvariantCulture,
                $$"""{"service_id":"S{{service}}","name":"Service {{service}}","description":"Work.","jobs_to_be_done":[]}"""
            );
            lines.Append('\n');
        }

        shell.Write("services.jsonl", lines.ToString());
        shell.Write(
            "evolve.yaml",
            """
            workload: evolve
            profile: offline
            input: services.jsonl
            output: evolutions.jsonl
            reference: reference
            """
        );
    }

    private static void OnlyFirst(string path)
    {
        var all = JsonNode.Parse(File.ReadAllText(path))!.AsArray();
        File.WriteAllText(path, new JsonArray(all[0]!.DeepClone()).ToJsonString());
    }

    /// <summary>All but the last services are done, each with the line of the first: hours of work, as far as the next attempt can see.</summary>
    private static void Finish(string database)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            INSERT OR IGNORE INTO lines SELECT ordinal, (SELECT line FROM lines LIMIT 1) FROM services WHERE ordinal < {Many - Left};
            UPDATE services SET state = 'done' WHERE ordinal < {Many - Left} AND state <> 'done';
            """;
        command.ExecuteNonQuery();
    }

    private static async Task UntilDoneAsync(PawlShell shell, string run, long services)
    {
        SQLitePCL.Batteries_V2.Init();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < PawlShell.Patience)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            if (File.Exists(Database(shell, run)) && Done(Database(shell, run)) >= services)
            {
                return;
            }
        }

        Assert.Fail($"Fewer than {services} services were done within {PawlShell.Patience}.");
    }

    private static long Done(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT services FROM counts WHERE state = 'done'";
        try
        {
            return (long)(command.ExecuteScalar() ?? 0L);
        }
        catch (SqliteException)
        {
            // The host has not yet made the tables.
            return 0;
        }
    }

    private static string Database(PawlShell shell, string run) => Path.Combine(shell.Home, "runs", run, "evolution.db");

    private static string Type(JsonNode line) => line["type"]!.GetValue<string>();

    private static DateTimeOffset At(JsonNode line) => DateTimeOffset.Parse(line["at"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static long? PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? null
                : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }
}

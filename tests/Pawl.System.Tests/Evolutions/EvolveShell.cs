using System.Diagnostics;
using System.Text.Json.Nodes;
using Pawl.System.Tests.Cli;
using Pawl.TestPrograms.LlmServer;

namespace Pawl.System.Tests.Evolutions;

/// <summary>A data root, a file of services and an OpenAI-compatible server in a process of its own, for the real <c>pawl</c>.</summary>
internal sealed class EvolveShell : IDisposable
{
    public const int CallsOfOne = 21;

    private readonly ChatServerProcess _server;

    /// <param name="services">Lines of the input.</param>
    /// <param name="server">Arguments of <c>llm-server</c>.</param>
    public EvolveShell(int services, params string[] server)
        : this(Enumerable.Range(1, services).Select(number => Service(number)), server) { }

    /// <param name="lines">The input.</param>
    /// <param name="server">Arguments of <c>llm-server</c>.</param>
    public EvolveShell(IEnumerable<string> lines, params string[] server)
    {
        Journal = Path.Combine(Shell.Folder, "server.ndjson");
        _server = ChatServerProcess.Start([.. server, "--journal", Journal]);
        Shell.Write("services.jsonl", string.Concat(lines.Select(line => line + "\n")));
        // Tries follow each other quickly, so that thousands of calls with faults end within a test; the time limit leaves room for a busy machine.
        Shell.Write(
            "evolve.yaml",
            $$"""
            workload: evolve
            input: services.jsonl
            output: evolutions.jsonl
            provider: { kind: compatible, address: "{{new Uri(_server.Address, "/v1")}}" }
            calls: { timeout: 5s, base: 20ms, cap: 300ms, attempts: 8 }
            breaker: { failures: 8, pause: 500ms, longest_pause: 1s }
            answers: { repair: true }
            cache: { mode: off }
            retry: { interruptions: 100 }
            """
        );
    }

    public PawlShell Shell { get; } = new();

    /// <summary>Where the server's API begins.</summary>
    public string Address => new Uri(_server.Address, "/v1").ToString();

    /// <summary>A line of the input.</summary>
    /// <param name="more">Ends the description.</param>
    public static string Service(int number, string more = "") =>
        $$"""{"service_id":"S{{number:0000}}","name":"Service {{number}}","description":"Does the work number {{number}}.{{more}}","jobs_to_be_done":["Have it done"]}""";

    /// <summary>What the server met; see <see cref="ChatJournalEntry"/>.</summary>
    public string Journal { get; }

    public string Output => Path.Combine(Shell.Folder, "evolutions.jsonl");

    /// <summary>Requests that were answered to the last byte, with how often.</summary>
    public Dictionary<string, int> Answers() =>
        ChatJournalEntry.Read(Journal).Where(entry => entry.What == "answer").CountBy(entry => entry.Hash).ToDictionary();

    public async Task<ChatStatistics> StatisticsAsync()
    {
        using var client = new HttpClient();
        var json = await client.GetStringAsync(new Uri(_server.Address, "/control/stats"), TestContext.Current.CancellationToken);
        return global::System.Text.Json.JsonSerializer.Deserialize<ChatStatistics>(
            json,
            global::System.Text.Json.JsonSerializerOptions.Web
        )!;
    }

    /// <summary>How many requests the server has read.</summary>
    public async Task<long> RequestsAsync() => (await StatisticsAsync()).Requests;

    /// <summary>Waits until the server has read so many requests.</summary>
    public async Task UntilRequestsAsync(long requests)
    {
        var start = Stopwatch.GetTimestamp();
        while (await RequestsAsync() < requests)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < PawlShell.Patience, $"The server never read {requests} requests.");
            await Task.Delay(20);
        }
    }

    /// <param name="command">Such as <c>always/unauthorized</c> or <c>answerer/schema</c>.</param>
    public async Task ControlAsync(string command)
    {
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri(_server.Address, $"/control/{command}"), TestContext.Current.CancellationToken);
    }

    /// <summary>The newest run as <c>runs show --json</c> tells it.</summary>
    public async Task<JsonNode> ShowAsync() => (await Shell.RunAsync("runs", "show", "last", "--json")).Exits(0).Json;

    public async Task<JsonNode> CallsAsync() => (await Shell.RunAsync("evolve", "calls", "last", "--json")).Exits(0).Json;

    public void Dispose()
    {
        Shell.Dispose();
        _server.Dispose();
    }
}

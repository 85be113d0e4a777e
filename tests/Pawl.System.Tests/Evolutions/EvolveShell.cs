using System.Text;
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
    {
        Journal = Path.Combine(Shell.Folder, "server.ndjson");
        _server = ChatServerProcess.Start([.. server, "--journal", Journal]);
        var lines = new StringBuilder();
        for (var service = 1; service <= services; service++)
        {
            lines.Append(
                $$"""{"service_id":"S{{service:0000}}","name":"Service {{service}}","description":"Does the work number {{service}}.","jobs_to_be_done":["Have it done"]}"""
            );
            lines.Append('\n');
        }

        Shell.Write("services.jsonl", lines.ToString());
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

    public async Task<JsonNode> CallsAsync() => (await Shell.RunAsync("evolve", "calls", "last", "--json")).Exits(0).Json;

    public void Dispose()
    {
        Shell.Dispose();
        _server.Dispose();
    }
}

using System.Net.Http.Json;
using Pawl.Llm.Breaker;
using Pawl.Llm.Sending;
using Pawl.Llm.Tests.Credentials;
using Pawl.TestPrograms;
using Pawl.TestPrograms.LlmServer;

namespace Pawl.Llm.Tests.Sending;

/// <summary>A server and its callers, each in a process of its own.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bad_key_is_shown_five_times_over_all_processes_and_a_good_one_at_once()
    {
        using var server = ChatServerProcess.Start("--key", "sk-the-good-one");
        var file = KeyFile.Write(_folder, "sk-some-bad-one");

        // Long enough for two or three probes.
        Assert.Equal("stopped", Ask(server, file, "0.4")[0]);
        var ended = Ask(server, file, "60");
        Assert.Equal("Key", ended[0]);
        Assert.Contains("5 times", ended[1]);
        Assert.Equal("Key", Ask(server, file, "60")[0]);
        Assert.Equal(5, (await StatisticsAsync(server)).Requests);

        Assert.Equal(["answered"], Ask(server, KeyFile.Write(_folder, "sk-the-good-one"), "60"));
        Assert.Equal(6, (await StatisticsAsync(server)).Requests);
    }

    [Fact]
    public async Task An_outage_outlives_a_process_and_the_next_one_begins_with_a_probe()
    {
        using var server = ChatServerProcess.Start("--first", "unavailable=1000");
        var file = KeyFile.Write(_folder, "sk-the-good-one");

        Assert.Equal("Server", Ask(server, file, "60")[0]);

        var state = Assert.Single(BreakerFile.ReadAll(CallSenders.BreakerFolder(_folder.Root)));
        Assert.Equal((BreakerPosition.Open, BreakerCause.Outage, 503), (state.Position, state.Cause, state.LastStatus));
        await ControlAsync(server, "always/none");
        Assert.Equal(["answered"], Ask(server, file, "60"));
        Assert.Equal(BreakerPosition.Closed, Assert.Single(BreakerFile.ReadAll(CallSenders.BreakerFolder(_folder.Root))).Position);
    }

    private string[] Ask(ChatServerProcess server, string keyFile, string seconds)
    {
        var child = ChildProgram.Run([], "llm-ask", $"{server.Address}", _folder.Root, keyFile, seconds);
        Assert.True(child.ExitCode == 0, child.Errors);
        return child.Lines;
    }

    private static Task<ChatStatistics> StatisticsAsync(ChatServerProcess server) => ControlAsync(server, "stats");

    private static async Task<ChatStatistics> ControlAsync(ChatServerProcess server, string command)
    {
        using var http = new HttpClient();
        return (await http.GetFromJsonAsync<ChatStatistics>(new Uri(server.Address, $"/control/{command}")))!;
    }
}

using System.Text.Json;
using Pawl.Runs.Workers;

namespace Pawl.Runs.Tests.Workers;

public sealed class ThreadShareTests
{
    [Theory]
    [InlineData(8, 1, 0, 8)]
    [InlineData(8, 3, 0, 2)]
    [InlineData(2, 4, 0, 1)]
    [InlineData(8, 2, 3, 3)]
    [InlineData(8, 2, 6, 4)]
    public async Task A_host_gets_what_it_asks_for_up_to_an_even_share(int ofWorker, int concurrency, int asked, int expected)
    {
        using var fixture = new WorkerFixture
        {
            Options = new WorkerOptions { Threads = ofWorker, Concurrency = concurrency },
        };
        var run = fixture.Create("succeed", $"\"threads\":{asked}");

        var ended = await fixture.RunAsync(run);

        Assert.Equal(expected, JsonDocument.Parse(ended.ResultJson!).RootElement.GetProperty("threads").GetInt32());
        Assert.Equal(asked > expected, fixture.LogOf(run).Exists(line => line.Contains($"Uses {expected} of the {asked} threads")));
    }
}

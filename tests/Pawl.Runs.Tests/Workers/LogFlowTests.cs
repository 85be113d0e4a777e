namespace Pawl.Runs.Tests.Workers;

[Trait("speed", "slow")]
public sealed class LogFlowTests : IDisposable
{
    private readonly WorkerFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_burst_of_lines_arrives_in_few_batches_with_every_line_in_order()
    {
        var run = _fixture.Create("burst");

        await _fixture.RunAsync(run);

        var expected = Enumerable.Range(1, 120).Select(line => line > 100 ? "same" : $"line {line}").ToList();
        Assert.Equal(expected, _fixture.LogOf(run));
        Assert.Equal(expected, _fixture.Observer.Batches.SelectMany(batch => batch).Select(line => line.Line));
        Assert.InRange(_fixture.Observer.Batches.Count, 1, 30);
        Assert.All(_fixture.Observer.Batches, batch => Assert.InRange(batch.Count, 1, 40));
    }

    [Fact]
    public async Task A_line_is_written_while_its_program_goes_on_in_silence()
    {
        var run = _fixture.Create("one_line");
        using var stop = new CancellationTokenSource();
        var running = _fixture.Worker().RunOneAsync(run.Id, stop.Token, CancellationToken.None);

        await _fixture.Observer.FirstLog;

        Assert.Equal(["the only line"], _fixture.LogOf(run));
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running.WaitAsync(WorkerFixture.Patience);
    }
}

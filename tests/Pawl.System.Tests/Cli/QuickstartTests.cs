namespace Pawl.System.Tests.Cli;

[Trait("speed", "slow")]
public sealed class QuickstartTests : IDisposable
{
    private readonly PawlShell _pawl = new();

    public void Dispose() => _pawl.Dispose();

    [Fact]
    public async Task It_trains_draws_the_loss_prints_a_sample_and_says_what_to_do_next()
    {
        var outcome = (await _pawl.RunAsync("quickstart", "--steps", "20")).Exits(0);

        Assert.StartsWith("Gets the ", outcome.Out);
        var plot = outcome.Error.Split('\n').Select(line => line.Trim()).Single(line => line.EndsWith("plots/loss.svg"));
        Assert.StartsWith("<svg", File.ReadAllText(plot[plot.IndexOf('/')..]));
        Assert.Contains("pawl text sample", outcome.Error);
        Assert.Contains("pawl resume", outcome.Error);
        (await _pawl.RunAsync("verify", "last")).Exits(0);
    }
}

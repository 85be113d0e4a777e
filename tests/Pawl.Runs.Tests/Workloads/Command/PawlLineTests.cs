using Pawl.Runs.Workloads.Command;

namespace Pawl.Runs.Tests.Workloads.Command;

public sealed class PawlLineTests
{
    [Fact]
    public void Reports_are_read()
    {
        var progress = PawlLine.Parse("""@pawl {"progress":0.4,"message":"epoch 2/5"}""");
        var metrics = PawlLine.Parse("""@pawl {"metrics":{"loss":1.5,"acc":1},"step":10}""");

        Assert.Equal((0.4, "epoch 2/5"), (progress.Progress, progress.Message));
        Assert.Equal([new("loss", 1.5), new("acc", 1)], metrics.Metrics);
        Assert.Equal(10, metrics.Step);
        Assert.Equal(7, PawlLine.Parse("@pawl {\"resumed\":7}").Resumed);
        Assert.True(PawlLine.Is("@pawl x"));
        Assert.False(PawlLine.Is("@pawlish"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{\"progress\":NaN}")]
    [InlineData("{\"progress\":\"0.4\"}")]
    [InlineData("{\"progress\":1e999}")]
    [InlineData("{\"progress\":null}")]
    [InlineData("{\"message\":3}")]
    [InlineData("{\"step\":1.5,\"metrics\":{\"a\":1}}")]
    [InlineData("{\"step\":-1,\"metrics\":{\"a\":1}}")]
    [InlineData("{\"step\":1,\"metrics\":{\"a\":Infinity}}")]
    [InlineData("{\"step\":1,\"metrics\":{\"a\":\"1\"}}")]
    [InlineData("{\"step\":1,\"metrics\":{\"\":1}}")]
    [InlineData("{\"step\":1,\"metrics\":[1]}")]
    [InlineData("{\"metrics\":{\"a\":1}}")]
    [InlineData("{\"progres\":1}")]
    [InlineData("{\"progress\":1} trailing")]
    public void What_is_malformed_says_what_was_expected(string json) =>
        Assert.Contains(
            "expected",
            Assert.Throws<FormatException>(() => PawlLine.Parse("@pawl " + json)).Message,
            StringComparison.Ordinal
        );
}

using System.Text.Json.Nodes;
using Pawl.Cli.Output;

namespace Pawl.System.Tests.Cli.Output;

public sealed class ResultTextTests
{
    [Fact]
    public void Facts_share_lines_of_bounded_width_and_hashes_are_left_out()
    {
        var result = JsonNode
            .Parse(
                """
                {"steps":2000,"stopped_early":false,"loss_train":1.51234567,"loss_validation":1.72345678,"perplexity":5.6,
                 "kind":"gpt","sha":"89f1325d6e45bf7b18bb04f02b66c77323e74fdd9e5b9f8c779c796703b559f3","list":[1]}
                """
            )!
            .AsObject();

        var lines = ResultText.Lines(result).ToList();

        Assert.Equal(
            ["steps 2000   stopped_early false   loss_train 1.5123", "loss_validation 1.7235   perplexity 5.6000   kind gpt"],
            lines
        );
    }

    [Fact]
    public void Nothing_is_said_as_none() => Assert.Equal("none", ResultText.Value(null));
}

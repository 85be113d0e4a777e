using Pawl.Evolutions;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;
using Pawl.Runs.Workloads.Command;
using Pawl.Text;
using Pawl.Web.Views.Forms;

namespace Pawl.Web.Tests.Forms;

public sealed class FieldLabelsTests
{
    public static TheoryData<IWorkload> Workloads => [new CommandWorkload(), new TextWorkload(), new EvolveWorkload()];

    [Theory]
    [MemberData(nameof(Workloads))]
    public void No_two_fields_of_a_form_have_the_same_label(IWorkload workload)
    {
        var labels = FieldLabels.Of([.. SharedSpecKeys.All, .. workload.Schema.Keys]);

        Assert.Equal(labels.Count, labels.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void A_label_takes_as_many_words_of_the_key_as_tell_it_apart()
    {
        var labels = FieldLabels.Of([Key("evaluation.interval"), Key("checkpoint.interval"), Key("train.learning_rate"), Key("timeout")]);

        Assert.Equal(["Evaluation interval", "Checkpoint interval", "Learning rate", "Timeout"], labels.Values);
    }

    [Theory]
    [InlineData(1, 1e12, false, "at least 1")]
    [InlineData(0, long.MaxValue, false, "at least 0")]
    [InlineData(1, 1000, false, "1 to 1000")]
    [InlineData(0, 10, true, "above 0, at most 10")]
    [InlineData(0, 1e12, true, "above 0")]
    [InlineData(-1e12, 1e12, false, "")]
    public void A_bound_that_nobody_reaches_is_not_told(double low, double high, bool isExclusive, string words)
    {
        var key = Key("train.steps") with { Minimum = low, Maximum = high, MinimumExclusive = isExclusive };

        Assert.Equal(words, FieldRange.Of(key));
    }

    private static SpecKey Key(string path) => new(path, SpecKind.Integer, 1L, "");
}

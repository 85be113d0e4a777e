using System.Text;
using Pawl.Evolutions.Output;
using Pawl.Evolutions.Reverse;

namespace Pawl.Evolutions.Tests.Reverse;

public sealed class MapInputTests : IDisposable
{
    private const string Lean =
        """{"service":{"service_id":"L1","name":"N","description":"D","jobs_to_be_done":[]},"features":[{"feature_id":"F1","name":"N","description":"D","score":{"level":1,"label":"Initial","justification":"J"},"customer_type":"visitors"}]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evolutions_and_lean_records_are_read_without_mappings()
    {
        var path = _folder.File("features.jsonl", $"{Line(1)}{Lean}\n{Line(2)}");
        using var input = MapInput.Open(path, Samples.Reference);

        Assert.Equal(["S1", "L1", "S2"], Enumerable.Range(0, input.Count).Select(ordinal => input.Read(ordinal).Service.ServiceId));
        Assert.All(input.Read(0).Plateaus, plateau => Assert.Empty(plateau.Mappings));
        var lean = Assert.Single(input.Read(1).Plateaus);
        Assert.Equal((1, "Counter", "F1"), (lean.Plateau, lean.PlateauName, lean.Features[0].FeatureId));
        Assert.Empty(input.BadLines);
    }

    [Fact]
    public void One_service_can_be_chosen()
    {
        using var input = MapInput.Open(_folder.File("features.jsonl", $"{Line(1)}{Lean}\nnonsense\n"), Samples.Reference, "L1");

        Assert.Equal("L1", input.Read(0).Service.ServiceId);
        Assert.Equal((1, 2), (input.Count, input.LineOf(0)));
        Assert.Empty(input.BadLines);
    }

    [Fact]
    public void Bad_lines_are_set_aside()
    {
        var old = Line(3).Replace("\"schema_version\":\"1.1\"", "\"schema_version\":\"1.0\"");
        using var input = MapInput.Open(
            _folder.File("features.jsonl", $"{Line(1)}{Line(1)}{old}[]\n{Lean.Replace("visitors", "pirates")}\n{Lean}"),
            Samples.Reference
        );

        Assert.Equal(2, input.Count);
        Assert.Equal([2, 3, 4, 5], input.BadLines.Select(bad => bad.Line));
        Assert.Contains("taken by line 1", input.BadLines[0].Reason);
        Assert.Contains("migrate", input.BadLines[1].Reason);
        Assert.Contains("'pirates'", input.BadLines[3].Reason);
        Assert.Equal("[]", input.Quarantine(input.BadLines[2]).Raw);
    }

    private static string Line(int seed) => Encoding.UTF8.GetString(EvolutionLine.Write(SampleEvolutions.Of(seed)));
}

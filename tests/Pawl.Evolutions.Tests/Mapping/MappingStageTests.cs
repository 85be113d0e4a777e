using Pawl.Evolutions.Mapping;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Stages;

namespace Pawl.Evolutions.Tests.Mapping;

public sealed class MappingStageTests
{
    private const string Facets = """{"use":"record","exposure":"public"}""";

    private static readonly ServiceInput Service = Samples.Service;
    private static readonly MappingStage Stage = Samples.Stages.Mappings[0];
    private static readonly PlateauFeature[] Features = [Feature("BBBBBB"), Feature("AAAAAA")];

    [Fact]
    public void The_question_does_not_depend_on_the_order_of_features()
    {
        var call = Stage.Call(Service, 1, Features);

        Assert.Equal(call.Messages, Stage.Call(Service, 1, [Features[1], Features[0]]).Messages);
        Assert.Equal("mapping/1/applications", call.Slot.Stage);
        Assert.Contains("""{"ref":"f01","id":"AAAAAA",""", call.Messages[0].Text);
        Assert.Contains("""{"id":"A01","name":"Loans desk",""", call.Messages[0].Text);
    }

    [Fact]
    public void Only_the_number_of_features_changes_the_schema()
    {
        var other = Service with { ServiceId = "S8" };

        Assert.Equal(Stage.Call(Service, 1, Features).Schema, Stage.Call(other, 2, [Feature("C"), Feature("D")]).Schema);
        Assert.NotEqual(Stage.Call(Service, 1, Features).Schema, Stage.Call(Service, 1, [Feature("C")]).Schema);
    }

    [Theory]
    [InlineData("""{"features":{"f01":{"applications":[X]},"f02":{"applications":[]}}}""")]
    [InlineData("""{"features":{"f01":{"mappings":{"applications":[X]}},"BBBBBB":{"applications":[]}}}""")]
    [InlineData("""{"features":[{"feature_id":"AAAAAA","mappings":{"applications":[X]}},{"feature_id":"BBBBBB","applications":[]}]}""")]
    [InlineData(
        """{"features":[{"feature_id":"AAAAAA","applications":[X]},{"feature_id":"BBBBBB","mappings":{"mappings":{"applications":[]}}}]}"""
    )]
    public void Lists_are_found_wherever_the_model_put_them(string text)
    {
        var result = Read(text.Replace("X", $$"""{"item":"A01","facets":{{Facets}}}"""));

        Assert.Empty(result.Problems);
        var contribution = Assert.Single(result.Value["AAAAAA"]);
        Assert.Equal(("A01", "record"), (contribution.Item, contribution.Facets!["use"].Text));
        Assert.Empty(result.Value["BBBBBB"]);
    }

    [Fact]
    public void Items_out_of_the_catalogue_are_dropped_and_noted()
    {
        var result = Read(
            $$$$"""{"features":{"f01":{"applications":[{"item":"A99","facets":{{{{Facets}}}}}]},"f02":{"applications":[]},"f03":{"applications":[]}}}"""
        );

        Assert.Empty(result.Value["AAAAAA"]);
        var problem = Assert.Single(result.Problems);
        Assert.Equal((QuarantineKind.UnknownIds, "mapping/1/applications"), (problem.Kind, problem.Stage));
        Assert.Contains("'A99'", problem.Message);
        Assert.Contains("'f03'", problem.Message);
    }

    [Fact]
    public void Contributions_that_break_facet_rules_are_kept_and_noted()
    {
        var result = Read(
            """{"features":{"f01":{"applications":[{"item":"A01","facets":{"use":"keeps","daily_uses":1.5,"offline":[1],"own":2,"change":null}}]},"f02":{"applications":[{"item":"A02"}]}}}"""
        );

        Assert.Equal(["daily_uses", "own", "use"], Assert.Single(result.Value["AAAAAA"]).Facets!.Keys);
        Assert.Single(result.Value["BBBBBB"]);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(QuarantineKind.FacetValidation, problem.Kind);
        Assert.Contains("'use' is 'keeps'; expected record, support, channel", problem.Message);
        Assert.Contains("And 1 more.", problem.Message);
    }

    [Fact]
    public void A_feature_without_an_answer_has_no_contributions_and_is_noted()
    {
        var result = Read("""{"features":{"f01":{"applications":[]}}}""");

        Assert.Empty(result.Value["BBBBBB"]);
        Assert.Contains("'BBBBBB'", Assert.Single(result.Problems).Message);
    }

    [Fact]
    public void A_feature_answered_twice_is_refused()
    {
        var exception = Assert.Throws<StageAnswerException>(() =>
            Read("""{"features":{"f01":{"applications":[]},"AAAAAA":{"applications":[]}}}""")
        );

        Assert.Equal(QuarantineKind.SchemaMismatch, exception.Kind);
    }

    [Fact]
    public void Rationales_are_asked_for_and_kept()
    {
        var stage = Samples.Of(rationales: true).Mappings[0];
        var answer =
            $$$$"""{"features":{"f01":{"applications":[{"item":"A01","facets":{{{{Facets}}}},"rationale":"Holds loans."}]},"f02":{"applications":[]}}}""";

        Assert.Contains("\"rationale\"", stage.Call(Service, 1, Features).Schema!.Json);
        Assert.Equal("Holds loans.", stage.Read(Service, 1, Features, answer).Value["AAAAAA"][0].Rationale);
    }

    private static StageResult<IReadOnlyDictionary<string, IReadOnlyList<Contribution>>> Read(string text) =>
        Stage.Read(Service, 1, Features, text);

    private static PlateauFeature Feature(string id) => new(id, $"Name {id}", "Does it", new(1, "Initial", "New"), "visitors");
}

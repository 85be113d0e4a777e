using System.Text.Json;
using Pawl.Llm.Answers;

namespace Pawl.Llm.Tests.Answers;

public sealed class StrictAnswerTests
{
    private const string Good = """{"name":"Form","scores":[{"level":2,"label":"Managed"}]}""";

    [Fact]
    public void Good_answer_is_read() => Assert.Equal("Managed", StrictAnswer.Read<Feature>($" {Good}\n").Scores[0].Label);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("Sure! Here it is: {}", "Sure! Here")]
    [InlineData(Good + " Hope this helps.", "nothing else")]
    [InlineData(Good + "{}", "nothing else")]
    [InlineData("```json\n" + Good + "\n```", "Markdown fence")]
    [InlineData("""{"name":"Form","scores":[""", "nothing else")]
    [InlineData("""{"name":"Form",}""", "nothing else")]
    [InlineData("""{/* c */"name":"Form"}""", "nothing else")]
    public void What_is_not_one_json_value_is_a_parse_error(string text, string part)
    {
        var fault = Assert.Throws<UnreadableAnswerException>(() => StrictAnswer.Read<Feature>(text));

        Assert.Equal(AnswerFaults.JsonParseError, fault.Kind);
        Assert.Contains(part, fault.Message);
    }

    [Theory]
    [InlineData("""{"name":"Form"}""", "$", "scores")]
    [InlineData("""{"name":null,"scores":[]}""", "$.name", "got null")]
    [InlineData("""{"name":"Form","scores":[],"why":"x"}""", "$.why", "why")]
    [InlineData("""{"name":"Form","name":"Two","scores":[]}""", "$.name", "name")]
    [InlineData("""{"Name":"Form","scores":[]}""", "$.Name", "Name")]
    [InlineData("""{"name":"Form","scores":[{"level":"2","label":"Managed"}]}""", "$.scores[0].level", "another type")]
    [InlineData("null", "$", "null")]
    public void Json_of_another_shape_is_a_mismatch_with_its_path(string text, string path, string part)
    {
        var fault = Assert.Throws<UnreadableAnswerException>(() => StrictAnswer.Read<Feature>(text));

        Assert.Equal((AnswerFaults.SchemaMismatch, path), (fault.Kind, fault.Path));
        Assert.Contains(part, fault.Message);
        Assert.DoesNotContain("LineNumber", fault.Message);
        Assert.DoesNotContain("Pawl.", fault.Message);
    }

    [Fact]
    public void Options_that_let_things_pass_are_refused()
    {
        var lax = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<Feature>)JsonSerializerOptions.Default.GetTypeInfo(typeof(Feature));

        Assert.Throws<ArgumentException>(() => StrictAnswer.Read(Good, lax));
    }

    [Fact]
    public void Schema_requires_every_member_and_allows_no_other()
    {
        var schema = SchemaBuilder
            .Object([
                new("name", SchemaBuilder.Text("short")),
                new(
                    "scores",
                    SchemaBuilder.Array(
                        SchemaBuilder.Object([
                            new("level", SchemaBuilder.OneOf(1, 2)),
                            new("why", SchemaBuilder.Nullable(SchemaBuilder.OneOf("a"))),
                        ])
                    )
                ),
            ])
            .Named("feature");

        const string Scores =
            """{"type":"object","properties":{"level":{"type":"integer","enum":[1,2]},"why":{"type":["string","null"],"enum":["a",null]}},"required":["level","why"],"additionalProperties":false}""";
        Assert.Equal(
            $$$$"""{"type":"object","properties":{"name":{"type":"string","description":"short"},"scores":{"type":"array","items":{{{{Scores}}}}}},"required":["name","scores"],"additionalProperties":false}""",
            schema.Json
        );
    }

    private sealed record Feature(string Name, IReadOnlyList<Score> Scores);

    private sealed record Score(int Level, string Label);
}

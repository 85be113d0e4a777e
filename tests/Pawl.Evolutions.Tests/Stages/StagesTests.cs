using System.Text.Json;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Stages;

namespace Pawl.Evolutions.Tests.Stages;

public sealed class StagesTests
{
    private static readonly ServiceInput Service = Samples.Service;

    [Fact]
    public void A_call_names_its_slot_and_the_same_question_is_the_same_text()
    {
        var stages = Samples.Of();
        var call = stages.Features.Call(Service, 2, "Works.");
        var again = Samples.Of().Features.Call(Service, 2, "Works.");

        Assert.Equal(("S7", "features/2", "middle"), (call.Slot.Unit, call.Slot.Stage, call.Model));
        Assert.Equal(call.Messages, again.Messages);
        Assert.Equal((call.SystemPrompt, call.Schema), (again.SystemPrompt, again.Schema));
        Assert.DoesNotContain("{{", call.Messages[0].Text);
        Assert.Contains("2 \"Online\"", call.Messages[0].Text);
    }

    [Fact]
    public void Known_features_of_a_service_never_reach_the_model()
    {
        var service = Service with { Features = [new("F1", "Known", "Known")] };
        Assert.DoesNotContain("Known", Samples.Stages.Descriptions.Call(service).Messages[0].Text);
    }

    [Fact]
    public void A_template_s_braces_in_the_data_are_text()
    {
        var service = Service with { Description = "{{roles}}" };
        Assert.Contains("{{roles}}", Samples.Stages.Features.Call(service, 1, "").Messages[0].Text);
    }

    [Fact]
    public void Plateaus_and_roles_are_required_keys_of_closed_objects()
    {
        Keys(
            Samples.Stages.Descriptions.Call(Service).Schema!.Json,
            "descriptions",
            Samples.Reference.Plateaus.Select(plateau => plateau.Id)
        );
        Keys(Samples.Stages.Features.Call(Service, 1, "").Schema!.Json, "features", Samples.Reference.Roles.Select(role => role.RoleId));

        static void Keys(string json, string key, IEnumerable<string> expected)
        {
            using var schema = JsonDocument.Parse(json);
            var inner = schema.RootElement.GetProperty("properties").GetProperty(key);
            Assert.Equal(expected, inner.GetProperty("required").EnumerateArray().Select(name => name.GetString()!));
            Assert.False(inner.GetProperty("additionalProperties").GetBoolean());
        }
    }

    [Fact]
    public void Descriptions_are_read_from_both_forms_and_lose_their_introduction()
    {
        const string Keyed =
            """{"descriptions":{"P1":"Prepared plateau-1 description for Enrolment: One.","P2":"Two.","P3":"Three.","P4":"Four.","P5":"Five."}}""";
        const string Listed =
            """{"descriptions":[{"plateau":1,"plateau_name":"Counter","description":"One."},{"plateau":2,"description":"Two."},{"plateau":3,"description":"Three."},{"plateau":4,"description":"Four."},{"plateau":5,"description":"Five."}]}""";

        foreach (var text in new[] { Keyed, Listed, $"```json\n{Keyed}\n```" })
        {
            var result = Samples.Stages.Descriptions.Read(Service, text);
            Assert.Equal(["One.", "Two.", "Three.", "Four.", "Five."], result.Value);
            Assert.Empty(result.Problems);
        }
    }

    [Fact]
    public void Missing_and_empty_descriptions_become_empty_and_are_noted()
    {
        var result = Samples.Stages.Descriptions.Read(Service, """{"descriptions":{"P1":"One.","P2":" ","P3":7,"P9":"Nine."}}""");

        Assert.Equal(["One.", "", "", "", ""], result.Value);
        Assert.Equal([QuarantineKind.SchemaMismatch, QuarantineKind.UnknownIds], result.Problems.Select(problem => problem.Kind));
        Assert.All(result.Problems, problem => Assert.Equal(("S7", "descriptions"), (problem.ServiceId, problem.Stage)));
        Assert.Contains("P9", result.Problems[1].Message);
    }

    [Fact]
    public void Features_get_ids_roles_and_labels()
    {
        var result = Samples.Stages.Features.Read(
            Service,
            1,
            """{"features":{"visitors":[{"name":" Online form ","description":"Apply on the web","score":{"level":2,"label":"Managed","justification":"Tracked"}}],"librarians":[],"administration":[]}}"""
        );

        var feature = Assert.Single(result.Value);
        Assert.Empty(result.Problems);
        Assert.Equal(FeatureIds.Of("Online form", "visitors", "Counter"), feature.FeatureId);
        Assert.Equal(("visitors", "Visitors", "Managed"), (feature.CustomerType, feature.Role!.Name, feature.Score.Label));
    }

    [Fact]
    public void Unknown_and_missing_roles_are_noted_and_the_rest_is_kept()
    {
        var result = Samples.Stages.Features.Read(Service, 1, """{"features":{"pirates":[],"visitors":[]}}""");

        Assert.Empty(result.Value);
        Assert.Equal([QuarantineKind.SchemaMismatch, QuarantineKind.UnknownIds], result.Problems.Select(problem => problem.Kind));
        Assert.Contains("'administration'", result.Problems[0].Message);
        Assert.Contains("'pirates'", result.Problems[1].Message);
    }

    [Fact]
    public void Of_two_features_with_one_name_the_same_stays_whatever_the_order()
    {
        const string First = """{"name":"N","description":"A","score":{"level":1,"justification":"J"}}""";
        const string Second = """{"name":"N","description":"B","score":{"level":1,"justification":"J"}}""";
        foreach (var pair in new[] { $"{First},{Second}", $"{Second},{First}" })
        {
            var text = "{\"features\":{\"visitors\":[" + pair + "],\"librarians\":[],\"administration\":[]}}";
            var result = Samples.Stages.Features.Read(Service, 1, text);
            Assert.Equal("A", Assert.Single(result.Value).Description);
            Assert.Contains("called 'N'", Assert.Single(result.Problems).Message);
        }
    }

    [Theory]
    [InlineData("", QuarantineKind.JsonParseError, "$")]
    [InlineData("{\"features\":", QuarantineKind.JsonParseError, "$")]
    [InlineData("{\"features\":{},\"features\":{}}", QuarantineKind.JsonParseError, "$")]
    [InlineData("{\"features\":{\"visitors\":[{\"name\":\"\\ud800\"}]}}", QuarantineKind.SchemaMismatch, "$.features.visitors[0]")]
    [InlineData("[]", QuarantineKind.SchemaMismatch, "$")]
    [InlineData("{\"features\":[]}", QuarantineKind.SchemaMismatch, "$.features")]
    [InlineData("{\"features\":{\"visitors\":{}}}", QuarantineKind.SchemaMismatch, "$.features.visitors")]
    [InlineData(
        "{\"features\":{\"visitors\":[{\"name\":\"N\",\"description\":\"D\",\"score\":{\"level\":2,\"label\":\"Defined\",\"justification\":\"J\"}}]}}",
        QuarantineKind.SchemaMismatch,
        "$.features.visitors[0].score.label"
    )]
    [InlineData(
        "{\"features\":{\"visitors\":[{\"name\":\"N\",\"description\":\"D\",\"score\":{\"level\":6,\"justification\":\"J\"}}]}}",
        QuarantineKind.SchemaMismatch,
        "$.features.visitors[0].score.level"
    )]
    public void An_answer_that_is_no_answer_is_told_with_kind_and_place(string text, string kind, string path)
    {
        var exception = Assert.Throws<StageAnswerException>(() => Samples.Stages.Features.Read(Service, 3, text));

        Assert.Equal((kind, path), (exception.Kind, exception.Path));
        Assert.Equal(("S7", "features/3"), (exception.ServiceId, exception.Stage));
    }

    [Fact]
    public void Damaged_answers_bring_no_other_exception()
    {
        var random = new Random(31);
        var stages = Samples.Stages;
        var features = stages.Features.Read(Service, 1, Samples.Features(new Random(2))).Value;
        for (var round = 0; round < 600; round++)
        {
            Try(Samples.Descriptions(random), text => stages.Descriptions.Read(Service, text));
            Try(Samples.Features(random), text => stages.Features.Read(Service, 1, text));
            var mapping = stages.Mappings[round % 3];
            Try(Samples.Mapping(random, mapping, features.Count), text => mapping.Read(Service, 1, features, text));
        }

        void Try(string good, Action<string> read)
        {
            var letters = good.ToCharArray();
            for (var change = random.Next(4); change >= 0; change--)
            {
                letters[random.Next(letters.Length)] = "{}[]\":,\\u0d8n1t"[random.Next(15)];
            }

            if (Record.Exception(() => read(new(letters))) is { } exception)
            {
                Assert.IsType<StageAnswerException>(exception);
            }
        }
    }

    [Fact]
    public void A_setting_changes_the_fingerprint()
    {
        Assert.Equal(Samples.Stages.Fingerprint, Samples.Of().Fingerprint);
        Assert.NotEqual(Samples.Stages.Fingerprint, Samples.Of(rationales: true).Fingerprint);
    }
}

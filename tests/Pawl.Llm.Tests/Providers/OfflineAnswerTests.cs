using System.Text.Json;
using Microsoft.Extensions.AI;
using Pawl.Llm.Providers;

namespace Pawl.Llm.Tests.Providers;

public class OfflineAnswerTests
{
    private const string Scored = """
        {"type":"object","additionalProperties":false,"required":["id","name","score","tags","pair"],
         "properties":{
           "id":{"enum":["ZK7CYX","AB2DEF"]},
           "name":{"type":"string","minLength":3,"maxLength":40},
           "score":{"$ref":"#/$defs/score"},
           "tags":{"type":"array","items":{"enum":["a","b","c"]},"minItems":2,"maxItems":3,"uniqueItems":true},
           "pair":{"type":"array","prefixItems":[{"const":1},{"const":"two"}],"items":false},
           "share":{"type":"number","minimum":0,"exclusiveMaximum":1},
           "kind":{"anyOf":[{"const":"x"},{"type":"integer","minimum":7,"maximum":7}]},
           "map":{"type":"object","propertyNames":{"enum":["k"]},"additionalProperties":{"type":"boolean"}}},
         "$defs":{"score":{"type":"integer","minimum":1,"maximum":5}}}
        """;

    [Fact]
    public void Answers_follow_every_keyword_of_their_schema()
    {
        for (var seed = 0UL; seed < 500; seed++)
        {
            var answer = JsonElement.Parse(OfflineAnswer.Json(JsonElement.Parse(Scored), seed));

            Assert.Contains(answer.GetProperty("id").GetString()!, (string[])["ZK7CYX", "AB2DEF"]);
            Assert.InRange(answer.GetProperty("name").GetString()!.Length, 3, 40);
            Assert.InRange(answer.GetProperty("score").GetInt32(), 1, 5);
            var tags = answer.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ToList();
            Assert.InRange(tags.Count, 2, 3);
            Assert.Equal(tags.Count, tags.Distinct().Count());
            Assert.Equal("""[1,"two"]""", answer.GetProperty("pair").GetRawText());
            Assert.InRange(answer.GetProperty("share").GetDouble(), 0, 0.99);
            Assert.Contains(answer.GetProperty("kind").GetRawText(), (string[])["\"x\"", "7"]);
            Assert.Equal(["k"], answer.GetProperty("map").EnumerateObject().Select(entry => entry.Name));
        }
    }

    [Fact]
    public void Schemas_that_hold_themselves_come_to_an_end()
    {
        var schema = JsonElement.Parse(
            """{"type":"object","required":["next"],"properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]},"all":{"type":"array","items":{"$ref":"#"}}}}"""
        );

        for (var seed = 0UL; seed < 100; seed++)
        {
            Assert.Equal(JsonValueKind.Object, JsonElement.Parse(OfflineAnswer.Json(schema, seed)).ValueKind);
        }
    }

    [Fact]
    public void A_pattern_is_refused_by_name()
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{"code":{"type":"string","pattern":"^[0-9]+$"}}}""");

        Assert.Contains("'code'", Assert.Throws<NotSupportedException>(() => OfflineAnswer.Json(schema, 1)).Message);
    }

    [Fact]
    public async Task The_same_request_gets_the_same_answer_and_another_another()
    {
        using var client = new OfflineChatClient(seed: 3);
        var options = new ChatOptions { ModelId = "gpt-5", ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(Scored)) };

        var first = await client.GetResponseAsync("one", options);
        var again = await client.GetResponseAsync("one", options);
        var other = await client.GetResponseAsync("two", options);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Usage!.OutputTokenCount, again.Usage!.OutputTokenCount);
        Assert.NotEqual(first.Text, other.Text);
    }
}

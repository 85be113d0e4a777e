using System.Text.Json;
using Pawl.Llm.Calls;
using Pawl.Llm.Providers;

namespace Pawl.Evolutions.Tests.Stages;

public sealed class OfflineAnswersTests
{
    [Fact]
    public void An_answer_that_follows_the_schema_is_read_without_a_note()
    {
        var service = Samples.Service;
        foreach (var stages in new[] { Samples.Stages, Samples.Of(rationales: true) })
        {
            for (var seed = 0ul; seed < 25; seed++)
            {
                Assert.Empty(stages.Descriptions.Read(service, Answer(stages.Descriptions.Call(service), seed)).Problems);
                var features = stages.Features.Read(service, 1, Answer(stages.Features.Call(service, 1, "Works."), seed));
                Assert.Empty(features.Problems);
                foreach (var mapping in stages.Mappings.Where(_ => features.Value.Count > 0))
                {
                    var answer = Answer(mapping.Call(service, 1, features.Value), seed);
                    Assert.Empty(mapping.Read(service, 1, features.Value, answer).Problems);
                }
            }
        }
    }

    private static string Answer(ModelCall call, ulong seed)
    {
        using var schema = JsonDocument.Parse(call.Schema!.Json);
        return OfflineAnswer.Json(schema.RootElement, seed);
    }
}

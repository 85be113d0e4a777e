using Pawl.Llm.Calls;

namespace Pawl.Llm.Tests.Calls;

public sealed class CallKeyTests
{
    public static TheoryData<string, ModelCall> Changes =>
        new()
        {
            { "model", Sample.Call with { Model = "gpt-5" } },
            { "temperature", Sample.Call with { Sampling = Sample.Call.Sampling with { Temperature = 0.5 } } },
            { "no temperature", Sample.Call with { Sampling = Sample.Call.Sampling with { Temperature = null } } },
            { "top p", Sample.Call with { Sampling = Sample.Call.Sampling with { TopP = 0 } } },
            { "seed", Sample.Call with { Sampling = Sample.Call.Sampling with { Seed = 8 } } },
            { "no seed", Sample.Call with { Sampling = Sample.Call.Sampling with { Seed = null } } },
            { "output tokens", Sample.Call with { Sampling = Sample.Call.Sampling with { MaximumOutputTokens = 7 } } },
            { "effort", Sample.Call with { Sampling = Sample.Call.Sampling with { ReasoningEffort = "low" } } },
            { "empty effort", Sample.Call with { Sampling = Sample.Call.Sampling with { ReasoningEffort = "" } } },
            { "system prompt", Sample.Call with { SystemPrompt = "You describe services!" } },
            { "schema", Sample.Call with { Schema = Sample.Call.Schema! with { Json = "{\"type\":\"array\"}" } } },
            { "schema's name", Sample.Call with { Schema = Sample.Call.Schema! with { Name = "descriptions" } } },
            { "no schema", Sample.Call with { Schema = null } },
            { "message", Sample.Of("S1", "descriptions", "What is it") },
            { "role", Sample.Call with { Messages = [new CallMessage("assistant", "What is it?")] } },
            { "one more message", Sample.Call with { Messages = [.. Sample.Call.Messages, new CallMessage("user", "")] } },
        };

    // Computed apart from this code, by Python's hashlib over the encoding CallKey documents.
    [Fact]
    public void Key_is_the_documented_one()
    {
        Assert.Equal("29965a484e7d092a6db0ead43e9078c72da95d2f20350640a7ec56fb1e460bf3", CallKey.Of(Sample.Call, "openai"));
        Assert.Equal("edcf3c698c79a37c5b19458481921ad0de22649b9896f7e1e417d89d1570a063", CallKey.Of(Least, "offline/3"));
    }

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void Key_changes_with_any_part_of_the_question(string part, ModelCall changed) =>
        Assert.True(CallKey.Of(changed, "openai") != CallKey.Of(Sample.Call, "openai"), part);

    [Fact]
    public void Keys_of_all_those_questions_differ_from_one_another() =>
        Assert.Equal(Changes.Count, Changes.Select(row => CallKey.Of(row.Data.Item2, "openai")).Distinct().Count());

    [Fact]
    public void Key_depends_on_who_answers_and_not_on_who_asks()
    {
        Assert.NotEqual(CallKey.Of(Sample.Call, "offline/0"), CallKey.Of(Sample.Call, "openai"));
        Assert.Equal(CallKey.Of(Sample.Of("S2", "features/3"), "openai"), CallKey.Of(Sample.Call, "openai"));
    }

    [Fact]
    public void Text_moved_from_one_part_to_the_next_changes_the_key()
    {
        var left = Sample.Call with { SystemPrompt = "ab", Messages = [new CallMessage("user", "c"), new CallMessage("user", "d")] };
        var right = Sample.Call with { SystemPrompt = "a", Messages = [new CallMessage("user", "bc"), new CallMessage("user", "d")] };
        var joined = Sample.Call with { SystemPrompt = "ab", Messages = [new CallMessage("user", "cuserd")] };

        Assert.Equal(3, new[] { left, right, joined }.Select(call => CallKey.Of(call, "openai")).Distinct().Count());
    }

    [Fact]
    public void Zero_has_one_key_whatever_its_sign() =>
        Assert.Equal(
            CallKey.Of(Sample.Call, "openai"),
            CallKey.Of(Sample.Call with { Sampling = Sample.Call.Sampling with { Temperature = -0.0 } }, "openai")
        );

    private static ModelCall Least => new(new CallSlot("u", "s"), "m", new Sampling(), "", [new CallMessage("user", "é")], null);
}

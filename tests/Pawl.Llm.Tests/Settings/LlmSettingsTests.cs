using Pawl.Llm.Settings;
using Pawl.Runs.Specs;

namespace Pawl.Llm.Tests.Settings;

public class LlmSettingsTests
{
    private static readonly SpecSchema Schema = new("calls", LlmSpecKeys.All);

    [Fact]
    public void Defaults_ask_OpenAI_with_the_key_of_its_variable()
    {
        var settings = LlmSettings.Of(Resolve());

        Assert.Equal(
            new ProviderSettings(
                ProviderKind.OpenAi,
                LlmSettings.OpenAiAddress,
                "OPENAI_API_KEY",
                null,
                StructuredOutput.Schema,
                OfflineSeed: 0
            ),
            settings.Provider
        );
        Assert.Equal(new TrySettings(Seconds(60), 6, Seconds(1), Seconds(30), Seconds(600), UnknownTries.Resend), settings.Tries);
        Assert.Equal(new QueueSettings(16, Adaptive: true, 0, 0), settings.Queue);
        Assert.Equal(new BreakerSettings(5, Seconds(30), Seconds(600), 5), settings.Breaker);
        Assert.Equal(new BudgetSettings(null, null, null), settings.Budget);
        Assert.Equal(new CacheSettings(CacheMode.Read, null), settings.Cache);
        Assert.False(settings.Repair);
    }

    [Fact]
    public void A_compatible_server_is_never_sent_OpenAIs_key()
    {
        var provider = LlmSettings.Of(Resolve("provider.kind=compatible", "provider.address=http://localhost:11434/v1")).Provider;

        Assert.Equal(new Uri("http://localhost:11434/v1"), provider.Address);
        Assert.Null(provider.AuthVariable);
    }

    [Fact]
    public void A_key_file_goes_in_place_of_the_variable()
    {
        var provider = LlmSettings.Of(Resolve("provider.auth_file=/keys/one")).Provider;

        Assert.Equal("/keys/one", provider.AuthFile);
        Assert.Null(provider.AuthVariable);
    }

    [Theory]
    [InlineData("off", CacheMode.Off)]
    [InlineData("refresh", CacheMode.Refresh)]
    [InlineData("write", CacheMode.Write)]
    public void Words_become_the_values_they_name(string word, CacheMode mode) =>
        Assert.Equal(mode, LlmSettings.Of(Resolve($"cache.mode={word}")).Cache.Mode);

    [Fact]
    public void Dollars_are_taken_exactly() =>
        Assert.Equal(
            (0.1m, 12.35m),
            (
                LlmSettings.Of(Resolve("budget.soft=0.1", "budget.hard=12.35")).Budget is var budget
                    ? (budget.Soft!.Value, budget.Hard!.Value)
                    : default
            )
        );

    [Theory]
    [InlineData("provider.address", "provider.kind=compatible")]
    [InlineData("provider.address", "provider.kind=compatible", "provider.address=localhost:11434/v1")]
    [InlineData("provider.address", "provider.kind=compatible", "provider.address=ftp://localhost/v1")]
    [InlineData("provider.address", "provider.kind=compatible", "provider.address=/v1")]
    [InlineData("provider.address", "provider.kind=openai", "provider.address=http://localhost/v1")]
    [InlineData("provider.auth_file", "provider.auth_variable=A", "provider.auth_file=/keys/one")]
    [InlineData("calls.base", "calls.base=40s")]
    [InlineData("breaker.pause", "breaker.pause=1h")]
    [InlineData("budget.soft", "budget.soft=2", "budget.hard=1")]
    public void Keys_that_contradict_each_other_are_named(string key, params string[] sets) =>
        Assert.Equal(key, Assert.Single(LlmRules.Check(Resolve(sets))).Key);

    [Fact]
    public void A_key_in_the_place_of_its_variables_name_is_not_repeated()
    {
        var problem = Assert.Single(LlmRules.Check(Resolve("provider.auth_variable=sk-abcdefgh")));

        Assert.DoesNotContain("abcdefgh", problem.ToString());
    }

    [Fact]
    public void A_password_in_an_address_is_not_repeated()
    {
        var problem = Assert.Single(LlmRules.Check(Resolve("provider.kind=compatible", "provider.address=http://me:hidden@localhost/v1")));

        Assert.DoesNotContain("hidden", problem.ToString());
    }

    [Fact]
    public void Every_number_has_a_range_and_every_key_a_meaning() =>
        Assert.All(
            LlmSpecKeys.All,
            key =>
            {
                Assert.True(
                    key.Kind is not (SpecKind.Integer or SpecKind.Number or SpecKind.Duration) || key.Minimum is not null,
                    key.Path
                );
                Assert.True(key.Description.Length > 20, key.Path);
            }
        );

    private static ResolvedSpec Resolve(params string[] sets) =>
        SpecResolver.Resolve(Schema, [], new SpecSource("workload: calls\n", "calls.yaml"), null, sets, null);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}

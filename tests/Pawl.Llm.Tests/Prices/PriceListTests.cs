using Pawl.Llm.Calls;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Tests.Prices;

public sealed class PriceListTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    // 100 × 0.25 + 20 × 0.025 + 30 × 2 dollars for a million tokens.
    [Fact]
    public void Cost_is_exact() =>
        Assert.Equal(0.0000855m, PriceList.Shipped.Of("gpt-5-mini")!.Cost(new TokenUsage(120, 20, 30))!.Value.Amount);

    [Fact]
    public void Cost_of_a_single_cached_token_of_the_cheapest_model_is_not_lost() =>
        Assert.Equal(0.000000005m, PriceList.Shipped.Of("gpt-5-nano")!.Cost(new TokenUsage(1, 1, 0))!.Value.Amount);

    [Fact]
    public void Tokens_that_were_not_counted_have_no_known_cost()
    {
        Assert.Null(PriceList.Shipped.Of("gpt-5")!.Cost(TokenUsage.None));
        Assert.Equal(Dollars.Zero, PriceList.Shipped.Of("offline")!.Cost(TokenUsage.None));
    }

    [Theory]
    [InlineData("gpt-5-mini-2025-08-07", "gpt-5-mini")]
    [InlineData("gpt-4o-2024-08-06", "gpt-4o")]
    [InlineData("gpt-5-mini-latest", null)]
    [InlineData("llama3.2", null)]
    public void Price_is_found_by_name_with_or_without_a_date(string model, string? found) =>
        Assert.Equal(found, PriceList.Shipped.Of(model)?.Model);

    [Fact]
    public void Bound_is_never_below_the_cost_of_what_a_provider_could_count()
    {
        var price = PriceList.Shipped.Of("gpt-5-mini")!;
        var call = Sample.Of("S1", "descriptions", new string('字', 500));

        // No tokenizer that begins from bytes makes more tokens than there are bytes; three a character here.
        var bytes = 1500 + call.SystemPrompt.Length + call.Schema!.Json.Length;
        Assert.True(price.Bound(call) >= price.Cost(new TokenUsage(bytes, 0, call.Sampling.MaximumOutputTokens!.Value)));
    }

    [Fact]
    public void Bound_without_a_limit_takes_the_models_longest_answer()
    {
        var price = PriceList.Shipped.Of("gpt-4o-mini")!;
        var call = Sample.Call with { Sampling = new Sampling() };

        Assert.True(price.Bound(call) > price.Cost(new TokenUsage(1, 0, 16384)));
        Assert.Null((price with { MaximumOutput = null }).Bound(call));
    }

    [Fact]
    public void Own_file_goes_before_what_is_shipped()
    {
        var list = Open("""{"noted":"2031-02-03","models":[{"model":"gpt-5","input":9,"output":9},{"model":"*","input":0,"output":0}]}""");

        Assert.Equal(9_000_000, list.Of("gpt-5")!.CachedInput);
        Assert.Equal(250_000, list.Of("gpt-5-mini")!.Input);
        Assert.True(list.Of("llama3.2")!.IsFree);
        Assert.Equal(new DateOnly(2031, 2, 3), list.Noted);
    }

    [Theory]
    [InlineData("""{"noted":"2031-02-03","models":[{"model":"m","input":-1,"output":1}]}""", "0 to 1,000,000")]
    [InlineData("""{"noted":"2031-02-03","models":[{"model":"m","input":0.0000001,"output":1}]}""", "six decimals")]
    [InlineData("""{"noted":"2031-02-03","models":[{"model":"m","input":1}]}""", "output")]
    [InlineData("""{"noted":"2031-02-03","models":[{"model":"m","input":1,"output":1,"price":1}]}""", "price")]
    [InlineData("""{"noted":"2031-02-03","models":[{"model":"m","input":1,"output":1},{"model":"m","input":1,"output":1}]}""", "twice")]
    [InlineData("""{"noted":"2031-02-03","models":[{"model":"m","input":1,"output":1,"maximum_output":0}]}""", "at least 1")]
    [InlineData("models: []", "expected a price list")]
    public void Wrong_file_is_refused_with_what_was_expected(string text, string part) =>
        Assert.Contains(part, Assert.Throws<PriceListException>(() => Open(text)).Message);

    [Fact]
    public void Missing_file_is_named() =>
        Assert.Contains("prices.file", Assert.Throws<PriceListException>(() => PriceList.Open(_scratch["none.json"])).Message);

    [Theory]
    [InlineData(12_345_678_900_000, "$12.35")]
    [InlineData(375_000_000, "$0.000375")]
    [InlineData(500_000_000_000, "$0.50")]
    [InlineData(0, "$0.00")]
    public void Amounts_read_well(long pico, string text) => Assert.Equal(text, new Dollars(pico).ToString());

    private PriceList Open(string text)
    {
        File.WriteAllText(_scratch["prices.json"], text);
        return PriceList.Open(_scratch["prices.json"]);
    }
}

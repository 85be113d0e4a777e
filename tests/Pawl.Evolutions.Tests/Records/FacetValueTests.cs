using System.Text.Json;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Tests.Records;

public sealed class FacetValueTests
{
    [Theory]
    [InlineData("1.0")]
    [InlineData("12")]
    [InlineData("-3e7")]
    [InlineData("true")]
    [InlineData("\"1\"")]
    public void A_value_read_and_written_is_the_same_text(string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<FacetValue>(json)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{}")]
    public void What_no_facet_can_hold_is_refused(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<FacetValue>(json));
    }

    [Theory]
    [InlineData("12", true)]
    [InlineData("12.0", true)]
    [InlineData("12.5", false)]
    [InlineData("\"12\"", false)]
    public void A_number_without_a_fraction_is_an_integer(string json, bool isInteger)
    {
        Assert.Equal(isInteger, JsonSerializer.Deserialize<FacetValue>(json).IsInteger);
    }
}

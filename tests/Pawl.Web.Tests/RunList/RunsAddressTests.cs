using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Pawl.Runs.Model;
using Pawl.Web.Views.Runs;

namespace Pawl.Web.Tests.RunList;

public sealed class RunsAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/?q=a%26b%20%25_&state=running&state=failed&workload=text&tag=sweep%2Flr&tag=keep&sort=duration&page=3")]
    [InlineData("/?sort=metric%3Aloss%2Fval%3Adesc&col=state&col=metric%3Aloss%2Fval%2C%26%3D")]
    public void An_address_says_what_it_was_read_from(string url) => Assert.Equal(url, Parse(url).Url);

    [Theory]
    [InlineData("/?state=dead&sort=spec_json&page=-7&tag=two%20words&col=spec&workload=")]
    [InlineData("/?page=x&sort=metric:&col=metric:")]
    public void What_an_address_says_wrongly_is_left_out(string url)
    {
        var address = Parse(url);

        Assert.Equal((RunSort.Default, 1, false), (address.Sort, address.Page, address.IsFiltered));
        Assert.Empty(address.Columns);
    }

    [Fact]
    public void Every_change_of_a_filter_leads_back_to_the_first_page()
    {
        var address = Parse("/?state=failed&tag=a&page=4&sort=name");

        Assert.Equal("/?state=failed&state=cancelled&tag=a&sort=name", address.Toggle(RunState.Cancelled).Url);
        Assert.Equal("/?tag=a&sort=name", address.Toggle(RunState.Failed).Url);
        Assert.Equal("/?state=failed&tag=a&tag=b&sort=name", address.With("b").Url);
        Assert.Equal("/?state=failed&sort=name", address.Without("a").Url);
        Assert.Equal("/?sort=name", address.Unfiltered.Url);
        Assert.Equal("/?state=failed&tag=a&sort=name%3Adesc", address.SortedBy(RunColumn.Name).Url);
        Assert.Equal("/?state=failed&tag=a&sort=duration%3Adesc", address.SortedBy(RunColumn.Find("duration")!).Url);
        Assert.Equal("/?state=failed&tag=a&sort=name&page=2", address.OnPage(2).Url);
    }

    [Fact]
    public void Columns_come_from_the_address_then_the_cookie_then_the_usual_ones()
    {
        Assert.Equal(["state", "metric:a"], Keys(Parse("/?col=metric:a&col=state&col=metric:a", "workload")));
        Assert.Equal(["workload", "metric:loss/val"], Keys(Parse("/", "metric:loss/val\nworkload\nnonsense")));
        Assert.Equal(Keys(Parse("/")), RunColumn.Default.Select(column => column.Key));
        Assert.Equal("/", Parse("/", "workload").Url);
    }

    private static IEnumerable<string> Keys(RunsAddress address) => address.Columns.Select(column => column.Key);

    private static RunsAddress Parse(string url, string? cookie = null) =>
        RunsAddress.Parse(new QueryCollection(QueryHelpers.ParseQuery(url[1..])), cookie);
}

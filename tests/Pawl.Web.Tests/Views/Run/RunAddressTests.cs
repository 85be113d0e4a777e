using System.Net;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Views.Run;

public sealed class RunAddressTests
{
    [Fact]
    public async Task Every_spelling_of_a_run_leads_to_its_one_address()
    {
        await using var bench = await Workbench.StartAsync();
        var id = bench.Queue("first", "true").Id;

        Assert.Equal($"/runs/{id}", await RedirectOf(bench, $"/runs/{id[..20]}"));
        Assert.Equal($"/runs/{id}", await RedirectOf(bench, $"/runs/{id.ToLowerInvariant()}"));
        Assert.Equal($"/runs/{id}", await RedirectOf(bench, "/runs/last"));
        Assert.Equal($"/runs/{id}", await RedirectOf(bench, $"/runs/{id}/overview"));
        Assert.Null(await RedirectOf(bench, $"/runs/{id}"));
    }

    [Fact]
    public async Task An_unknown_run_is_not_found_and_says_where_to_go()
    {
        await using var bench = await Workbench.StartAsync();

        using var answer = await bench.Http.GetAsync("/runs/01ARZ3NDEKTSV4RRFFQ69G5FAV", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("See all runs", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unknown_tab_is_not_found_and_leads_to_the_run()
    {
        await using var bench = await Workbench.StartAsync();
        var id = bench.Queue("first", "true").Id;

        using var answer = await bench.Http.GetAsync($"/runs/{id}/nonsense", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains($"href=\"/runs/{id}\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string?> RedirectOf(Workbench bench, string path)
    {
        using var answer = await bench.Http.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.Headers.Location?.ToString();
    }
}

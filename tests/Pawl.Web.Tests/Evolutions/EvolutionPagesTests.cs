using System.Net;
using System.Text.RegularExpressions;
using Pawl.Evolutions.Store;
using Pawl.Runs;
using Pawl.Runs.Model;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Harness.Seeding;

namespace Pawl.Web.Tests.Evolutions;

public sealed partial class EvolutionPagesTests : IAsyncLifetime
{
    private Workbench _bench = null!;
    private string _run = "";

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.StartAsync();
        _run = (await EvolvingRun.StartAsync(_bench)).Id;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Services_are_narrowed_by_state_and_text()
    {
        Assert.Equal(10, Rows(await GetAsync($"/parts/runs/{_run}/services")));
        Assert.Equal(6, Rows(await GetAsync($"/parts/runs/{_run}/services?state=done")));
        Assert.Equal(2, Rows(await GetAsync($"/parts/runs/{_run}/services?state=pending&q=e")));
        var one = await GetAsync($"/parts/runs/{_run}/services?q=DIGIT");
        Assert.Equal(1, Rows(one));
        Assert.Contains("mapping/2/applications: The provider answered 503", Text(one), StringComparison.Ordinal);
        Assert.Contains("No service matches", await GetAsync($"/parts/runs/{_run}/services?q=nothing+like+it"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Totals_tell_cost_and_what_calls_of_unknown_outcome_may_have_cost()
    {
        var text = Text(await GetAsync($"/parts/runs/{_run}/services"));

        Assert.Contains("6 of 10 services done, 1 failed", text, StringComparison.Ordinal);
        Assert.Matches(@"\$0\.\d+ for 114 calls answered, 21 from the cache", text);
        Assert.Matches(@"1 try of unknown outcome, at most \$0\.\d+ more", text);
    }

    [Fact]
    public async Task Stages_of_a_service_are_told_in_words_beside_their_shapes()
    {
        var html = WebUtility.HtmlDecode(await GetAsync($"/parts/runs/{_run}/services"));

        Assert.Contains("21 of 21 stages: 21 from the cache", html, StringComparison.Ordinal);
        Assert.Contains("6 of 21 stages: 6 answered, 1 failed", html, StringComparison.Ordinal);
        Assert.Contains("3 of 21 stages: 3 answered, 1 under way", html, StringComparison.Ordinal);
        Assert.Contains("0 of 21 stages", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_evolution_shows_plateaus_maturity_and_matrices_without_a_script()
    {
        var html = await GetAsync($"/runs/{_run}/evolution?service=S1");

        foreach (var plateau in new[] { "Foundational", "Enhanced", "Autonomous", "Outcome-Driven", "Transformative" })
        {
            Assert.Contains(plateau, html, StringComparison.Ordinal);
        }

        Assert.Equal(15, Regex.Count(html, "class=\"mapping-plateau\""));
        Assert.Matches("Maturity</span> 3 Defined", html);
        Assert.True(FeatureLink().Count(html) > 100);
        foreach (Match link in FeatureLink().Matches(html))
        {
            Assert.Contains($"id=\"{link.Groups[1].Value}\"", html, StringComparison.Ordinal);
        }

        Assert.Contains("<code>S1</code>", html, StringComparison.Ordinal);
        Assert.Contains("facet &#x27;sensitivity&#x27; is", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_without_an_evolution_says_what_is_known_and_what_to_do()
    {
        var failed = Text(await GetAsync($"/runs/{_run}/evolution?service=S7"));
        Assert.Contains("Failed in mapping/2/applications: call failed", failed, StringComparison.Ordinal);
        Assert.Contains("See whether the provider is up", failed, StringComparison.Ordinal);
        Assert.Contains("6 × failed: server (503)", failed, StringComparison.Ordinal);
        Assert.Contains("It waits for its turn", Text(await GetAsync($"/runs/{_run}/evolution?service=S9")), StringComparison.Ordinal);
        Assert.Contains("lists no service", await GetAsync($"/runs/{_run}/evolution?service=none"), StringComparison.Ordinal);
        var other = _bench.Queue("other", "true").Id;
        using var answer = await _bench.Http.GetAsync($"/runs/{other}/evolution?service=S1");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var tab = await _bench.Http.GetAsync($"/runs/{other}/services");
        Assert.Equal(HttpStatusCode.NotFound, tab.StatusCode);
    }

    [Fact]
    public async Task The_finished_line_and_raw_texts_are_saved_as_they_are_and_never_opened_as_pages()
    {
        using var line = await _bench.Http.GetAsync($"/parts/runs/{_run}/evolution/line?service=S1");
        Assert.Equal("attachment", line.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("S1.json", line.Content.Headers.ContentDisposition?.FileName);
        using var reader = EvolutionReader.OpenIfAny(EvolutionFile.Of(RunFolder.Of(_bench.DataRoot, _run)))!;
        Assert.Equal(reader.Line(0), await line.Content.ReadAsByteArrayAsync());

        var finding = reader.Quarantine("S1", "json_parse_error", 0, 1)[0];
        using var raw = await _bench.Http.GetAsync($"/parts/runs/{_run}/quarantine/raw?finding={finding.Id}");
        Assert.Equal(finding.Raw, await raw.Content.ReadAsStringAsync());
        Assert.Equal("attachment", raw.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("text/plain", raw.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Names_ids_and_raw_texts_that_are_scripts_are_shown_as_text()
    {
        foreach (
            var url in new[]
            {
                $"/parts/runs/{_run}/services",
                $"/parts/runs/{_run}/quarantine",
                $"/runs/{_run}/evolution?service={Uri.EscapeDataString(SeedEvolution.Hostile)}",
                $"/runs/{_run}/evolution?service=S1",
                $"/runs/{_run}/services?q={Uri.EscapeDataString(SeedEvolution.Hostile)}",
            }
        )
        {
            var html = await GetAsync(url);
            Assert.Contains("owned", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>document", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Findings_are_counted_by_kind_and_narrowed()
    {
        var all = await GetAsync($"/parts/runs/{_run}/quarantine");
        Assert.Equal(4, Regex.Count(all, "<article"));
        Assert.Matches("json parse error <span class=\"count\">2</span>", all);
        Assert.Equal(1, Regex.Count(await GetAsync($"/parts/runs/{_run}/quarantine?kind=unknown_ids"), "<article"));
        Assert.Equal(1, Regex.Count(await GetAsync($"/parts/runs/{_run}/quarantine?stage=input"), "<article"));
        Assert.Equal(3, Regex.Count(await GetAsync($"/parts/runs/{_run}/quarantine?service=S1"), "<article"));
        Assert.Contains("No finding matches", await GetAsync($"/parts/runs/{_run}/quarantine?service=S9"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_of_a_run_at_work_are_told_and_what_is_told_no_more_is_called_stale()
    {
        var folder = RunFolder.Of(_bench.DataRoot, _run);
        SeedEvolution.Status(folder, TimeProvider.System.GetUtcNow(), "calls wait: the budget");
        var fresh = Text(await GetAsync($"/parts/runs/{_run}/calls"));
        Assert.Contains("at most 8 just now, 16 by the settings", fresh, StringComparison.Ordinal);
        Assert.Contains("calls wait: the budget", fresh, StringComparison.Ordinal);

        SeedEvolution.Status(folder, TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1), "calls wait: the budget");
        var stale = Text(await GetAsync($"/parts/runs/{_run}/calls"));
        Assert.Contains("it may be gone", stale, StringComparison.Ordinal);
        Assert.DoesNotContain("the budget", stale, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Breakers_that_are_not_closed_stand_on_the_page_of_workers_and_of_the_run()
    {
        Assert.Contains("no breaker is open", Text(await GetAsync("/parts/workers")), StringComparison.Ordinal);
        SeedBreaker.Open(_bench.DataRoot);

        foreach (var url in new[] { "/parts/workers", $"/parts/runs/{_run}/calls" })
        {
            var text = Text(await GetAsync(url));
            Assert.Contains("the account has nothing left", text, StringComparison.Ordinal);
            Assert.Contains("https://llm.example.org/v1", text, StringComparison.Ordinal);
            Assert.Contains("You exceeded your quota", text, StringComparison.Ordinal);
            Assert.Contains("Top the account up", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_run_that_has_not_begun_says_so_in_its_tabs()
    {
        var queued = _bench.Store.Create(EvolveSpec.NewRun("waiting")).Id;

        Assert.Contains("No services are listed yet", await GetAsync($"/runs/{queued}/services"), StringComparison.Ordinal);
        Assert.Contains("Nothing was set aside", await GetAsync($"/runs/{queued}/quarantine"), StringComparison.Ordinal);
        Assert.Equal(RunState.Queued, _bench.Store.Get(queued).State);
        Assert.False(File.Exists(EvolutionFile.Of(RunFolder.Of(_bench.DataRoot, queued))));
    }

    private async Task<string> GetAsync(string path) => await _bench.Http.GetStringAsync(path, TestContext.Current.CancellationToken);

    private static int Rows(string html) => Regex.Count(html, "<tr data-key=");

    private static string Text(string html) => WebUtility.HtmlDecode(Gaps().Replace(Tags().Replace(html, ""), " "));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gaps();

    [GeneratedRegex("href=\"/runs/[^\"]+#(feature-[^\"]+)\"")]
    private static partial Regex FeatureLink();
}

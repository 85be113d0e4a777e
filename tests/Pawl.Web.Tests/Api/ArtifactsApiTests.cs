using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pawl.Runs;
using Pawl.Runs.Model;
using Pawl.Web.Api;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Views.Run;

namespace Pawl.Web.Tests.Api;

public sealed class ArtifactsApiTests
{
    private const string Secret = "TOP-SECRET-CONTENT";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("../../../secret.txt")]
    [InlineData("plots/../../../../secret.txt")]
    [InlineData("%2e%2e/%2e%2e/%2e%2e/secret.txt")]
    [InlineData("..%2f..%2f..%2fsecret.txt")]
    [InlineData("%252e%252e%252f%252e%252e%252f%252e%252e%252fsecret.txt")]
    [InlineData("..%5c..%5c..%5csecret.txt")]
    [InlineData("%2f{root}/secret.txt")]
    [InlineData("/{root}/secret.txt")]
    [InlineData("notes.txt%00.svg")]
    [InlineData("..%00/..%00/secret.txt")]
    [InlineData("out.txt")]
    [InlineData("outside/secret.txt")]
    public async Task No_spelling_of_a_path_leads_out(string spelling)
    {
        await using var bench = await Workbench.StartAsync();
        var run = Planted(bench);

        var (status, answer) = await RawRequest.GetAsync(
            bench,
            $"/api/v1/runs/{run}/artifacts/{spelling.Replace("{root}", bench.DataRoot, StringComparison.Ordinal)}"
        );

        Assert.True(status is 404 or 400, $"{spelling} was answered with {status}");
        Assert.DoesNotContain(Secret, answer);
        Assert.DoesNotContain(bench.DataRoot, answer);
    }

    [Theory]
    [InlineData("../../../secret.txt")]
    [InlineData("../manifest.json")]
    [InlineData("/etc/hostname")]
    [InlineData("..\\secret.txt")]
    public async Task A_stored_path_is_not_trusted(string path)
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("planted", "true").Id;
        Record(bench, run, path);

        Assert.Single(bench.Store.Artifacts(run));
        Assert.Null(RunArtifacts.Find(bench.Store, bench.DataRoot, run, path));
        using var page = await bench.Http.GetAsync($"/parts/runs/{run}/preview?path={Uri.EscapeDataString(path)}", Stop);
        Assert.Contains("not there any more", await page.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Only_files_recorded_for_this_run_are_served()
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun.Succeed(bench).Id;
        var other = bench.Queue("other", "true").Id;
        await File.WriteAllTextAsync(Path.Combine(RunFolder.Of(bench.DataRoot, run).Artifacts, "unrecorded.txt"), Secret, Stop);

        using var unrecorded = await bench.Http.GetAsync($"/api/v1/runs/{run}/artifacts/unrecorded.txt", Stop);
        using var ofOther = await bench.Http.GetAsync($"/api/v1/runs/{other}/artifacts/notes.txt", Stop);
        using var unknown = await bench.Http.GetAsync("/api/v1/runs/01ARZ3NDEKTSV4RRFFQ69G5FAV/artifacts/notes.txt", Stop);
        using var folder = await bench.Http.GetAsync($"/api/v1/runs/{run}/artifacts/plots", Stop);

        Assert.All(new[] { unrecorded, ofOther, unknown, folder }, answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Equal("application/problem+json", unrecorded.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_range_of_bytes_and_the_hash_as_entity_tag_are_served()
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun.Succeed(bench).Id;
        var url = $"/api/v1/runs/{run[..12]}/artifacts/weights/last.pt";

        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(6, null) } };
        using var part = await bench.Http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("weights", await part.Content.ReadAsStringAsync(Stop));
        Assert.Equal(13, part.Content.Headers.ContentRange?.Length);

        var hash = Convert.ToHexStringLower(SHA256.HashData("other weights"u8));
        using var again = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { new($"\"{hash}\"") } } };
        using var unchanged = await bench.Http.SendAsync(again, Stop);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        using var head = await bench.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, url), Stop);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(13, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("page.html", "application/octet-stream", "attachment")]
    [InlineData("weights/best.pt", "application/octet-stream", "attachment")]
    [InlineData("plots/loss.svg", "image/svg+xml", "inline")]
    [InlineData("notes.txt", "text/plain", "inline")]
    [InlineData("results.csv", "text/csv", "attachment")]
    public async Task Nothing_is_sent_as_what_a_browser_would_run(string path, string type, string disposition)
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun.Succeed(bench).Id;

        using var answer = await bench.Http.GetAsync($"/api/v1/runs/{run}/artifacts/{path}", Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(disposition, answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("sandbox", policy);
        Assert.Contains("default-src 'none'", policy);
        Assert.DoesNotContain("script-src", policy);
    }

    [Theory]
    [InlineData("a\"b; filename=evil.exe.txt")]
    [InlineData("naïve 日本語.txt")]
    [InlineData("tab;x=y%0d%0aSet-Cookie: a=b.txt")]
    public async Task A_file_name_cannot_write_headers(string name)
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun.Start(bench).Artifact(name, Encoding.UTF8.GetBytes("x")).Id;

        using var answer = await bench.Http.GetAsync(new Uri(bench.Address, RunArtifacts.Url(run, name)), Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal(name, answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.DoesNotContain(
            "evil.exe",
            answer.Content.Headers.ContentDisposition?.Parameters.Where(part => part.Name == "x").Select(part => part.Value) ?? []
        );
    }

    [Fact]
    public async Task Artifacts_are_listed_with_the_addresses_they_are_served_at()
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun.Succeed(bench).Id;

        using var list = JsonDocument.Parse(await bench.Http.GetStringAsync($"/api/v1/runs/{run}/artifacts", Stop));

        Assert.Equal(6, list.RootElement.GetArrayLength());
        foreach (var entry in list.RootElement.EnumerateArray())
        {
            using var answer = await bench.Http.GetAsync(entry.GetProperty("url").GetString(), Stop);
            var bytes = await answer.Content.ReadAsByteArrayAsync(Stop);
            Assert.Equal(entry.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
    }

    /// <summary>A run beside a secret, with recorded links that lead to it.</summary>
    private static string Planted(Workbench bench)
    {
        var run = LivedRun.Start(bench).Id;
        var artifacts = RunFolder.Of(bench.DataRoot, run).Artifacts;
        File.WriteAllText(Path.Combine(bench.DataRoot, "secret.txt"), Secret);
        File.CreateSymbolicLink(Path.Combine(artifacts, "out.txt"), Path.Combine(bench.DataRoot, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(artifacts, "outside"), bench.DataRoot);
        foreach (var path in new[] { "out.txt", "outside/secret.txt", "../../../secret.txt", "..\\..\\..\\secret.txt" })
        {
            RecordUnder(bench, new Lease(run, 1, bench.Store.Attempts(run)[0].WorkerId!), path);
        }

        return run;
    }

    private static void Record(Workbench bench, string run, string path)
    {
        File.WriteAllText(Path.Combine(bench.DataRoot, "secret.txt"), Secret);
        var lease = bench.Store.Claim(Runs.Workers.WorkerProcess.Identify(), run)!.Lease;
        RecordUnder(bench, lease, path);
    }

    private static void RecordUnder(Workbench bench, Lease lease, string path) =>
        bench.Store.ArtifactSaved(lease, new ArtifactRow(path, "text", "text/html", Secret.Length, new string('a', 64)));
}

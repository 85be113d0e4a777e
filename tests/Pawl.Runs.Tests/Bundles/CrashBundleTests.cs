using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Pawl.Runs.Bundles;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;
using Pawl.Runs.Tests.Store;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Bundles;

/// <summary>An older system's bundle always missed the history, since it looked for another file name, and packed the API key.</summary>
public sealed class CrashBundleTests : IDisposable
{
    private const string Key = "sw0rd\"fish-0123456789";

    private readonly StoreFixture _fixture = new();
    private readonly RunRecord _run;

    public CrashBundleTests()
    {
        var spec = JsonSerializer.Serialize(
            new
            {
                workload = "command",
                command = new { argv = new[] { "run", "--api-key", Key }, environment = new { SERVICE_TOKEN = Key + "-too" } },
            }
        );
        _run = _fixture.Store.Create(StoreFixture.Run(name: "leaky") with { SpecJson = spec });
        var lease = _fixture.Claim().Lease;
        using (var log = LogJournal.Open(Folder.Log))
        {
            log.Append([
                Line("about to call"),
                Line($"calling with {Key} in the open"),
                Line("Authorization: Bearer abcdef0123456789"),
                Line("password=hunter2hunter2 tokens=4096"),
            ]);
        }

        AtomicFile.WriteText(Path.Combine(Folder.Artifacts, "weights", "model.safetensors"), "WEIGHTS-BYTES");
        _fixture.Store.ArtifactSaved(
            lease,
            new ArtifactRow("weights/model.safetensors", "weights", "application/octet-stream", 13, new string('a', 64))
        );
        _fixture.Store.EndAttempt(
            lease,
            new AttemptEnd(AttemptState.Failed, new AttemptFailure("http", false, $"refused {Key}", $"at Call({Key})"), null)
        );
    }

    private RunFolder Folder => RunFolder.Of(_fixture.DataRoot, _run.Id);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task History_and_log_are_in_it()
    {
        var files = await ReadAsync(new CrashBundle(_fixture.Store.Get(_run.Id), _fixture.Store, _fixture.DataRoot, _fixture.Time));

        var events = files["events.ndjson"].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(_fixture.Store.EventsOf(_run.Id).Count, events.Length);
        Assert.Contains("\"type\":\"run.created\"", events[0]);
        Assert.Contains("run.ended", events[^1]);
        Assert.Contains("about to call", files["log.ndjson"]);
        Assert.Contains("\"number\": 1", files["attempts.json"]);
        Assert.Contains("\"processor\"", files["environment.json"]);
        Assert.Contains("artifact", files["verification.json"]);
        Assert.Contains(_run.Id, files["README.txt"]);
    }

    [Fact]
    public async Task A_planted_key_is_nowhere_in_it_and_neither_are_weights()
    {
        var files = await ReadAsync(new CrashBundle(_fixture.Store.Get(_run.Id), _fixture.Store, _fixture.DataRoot, _fixture.Time));

        foreach (var (name, text) in files)
        {
            Assert.DoesNotContain("sw0rd", text);
            Assert.DoesNotContain("fish-0123", text);
            Assert.DoesNotContain("abcdef0123456789", text);
            Assert.DoesNotContain("hunter2", text);
            Assert.DoesNotContain("WEIGHTS-BYTES", text);
            Assert.DoesNotContain("safetensors", name);
        }

        Assert.Contains("calling with *** in the open", files["log.ndjson"]);
        Assert.Contains("tokens=4096", files["log.ndjson"]);
    }

    [Fact]
    public async Task Of_a_long_log_only_the_end_goes_in_beginning_with_a_whole_line()
    {
        using (var log = LogJournal.Open(Folder.Log))
        {
            log.Append(Enumerable.Range(0, 2000).Select(number => Line($"line {number} of many")));
        }

        var bundle = new CrashBundle(_fixture.Store.Get(_run.Id), _fixture.Store, _fixture.DataRoot, _fixture.Time) { LogBytes = 4096 };
        var lines = (await ReadAsync(bundle))["log.ndjson"].Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.InRange(lines.Length, 10, 60);
        Assert.Contains("line 1999 of many", lines[^1]);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
    }

    private LogLine Line(string text) => new(_fixture.Time.GetUtcNow(), 1, RunLogLevel.Output, text);

    private static async Task<Dictionary<string, string>> ReadAsync(CrashBundle bundle)
    {
        using var memory = new MemoryStream();
        await bundle.WriteAsync(memory, TestContext.Current.CancellationToken);
        memory.Position = 0;
        using var zip = new ZipArchive(memory, ZipArchiveMode.Read);
        return zip.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                return reader.ReadToEnd();
            }
        );
    }
}

using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Runs.Durability;
using Pawl.Runs.Json;
using Pawl.Runs.Manifests;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Verification;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Bundles;

/// <summary>
/// All it takes to find out what went wrong with a run, as one zip that can be given to someone else: history, log, spec, environment and what
/// a check of the files found. Never weights or other artifacts, and no secrets: see <see cref="Redaction"/>.
/// </summary>
public sealed class CrashBundle
{
    /// <summary>How much of the end of the log goes in.</summary>
    public const long DefaultLogBytes = 5 * 1024 * 1024;

    private const int EventsAtATime = 1000;

    private static readonly JsonSerializerOptions Lines = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Pages = new(Lines) { WriteIndented = true };

    private readonly RunRecord _run;
    private readonly RunStore _store;
    private readonly string _dataRoot;
    private readonly RunFolder _folder;
    private readonly Redaction _redaction;
    private readonly TimeProvider _clock;

    public CrashBundle(RunRecord run, RunStore store, string dataRoot, TimeProvider clock)
    {
        _run = run;
        _store = store;
        _dataRoot = Path.GetFullPath(dataRoot);
        _folder = RunFolder.Of(_dataRoot, run.Id);
        _redaction = Redaction.Of(run.SpecJson);
        _clock = clock;
    }

    /// <value>Such as <c>pawl-01J….zip</c>.</value>
    public string FileName => $"pawl-{_run.Id}.zip";

    /// <value>Bytes of the end of the log that go in, at least 1.</value>
    public long LogBytes { get; init; } = DefaultLogBytes;

    /// <summary>Writes the zip as it is made; the stream need not be seekable. Holds no part of it in memory but the one being written.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellation)
    {
        await using var zip = await ZipArchive.CreateAsync(
            stream,
            ZipArchiveMode.Create,
            leaveOpen: true,
            entryNameEncoding: null,
            cancellation
        );
        await AddTextAsync(zip, "README.txt", _redaction.Apply(Readme()), cancellation);
        await AddPageAsync(zip, "run.json", RunJson.Of(_run), cancellation);
        await AddPageAsync(zip, "spec.json", Secrets.Masked(JsonNode.Parse(_run.SpecJson) as JsonObject ?? []), cancellation);
        await AddPageAsync(zip, "attempts.json", _store.Attempts(_run.Id), cancellation);
        await AddLinesAsync(zip, "events.ndjson", Events(), cancellation);
        await AddLinesAsync(zip, "log.ndjson", Log(), cancellation);
        await AddPageAsync(zip, "metrics.json", MetricSummary.Read(_folder.Metrics), cancellation);
        await AddPageAsync(zip, "artifacts.json", _store.Artifacts(_run.Id), cancellation);
        await AddPageAsync(zip, "environment.json", ManifestEnvironment.Current([]), cancellation);
        await AddPageAsync(zip, "verification.json", RunVerifier.Verify(_dataRoot, _run.Id), cancellation);
        if (File.Exists(_folder.Manifest))
        {
            await AddTextAsync(zip, "manifest.json", await ManifestAsync(cancellation), cancellation);
        }
    }

    private string Readme() =>
        $"""
            Crash bundle of run {_run.Id}{(
                _run.Name is { } name ? $" ({name})" : ""
            )}, made {_clock.GetUtcNow().UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.

            run.json           the run as the database holds it
            spec.json          what it was to do, resolved, with where each value came from
            attempts.json      each try at it, with the failure and its stack
            events.ndjson      the hash-chained facts about it, one a line, oldest first
            log.ndjson         the last {LogBytes / 1024} KiB of what it wrote, one line each
            metrics.json       each metric in a few numbers
            artifacts.json     which files it left, with sizes and hashes; the files themselves are not here
            environment.json   the machine and program that made this bundle
            verification.json  what a check of its files and history found; [] means all is as it was written
            manifest.json      its manifest, when it has one

            Values that are secrets by their name (keys, tokens, passwords) stand as {Secrets.Mask}, also inside log lines. Have a look before you
            give it away: a secret that was printed under no name cannot be told from other text, unless the spec or the environment holds it.

            """;

    private IEnumerable<object> Events()
    {
        for (long after = 0; ; )
        {
            var page = _store.OldestEventsOf(_run.Id, after, EventsAtATime);
            foreach (var record in page)
            {
                yield return new EventJson(
                    record.Position,
                    record.RunId,
                    record.Sequence,
                    record.Time,
                    record.Type,
                    record.Attempt,
                    Parsed(record.Data),
                    record.Hash
                );
            }

            if (page.Count < EventsAtATime)
            {
                yield break;
            }

            after = page[^1].Sequence;
        }
    }

    private IEnumerable<object> Log() =>
        LogJournal
            .Read(_folder.Log, JournalEnd.OffsetOf(_folder.Log, LogBytes))
            .Select(read => new LogLineJson(read.Line.At, read.Line.Attempt, RunLogLevelName.Of(read.Line.Level), read.Line.Line));

    private async Task<string> ManifestAsync(CancellationToken cancellation)
    {
        var text = await File.ReadAllTextAsync(_folder.Manifest, cancellation);
        // A damaged manifest is worth seeing as it is.
        return Parsed(text) is JsonObject manifest ? _redaction.Apply(manifest)!.ToJsonString(Pages) : _redaction.Apply(text);
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private Task AddPageAsync<T>(ZipArchive zip, string name, T value, CancellationToken cancellation) =>
        AddTextAsync(zip, name, Redacted(value).ToJsonString(Pages) + "\n", cancellation);

    private async Task AddTextAsync(ZipArchive zip, string name, string text, CancellationToken cancellation)
    {
        await using var writer = await EntryAsync(zip, name, cancellation);
        await writer.WriteAsync(text.AsMemory(), cancellation);
    }

    private async Task AddLinesAsync(ZipArchive zip, string name, IEnumerable<object> values, CancellationToken cancellation)
    {
        await using var writer = await EntryAsync(zip, name, cancellation);
        foreach (var value in values)
        {
            await writer.WriteAsync((Redacted(value).ToJsonString(Lines) + "\n").AsMemory(), cancellation);
        }
    }

    private async Task<StreamWriter> EntryAsync(ZipArchive zip, string name, CancellationToken cancellation)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = _clock.GetUtcNow();
        return new StreamWriter(await entry.OpenAsync(cancellation));
    }

    /// <summary>Text by text, before they are written: escaped as JSON, a secret that holds a quote would not be found.</summary>
    private JsonNode Redacted<T>(T value) => _redaction.Apply(JsonSerializer.SerializeToNode(value, value!.GetType(), Lines))!;
}

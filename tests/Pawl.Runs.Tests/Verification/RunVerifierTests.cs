using System.Text.Json.Nodes;
using Pawl.Runs.Durability;
using Pawl.Runs.Events;
using Pawl.Runs.Manifests;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Tests.Store;
using Pawl.Runs.Verification;

namespace Pawl.Runs.Tests.Verification;

public sealed class RunVerifierTests : IDisposable
{
    private readonly VerifiedRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_run_is_clean_at_every_stage_of_its_life()
    {
        Assert.Empty(_run.Verify());
        _run.End(AttemptState.Failed);
        Assert.Empty(_run.Verify());
        _run.Fixture.Store.Resume(_run.Id);
        Assert.Empty(_run.Verify());
        _run.Fixture.Store.RequestCancel(_run.Id);
        _run.WriteManifest(manifest => manifest);
        Assert.Empty(_run.Verify());
        _run.Fixture.Store.Resume(_run.Id);
        _run.Fixture.End(_run.Fixture.Claim().Lease, AttemptState.Waiting);
        _run.WriteManifest(manifest => manifest);
        Assert.Empty(_run.Verify());
        _run.Fixture.Store.RequestCancel(_run.Id);
        _run.WriteManifest(manifest => manifest);
        Assert.Empty(_run.Verify());
    }

    [Theory]
    [InlineData("position", "position + 1000")]
    [InlineData("run_id", "(SELECT id FROM runs ORDER BY id DESC LIMIT 1)")]
    [InlineData("sequence", "99")]
    [InlineData("sequence", "'three'")]
    [InlineData("time", "time + 1")]
    [InlineData("time", "9223372036854775807")]
    [InlineData("type", "'host.Started'")]
    [InlineData("attempt", "2")]
    [InlineData("data", "replace(data, '20', '21')")]
    [InlineData("data", "'not json'")]
    [InlineData("previous_hash", "hash")]
    [InlineData("hash", "upper(hash)")]
    public void Every_altered_column_of_an_event_is_found(string column, string value)
    {
        _run.Fixture.Create();

        _run.Fixture.Tamper($"UPDATE events SET {column} = {value} WHERE run_id = @Id AND sequence = 4", new { _run.Id });

        Assert.Contains(_run.Verify(), finding => finding.What == "event chain");
    }

    [Theory]
    [InlineData("DELETE FROM events WHERE run_id = @Id AND sequence = 1")]
    [InlineData("DELETE FROM events WHERE run_id = @Id AND sequence = 5")]
    [InlineData("DELETE FROM events WHERE run_id = @Id AND sequence > 7")]
    [InlineData("DELETE FROM events WHERE run_id = @Id")]
    [InlineData("UPDATE runs SET event_count = event_count - 1 WHERE id = @Id")]
    [InlineData("UPDATE runs SET event_head = 'ff' WHERE id = @Id")]
    public void Removed_events_and_an_altered_head_are_found(string sql)
    {
        _run.Fixture.Tamper(sql, new { _run.Id });

        Assert.Contains(_run.Verify(), finding => finding.What == "event chain");
    }

    [Theory]
    [InlineData("UPDATE runs SET state = 'retrying' WHERE id = @Id", "history")]
    [InlineData("UPDATE runs SET state = 'succeeded', ended_at = 1 WHERE id = @Id", "history")]
    [InlineData("UPDATE runs SET spec_json = '{}' WHERE id = @Id", "history")]
    [InlineData("UPDATE attempts SET state = 'failed' WHERE run_id = @Id AND number = 1", "history")]
    [InlineData("DELETE FROM attempts WHERE run_id = @Id AND number = 1", "history")]
    [InlineData("UPDATE artifacts SET sha256 = 'ff' WHERE run_id = @Id AND path = 'results.csv'", "artifact")]
    [InlineData("UPDATE artifacts SET path = '../manifest.json' WHERE run_id = @Id AND path = 'results.csv'", "artifact")]
    [InlineData("DELETE FROM artifacts WHERE run_id = @Id AND path = 'results.csv'", "artifact")]
    public void Altered_rows_are_found(string sql, string what)
    {
        _run.Fixture.Tamper(sql, new { _run.Id });

        Assert.Contains(_run.Verify(), finding => finding.What == what);
    }

    [Theory]
    [InlineData(EventTypes.RunEnded, """{"state":"failed"}""")]
    [InlineData(EventTypes.AttemptEnded, """{"state":"failed"}""")]
    [InlineData(EventTypes.CheckpointSaved, """{"step":1}""")]
    public void An_event_after_the_end_is_found_though_its_links_are_right(string type, string data)
    {
        _run.End(AttemptState.Failed);
        using (var database = new Database(_run.Fixture.DatabasePath))
        {
            database.Write(connection =>
            {
                EventWriter.Append(connection, _run.Id, 1, type, 2, (JsonObject)JsonNode.Parse(data)!);
                return true;
            });
        }

        Assert.Contains(_run.Verify(), finding => finding.What == "history" && finding.Expected.StartsWith("one run.ended per end"));
        Assert.DoesNotContain(_run.Verify(), finding => finding.What == "event chain");
    }

    [Fact]
    public void An_altered_and_a_missing_artifact_are_found_with_what_was_expected()
    {
        File.AppendAllText(Path.Combine(_run.Folder.Artifacts, "results.csv"), "3,4\n");
        File.Delete(Path.Combine(_run.Folder.Artifacts, "plots", "loss.svg"));

        var findings = _run.Verify();

        Assert.Equal(2, findings.Count);
        Assert.Contains(findings, finding => finding.Where.EndsWith("loss.svg") && finding.Actual == "no file");
        Assert.Contains(findings, finding => finding.Where.EndsWith("results.csv") && finding.Actual.StartsWith("12 bytes"));
    }

    [Fact]
    public void A_damaged_journal_line_is_found_and_a_torn_tail_is_not_a_finding()
    {
        using (var log = new FileStream(_run.Folder.Log, FileMode.Append))
        {
            log.Write("{\"at\":\"2030-01-01T00:00:00+00:00\",\"att"u8);
        }
        Assert.Empty(_run.Verify());

        var metrics = File.ReadAllText(_run.Folder.Metrics);
        File.WriteAllText(_run.Folder.Metrics, metrics.Replace("\"step\":3", "\"step\":4"));

        var finding = Assert.Single(_run.Verify());
        Assert.Equal("journal", finding.What);
        Assert.EndsWith("metrics.ndjson:4", finding.Where);
    }

    [Fact]
    public void A_run_cancelled_before_it_started_has_nothing_to_verify_but_its_rows()
    {
        var id = _run.Fixture.Create().Id;
        _run.Fixture.Store.RequestCancel(id);

        Assert.Empty(RunVerifier.Verify(_run.Fixture.DataRoot, id));
    }

    [Fact]
    public void An_altered_checkpoint_is_found()
    {
        File.AppendAllText(Path.Combine(_run.Folder.Checkpoints, "step-00000010", "state.json"), " ");

        var finding = Assert.Single(_run.Verify());

        Assert.Equal("checkpoint", finding.What);
        Assert.EndsWith("step-00000010", finding.Where);
    }

    [Fact]
    public void A_file_added_to_a_checkpoint_is_found()
    {
        File.WriteAllText(Path.Combine(_run.Folder.Checkpoints, "step-00000020", "extra"), "");

        Assert.Equal("checkpoint", Assert.Single(_run.Verify()).What);
    }

    [Fact]
    public void A_dropped_checkpoint_is_missed_only_when_the_manifest_of_a_closed_run_lists_it()
    {
        Directory.Delete(Path.Combine(_run.Folder.Checkpoints, "step-00000010"), recursive: true);
        Assert.Empty(_run.Verify());
        _run.End(AttemptState.Cancelled);
        Assert.Empty(_run.Verify());

        Directory.Delete(Path.Combine(_run.Folder.Checkpoints, "step-00000020"), recursive: true);

        Assert.Equal("none", Assert.Single(_run.Verify()).Actual);
        _run.Fixture.Store.Resume(_run.Id);
        Assert.Empty(_run.Verify());
    }

    [Fact]
    public void A_checkpoint_whose_event_was_lost_with_its_worker_is_no_finding()
    {
        AtomicFolder.Write(
            Path.Combine(_run.Folder.Checkpoints, "step-00000030"),
            folder => File.WriteAllText(Path.Combine(folder, "state.json"), "{}")
        );
        Directory.CreateDirectory(Path.Combine(_run.Folder.Checkpoints, "step-00000010.tmp-1-abc"));

        Assert.Empty(_run.Verify());
    }

    [Fact]
    public void A_manifest_that_disagrees_with_the_database_is_found()
    {
        _run.End(AttemptState.Failed);
        var changes = new Dictionary<string, Func<RunManifest, RunManifest>>
        {
            ["run"] = manifest => manifest with { RunId = "another" },
            ["spec"] = manifest => manifest with { Spec = new JsonObject { ["argv"] = new JsonArray("false") } },
            ["outcome"] = manifest => manifest with { Outcome = "succeeded" },
            ["attempts"] = manifest => manifest with { Attempts = [manifest.Attempts[0]] },
            ["an artifact gone"] = manifest => manifest with { Artifacts = [manifest.Artifacts[0]] },
            ["an artifact altered"] = manifest =>
                manifest with
                {
                    Artifacts = [manifest.Artifacts[0], manifest.Artifacts[1] with { Sha256 = "ff" }],
                },
        };
        Assert.All(
            changes,
            change =>
            {
                _run.WriteManifest(change.Value);
                Assert.Equal("manifest", Assert.Single(_run.Verify()).What);
            }
        );
    }

    [Fact]
    public void A_missing_and_an_unreadable_manifest_are_found()
    {
        _run.Fixture.End(_run.Lease, AttemptState.Succeeded);
        Assert.Equal(("manifest", "none"), (Assert.Single(_run.Verify()).What, _run.Verify()[0].Actual));

        File.WriteAllText(_run.Folder.Manifest, "{\"version\":");
        Assert.Equal("manifest", Assert.Single(_run.Verify()).What);
    }

    [Fact]
    public void Secrets_are_compared_masked()
    {
        var spec = """{"environment":{"API_TOKEN":"abc","MODE":"fast"}}""";
        var id = _run.Fixture.Store.Create(StoreFixture.Run() with { SpecJson = spec }).Id;
        ManifestWriter.Write(
            RunFolder.Of(_run.Fixture.DataRoot, id),
            new RunManifest
            {
                RunId = id,
                Workload = "command",
                Spec = (JsonObject)JsonNode.Parse(spec)!,
                Environment = ManifestEnvironment.Current([]),
                Outcome = "queued",
                CreatedAt = _run.Fixture.Time.GetUtcNow(),
            }
        );

        Assert.Empty(RunVerifier.Verify(_run.Fixture.DataRoot, id));
    }

    [Fact]
    public void A_missing_database_and_an_unknown_run_are_errors()
    {
        Assert.Throws<RunNotFoundException>(() => RunVerifier.Verify(_run.Fixture.DataRoot, "01ARYZ6S41TSV4RRFFQ69G5FAV"));
        var empty = Directory.CreateTempSubdirectory("pawl-empty-");
        Assert.Throws<FileNotFoundException>(() => RunVerifier.Verify(empty.FullName, _run.Id));
        Assert.Empty(empty.GetFileSystemInfos());
        empty.Delete();
    }
}

using Pawl.Runs.Model;
using Pawl.Runs.Store;
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
        _run.Fixture.End(_run.Lease, AttemptState.Failed);
        Assert.Empty(_run.Verify());
        _run.Fixture.Store.Resume(_run.Id);
        Assert.Empty(_run.Verify());
        _run.Fixture.Store.RequestCancel(_run.Id);
        Assert.Empty(_run.Verify());
        _run.Fixture.Store.Resume(_run.Id);
        _run.Fixture.End(_run.Fixture.Claim().Lease, AttemptState.Waiting);
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
    public void A_missing_database_and_an_unknown_run_are_errors()
    {
        Assert.Throws<RunNotFoundException>(() => RunVerifier.Verify(_run.Fixture.DataRoot, "01ARYZ6S41TSV4RRFFQ69G5FAV"));
        var empty = Directory.CreateTempSubdirectory("pawl-empty-");
        Assert.Throws<FileNotFoundException>(() => RunVerifier.Verify(empty.FullName, _run.Id));
        Assert.Empty(empty.GetFileSystemInfos());
        empty.Delete();
    }
}

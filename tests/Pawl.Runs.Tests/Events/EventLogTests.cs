using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Events;
using Pawl.Runs.Model;
using Pawl.Runs.Tests.Store;

namespace Pawl.Runs.Tests.Events;

public sealed class EventLogTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_hash_is_that_of_the_documented_encoding()
    {
        var record = new EventRecord(7, "RUN", 2, DateTimeOffset.FromUnixTimeMilliseconds(1500), "run.ended", 0, """{"s":"é"}""", "ab", "");
        var encoded = "pawl-event-1\n" + "1:7,3:RUN,1:2,4:1500,9:run.ended,1:0,10:{\"s\":\"é\"},2:ab,";

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(encoded))), EventHash.Of(record));
    }

    [Fact]
    public void Each_event_is_linked_to_the_one_before_it()
    {
        var run = _fixture.Create();
        _fixture.Create();
        _fixture.End(_fixture.Claim().Lease, AttemptState.Succeeded);

        ChainAssert.IsWhole(_fixture.Store, run.Id);
        Assert.Equal("", _fixture.Store.EventsOf(run.Id)[0].PreviousHash);
    }

    [Fact]
    public void Positions_count_on_over_all_runs_and_are_read_in_pages()
    {
        var runs = Enumerable.Range(0, 5).Select(_ => _fixture.Create().Id).ToList();
        var seen = new List<EventRecord>();
        while (_fixture.Store.Events(seen.LastOrDefault()?.Position ?? 0, 3) is { Count: > 0 } page)
        {
            seen.AddRange(page);
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), seen.Select(e => e.Position));
        Assert.Equal(runs, seen.Select(e => e.RunId).Distinct());
        Assert.Throws<ArgumentOutOfRangeException>(() => _fixture.Store.Events(0, 0));
    }

    [Fact]
    public void Cursors_go_forward_within_the_log_only()
    {
        _fixture.Create();
        Assert.Equal(0, _fixture.Store.Cursor("web"));

        _fixture.Store.AdvanceCursor("web", 1);
        _fixture.Store.AdvanceCursor("web", 2);
        _fixture.Store.AdvanceCursor("web", 2);

        Assert.Equal(2, _fixture.Store.Cursor("web"));
        Assert.Equal(0, _fixture.Store.Cursor("mail"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _fixture.Store.AdvanceCursor("web", 1));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _fixture.Store.AdvanceCursor("web", 3));
        Assert.Contains("within 2..2", error.Message);
        Assert.Equal(2, _fixture.Store.Cursor("web"));
    }

    [Theory]
    [InlineData("UPDATE events SET data = '{}' WHERE position = 1")]
    [InlineData("DELETE FROM events WHERE position = 2")]
    public void The_database_itself_refuses_to_change_or_remove_an_event(string sql)
    {
        _fixture.Create();
        using var connection = new SqliteConnection($"Data Source={_fixture.DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;

        Assert.Contains("append-only", Assert.Throws<SqliteException>(() => command.ExecuteNonQuery()).Message);
    }
}

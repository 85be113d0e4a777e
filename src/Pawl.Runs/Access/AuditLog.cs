using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Verification;

namespace Pawl.Runs.Access;

/// <summary>
/// What people did that no run's events tell: signing in and out, tokens, profiles, and what was refused. Append-only and hash-chained like
/// events. Safe to call from any thread; on disk when a method returns.
/// </summary>
public sealed class AuditLog
{
    private readonly Database _database;
    private readonly TimeProvider _clock;

    internal AuditLog(Database database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <param name="type">Such as <c>profile.saved</c>: what it is about, a dot, what happened.</param>
    /// <param name="data">What is needed to understand the entry later; never a secret.</param>
    public AuditEntry Append(string type, Actor by, JsonObject data)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        return _database.Write(connection => Append(connection, UnixTime.Now(_clock), type, by, data));
    }

    /// <summary>The newest entries, newest first.</summary>
    /// <param name="limit">At least 1.</param>
    /// <param name="before">Only entries before this position; null for the newest.</param>
    public IReadOnlyList<AuditEntry> Newest(int limit, long? before = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.Read(connection =>
            connection
                .Query<AuditRow>(
                    $"SELECT {AuditRow.Columns} FROM audit WHERE audit.position < @before ORDER BY audit.position DESC LIMIT @limit",
                    new { limit, before = before ?? long.MaxValue }
                )
                .Select(row => row.ToEntry())
                .ToList()
        );
    }

    /// <summary>Walks the chain from its first entry to its head.</summary>
    /// <returns>What was altered, inserted, removed or cut off; empty when nothing was.</returns>
    public IReadOnlyList<VerificationFinding> Verify() =>
        _database.Read(connection =>
        {
            var head = connection.QuerySingle<HeadRow>("SELECT entries, hash FROM audit_head WHERE one = 1");
            var rows = connection.Query<AuditRow>($"SELECT {AuditRow.Columns} FROM audit ORDER BY audit.position", buffered: false);
            return Check(rows, head).ToList();
        });

    internal static AuditEntry Append(SqliteConnection connection, long now, string type, Actor by, JsonObject data)
    {
        var head = connection.QuerySingle<HeadRow>("SELECT entries, hash FROM audit_head WHERE one = 1");
        var row = new AuditRow
        {
            Position = (head.Entries + 1).ToString(CultureInfo.InvariantCulture),
            Time = now.ToString(CultureInfo.InvariantCulture),
            Type = type,
            ActorName = by.Name,
            ActorRole = by.Role,
            Data = data.ToJsonString(),
            PreviousHash = head.Hash,
        };
        row.Hash = row.ComputeHash();
        connection.Execute(
            """
            INSERT INTO audit (position, time, type, actor_name, actor_role, data, previous_hash, hash)
            VALUES (@Position, @Time, @Type, @ActorName, @ActorRole, @Data, @PreviousHash, @Hash);
            UPDATE audit_head SET entries = @Position, hash = @Hash WHERE one = 1;
            """,
            row
        );
        return row.ToEntry();
    }

    private static IEnumerable<VerificationFinding> Check(IEnumerable<AuditRow> rows, HeadRow head)
    {
        const string What = "audit chain";
        var previous = "";
        var position = 0L;
        foreach (var row in rows)
        {
            position++;
            var where = $"entry {row.Position} ({row.Type})";
            if (row.Position != position.ToString(CultureInfo.InvariantCulture))
            {
                yield return new(What, where, $"position {position}", $"position {row.Position}: entries are missing or were moved");
                position = long.TryParse(row.Position, out var found) ? found : position;
            }
            if (row.PreviousHash != previous)
            {
                yield return new(What, where, $"previous hash '{previous}'", $"'{row.PreviousHash}': the entry before it is another");
            }
            if (row.ComputeHash() is var hash && row.Hash != hash)
            {
                yield return new(What, where, $"hash {hash} over its columns", $"{row.Hash}: the entry was altered");
            }
            previous = row.Hash;
        }
        if (position != head.Entries || previous != head.Hash)
        {
            yield return new(What, "head", $"{head.Entries} entries, the last with hash '{head.Hash}'", $"{position}, '{previous}'");
        }
    }

    private sealed class HeadRow
    {
        public long Entries { get; set; }

        public string Hash { get; set; } = "";
    }
}

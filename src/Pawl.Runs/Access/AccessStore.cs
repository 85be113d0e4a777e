using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Access;

/// <summary>
/// Tokens and sessions. Every change is one transaction with its audit entry, on disk when the method returns; a token revoked by one
/// process is refused by all others at their next look. Safe to call from any thread.
/// </summary>
public sealed partial class AccessStore
{
    /// <summary>Uses are written down this often at most, so that reading pages does not write to the database all the time.</summary>
    private static readonly TimeSpan SeenPace = TimeSpan.FromMinutes(1);

    /// <summary>What ended is listed this long; the audit keeps it for good.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    private readonly Database _database;
    private readonly TimeProvider _clock;

    internal AccessStore(Database database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <exception cref="ArgumentException"><see cref="NewAccessToken.Problem"/> says what is wrong with it.</exception>
    public IssuedToken CreateToken(NewAccessToken token, Actor by)
    {
        if (token.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(token));
        }
        return Issue(token, token.Name, by);
    }

    /// <summary>A token for one sign-in of whoever started the server: its actor is <c>web:NAME</c>.</summary>
    /// <param name="userName">Of the operating system.</param>
    public IssuedToken CreateOwnerToken(string userName, Actor by) =>
        Issue(new("owner", AccessRole.Approver, NewAccessToken.SignInLifetime, SingleUse: true), $"web:{userName}", by);

    /// <param name="all">Also those that can no longer be used, as long as they are remembered.</param>
    /// <returns>Newest first.</returns>
    public IReadOnlyList<AccessToken> Tokens(bool all)
    {
        var now = _clock.GetUtcNow();
        return _database.Read(connection =>
            connection
                .Query<TokenRow>($"SELECT {TokenRow.Columns} FROM access_tokens ORDER BY created_at DESC, id")
                .Select(row => row.ToToken())
                .Where(token => all || token.RefusalAt(now) == AccessRefusal.None)
                .ToList()
        );
    }

    /// <summary>Makes a token useless, and ends the sessions that were signed in with it.</summary>
    /// <returns>The token, and how many sessions ended.</returns>
    /// <exception cref="AccessNotFoundException">There is no such token, or it is revoked.</exception>
    public (AccessToken Token, int Sessions) RevokeToken(string id, Actor by) =>
        _database.Write(connection =>
        {
            if (FindToken(connection, id) is not { RevokedAt: null } row)
            {
                throw new AccessNotFoundException($"Expected the id of a token that is not revoked yet, got '{id}'.");
            }
            var now = Now;
            connection.Execute("UPDATE access_tokens SET revoked_at = @now WHERE id = @id", new { id, now });
            var sessions = connection.Execute(
                "UPDATE access_sessions SET ended_at = @now WHERE token_id = @id AND ended_at IS NULL",
                new { id, now }
            );
            var data = new JsonObject
            {
                ["token"] = id,
                ["name"] = row.Name,
                ["sessions"] = sessions,
            };
            AuditLog.Append(connection, now, AuditTypes.TokenRevoked, by, data);
            row.RevokedAt = now;
            return (row.ToToken(), sessions);
        });

    /// <summary>Whether a token lets in by itself, as the bearer token of a request.</summary>
    public AccessAnswer CheckToken(string text)
    {
        if (!AccessSecret.TryParse(AccessSecret.Token, text, out var secret))
        {
            return AccessAnswer.Refused(AccessRefusal.Unknown);
        }
        var row = _database.Read(connection => FindToken(connection, secret.Id));
        if (!secret.Matches(row?.SecretHash) || row is null)
        {
            return AccessAnswer.Refused(AccessRefusal.Unknown);
        }
        var now = _clock.GetUtcNow();
        var token = row.ToToken();
        if (token.RefusalAt(now) is not AccessRefusal.None and var refusal)
        {
            return AccessAnswer.Refused(refusal);
        }
        if (token.SingleUse)
        {
            return AccessAnswer.Refused(AccessRefusal.SignInOnly);
        }
        if (token.UsedAt is null || now - token.UsedAt >= SeenPace)
        {
            Touch("UPDATE access_tokens SET used_at = max(coalesce(used_at, 0), @now) WHERE id = @id", token.Id);
        }
        return new(new AccessGrant(null, token.Id, token.Name, token.Role, token.ExpiresAt), AccessRefusal.None);
    }

    private IssuedToken Issue(NewAccessToken token, string name, Actor by)
    {
        var secret = AccessSecret.New(AccessSecret.Token);
        return _database.Write(connection =>
        {
            var now = Now;
            Forget(connection, now - (long)Remembered.TotalMilliseconds);
            var row = new TokenRow
            {
                Id = secret.Id,
                Name = name,
                Role = token.Role.Word(),
                SecretHash = secret.Hash,
                CreatedAt = now,
                CreatedBy = by.Name,
                ExpiresAt = now + (long)token.Lifetime.TotalMilliseconds,
                SingleUse = token.SingleUse ? 1 : 0,
            };
            connection.Execute(
                """
                INSERT INTO access_tokens (id, name, role, secret_hash, created_at, created_by, expires_at, single_use)
                VALUES (@Id, @Name, @Role, @SecretHash, @CreatedAt, @CreatedBy, @ExpiresAt, @SingleUse)
                """,
                row
            );
            var data = new JsonObject
            {
                ["token"] = row.Id,
                ["name"] = row.Name,
                ["role"] = row.Role,
                ["expires_at"] = row.ExpiresAt,
                ["single_use"] = token.SingleUse,
            };
            AuditLog.Append(connection, now, AuditTypes.TokenCreated, by, data);
            return new IssuedToken(row.ToToken(), secret.Text);
        });
    }

    private void Touch(string sql, string id) => _database.Write(connection => connection.Execute(sql, new { id, now = Now }));

    private static TokenRow? FindToken(SqliteConnection connection, string id) =>
        connection.QuerySingleOrDefault<TokenRow>($"SELECT {TokenRow.Columns} FROM access_tokens WHERE id = @id", new { id });

    private static void Forget(SqliteConnection connection, long before) =>
        connection.Execute(
            """
            DELETE FROM access_sessions WHERE coalesce(ended_at, expires_at) < @before;
            DELETE FROM access_tokens WHERE coalesce(revoked_at, expires_at) < @before
              AND id NOT IN (SELECT token_id FROM access_sessions);
            """,
            new { before }
        );

    private long Now => UnixTime.Now(_clock);
}
